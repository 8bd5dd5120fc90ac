//! Names that only their surroundings give away: "called feature sieve", "the Cora dataset".

use super::{Finds, Found};
use crate::extract::cue::class;
use crate::extract::gloss::Glossed;
use crate::model::Rule;
use crate::text::token::Shape;

/// A coined lower-case name has at most so many words.
const LONGEST: usize = 4;

pub(super) fn find(text: &Glossed<'_>, finds: &mut Finds) {
    let doc = text.doc;
    for at in doc.title_tokens..doc.tokens.len() {
        match text.cue(at) {
            class::naming => named(text, at + 1, finds),
            class::dataset_head | class::method_head => headed(text, at, finds),
            _ => {}
        }
    }
}

/// What follows "called", "dubbed", "termed": up to the next stop.
fn named(text: &Glossed<'_>, mut at: usize, finds: &mut Finds) {
    let doc = text.doc;
    let skip = |i: usize| matches!(doc.word(i), "\"" | "'" | ":" | "," | "(") || text.is_stop(i);
    let mut skipped = 0;
    while at < doc.tokens.len() && skipped < 4 && skip(at) {
        at += 1;
        skipped += 1;
    }
    let mut last = at;
    while last < doc.tokens.len() && last - at < LONGEST {
        let token = doc.tokens[last];
        if token.is_punctuation() || text.is_stop(last) {
            break;
        }
        last += 1;
    }
    if last > at {
        finds.spans.push(Found::tokens(doc, at, last, Rule::NamingCue));
    }
}

/// The capitalised word right before a head noun: "the Cora dataset", "Snake activation".
fn headed(text: &Glossed<'_>, head: usize, finds: &mut Finds) {
    let Some(at) = head.checked_sub(1) else { return };
    let doc = text.doc;
    let token = doc.tokens[at];
    if token.is_punctuation()
        || token.sentence != doc.tokens[head].sentence
        || !doc.tokens[head].spaced
    {
        return;
    }
    let capital = token.shape.has(Shape::UPPER_FIRST);
    if capital && !text.is_stop(at) && text.cue(at) == 0 {
        finds.spans.push(Found::tokens(doc, at, at + 1, Rule::HeadCue));
    }
}
