//! Hashes of words: one function for tables and texts, so that a table made from words answers a
//! lookup by token.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The hash of no bytes (FNV-1a, 64 bits).
pub const EMPTY: u64 = 0xcbf2_9ce4_8422_2325;

/// A hash with one more byte (FNV-1a).
#[inline]
pub const fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x0100_0000_01b3)
}

/// The hash of a word, case aside: FNV-1a over the bytes of its lower-case form.
///
/// ```
/// use citegraph::lexicon::hash::word_hash;
/// assert_eq!(word_hash("BERT"), word_hash("bert"));
/// assert_eq!(word_hash("Übung"), word_hash("übung"));
/// ```
pub fn word_hash(word: &str) -> u64 {
    if word.is_ascii() {
        return ascii_hash(word);
    }
    let mut buffer = [0; 4];
    let lower = word.chars().flat_map(char::to_lowercase);
    lower.fold(EMPTY, |hash, c| c.encode_utf8(&mut buffer).bytes().fold(hash, step))
}

/// [`word_hash`] of a word of ASCII characters, known when compiled.
pub const fn ascii_hash(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let mut hash = EMPTY;
    let mut i = 0;
    while i < bytes.len() {
        hash = step(hash, bytes[i].to_ascii_lowercase());
        i += 1;
    }
    hash
}

/// A hasher for keys that are hashes already; it only spreads their bits.
#[derive(Debug, Default, Clone, Copy)]
pub struct Identity(u64);

impl Hasher for Identity {
    #[inline]
    fn finish(&self) -> u64 {
        // FNV leaves the top bits, by which tables tell entries apart, nearly untouched by last letters.
        self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*b);
        }
    }

    #[inline]
    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

/// A map from hashes.
pub type HashedMap<V> = HashMap<u64, V, BuildHasherDefault<Identity>>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_aside_words_hash_alike() {
        assert_eq!(word_hash("BERT"), ascii_hash("bert"));
        assert_eq!(word_hash("Übung"), word_hash("übung"));
        assert_ne!(word_hash("bert"), word_hash("bart"));
    }
}
