//! References → papers of the corpus, and works outside it.
//!
//! A structured reference resolves by identifier or title. A reference in the text resolves by
//! first author and year, and where several papers fit by their further authors, then by words of
//! their titles in the citing sentence. What resolves to no paper becomes a work of its own.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::decision::{Action, Decision};
use super::entity::slug;
use super::longform::stem;
use super::{CitedWork, Target};
use crate::lexicon::key;
use crate::model::{Citation, Paper, Record};

/// Words of a title shorter than this say nothing.
const TELLING: usize = 4;

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

/// Resolves all references.
pub(super) fn resolve(papers: &[Paper], records: &[Record]) -> Cited {
    let index = Index::new(papers);
    let mut decisions = Vec::new();
    let mut in_text: Vec<Vec<Found>> = Vec::with_capacity(papers.len());
    for (i, (paper, record)) in papers.iter().zip(records).enumerate() {
        let found = record.citations.iter().map(|c| index.citation(i as u32, paper, c));
        in_text.push(
            found
                .map(|(found, decision)| {
                    decisions.extend(decision);
                    found
                })
                .collect(),
        );
    }
    let listed: Vec<Vec<Found>> = papers
        .iter()
        .enumerate()
        .map(|(i, p)| p.references.iter().map(|r| index.reference(i as u32, r)).collect())
        .collect();
    let mut works: BTreeMap<&str, &CitedWork> = BTreeMap::new();
    for found in in_text.iter().chain(&listed).flatten() {
        if let Found::Work(work) = found {
            let first = works.entry(&work.id).or_insert(work);
            if (&work.name, work.year) < (&first.name, first.year) {
                *first = work;
            }
        }
    }
    let ids: Vec<&str> = works.keys().copied().collect();
    let target = |found: &Found| match found {
        Found::Paper(p) => Some(Target::Paper(*p)),
        Found::Work(w) => ids.binary_search(&w.id.as_str()).ok().map(|i| Target::Work(i as u32)),
    };
    let targets = |all: &[Vec<Found>]| -> Vec<Vec<Target>> {
        all.iter().map(|of| of.iter().filter_map(target).collect()).collect()
    };
    decisions.sort();
    Cited {
        citations: targets(&in_text),
        references: targets(&listed),
        works: works.into_values().cloned().collect(),
        decisions,
    }
}

/// The papers of a corpus by what references say of them.
struct Index<'a> {
    papers: &'a [Paper],
    by_id: HashMap<String, u32>,
    by_title: HashMap<String, Vec<u32>>,
    by_author: HashMap<(String, i32), Vec<u32>>,
}

impl<'a> Index<'a> {
    fn new(papers: &'a [Paper]) -> Self {
        let mut index = Self {
            papers,
            by_id: HashMap::new(),
            by_title: HashMap::new(),
            by_author: HashMap::new(),
        };
        // Of several papers that an id may mean, one whose own it is, then the first by id.
        let mut order: Vec<(&Paper, u32)> = papers.iter().zip(0u32..).collect();
        order.sort_unstable_by_key(|(paper, _)| &paper.id);
        for (paper, i) in &order {
            index.by_id.entry(paper.id.to_lowercase()).or_insert(*i);
        }
        for (paper, i) in order {
            for (scheme, id) in &paper.ids {
                index.by_id.entry(format!("{scheme}:{id}").to_lowercase()).or_insert(i);
            }
            index.by_title.entry(key(&paper.title)).or_default().push(i);
            if let (Some(first), Some(year)) = (paper.authors.first(), paper.year) {
                index.by_author.entry((family(first), year)).or_default().push(i);
            }
        }
        index
    }

    /// A structured reference: an identifier, a paper's id, or `title:…`.
    fn reference(&self, from: u32, reference: &str) -> Found {
        let at = match reference.strip_prefix("title:") {
            Some(title) => match self.by_title.get(&key(title)).map(Vec::as_slice) {
                Some([only]) => Some(*only),
                _ => None,
            },
            None => self.by_id.get(&reference.to_lowercase()).copied(),
        };
        match at {
            Some(paper) if paper != from => Found::Paper(paper),
            _ => {
                let name = reference.strip_prefix("title:").unwrap_or(reference);
                let id = match reference.strip_prefix("title:") {
                    Some(title) => format!("work/{}", slug(title)),
                    None => format!("work/{}", reference.to_lowercase()),
                };
                Found::Work(CitedWork { id, name: name.to_owned(), year: None })
            }
        }
    }

    /// A reference in the text of the paper at `from`.
    fn citation(&self, from: u32, paper: &Paper, citation: &Citation) -> (Found, Option<Decision>) {
        let mut fits = self.candidates(from, citation);
        if fits.len() > 1 {
            fits = self.nearest_title(fits, citation.mention.sentence.text(paper));
        }
        match fits[..] {
            [only] => (Found::Paper(only), None),
            [] => (Found::Work(work(paper, citation)), None),
            _ => {
                let ids: BTreeSet<&str> =
                    fits.iter().map(|p| self.papers[*p as usize].id.as_str()).collect();
                let listed: Vec<&str> = ids.into_iter().collect();
                let decision = Decision {
                    action: Action::Abstain,
                    form: citation.text.clone(),
                    reason: format!(
                        "\"{}\" in {} fits several papers: {}",
                        citation.text,
                        paper.id,
                        listed.join(", ")
                    ),
                };
                (Found::Work(work(paper, citation)), Some(decision))
            }
        }
    }

    /// Papers other than `from` whose first author and year fit, of which those whose further
    /// authors fit too go first.
    fn candidates(&self, from: u32, citation: &Citation) -> Vec<u32> {
        let (Some(first), Some(year)) = (citation.authors.first(), citation.year) else {
            return Vec::new();
        };
        let named: Vec<String> = citation.authors.iter().map(|a| family(a)).collect();
        let fits: Vec<u32> = self
            .by_author
            .get(&(family(first), year))
            .into_iter()
            .flatten()
            .copied()
            .filter(|p| *p != from)
            .collect();
        let all_named = |p: &u32| {
            let theirs = self.papers[*p as usize].authors.iter().map(|a| family(a));
            named.iter().all(|n| theirs.clone().any(|t| t == *n))
        };
        fits.into_iter().filter(all_named).collect()
    }

    /// Those of which most title words stand in the sentence.
    fn nearest_title(&self, fits: Vec<u32>, sentence: &str) -> Vec<u32> {
        let said = stems(sentence);
        let shared = |p: u32| stems(&self.papers[p as usize].title).intersection(&said).count();
        let most = fits.iter().map(|p| shared(*p)).max().unwrap_or(0);
        if most == 0 { fits } else { fits.into_iter().filter(|p| shared(*p) == most).collect() }
    }
}

fn stems(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() >= TELLING).map(stem).collect()
}

/// The key of an author's family name: "Ponti, Edoardo M.", "Edoardo M. Ponti", "Ponti".
fn family(author: &str) -> String {
    let name = match author.split_once(',') {
        Some((family, _)) => family,
        None => author.split_whitespace().rfind(|w| !is_suffix(w)).unwrap_or(author),
    };
    let bare = name.trim_end_matches("'s").trim_end_matches("’s");
    key(&bare.nfkd().filter(|c| !is_combining_mark(*c)).collect::<String>())
}

/// `Jr.`, `III`: part of no family name.
fn is_suffix(word: &str) -> bool {
    matches!(word.trim_end_matches('.').to_lowercase().as_str(), "jr" | "sr" | "ii" | "iii" | "iv")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn family_names_meet() {
        for form in ["Ponti, Edoardo M.", "Edoardo M. Ponti", "Ponti", "Ponti's", "E. Ponti Jr."] {
            assert_eq!(family(form), "ponti", "{form}");
        }
        assert_eq!(family("M. Eduard Gröller"), family("Groller"));
        assert_eq!(family("O’Connor"), family("O'Connor"));
        assert_eq!(family(""), "");
    }
}
