//! References → papers of the corpus, and works outside it.
//!
//! A structured reference resolves by identifier or title. A reference in the text resolves by
//! first author and year, and where several papers fit by their further authors, then by words of
//! their titles in the citing sentence. What resolves to no paper becomes a work of its own.

use std::collections::HashSet;

use hashbrown::HashMap;
use rayon::prelude::*;

use super::decision::{Action, Decision};
use super::entity::slug;
use super::namesakes::Namesakes;
use super::senses::some_of;
use super::{CitedWork, Target};
use crate::lexicon::key;
use crate::model::{Citation, Paper, Record};

/// What marks a reference that gives a title in place of an identifier.
const TITLE: &str = "title:";

/// What the references of a corpus mean.
#[derive(Debug, Default)]
pub(super) struct Cited {
    pub works: Vec<CitedWork>,
    pub citations: Vec<Vec<Target>>,
    pub references: Vec<Vec<Target>>,
    pub decisions: Vec<Decision>,
}

/// A reference before works are numbered.
enum Found {
    Paper(u32),
    Work(CitedWork),
}

impl Found {
    fn work(&self) -> Option<&CitedWork> {
        match self {
            Self::Paper(_) => None,
            Self::Work(work) => Some(work),
        }
    }
}

/// Resolves all references.
pub(super) fn resolve(papers: &[Paper], records: &[Record]) -> Cited {
    let index = Index::new(papers, records);
    let (in_text, decisions): (Vec<Vec<Found>>, Vec<Vec<Decision>>) = papers
        .par_iter()
        .zip(records)
        .zip(0u32..papers.len() as u32)
        .map(|((paper, record), at)| {
            let found = record.citations.iter().map(|c| index.citation(at, paper, c));
            let (found, decisions): (Vec<Found>, Vec<Option<Decision>>) = found.unzip();
            (found, decisions.into_iter().flatten().collect::<Vec<Decision>>())
        })
        .unzip();
    let listed: Vec<Vec<Found>> = papers
        .par_iter()
        .zip(0u32..papers.len() as u32)
        .map(|(paper, at)| paper.references.iter().map(|r| index.reference(at, r)).collect())
        .collect();
    let mut works: Vec<&CitedWork> =
        in_text.iter().chain(&listed).flatten().filter_map(Found::work).collect();
    works.par_sort_unstable_by_key(|w| (&w.id, &w.name, w.year));
    works.dedup_by_key(|w| &w.id);
    let target = |found: &Found| match found {
        Found::Paper(p) => Some(Target::Paper(*p)),
        Found::Work(work) => {
            let at = works.binary_search_by_key(&&work.id, |w| &w.id).ok()?;
            Some(Target::Work(at as u32))
        }
    };
    let targets = |all: &[Vec<Found>]| -> Vec<Vec<Target>> {
        all.par_iter().map(|of| of.iter().filter_map(target).collect()).collect()
    };
    let mut decisions: Vec<Decision> = decisions.into_iter().flatten().collect();
    decisions.sort();
    Cited {
        citations: targets(&in_text),
        references: targets(&listed),
        works: works.into_iter().cloned().collect(),
        decisions,
    }
}

/// The papers of a corpus by what its references say of them: titles and authors that one names, and
/// identifiers where one gives any.
struct Index<'a> {
    papers: &'a [Paper],
    by_id: HashMap<String, u32>,
    by_title: HashMap<String, Vec<u32>>,
    by_author: Namesakes,
}

impl<'a> Index<'a> {
    fn new(papers: &'a [Paper], records: &[Record]) -> Self {
        Self {
            papers,
            by_id: by_id(papers),
            by_title: by_title(papers),
            by_author: Namesakes::new(papers, records),
        }
    }

    /// A structured reference: an identifier, a paper's id, or `title:…`.
    fn reference(&self, from: u32, reference: &str) -> Found {
        let title = reference.strip_prefix(TITLE);
        let at = match title {
            Some(title) => match self.by_title.get(&key(title)).map(Vec::as_slice) {
                Some([only]) => Some(*only),
                _ => None,
            },
            None => self.by_id.get(&reference.to_lowercase()).copied(),
        };
        match at {
            Some(paper) if paper != from => Found::Paper(paper),
            _ => {
                let id = match title {
                    Some(title) => format!("work/{}", slug(title)),
                    None => format!("work/{}", reference.to_lowercase()),
                };
                let name = title.unwrap_or(reference).to_owned();
                Found::Work(CitedWork { id, name, year: None })
            }
        }
    }

    /// A reference in the text of the paper at `from`.
    fn citation(&self, from: u32, paper: &Paper, citation: &Citation) -> (Found, Option<Decision>) {
        let sentence = citation.mention.sentence.text(paper);
        match self.by_author.fits(from, citation, sentence)[..] {
            [only] => (Found::Paper(only), None),
            [] => (Found::Work(work(paper, citation)), None),
            ref fits => {
                let papers = fits.iter().filter_map(|p| self.papers.get(*p as usize));
                let decision = Decision {
                    action: Action::Abstain,
                    form: citation.text.clone(),
                    reason: format!(
                        "\"{}\" in {} fits several papers: {}",
                        citation.text,
                        paper.id,
                        some_of(papers.map(|p| p.id.as_str()))
                    ),
                };
                (Found::Work(work(paper, citation)), Some(decision))
            }
        }
    }
}

/// Papers by identifier, where some reference gives one. Of several papers that an identifier may
/// mean, one whose own it is, then the first by id.
fn by_id(papers: &[Paper]) -> HashMap<String, u32> {
    let mut by_id = HashMap::new();
    if !papers.iter().flat_map(|p| &p.references).any(|r| !r.starts_with(TITLE)) {
        return by_id;
    }
    let mut order: Vec<(&Paper, u32)> = papers.iter().zip(0u32..).collect();
    order.par_sort_unstable_by_key(|(paper, at)| (&paper.id, *at));
    for (paper, at) in &order {
        by_id.entry(paper.id.to_lowercase()).or_insert(*at);
    }
    for (paper, at) in order {
        for (scheme, id) in &paper.ids {
            by_id.entry(format!("{scheme}:{id}").to_lowercase()).or_insert(at);
        }
    }
    by_id
}

/// Papers by the key of their title, where some reference gives it.
fn by_title(papers: &[Paper]) -> HashMap<String, Vec<u32>> {
    let titles = papers.par_iter().flat_map_iter(|p| &p.references);
    let asked: HashSet<String> = titles.filter_map(|r| r.strip_prefix(TITLE)).map(key).collect();
    let mut by_title: HashMap<String, Vec<u32>> = HashMap::new();
    if asked.is_empty() {
        return by_title;
    }
    let keys: Vec<String> = papers.par_iter().map(|p| key(&p.title)).collect();
    for (key, at) in keys.into_iter().zip(0u32..).filter(|(key, _)| asked.contains(key)) {
        by_title.entry(key).or_default().push(at);
    }
    by_title
}

/// The work of a reference that resolves to no paper. One without author or year is known in its
/// own paper alone.
fn work(paper: &Paper, citation: &Citation) -> CitedWork {
    let id = match (citation.authors.is_empty(), citation.year) {
        (false, Some(year)) => {
            format!("work/{}-{year}{}", slug(&citation.authors.join(" ")), letter(citation, year))
        }
        _ => format!("work/{}#{}", paper.id, slug(&citation.text)),
    };
    CitedWork { id, name: citation.text.clone(), year: citation.year }
}

/// The `a` of `2023a`.
fn letter(citation: &Citation, year: i32) -> String {
    let after = citation.text.split(&year.to_string()).nth(1).unwrap_or_default();
    let mut next = after.chars();
    match (next.next(), next.next()) {
        (Some(c), following)
            if c.is_ascii_lowercase() && !following.is_some_and(char::is_alphanumeric) =>
        {
            c.to_string()
        }
        _ => String::new(),
    }
}
