//! The words that make a reference, or that rule one out.

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::lexicon::hash::HashedMap;
use crate::lexicon::hash::word_hash;
use crate::lexicon::words;
use crate::lexicon::{Lexicon, key};

/// Words around references: `word`, `class`, `source`.
const TABLE: &str = include_str!("../data/citation_words.tsv");
/// Classes of names that are no person's.
const NEVER_AUTHORS: [&str; 6] = ["opener", "month", "venue", "place", "organisation", "section"];

/// What a word does near a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Part of a family name: "van", "der".
    Particle,
    /// Stands before an author's name: "by", "of", "see".
    Lead,
    /// Stands before an interval: "range", "between".
    Interval,
    /// Stands before a place in the cited work: "page", "theorem".
    Locator,
    /// Is no author's name.
    NoAuthor,
}

fn class_named(name: &str) -> Option<Class> {
    Some(match name {
        "particle" => Class::Particle,
        "lead" => Class::Lead,
        "interval" => Class::Interval,
        "locator" => Class::Locator,
        "no_author" => Class::NoAuthor,
        _ => return None,
    })
}

struct Words {
    classes: HashedMap<Class>,
    never: HashSet<u64>,
}

fn tables() -> &'static Words {
    static TABLES: OnceLock<Words> = OnceLock::new();
    TABLES.get_or_init(|| Words {
        classes: words::rows(TABLE)
            .filter_map(|(w, c)| Some((word_hash(w), class_named(c)?)))
            .collect(),
        never: words::rows(words::NOT_NAMES)
            .filter(|(_, c)| NEVER_AUTHORS.contains(c))
            .chain(words::rows(words::STOPWORDS))
            .map(|(w, _)| word_hash(w))
            .collect(),
    })
}

/// Whether a word, by its hash, is of a class.
pub(super) fn is(hash: u64, class: Class) -> bool {
    tables().classes.get(&hash) == Some(&class)
}

/// Whether a word opens sentences, or names a month, a venue, a place: no author in any case.
pub(super) fn is_no_author(word: &str) -> bool {
    word.split('-').chain([word]).any(|part| {
        let hash = word_hash(part);
        tables().never.contains(&hash) || is(hash, Class::NoAuthor)
    })
}

/// Whether the field knows a word as a name.
pub(super) fn is_known_name(word: &str) -> bool {
    Lexicon::builtin().get_key(&key(word)).next().is_some()
}

#[cfg(test)]
pub(super) fn assert_table_sorted() {
    let words: Vec<_> = words::rows(TABLE).collect();
    assert!(words.is_sorted_by(|a, b| a.0 < b.0));
    for (word, class) in words {
        assert!(class_named(class).is_some(), "{word}");
    }
}
