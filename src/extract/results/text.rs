//! A document's words with their classes.

use super::words::{self, Class};
use crate::extract::gloss::Glossed;
use crate::extract::vocabulary::Measure;
use crate::text::{Document, Shape, Token};

/// The longest stretch of a sentence that is looked at on either side of a number, in tokens.
const REACH: usize = 200;

/// The words of a document, each looked up once.
pub(super) struct Text<'a> {
    pub(super) doc: &'a Document,
    pub(super) words: &'a Glossed<'a>,
    classes: Vec<Class>,
}

impl<'a> Text<'a> {
    pub(super) fn new(words: &'a Glossed<'a>) -> Self {
        let classes = (0..words.words.len()).map(|i| classes(words, i)).collect();
        Self { doc: words.doc, words, classes }
    }

    /// The word at a token; empty past the end.
    pub(super) fn word(&self, i: usize) -> &'a str {
        self.doc.word(i)
    }

    /// The word `n` tokens before one; empty before the start.
    pub(super) fn back(&self, i: usize, n: usize) -> &'a str {
        i.checked_sub(n).map_or("", |i| self.doc.word(i))
    }

    /// The classes of the word at a token; none past the end.
    pub(super) fn class(&self, i: usize) -> Class {
        self.classes.get(i).copied().unwrap_or_default()
    }

    /// The tokens of a token's sentence, as far as they can matter to it.
    pub(super) fn sentence(&self, token: usize) -> (usize, usize) {
        let number = self.doc.tokens.get(token).map_or(0, |t| t.sentence as usize);
        let (start, end) = self.doc.sentences.get(number).copied().unwrap_or((0, 0));
        let (start, end) = (start as usize, end as usize);
        (start.max(token.saturating_sub(REACH)), end.min(token + REACH))
    }
}

fn classes(words: &Glossed<'_>, token: usize) -> Class {
    let Token { hash, shape, .. } = words.doc.tokens[token];
    let classes = words::classes(hash);
    let word = words.words[token];
    if classes == Class::default() && !word.stop {
        match word.measure {
            Measure::None => {}
            Measure::Quantity => return Class::QUANTITY,
            Measure::Level => return Class::QUANTITY | Class::LEVEL,
        }
    }
    let cut = if shape.has(Shape::JOINED) { words.doc.word(token) } else { "" };
    // "R@50", "NDCG@10": a metric at a depth, whatever the metric.
    match cut.split_once('@') {
        Some((_, depth)) if depth.bytes().all(|b| b.is_ascii_digit()) => {
            classes | Class::QUANTITY | Class::LEVEL
        }
        _ => classes,
    }
}
