//! What words mean near a number.

use std::sync::OnceLock;

use crate::lexicon::hash::HashedMap;
use crate::lexicon::hash::word_hash;
use crate::lexicon::words;

/// Words near numbers: `word`, `class`, `source`; a word can be of several classes.
const TABLE: &str = include_str!("../data/result_words.tsv");

/// A set of classes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Class(u32);

impl Class {
    /// What a figure is of: "accuracy", "latency".
    pub(super) const QUANTITY: Self = Self(1);
    /// A quantity whose plain number is a figure: "BLEU", "F1".
    pub(super) const LEVEL: Self = Self(1 << 1);
    /// Says that the number is a difference: "improves", "fewer".
    pub(super) const CHANGE: Self = Self(1 << 2);
    /// Says that the number was reached: "achieves", "retains".
    pub(super) const REACH: Self = Self(1 << 3);
    /// Stands before what is compared with: "than", "over", "outperforms".
    pub(super) const COMPARE: Self = Self(1 << 4);
    /// What is counted, not measured: "images", "layers".
    pub(super) const COUNT: Self = Self(1 << 5);
    /// Stands before numbers that are no figures: "p", "threshold".
    pub(super) const NOT_BEFORE: Self = Self(1 << 6);
    /// A physical unit.
    pub(super) const UNIT: Self = Self(1 << 7);
    /// "times", "fold".
    pub(super) const TIMES: Self = Self(1 << 8);
    /// "percent", "points".
    pub(super) const POINT: Self = Self(1 << 9);
    /// The authors' own work: "we", "our", "it".
    pub(super) const SELF: Self = Self(1 << 10);

    /// "with", "on", "by".
    pub(super) const PREPOSITION: Self = Self(1 << 11);
    /// "third", "ranked": places in a competition.
    pub(super) const RANK: Self = Self(1 << 12);
    /// "half", "double", "fourfold": numbers in words.
    pub(super) const WORD: Self = Self(1 << 13);
    /// Stands before a measured number: "of", "approximately".
    pub(super) const LEAD: Self = Self(1 << 14);
    /// Joins the members of a list: "and", "or".
    pub(super) const LINK: Self = Self(1 << 15);
    /// "is", "were".
    pub(super) const BE: Self = Self(1 << 16);
    /// "a", "the", "our".
    pub(super) const ARTICLE: Self = Self(1 << 17);
    /// "first", "third".
    pub(super) const ORDINAL: Self = Self(1 << 18);
    /// "two", "several".
    pub(super) const NUMBER: Self = Self(1 << 19);
    /// "order (of magnitude)".
    pub(super) const ORDER: Self = Self(1 << 20);
    /// What authors say of their own work: "novel", "simple".
    pub(super) const PRAISE: Self = Self(1 << 21);
    /// "confidence", "CI": makes a percentage the width of an interval.
    pub(super) const INTERVAL: Self = Self(1 << 22);
    /// Stands between the numbers of a list: "and", ",".
    pub(super) const BETWEEN: Self = Self(1 << 23);
    /// Stands between a setting and its number: "=", "of".
    pub(super) const EQUALS: Self = Self(1 << 24);
    /// Ends the phrase that says what is counted: "on", "for".
    pub(super) const PHRASE_END: Self = Self(1 << 25);
    /// Is glued to a number and makes it a place: "rd".
    pub(super) const PLACE: Self = Self(1 << 26);
    /// "respectively".
    pub(super) const RESPECTIVE: Self = Self(1 << 27);

    pub(super) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl std::ops::BitOr for Class {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

fn class_named(name: &str) -> Option<Class> {
    Some(match name {
        "quantity" => Class::QUANTITY,
        "level" => Class::LEVEL,
        "change" => Class::CHANGE,
        "reach" => Class::REACH,
        "compare" => Class::COMPARE,
        "count" => Class::COUNT,
        "not_before" => Class::NOT_BEFORE,
        "unit" => Class::UNIT,
        "times" => Class::TIMES,
        "point" => Class::POINT,
        "self" => Class::SELF,
        "preposition" => Class::PREPOSITION,
        "rank" => Class::RANK,
        "word" => Class::WORD,
        "lead" => Class::LEAD,
        "link" => Class::LINK,
        "be" => Class::BE,
        "article" => Class::ARTICLE,
        "ordinal" => Class::ORDINAL,
        "number" => Class::NUMBER,
        "order" => Class::ORDER,
        "praise" => Class::PRAISE,
        "interval" => Class::INTERVAL,
        "between" => Class::BETWEEN,
        "equals" => Class::EQUALS,
        "phrase_end" => Class::PHRASE_END,
        "place" => Class::PLACE,
        "respective" => Class::RESPECTIVE,
        _ => return None,
    })
}

/// The classes of a word, by its hash.
pub(super) fn classes(hash: u64) -> Class {
    static CLASSES: OnceLock<HashedMap<Class>> = OnceLock::new();
    let table = CLASSES.get_or_init(|| {
        let mut table = HashedMap::default();
        for (word, class) in words::rows(TABLE) {
            if let Some(class) = class_named(class) {
                let entry: &mut Class = table.entry(word_hash(word)).or_default();
                *entry = *entry | class;
            }
        }
        table
    });
    table.get(&hash).copied().unwrap_or_default()
}

#[cfg(test)]
pub(super) fn assert_table_sorted() {
    let rows: Vec<_> = words::rows(TABLE).collect();
    assert!(rows.is_sorted_by(|a, b| a < b));
    for (word, class) in rows {
        assert!(class_named(class).is_some(), "{word}");
    }
}
