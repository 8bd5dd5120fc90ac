//! Names of the lexicon, spelling aside: longest match from each word on.

use super::group::group_key;
use super::shapes::base_end;
use super::{Finds, Found};
use crate::extract::gloss::Glossed;
use crate::extract::key_hash::KeyHash;
use crate::extract::vocabulary::Known;
use crate::model::{Kind, Rule};
use crate::text::Document;
use crate::text::token::Shape;

/// No name of the lexicon has more words.
const LONGEST: usize = 10;

pub(super) fn find(text: &Glossed<'_>, finds: &mut Finds) {
    let mut at = 0;
    while at < text.words.len() {
        match longest(text, at) {
            Some(found) => {
                at = found.last as usize;
                finds.spans.push(found);
            }
            None => at += 1,
        }
    }
}

fn longest(text: &Glossed<'_>, first: usize) -> Option<Found> {
    let doc = text.doc;
    let token = doc.tokens[first];
    if token.is_punctuation() || token.is_plain() && !text.words[first].starts {
        return None;
    }
    let mut key = KeyHash::default();
    let mut best = None;
    let (_, stop) = text.sentence(first);
    for last in first..stop.min(first + LONGEST) {
        let token = doc.tokens[last];
        if token.is_punctuation() {
            if breaks(doc.word(last), token.spaced) {
                break;
            }
            continue;
        }
        // "CIFAR-10-based": the name ends before the suffix, and so does the match.
        let cut = base_end(text, last);
        if cut < token.end {
            let mut short = key;
            short.extend(&doc.text()[token.start as usize..cut as usize]);
            best = accept(text, first, last, text.vocabulary.known(short), cut).or(best);
        }
        key.extend_by(doc.word(last), token);
        let facts = text.vocabulary.facts(key);
        best = accept(text, first, last, facts.known, token.end).or(best);
        if !facts.goes_on {
            break;
        }
    }
    best
}

/// Punctuation that no name runs across; what touches the word before it can be inside: `TL;DR`,
/// `E(n)`.
fn breaks(mark: &str, spaced: bool) -> bool {
    mark == "," || spaced && !matches!(mark, "-" | "/" | "." | "'" | ":" | "&")
}

/// The match of what is known of a stretch, as it is or without a plural ending.
fn accept(
    text: &Glossed<'_>,
    first: usize,
    last: usize,
    known: Option<&Known>,
    end: u32,
) -> Option<Found> {
    let doc = text.doc;
    let surface = &doc.text()[doc.tokens[first].start as usize..end as usize];
    let known = known.or_else(|| {
        let plural = surface.len() > 3 && surface.ends_with('s');
        if plural { text.vocabulary.known(group_key(surface)) } else { None }
    })?;
    if !spelled(known, surface, doc, first, last) {
        return None;
    }
    let mut found = Found::tokens(doc, first, last + 1, Rule::Lexicon);
    found.end = end;
    Some(found)
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
