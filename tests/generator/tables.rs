//! The tables of `data`, read once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rand::Rng;
use rand_chacha::ChaCha8Rng;

/// Words by list.
pub(super) static WORDS: LazyLock<Lists> =
    LazyLock::new(|| Lists::of(include_str!("data/words.tsv")));
/// Sentences with slots, by the part of a paper that they stand in.
pub(super) static SENTENCES: LazyLock<Lists> =
    LazyLock::new(|| Lists::of(include_str!("data/sentences.tsv")));
/// The parts of an abstract in order, and how many papers in a hundred have each.
pub(super) static PLAN: LazyLock<Vec<(&str, u32)>> =
    LazyLock::new(|| numbers(include_str!("data/plan.tsv")));
/// How many papers of the real corpus are of each year.
pub(super) static YEARS: LazyLock<Vec<(&str, u32)>> =
    LazyLock::new(|| numbers(include_str!("data/years.tsv")));

/// Lists of strings by name.
pub(super) struct Lists(BTreeMap<&'static str, Vec<&'static str>>);

impl Lists {
    fn of(table: &'static str) -> Self {
        let mut lists: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for [list, entry] in rows(table) {
            lists.entry(list).or_default().push(entry);
        }
        Self(lists)
    }

    /// All entries of a list, which must be there.
    pub(super) fn all(&self, list: &str) -> &[&'static str] {
        self.0.get(list).unwrap_or_else(|| panic!("no list is called {list:?}"))
    }

    /// Any entry of a list.
    pub(super) fn any(&self, list: &str, random: &mut ChaCha8Rng) -> &'static str {
        let all = self.all(list);
        all[random.random_range(0..all.len())]
    }
}

/// The rows of a table of `N` columns, its head aside.
pub(super) fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().skip(1).map(|line| {
        let fields: Vec<_> = line.split('\t').collect();
        fields.try_into().unwrap_or_else(|_| panic!("{line:?} has not {N} columns"))
    })
}

fn numbers(table: &'static str) -> Vec<(&'static str, u32)> {
    rows(table).map(|[name, number]| (name, number.parse().unwrap())).collect()
}
