//! Names that only their surroundings give away: "called feature sieve", "the fooey dataset", `"quoted"`.

use super::{Finds, Found};
use crate::extract::vocabulary::{Vocabulary, class};
use crate::model::Rule;
use crate::text::Document;
use crate::text::token::Shape;

/// A coined lower-case name has at most so many words.
const LONGEST: usize = 4;

pub(super) fn find(doc: &Document, vocabulary: &Vocabulary, finds: &mut Finds) {
    for at in doc.title_tokens..doc.tokens.len() {
        match vocabulary.cue(doc.tokens[at].hash) {
            class::naming => named(doc, vocabulary, at + 1, finds),
            class::dataset_head | class::method_head => headed(doc, vocabulary, at, finds),
            _ => {}
        }
    }
}

/// What follows "called", "dubbed", "termed": up to the next stop.
fn named(doc: &Document, vocabulary: &Vocabulary, mut at: usize, finds: &mut Finds) {
    let skip = |i: usize| {
        matches!(doc.word(i), "\"" | "'" | ":" | "," | "(")
            || vocabulary.is_stop(doc.tokens[i].hash)
    };
    let mut skipped = 0;
    while at < doc.tokens.len() && skipped < 4 && skip(at) {
        at += 1;
        skipped += 1;
    }
    let mut last = at;
    while last < doc.tokens.len() && last - at < LONGEST {
        let token = doc.tokens[last];
        if token.is_punctuation() || vocabulary.is_stop(token.hash) {
            break;
        }
        last += 1;
    }
    if last > at {
        finds.spans.push(Found::tokens(doc, at, last, Rule::NamingCue));
    }
}

/// The capitalised or odd word right before a head noun: "the Cora dataset", "Snake activation".
fn headed(doc: &Document, vocabulary: &Vocabulary, head: usize, finds: &mut Finds) {
    let Some(at) = head.checked_sub(1) else { return };
    let token = doc.tokens[at];
    if token.is_punctuation()
        || token.sentence != doc.tokens[head].sentence
        || !doc.tokens[head].spaced
    {
        return;
    }
    let capital = token.shape.has(Shape::UPPER_FIRST);
    if capital && !vocabulary.is_stop(token.hash) && vocabulary.cue(token.hash) == 0 {
        finds.spans.push(Found::tokens(doc, at, at + 1, Rule::HeadCue));
    }
}
