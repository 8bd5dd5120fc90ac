//! Names of one kind that recur and keep coming.

use citegraph::Lexicon;
use citegraph::model::Kind;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::tables::{WORDS, rows};

/// A name, and what it abbreviates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) short: String,
    pub(super) long: Option<String>,
}

impl Name {
    /// The name where a paper first has it.
    pub(super) fn first(&self) -> String {
        match &self.long {
            Some(long) => format!("{long} ({})", self.short),
            None => self.short.clone(),
        }
    }
}

/// All names of a kind so far, by what mentions them.
pub(super) struct Names {
    kind: Kind,
    /// The number of every name that was mentioned, once a mention.
    mentions: Vec<u32>,
    known: Vec<&'static str>,
    /// How many names there are.
    all: u32,
    /// How many mentions the corpus has.
    drawn: f64,
    first: f64,
    exponent: f64,
}

impl Names {
    pub(super) fn new(kind: Kind) -> Self {
        let [_, first, exponent] = rows::<3>(include_str!("data/growth.tsv"))
            .find(|[name, _, _]| *name == kind.name())
            .unwrap_or_else(|| panic!("growth.tsv has no {}", kind.name()));
        let (mut mentions, mut known) = (Vec::new(), Vec::new());
        for row in Lexicon::builtin().of_kind(kind) {
            let papers = row.source.strip_prefix("corpus:").and_then(|n| n.parse().ok());
            mentions.extend(vec![known.len() as u32; papers.unwrap_or(1)]);
            known.push(row.name.as_str());
        }
        Self {
            kind,
            mentions,
            all: known.len() as u32,
            known,
            drawn: 0.0,
            first: first.parse().unwrap(),
            exponent: exponent.parse().unwrap(),
        }
    }

    /// The name of the next mention: a new one at a rate that keeps the number of names at
    /// `first * mentions ^ exponent`, else one that some mention before has.
    pub(super) fn next(&mut self, random: &mut ChaCha8Rng) -> Name {
        self.drawn += 1.0;
        let fresh = self.first * self.exponent * self.drawn.powf(self.exponent - 1.0);
        if random.random::<f64>() < fresh { self.coin() } else { self.again(random) }
    }

    /// A name that no paper had before.
    pub(super) fn coin(&mut self) -> Name {
        self.mentions.push(self.all);
        self.all += 1;
        self.name(self.all - 1)
    }

    fn again(&mut self, random: &mut ChaCha8Rng) -> Name {
        let number = self.mentions[random.random_range(0..self.mentions.len())];
        self.mentions.push(number);
        self.name(number)
    }

    fn name(&self, number: u32) -> Name {
        if let Some(known) = self.known.get(number as usize) {
            return Name { short: (*known).to_owned(), long: None };
        }
        let number = u64::from(number) - self.known.len() as u64;
        match (self.kind, number % 4) {
            (Kind::Method, 3) => abbreviated(number / 4),
            (Kind::Method, _) => coined("method suffix", number),
            (Kind::Dataset, _) => coined("data suffix", number),
            (Kind::Task, 0 | 1) => phrase(&["task object", "task action"], number),
            (Kind::Task, _) => phrase(&["task modifier", "task object", "task action"], number),
            (Kind::Metric, _) => {
                phrase(&["metric adjective", "metric object", "metric head"], number)
            }
        }
    }
}

/// Coprime to every product of list lengths, so that neighbours in number are none in spelling.
const STRIDE: u64 = 1_000_003;

/// The entries that stand for a number, one of each list; numbers below the product of their lengths
/// stand for different entries.
fn digits<const N: usize>(lists: [&str; N], number: u64) -> [&'static str; N] {
    let lists = lists.map(|list| WORDS.all(list));
    let all: u64 = lists.iter().map(|list| list.len() as u64).product();
    let mut rest = number % all * STRIDE % all;
    lists.map(|list| {
        let digit = rest % list.len() as u64;
        rest /= list.len() as u64;
        list[digit as usize]
    })
}

/// `Valori` and a suffix.
fn coined(suffix: &'static str, number: u64) -> Name {
    let [suffix, a, b, c] = digits([suffix, "syllable", "syllable", "syllable"], number);
    let stem = format!("{a}{b}{c}");
    let (head, tail) = stem.split_at(1);
    Name { short: format!("{}{tail}{suffix}", head.to_uppercase()), long: None }
}

/// `Sparse Token Graph Matching (STGM)`.
fn abbreviated(number: u64) -> Name {
    let words = digits(["long adjective", "long object", "long object", "long head"], number);
    let short = words.iter().filter_map(|word| word.chars().next()).collect();
    Name { short, long: Some(words.join(" ")) }
}

fn phrase(lists: &[&'static str], number: u64) -> Name {
    let words = match *lists {
        [a, b] => digits([a, b], number).join(" "),
        [a, b, c] => digits([a, b, c], number).join(" "),
        _ => panic!("a phrase of {} words", lists.len()),
    };
    Name { short: words, long: None }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use rand::SeedableRng;

    use super::*;

    #[test]
    fn numbers_stand_for_different_names() {
        for kind in Kind::ALL {
            let names = Names::new(kind);
            let known = names.known.len() as u32;
            let some: BTreeSet<String> =
                (0..20_000).map(|i| names.name(known + i).first()).collect();
            // Tasks of two words are half of all; there are 7,729 of them.
            assert!(some.len() > 15_000, "{} {} names", some.len(), kind.name());
        }
    }

    #[test]
    fn new_names_keep_coming_and_the_popular_ones_stay_so() {
        let mut names = Names::new(Kind::Method);
        let mut random = ChaCha8Rng::seed_from_u64(1);
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        let mut grown = Vec::new();
        for _ in 0..3 {
            for _ in 0..10_000 {
                *counts.entry(names.next(&mut random).short).or_default() += 1;
            }
            grown.push(counts.len());
        }
        assert!(grown[1] - grown[0] > 1000 && grown[2] - grown[1] > 1000, "{grown:?}");
        assert!(grown[0] > grown[1] - grown[0], "{grown:?} do not slow down");
        let mut by_count: Vec<u32> = counts.into_values().collect();
        by_count.sort_unstable_by(|a, b| b.cmp(a));
        // By Zipf, the tenth is named about ten times as often as the hundredth.
        let ratio = f64::from(by_count[9]) / f64::from(by_count[99]);
        assert!((3.0..30.0).contains(&ratio), "{ratio}");
    }
}
