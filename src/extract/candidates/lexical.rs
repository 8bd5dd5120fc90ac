//! Names of the lexicon, spelling aside: longest match from each word on.

use super::group::group_key;
use super::shapes::base_len;
use super::{Finds, Found};
use crate::extract::vocabulary::{KeyHash, Known, Vocabulary};
use crate::model::{Kind, Rule};
use crate::text::Document;
use crate::text::token::Shape;

/// No name of the lexicon has more words.
const LONGEST: usize = 10;

pub(super) fn find(doc: &Document, vocabulary: &Vocabulary, finds: &mut Finds) {
    let mut at = 0;
    while at < doc.tokens.len() {
        if doc.tokens[at].is_punctuation() {
            at += 1;
            continue;
        }
        match longest(doc, vocabulary, at) {
            Some(found) => {
                at = found.last as usize;
                finds.spans.push(found);
            }
            None => at += 1,
        }
    }
}

fn longest(doc: &Document, vocabulary: &Vocabulary, first: usize) -> Option<Found> {
    let mut key = KeyHash::default();
    let mut best = None;
    let sentence = doc.tokens[first].sentence;
    let stop = doc.tokens.len().min(first + LONGEST);
    for last in first..stop {
        let token = doc.tokens[last];
        if token.sentence != sentence || token.is_punctuation() && breaks(doc.word(last)) {
            break;
        }
        if token.is_punctuation() {
            continue;
        }
        let text = doc.word(last);
        let cut = base_len(text, vocabulary);
        // "CIFAR-10-based": the name ends before the suffix, and so does the match.
        if cut < text.len() {
            let mut short = key;
            short.extend(&text[..cut]);
            if let Some(found) =
                accept(doc, vocabulary, first, last, short, token.start + cut as u32)
            {
                best = Some(found);
            }
        }
        key.extend(text);
        if let Some(found) = accept(doc, vocabulary, first, last, key, token.end) {
            best = Some(found);
        }
        if !vocabulary.is_prefix(key) {
            break;
        }
    }
    best
}

/// Punctuation that no name runs across.
fn breaks(mark: &str) -> bool {
    !matches!(mark, "-" | "/" | "." | "'" | ":" | "&")
}

fn accept(
    doc: &Document,
    vocabulary: &Vocabulary,
    first: usize,
    last: usize,
    key: KeyHash,
    end: u32,
) -> Option<Found> {
    let mut found = Found::tokens(doc, first, last + 1, Rule::Lexicon);
    found.end = end;
    let surface = found.surface(doc);
    let known = vocabulary
        .known(key)
        .or_else(|| vocabulary.known(group_key(surface)).filter(|_| surface.len() > 3))?;
    spelled(known, surface, doc, first, last).then_some(found)
}

/// Whether the surface is written as a name: a method or data set that the lexicon writes with
/// capitals does not match a lower-case word ("clip", "sun").
fn spelled(known: &Known, surface: &str, doc: &Document, first: usize, last: usize) -> bool {
    let names = known.is(Kind::Method) || known.is(Kind::Dataset);
    let phrases = known.is(Kind::Task) || known.is(Kind::Metric) || known.generic();
    if !names || phrases || !known.cased {
        return true;
    }
    let upper = doc.tokens[first..=last]
        .iter()
        .any(|t| t.shape.any(Shape::UPPER_FIRST | Shape::UPPER_INNER | Shape::DIGIT));
    upper || last > first || surface.len() > 9
}
