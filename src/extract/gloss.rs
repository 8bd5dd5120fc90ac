//! A document with what the word tables say of each of its words, each looked up once.

use super::cue::{Class, class};
use super::value::Value;
use super::vocabulary::{Vocabulary, Word};
use crate::text::Document;

/// A document and its words.
pub(crate) struct Glossed<'a> {
    pub(crate) doc: &'a Document,
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) words: Vec<Word>,
}

impl<'a> Glossed<'a> {
    pub(crate) fn new(doc: &'a Document, vocabulary: &'a Vocabulary) -> Self {
        let words = doc.tokens.iter().map(|t| vocabulary.word(t.hash)).collect();
        Self { doc, vocabulary, words }
    }

    /// The cue class of a token.
    #[inline]
    pub(crate) fn cue(&self, token: usize) -> Class {
        self.words[token].cue
    }

    /// Whether a token is a word too frequent to mean anything.
    #[inline]
    pub(crate) fn is_stop(&self, token: usize) -> bool {
        self.words[token].stop
    }

    /// Whether a token is a noun that follows names: "model", "dataset", "task", "score".
    pub(crate) fn is_head(&self, token: usize) -> bool {
        is_head(self.cue(token))
    }

    /// The tokens of a token's sentence: first, one past the last.
    pub(crate) fn sentence(&self, token: usize) -> (usize, usize) {
        let (first, end) = self.doc.sentences[self.doc.tokens[token].sentence as usize];
        (first as usize, end as usize)
    }

    /// A token as a feature value, as it is written.
    pub(crate) fn written(&self, token: usize) -> Value<'a> {
        Value::hashed(self.doc.word(token), self.doc.tokens[token].hash)
    }
}

/// Whether a cue is a head noun.
pub(crate) const fn is_head(cue: Class) -> bool {
    matches!(cue, class::dataset_head | class::method_head | class::task_head | class::metric_head)
}
