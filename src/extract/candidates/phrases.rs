//! Lower-case noun phrases that can be tasks or metrics, by the words that such names end in.

use super::{Finds, Found};
use crate::extract::cue::class;
use crate::extract::gloss::Glossed;
use crate::model::Rule;
use crate::text::token::Shape;

/// A longer phrase is a description.
const LONGEST: usize = 5;

pub(super) fn find(text: &Glossed<'_>, finds: &mut Finds) {
    let doc = text.doc;
    let mut start = 0;
    for at in 0..doc.tokens.len() {
        let token = doc.tokens[at];
        let fresh = at > 0 && token.sentence != doc.tokens[at - 1].sentence;
        if fresh {
            start = at;
        }
        if !content(text, at) {
            start = at + 1;
            continue;
        }
        let (tasks, metrics) = text.words[at].heads;
        if tasks + metrics < 2 {
            continue;
        }
        let longest = start.max((at + 1).saturating_sub(LONGEST));
        for first in longest..at {
            finds.spans.push(Found::tokens(doc, first, at + 1, Rule::TaskPhrase));
        }
    }
}

/// Whether a token can stand inside a noun phrase.
fn content(text: &Glossed<'_>, at: usize) -> bool {
    if !text.doc.tokens[at].shape.has(Shape::LETTER) || text.is_stop(at) {
        return false;
    }
    // "learning", "training", "testing" end the names of tasks; other cue verbs end phrases.
    !matches!(
        text.cue(at),
        class::propose
            | class::use_
            | class::compare
            | class::outperform
            | class::achieve
            | class::be
            | class::have
            | class::self_
            | class::naming
            | class::example
            | class::prior
    )
}
