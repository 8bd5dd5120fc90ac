//! Short and long forms: `Long Form (LF)`, `LF (Long Form)`; Schwartz and Hearst (2003).

use super::{Finds, Found, Pair};
use crate::model::Rule;
use crate::text::Document;
use crate::text::token::Shape;

/// A longer stretch in brackets is a remark.
const LONGEST_SHORT: usize = 4;

pub(super) fn find(doc: &Document, finds: &mut Finds) {
    for open in 1..doc.tokens.len() {
        if doc.word(open) != "(" {
            continue;
        }
        let sentence = doc.tokens[open].sentence;
        let close = (open + 1..doc.tokens.len().min(open + 16))
            .take_while(|i| doc.tokens[*i].sentence == sentence)
            .find(|i| matches!(doc.word(*i), ")" | ";" | ","));
        let Some(close) = close else { continue };
        if close == open + 1 {
            continue;
        }
        let inside = (open + 1, close);
        if close - open <= LONGEST_SHORT + 1
            && short_form(doc, inside.0, inside.1)
            && let Some(first) = long_form(doc, inside, open)
        {
            finds.pairs.push(pair_of_ranges(doc, inside, (first, open)));
        } else if close - open > 2
            && doc.word(close) == ")"
            && short_form(doc, open - 1, open)
            && initials_match(doc.word(open - 1), doc, inside.0, inside.1)
        {
            finds.pairs.push(pair_of_ranges(doc, (open - 1, open), inside));
        }
    }
}

/// A pair from two token ranges.
pub(super) fn pair_of_ranges(doc: &Document, short: (usize, usize), long: (usize, usize)) -> Pair {
    Pair {
        short: Found::tokens(doc, short.0, short.1, Rule::Abbreviation),
        long: Found::tokens(doc, long.0, long.1, Rule::Abbreviation),
    }
}

/// Whether a range can be a short form: one or two words, twelve characters or one longer word, a
/// capital.
fn short_form(doc: &Document, first: usize, last: usize) -> bool {
    let text = doc.slice(first, last);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let named = doc.tokens[first..last]
        .iter()
        .any(|t| t.shape.any(Shape::UPPER_FIRST | Shape::UPPER_INNER));
    let words = doc.tokens[first..last].iter().filter(|t| !t.is_punctuation()).count();
    letters > 1
        && named
        && words <= 2
        && (text.chars().count() <= 12 || words == 1 && letters <= 16)
}

/// Where the long form before the bracket starts, if the words there spell the short form.
fn long_form(doc: &Document, short: (usize, usize), open: usize) -> Option<usize> {
    let text: String = singular(doc.slice(short.0, short.1)).to_lowercase();
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let most = (letters.len() + 5).min(letters.len() * 2 + 1);
    let sentence = doc.tokens[open].sentence;
    let earliest = open.saturating_sub(most.max(4));
    let mut first = None;
    for start in (earliest..open).rev() {
        if doc.tokens[start].sentence != sentence
            || matches!(doc.word(start), "," | ";" | "(" | ")" | ":")
        {
            break;
        }
        if doc.tokens[start].is_punctuation() {
            continue;
        }
        if spells(&letters, &doc.slice(start, open).to_lowercase()) {
            first = Some(start);
            break;
        }
    }
    first.filter(|f| open - f > 1 || doc.word(*f).len() > letters.len() + 2)
}

fn singular(short: &str) -> &str {
    match short.strip_suffix('s') {
        Some(stem) if stem.chars().next_back().is_some_and(char::is_uppercase) => stem,
        _ => short,
    }
}

/// The matching of Schwartz and Hearst: from right to left every character of the short form
/// occurs in the long form, the first one at the start of a word, which must be the first word.
fn spells(short: &[char], long: &str) -> bool {
    let long: Vec<char> = long.chars().collect();
    let mut at = long.len();
    for (i, want) in short.iter().enumerate().rev() {
        loop {
            let Some(before) = at.checked_sub(1) else { return false };
            at = before;
            let starts = at == 0 || !long[at - 1].is_alphanumeric();
            if long[at] == *want && (i > 0 || starts && at == 0) {
                break;
            }
        }
    }
    true
}

/// Whether a range of words spells `short` with most of its letters at word starts.
pub(super) fn initials_match(short: &str, doc: &Document, first: usize, last: usize) -> bool {
    let short: Vec<char> =
        singular(short).to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    if short.len() < 2 || last <= first {
        return false;
    }
    let long = doc.slice(first, last).to_lowercase();
    if !spells(&short, &long) {
        return false;
    }
    let words = long.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let starts: Vec<char> = words.filter_map(|w| w.chars().next()).collect();
    // The last word must take part, or the long form ends before it.
    let mut hit = 0;
    let mut from = 0;
    for c in &short {
        if let Some(p) = starts[from.min(starts.len())..].iter().position(|s| s == c) {
            hit += 1;
            from += p + 1;
        }
    }
    hit * 3 >= short.len() * 2 && hit >= 2 && from == starts.len()
}
