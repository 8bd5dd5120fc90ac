//! Word lists: cue words, stop words, suffixes, words that look like names and are none.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

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

/// A map from word hashes.
pub type HashedMap<V> = HashMap<u64, V, BuildHasherDefault<Identity>>;

/// A set of word hashes.
pub type HashedSet = HashSet<u64, BuildHasherDefault<Identity>>;

/// The rows of a word table below its header: the word, then its class (or source).
pub fn rows(table: &str) -> impl Iterator<Item = (&str, &str)> {
    table.lines().skip(1).filter_map(|line| {
        let mut fields = line.split('\t');
        Some((fields.next()?, fields.next()?))
    })
}

/// Cue words by class: `word`, `class`, `source`.
pub const CUES: &str = include_str!("data/cues.tsv");
/// Words too frequent to mean anything: `word`, `source`.
pub const STOPWORDS: &str = include_str!("data/stopwords.tsv");
/// What follows a name after a hyphen without being part of it: `word`, `source`.
pub const SUFFIXES: &str = include_str!("data/suffixes.tsv");
/// What looks like a name and is none: `word`, `class`, `source`.
pub const NOT_NAMES: &str = include_str!("data/notnames.tsv");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_tables_are_sorted_and_without_doubles() {
        for table in [CUES, STOPWORDS, SUFFIXES, NOT_NAMES] {
            let words: Vec<_> = rows(table).map(|(w, _)| w).collect();
            for pair in words.windows(2) {
                assert!(pair[0] < pair[1], "{:?} before {:?}", pair[0], pair[1]);
            }
        }
    }
}
