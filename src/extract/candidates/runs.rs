//! Runs of capitalised words: `Swin Transformer`, `Emotional Speech Dataset`, `Chain of Thought`.

use super::shapes::{base_end, name_like};
use super::{Finds, Found};
use crate::extract::cue::class;
use crate::extract::gloss::Glossed;
use crate::model::Rule;
use crate::text::Document;
use crate::text::token::Shape;

/// A longer run is a headline.
const LONGEST: usize = 8;

pub(super) fn find(text: &Glossed<'_>, finds: &mut Finds) {
    let doc = text.doc;
    for (s, &(first, end)) in doc.sentences.iter().enumerate() {
        let (first, end) = (first as usize, end as usize);
        if s == 0 && title_case(doc, first, end) {
            continue;
        }
        let mut at = first;
        while at < end {
            let stop = run_end(doc, at, end);
            if stop == at {
                at += 1;
                continue;
            }
            emit(text, trim(text, at, stop, at == first), end, finds);
            at = stop;
        }
    }
}

fn capitalised(doc: &Document, i: usize) -> bool {
    let shape = doc.tokens[i].shape;
    shape.has(Shape::UPPER_FIRST) || name_like(shape)
}

/// One past the last token of the run that starts at `at`.
fn run_end(doc: &Document, at: usize, end: usize) -> usize {
    if doc.tokens[at].is_punctuation() || !capitalised(doc, at) {
        return at;
    }
    let mut stop = at + 1;
    while stop < end && doc.tokens[stop].spaced {
        let shape = doc.tokens[stop].shape;
        let number = shape.has(Shape::DIGIT) && !shape.has(Shape::LETTER) && stop - at < 4;
        if shape.has(Shape::PUNCTUATION) || !(capitalised(doc, stop) || number) {
            break;
        }
        stop += 1;
    }
    stop
}

/// Drops sentence openers and cue words from the front of a run.
fn trim(text: &Glossed<'_>, mut at: usize, stop: usize, opens: bool) -> (usize, usize, bool) {
    let mut front = opens;
    while at < stop {
        let plain = !name_like(text.doc.tokens[at].shape);
        let empty = text.is_stop(at) || front && text.cue(at) != 0;
        if !(plain && empty) {
            break;
        }
        at += 1;
        front = false;
    }
    (at, stop, front)
}

fn emit(
    text: &Glossed<'_>,
    (at, stop, opens): (usize, usize, bool),
    end: usize,
    finds: &mut Finds,
) {
    let doc = text.doc;
    if at >= stop || stop - at > LONGEST {
        return;
    }
    push(text, at, stop, finds);
    // "Existing BERT" at the start of a sentence: the capital may be the sentence's.
    if opens && stop - at > 1 && !name_like(doc.tokens[at].shape) {
        push(text, at + 1, stop, finds);
    }
    let head = text.cue(stop - 1);
    if stop - at > 1 && matches!(head, class::method_head | class::dataset_head) {
        push(text, at, stop - 1, finds);
    }
    // "Chain of Thought", "Mixture of Experts": one connector inside.
    let joins = |c| {
        matches!(c, class::of | class::for_ | class::to | class::in_ | class::with | class::from)
    };
    if stop + 1 < end && joins(text.cue(stop)) && doc.tokens[stop].spaced {
        let next = if text.cue(stop + 1) == class::the { stop + 2 } else { stop + 1 };
        if next < end {
            let far = run_end(doc, next, end);
            if far > next && far - at <= LONGEST {
                push(text, at, far, finds);
            }
        }
    }
}

fn push(text: &Glossed<'_>, first: usize, last: usize, finds: &mut Finds) {
    let doc = text.doc;
    let mut found = Found::tokens(doc, first, last, Rule::CapitalisedRun);
    found.end = base_end(text, last - 1);
    if found.end > found.start && found.surface(doc).chars().any(char::is_alphabetic) {
        finds.spans.push(found);
    }
}

/// Whether a title writes most of its longer words with a capital.
pub(super) fn title_case(doc: &Document, first: usize, end: usize) -> bool {
    let words =
        doc.tokens[first..end].iter().filter(|t| t.end - t.start > 3 && t.shape.has(Shape::LETTER));
    let (upper, all) =
        words.fold((0, 0), |(u, n), t| (u + usize::from(t.shape.has(Shape::UPPER_FIRST)), n + 1));
    upper * 2 > all
}
