//! Where sentences start.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::token::{Shape, Token};
use crate::lexicon::hash::word_hash;

/// Words whose stop does not end a sentence.
const ABBREVIATIONS: &str = include_str!("data/abbreviations.tsv");

fn abbreviations() -> &'static HashSet<u64> {
    static TABLE: OnceLock<HashSet<u64>> = OnceLock::new();
    TABLE.get_or_init(|| {
        ABBREVIATIONS.lines().skip(1).filter_map(|l| l.split('\t').next()).map(word_hash).collect()
    })
}

/// Numbers the sentences of `tokens` from `first` on; returns the number after the last.
pub fn number(text: &str, tokens: &mut [Token], first: u32) -> u32 {
    let mut sentence = first;
    let mut depth = 0_i32;
    for i in 0..tokens.len() {
        tokens[i].sentence = sentence;
        let token = tokens[i];
        match text.as_bytes()[token.start as usize] {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth = (depth - 1).max(0),
            b'.' | b'!' | b'?' if token.is_punctuation() && ends(text, tokens, i, depth) => {
                sentence += 1;
                depth = 0;
            }
            _ => {}
        }
    }
    if tokens.is_empty() || tokens.last().is_some_and(|t| t.sentence < sentence) {
        sentence
    } else {
        sentence + 1
    }
}

fn ends(text: &str, tokens: &[Token], stop: usize, depth: i32) -> bool {
    let byte = |t: &Token| text.as_bytes()[t.start as usize];
    let Some(mut next) = tokens.get(stop + 1) else { return true };
    // The quotation mark or bracket that closes a sentence belongs to it, the next word opens one.
    if !next.spaced && matches!(byte(next), b'"' | b'\'' | b')' | b']') {
        match tokens.get(stop + 2) {
            Some(after) => next = after,
            None => return true,
        }
    }
    let before = stop.checked_sub(1).map(|i| tokens[i]);
    if byte(&tokens[stop]) == b'.'
        && let Some(before) = before
    {
        let one_letter = before.end - before.start == 1 && before.shape.has(Shape::UPPER_FIRST);
        if abbreviations().contains(&before.hash) || one_letter && depth > 0 {
            return false;
        }
    }
    if !next.spaced {
        return next.shape.has(Shape::UPPER_FIRST | Shape::LOWER);
    }
    if depth > 0 {
        return next.shape.has(Shape::UPPER_FIRST);
    }
    let opening = Shape::UPPER_FIRST | Shape::UPPER_INNER | Shape::DIGIT | Shape::FOREIGN;
    next.shape.any(opening) || matches!(byte(next), b'"' | b'(' | b'[' | b'\'')
}

#[cfg(test)]
mod tests {
    use super::super::token::tokenize;
    use super::*;

    fn sentences(text: &str) -> Vec<String> {
        let mut tokens = Vec::new();
        tokenize(text, 0, &mut tokens);
        let count = number(text, &mut tokens, 0);
        (0..count)
            .map(|s| {
                let mine: Vec<_> = tokens.iter().filter(|t| t.sentence == s).collect();
                text[mine[0].start as usize..mine[mine.len() - 1].end as usize].to_owned()
            })
            .collect()
    }

    #[test]
    fn stops_end_sentences_but_abbreviations_do_not() {
        let cases = include_str!("../../tests/cases/sentences.txt");
        for case in cases.split("\n\n") {
            let expected: Vec<&str> = case.lines().collect();
            assert_eq!(sentences(&expected.join(" ")), expected);
        }
    }

    #[test]
    fn a_missing_space_still_ends_a_sentence() {
        assert_eq!(
            sentences("We use old data.To this end we work."),
            ["We use old data.", "To this end we work."]
        );
    }
}
