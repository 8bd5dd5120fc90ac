//! Runs of capitalised words: `Swin Transformer`, `Emotional Speech Dataset`, `Chain of Thought`.

use super::shapes::{base_len, name_like};
use super::{Finds, Found};
use crate::extract::vocabulary::{Vocabulary, class};
use crate::model::Rule;
use crate::text::Document;
use crate::text::token::Shape;

/// A longer run is a headline.
const LONGEST: usize = 8;

pub(super) fn find(doc: &Document, vocabulary: &Vocabulary, finds: &mut Finds) {
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
            emit(doc, vocabulary, trim(doc, vocabulary, at, stop, at == first), end, finds);
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
fn trim(
    doc: &Document,
    vocabulary: &Vocabulary,
    mut at: usize,
    stop: usize,
    opens: bool,
) -> (usize, usize, bool) {
    let mut front = opens;
    while at < stop {
        let token = doc.tokens[at];
        let plain = !name_like(token.shape);
        let empty = vocabulary.is_stop(token.hash) || front && vocabulary.cue(token.hash) != 0;
        if !(plain && empty) {
            break;
        }
        at += 1;
        front = false;
    }
    (at, stop, front)
}

fn emit(
    doc: &Document,
    vocabulary: &Vocabulary,
    (at, stop, opens): (usize, usize, bool),
    end: usize,
    finds: &mut Finds,
) {
    if at >= stop || stop - at > LONGEST {
        return;
    }
    push(doc, vocabulary, at, stop, finds);
    // "Existing BERT" at the start of a sentence: the capital may be the sentence's.
    if opens && stop - at > 1 && !name_like(doc.tokens[at].shape) {
        push(doc, vocabulary, at + 1, stop, finds);
    }
    let head = vocabulary.cue(doc.tokens[stop - 1].hash);
    if stop - at > 1 && matches!(head, class::method_head | class::dataset_head) {
        push(doc, vocabulary, at, stop - 1, finds);
    }
    // "Chain of Thought", "Mixture of Experts": one connector inside.
    let joins = |c| {
        matches!(c, class::of | class::for_ | class::to | class::in_ | class::with | class::from)
    };
    if stop + 1 < end && joins(vocabulary.cue(doc.tokens[stop].hash)) && doc.tokens[stop].spaced {
        let next = if vocabulary.cue(doc.tokens[stop + 1].hash) == class::the {
            stop + 2
        } else {
            stop + 1
        };
        if next < end {
            let far = run_end(doc, next, end);
            if far > next && far - at <= LONGEST {
                push(doc, vocabulary, at, far, finds);
            }
        }
    }
}

fn push(doc: &Document, vocabulary: &Vocabulary, first: usize, last: usize, finds: &mut Finds) {
    let mut found = Found::tokens(doc, first, last, Rule::CapitalisedRun);
    let token = doc.tokens[last - 1];
    let text = doc.word(last - 1);
    let cut = base_len(text, vocabulary);
    found.end = token.start + cut as u32;
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
