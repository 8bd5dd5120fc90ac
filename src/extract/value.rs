//! What features are made of: templates and values, each with its hash.

use crate::lexicon::hash::{ascii_hash, word_hash};

/// What a feature asks: `l1` is "which word stands to the left?".
#[derive(Debug, Clone, Copy)]
pub(crate) struct Template {
    pub(crate) name: &'static str,
    seed: u64,
}

/// A template known when compiled.
macro_rules! template {
    ($name:literal) => {
        const { crate::extract::value::Template::new($name) }
    };
}
pub(crate) use template;

/// An answer: a word or the name of a class, case aside.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Value<'a> {
    pub(crate) text: &'a str,
    hash: u64,
}

impl Template {
    pub(crate) const fn new(name: &'static str) -> Self {
        Self { name, seed: ascii_hash(name) }
    }

    /// The hash of `template=value`.
    pub(crate) const fn one(self, value: Value<'_>) -> u64 {
        mix(self.seed, value.hash)
    }

    /// The hash of `template=a b`.
    pub(crate) const fn two(self, a: Value<'_>, b: Value<'_>) -> u64 {
        mix(self.one(a), b.hash)
    }
}

impl<'a> Value<'a> {
    /// Of text whose hash is to be made.
    pub(crate) fn of(text: &'a str) -> Self {
        Self { text, hash: word_hash(text) }
    }

    /// Of a word whose [`word_hash`] is at hand.
    pub(crate) const fn hashed(text: &'a str, hash: u64) -> Self {
        Self { text, hash }
    }
}

impl Value<'static> {
    /// Of text known when compiled.
    pub(crate) const fn known(text: &'static str) -> Self {
        Self { text, hash: ascii_hash(text) }
    }
}

/// The hash of a feature as weight tables write it: `template=value` or `template=a b`.
pub(crate) fn feature_hash(feature: &str) -> u64 {
    let (template, value) = feature.split_once('=').unwrap_or((feature, ""));
    let seed = word_hash(template);
    match value.split_once(' ') {
        Some((a, b)) => mix(mix(seed, word_hash(a)), word_hash(b)),
        None => mix(seed, word_hash(value)),
    }
}

/// Order matters, every bit of both takes part in the top bits of the result.
const fn mix(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(23) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_hash_as_tables_write_them() {
        let (a, b) = (Value::known("On"), Value::of("the"));
        assert_eq!(template!("l1").one(a), feature_hash("l1=on"));
        assert_eq!(template!("l12").two(a, b), feature_hash("l12=on the"));
        assert_ne!(template!("l12").two(a, b), template!("l12").two(b, a));
        assert_eq!(template!("cl1").one(Value::of("")), feature_hash("cl1="));
    }
}
