//! Papers made of sentences.

use citegraph::model::Kind;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::Serialize;

use super::names::{Name, Names};
use super::tables::{PLAN, SENTENCES, WORDS, YEARS};

/// Papers of which citations in text can be drawn, the last ones.
const CITABLE: usize = 4096;
/// In a hundred papers, those with an arXiv id, and those with a DOI.
const WITH_ARXIV: u32 = 45;
const WITH_DOI: u32 = 17;
/// In a thousand papers, those with a list of references; its greatest length.
const WITH_REFERENCES: u32 = 12;
const REFERENCES: usize = 13;
const AUTHORS: usize = 9;
/// Tasks of one paper.
const TASKS: usize = 3;
/// arXiv numbers of one month.
const OF_MONTH: u64 = 100_000;

/// A paper in the JSON form that citegraph reads.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Generated {
    pub(crate) id: String,
    pub(crate) title: String,
    #[serde(rename = "abstract")]
    pub(crate) text: String,
    pub(crate) year: i32,
    pub(crate) authors: Vec<String>,
    pub(crate) url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) arxiv_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) doi: Option<String>,
    pub(crate) venue: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) references: Vec<String>,
}

/// Endless papers. Memory grows with the mentions made so far, 4 bytes each.
pub(crate) struct Corpus {
    random: ChaCha8Rng,
    methods: Names,
    datasets: Names,
    tasks: Names,
    metrics: Names,
    made: u64,
    /// First author's family name and year of papers made of late.
    citable: Vec<(String, i32)>,
}

impl Corpus {
    /// The corpus of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            random: ChaCha8Rng::seed_from_u64(seed),
            methods: Names::new(Kind::Method),
            datasets: Names::new(Kind::Dataset),
            tasks: Names::new(Kind::Task),
            metrics: Names::new(Kind::Metric),
            made: 0,
            citable: Vec::new(),
        }
    }

    fn paper(&mut self) -> Generated {
        let number = self.made;
        self.made += 1;
        let year = self.year();
        let authors = self.authors();
        let (title, text) = self.words();
        let arxiv_id = self.random.random_ratio(WITH_ARXIV, 100).then(|| arxiv(number));
        let doi = self.random.random_ratio(WITH_DOI, 100).then(|| format!("10.5555/gen.{number}"));
        let references = self.references(number);
        self.remember(&authors, year);
        Generated {
            id: id(number),
            title,
            text,
            year,
            authors,
            url: match &arxiv_id {
                Some(arxiv) => format!("https://arxiv.org/abs/{arxiv}"),
                None => format!("https://papers.example.org/{number}"),
            },
            arxiv_id,
            doi,
            venue: WORDS.any("venue", &mut self.random),
            references,
        }
    }

    fn year(&mut self) -> i32 {
        let all: u32 = YEARS.iter().map(|(_, papers)| papers).sum();
        let mut at = self.random.random_range(0..all);
        for (year, papers) in YEARS.iter() {
            if at < *papers {
                return year.parse().unwrap();
            }
            at -= papers;
        }
        unreachable!("{at} is below the sum")
    }

    fn authors(&mut self) -> Vec<String> {
        let number = self.random.random_range(1..=AUTHORS);
        (0..number)
            .map(|_| {
                let given = WORDS.any("given name", &mut self.random);
                format!("{given} {}", WORDS.any("family name", &mut self.random))
            })
            .collect()
    }

    fn references(&mut self, number: u64) -> Vec<String> {
        if number == 0 || !self.random.random_ratio(WITH_REFERENCES, 1000) {
            return Vec::new();
        }
        let length = self.random.random_range(1..=REFERENCES);
        (0..length).map(|_| id(self.random.random_range(0..number))).collect()
    }

    fn remember(&mut self, authors: &[String], year: i32) {
        let Some(family) = authors.first().and_then(|name| name.split(' ').next_back()) else {
            return;
        };
        let entry = (family.to_owned(), year);
        if self.citable.len() < CITABLE {
            self.citable.push(entry);
        } else {
            let at = self.random.random_range(0..CITABLE);
            self.citable[at] = entry;
        }
    }

    /// Title and abstract.
    fn words(&mut self) -> (String, String) {
        let proposes = self.random.random_ratio(share("proposal"), 100);
        let own = if proposes { self.methods.coin() } else { self.methods.next(&mut self.random) };
        let tasks = [(); TASKS].map(|()| self.tasks.next(&mut self.random).short);
        let paper = Theme { own, tasks };
        let title = self.sentence(if proposes { "titled" } else { "title" }, &paper);
        let mut sentences = Vec::new();
        for (part, share) in PLAN.iter() {
            let there = match *part {
                "proposal" => proposes,
                "study" => !proposes,
                _ => self.random.random_ratio(*share, 100),
            };
            if there {
                sentences.push(self.sentence(part, &paper));
            }
        }
        (title, sentences.join(" "))
    }

    /// Any sentence of a part, its slots filled.
    fn sentence(&mut self, part: &str, paper: &Theme) -> String {
        let mut out = String::new();
        let mut rest = SENTENCES.any(part, &mut self.random);
        while let Some((before, after)) = rest.split_once('{') {
            let (slot, after) = after.split_once('}').expect("slots are closed");
            out.push_str(before);
            out.push_str(&self.fill(slot, paper));
            rest = after;
        }
        out + rest
    }

    fn fill(&mut self, slot: &str, paper: &Theme) -> String {
        let random = &mut self.random;
        match slot {
            "adj" => WORDS.any("adjective", random).to_owned(),
            "noun" => WORDS.any("noun", random).to_owned(),
            "verb" => WORDS.any("verb", random).to_owned(),
            "Adjective" => capital(WORDS.any("adjective", random)),
            "Noun" => capital(WORDS.any("noun", random)),
            "own" => paper.own.first(),
            "short" => paper.own.short.clone(),
            "task" => paper.tasks[random.random_range(0..TASKS)].clone(),
            "Task" => capital(&paper.tasks[0]),
            "Tasks" => paper.tasks[0].split(' ').map(capital).collect::<Vec<_>>().join(" "),
            "used" | "base" => self.methods.next(random).first(),
            "data" => self.datasets.next(random).short,
            "newdata" => self.datasets.coin().short,
            "metric" => self.metrics.next(random).short,
            "percent" => format!("{:.1}", random.random_range(10.0..99.9)),
            "points" => format!("{:.1}", random.random_range(0.1..9.9)),
            "count" => format!("{},000", random.random_range(2..900)),
            "account" => WORDS.any("family name", random).to_lowercase(),
            "project" => paper.own.short.to_lowercase().replace([' ', '+'], "-"),
            "cited" => self.cited(),
            _ => panic!("no slot is called {slot:?}"),
        }
    }

    fn cited(&mut self) -> String {
        if self.citable.is_empty() {
            return "Kim, 1999".to_owned();
        }
        let at = self.random.random_range(0..self.citable.len());
        let (family, year) = &self.citable[at];
        format!("{family} et al., {year}")
    }
}

impl Iterator for Corpus {
    type Item = Generated;

    fn next(&mut self) -> Option<Generated> {
        Some(self.paper())
    }
}

/// What a paper is about.
struct Theme {
    own: Name,
    tasks: [String; TASKS],
}

fn share(part: &str) -> u32 {
    PLAN.iter().find(|(name, _)| *name == part).expect("the plan has the part").1
}

fn id(number: u64) -> String {
    format!("gen:{number}")
}

/// An arXiv id of its own for each number below 24 million.
fn arxiv(number: u64) -> String {
    let (month, number) = (number / OF_MONTH, number % OF_MONTH);
    format!("{:02}{:02}.{number:05}", 7 + month / 12 % 20, 1 + month % 12)
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The JSON Lines of some papers.
    fn lines(seed: u64, papers: usize) -> Vec<String> {
        Corpus::new(seed).take(papers).map(|p| serde_json::to_string(&p).unwrap()).collect()
    }

    #[test]
    fn a_seed_makes_the_same_bytes() {
        assert_eq!(lines(7, 200), lines(7, 200));
        assert_eq!(lines(7, 200), lines(7, 300)[..200]);
        assert_ne!(lines(7, 200), lines(8, 200));
    }

    #[test]
    fn papers_are_as_long_as_real_ones() {
        let papers: Vec<_> = Corpus::new(1).take(2000).collect();
        let mean = |of: fn(&Generated) -> usize| {
            papers.iter().map(of).sum::<usize>() as f64 / papers.len() as f64
        };
        // Means of 40,000 real papers: 1,165 characters and 7.1 sentences, 79 of titles, 5.1 authors.
        assert!((1000.0..1400.0).contains(&mean(|p| p.text.len())));
        assert!((6.0..8.5).contains(&mean(|p| p.text.matches(". ").count() + 1)));
        assert!((50.0..100.0).contains(&mean(|p| p.title.len())));
        assert!((4.5..5.5).contains(&mean(|p| p.authors.len())));
        assert!((0.02..0.05).contains(&mean(|p| p.text.matches("https://").count())));
        assert!((0.05..0.12).contains(&mean(|p| p.references.len())));
    }

    #[test]
    fn no_slot_stays_empty_and_ids_are_unique() {
        let papers: Vec<_> = Corpus::new(3).take(2000).collect();
        assert!(papers.iter().all(|p| !p.text.contains(['{', '}']) && !p.title.contains('{')));
        let months: Vec<_> = [0, 99_999, 100_000, 1_300_000].map(arxiv).into();
        assert_eq!(months, ["0701.00000", "0701.99999", "0702.00000", "0802.00000"]);
    }
}
