//! Spelling keys of names, as hashes that grow while a text is read.

use crate::lexicon::hash;
use crate::text::Token;

/// The hash of a name's spelling key, grown character by character: letters and digits, case
/// aside, `+` and `*` kept. Equal for names that [`crate::lexicon::key`] calls equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct KeyHash(u64);

impl Default for KeyHash {
    fn default() -> Self {
        Self(hash::EMPTY)
    }
}

impl KeyHash {
    pub(crate) fn of(name: &str) -> Self {
        let mut hash = Self::default();
        hash.extend(name);
        hash
    }

    pub(crate) fn extend(&mut self, text: &str) {
        for c in text.chars() {
            self.push(c);
        }
    }

    /// Grows by a token, whose own hash is at hand.
    pub(crate) fn extend_by(&mut self, word: &str, token: Token) {
        if *self == Self::default() && token.is_plain() {
            self.0 = token.hash;
        } else {
            self.extend(word);
        }
    }

    pub(crate) fn push(&mut self, c: char) {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() || matches!(c, '+' | '*') && *self != Self::default() {
                self.byte(c.to_ascii_lowercase() as u8);
            }
        } else if c.is_alphanumeric() {
            for lower in c.to_lowercase() {
                for b in lower.encode_utf8(&mut [0; 4]).bytes() {
                    self.byte(b);
                }
            }
        }
    }

    pub(crate) const fn get(self) -> u64 {
        self.0
    }

    const fn byte(&mut self, b: u8) {
        self.0 = hash::step(self.0, b);
    }
}
