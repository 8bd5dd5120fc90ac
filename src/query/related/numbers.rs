//! Which features papers share, counted and numbered on all cores.

use std::hash::BuildHasher;

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap as HashMap};

use super::features::Feature;

/// Features are counted in so many parts, each by one thread; what comes out does not depend on it.
const PARTS: usize = 8;

/// The numbers of features, in order of first occurrence.
#[derive(Debug, Clone, Default)]
pub(super) struct Numbers([HashMap<Feature, u32>; PARTS]);

/// A feature that is kept: its first place among all, and how many papers have it.
struct Kept {
    first: u64,
    feature: Feature,
    papers: u32,
}

impl Numbers {
    /// Numbers the features of papers, each of which lists a feature once, but for those that one
    /// paper alone has and that nobody asks for; in the order of numbers, each with its papers.
    pub(super) fn of<'a, I>(papers: impl Fn() -> I + Sync) -> (Self, Vec<(Feature, u32)>)
    where
        I: Iterator<Item = &'a Feature>,
    {
        let mut kept: Vec<Kept> =
            (0..PARTS).into_par_iter().flat_map_iter(|part| count(part, &papers)).collect();
        kept.par_sort_unstable_by_key(|kept| kept.first);
        let number = |part| {
            let numbered = kept.iter().zip(0u32..).map(|(kept, number)| (kept.feature, number));
            numbered.filter(|(feature, _)| part_of(feature) == part).collect()
        };
        let mut numbers = Self::default();
        numbers.0.par_iter_mut().enumerate().for_each(|(part, map)| *map = number(part));
        (numbers, kept.into_iter().map(|kept| (kept.feature, kept.papers)).collect())
    }

    pub(super) fn get(&self, feature: &Feature) -> Option<u32> {
        self.0[part_of(feature)].get(feature).copied()
    }
}

/// The features of one part that are kept.
fn count<'a, I>(part: usize, papers: impl Fn() -> I) -> Vec<Kept>
where
    I: Iterator<Item = &'a Feature>,
{
    let own = || papers().zip(0u64..).filter(|(feature, _)| part_of(feature) == part);
    let mut seen = Seen::with_room_for(own().count());
    for (feature, _) in own() {
        seen.add(feature);
    }
    let mut spread: HashMap<Feature, (u64, u32)> = HashMap::default();
    for (feature, at) in own().filter(|(f, _)| is_asked_for(f) || seen.perhaps_twice(f)) {
        spread.entry(*feature).or_insert((at, 0)).1 += 1;
    }
    spread
        .into_iter()
        .filter(|(feature, (_, papers))| *papers > 1 || is_asked_for(feature))
        .map(|(feature, (first, papers))| Kept { first, feature, papers })
        .collect()
}

/// Whether a question may name a feature that only one paper has.
const fn is_asked_for(feature: &Feature) -> bool {
    matches!(feature, Feature::Word(_) | Feature::Entity(_))
}

fn part_of(feature: &Feature) -> usize {
    // Tables use the ends of a hash.
    (FxBuildHasher.hash_one(feature) >> 40) as usize % PARTS
}

/// Which features come once for sure, in few bits: most pairs of words do, and would fill a table.
struct Seen {
    once: Vec<u64>,
    twice: Vec<u64>,
}

impl Seen {
    /// At eight places a feature, one in eight of those that come once looks as if it came twice.
    fn with_room_for(features: usize) -> Self {
        let words = (features / 8).next_power_of_two();
        Self { once: vec![0; words], twice: vec![0; words] }
    }

    fn place(&self, feature: &Feature) -> (usize, u64) {
        let hash = FxBuildHasher.hash_one(feature);
        ((hash >> 6) as usize & (self.once.len() - 1), 1 << (hash & 63))
    }

    fn add(&mut self, feature: &Feature) {
        let (word, bit) = self.place(feature);
        self.twice[word] |= self.once[word] & bit;
        self.once[word] |= bit;
    }

    fn perhaps_twice(&self, feature: &Feature) -> bool {
        let (word, bit) = self.place(feature);
        self.twice[word] & bit != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::NodeId;

    #[test]
    fn shared_features_are_numbered_in_order_of_first_occurrence() {
        let (word, pair, cited) =
            (Feature::Word(7), Feature::Pair(1, 2), |n| Feature::Cited(NodeId(n)));
        let all = [cited(1), pair, cited(2), word, Feature::Pair(8, 9), cited(1), pair];
        let (numbers, counts) = Numbers::of(|| all.iter());
        assert_eq!(counts, [(cited(1), 2), (pair, 2), (word, 1)]);
        assert_eq!([cited(1), pair, word].map(|f| numbers.get(&f)), [Some(0), Some(1), Some(2)]);
        assert_eq!(numbers.get(&cited(2)), None);
    }
}
