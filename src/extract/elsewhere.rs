//! How a name and its words behave in the literature at large: tables counted from plain text.

use crate::lexicon::words::HashedMap;
use crate::text::token::word_hash;

use super::candidates::group::group_key;

/// The features that are counted for every name: `feature`, `meaning`.
pub(crate) const ATTRIBUTES: &str = include_str!("data/attributes.tsv");
const NAMES: &str = include_str!("data/names.tsv");
const WORDS: &str = include_str!("data/words.tsv");

/// A name's row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Behaviour {
    /// Number of papers that hold it.
    pub(crate) papers: u32,
    /// For each attribute, the share of those papers as a digit `0` to `9`.
    pub(crate) levels: &'static [u8],
}

/// A word's row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    /// Share of its places inside sentences where it has a capital, as a digit `0` to `9`.
    pub(crate) capital: u8,
    /// Name of its class.
    pub(crate) class: &'static str,
}

/// Both tables.
#[derive(Debug, Default)]
pub(crate) struct Elsewhere {
    names: HashedMap<Behaviour>,
    words: HashedMap<Word>,
    pub(crate) attributes: Vec<&'static str>,
}

impl Elsewhere {
    pub(crate) fn new() -> Self {
        let attributes = ATTRIBUTES.lines().skip(1).filter_map(|l| l.split('\t').next()).collect();
        let mut it = Self { attributes, ..Self::default() };
        for line in NAMES.lines().skip(1) {
            let mut fields = line.split('\t');
            if let (Some(name), Some(papers), Some(levels)) =
                (fields.next(), fields.next(), fields.next())
            {
                let papers = papers.parse().unwrap_or(0);
                it.names
                    .insert(group_key(name).get(), Behaviour { papers, levels: levels.as_bytes() });
            }
        }
        for line in WORDS.lines().skip(1) {
            let mut fields = line.split('\t');
            if let (Some(word), Some(capital), Some(class)) =
                (fields.next(), fields.next(), fields.next())
            {
                let capital = capital.bytes().next().unwrap_or(b'0');
                it.words.insert(word_hash(word), Word { capital, class });
            }
        }
        it
    }

    pub(crate) fn name(&self, key: u64) -> Option<Behaviour> {
        self.names.get(&key).copied()
    }

    pub(crate) fn word(&self, hash: u64) -> Option<Word> {
        self.words.get(&hash).copied()
    }
}
