//! All papers of a run, each work once.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::Paper;
use crate::error::Result;
use crate::lexicon::key;

use super::dedupe::{agree, is_global, is_same_work};
use super::options::{Input, ReadOptions};
use super::papers::{Papers, open};
use super::report::LossReport;

/// The papers of a run in the order in which they were first met, each work once, and the report.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// Papers; their origins tell every place where each was read.
    pub papers: Vec<Paper>,
    /// Papers as read, where that is not how they are in `papers`.
    pub sources: Vec<Source>,
    /// What was lost, mended and merged.
    pub report: LossReport,
}

/// A paper as it was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Source {
    /// The paper under the id that its source gives it; more than one of the same may have been read.
    pub paper: Paper,
    /// The place among the papers of what became of it; `None` for a part whose paper was not read.
    pub of: Option<u32>,
    /// It has no title, and adds to the paper of its identifiers.
    pub is_part: bool,
}

/// Two records of one work that do not agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// Id of the paper.
    pub id: String,
    /// Field, or scheme of an identifier.
    pub field: String,
    /// The value that stayed.
    pub kept: String,
    /// The value that went.
    pub other: String,
    /// Where the other was read.
    pub file: String,
    /// Line there, from 1; 0 where the format has no lines.
    pub line: u64,
}

/// Reads everything and merges the records of one work.
///
/// Records are one work where they share a DOI, an arXiv id (versions aside), or an ACL, Semantic
/// Scholar, `OpenAlex`, PubMed or DBLP id, or else where title and year agree and nothing speaks
/// against it. Fields of both are kept: the longer abstract, the fuller authors, all identifiers,
/// addresses and references; what they do not agree on stands in the report's `conflicts`.
///
/// # Errors
/// As [`open`], and what ends the stream of [`Papers`].
pub fn all(inputs: &[Input], options: &ReadOptions) -> Result<Library> {
    let mut papers = open(inputs, options)?;
    let mut shelf = Shelf::default();
    for paper in &mut papers {
        shelf.add(paper?);
    }
    Ok(shelf.finish(papers))
}

/// What a record without a title adds to the paper of its identifiers.
#[derive(Debug)]
pub(super) struct Part {
    ids: Vec<u64>,
    abstract_text: String,
    references: Vec<String>,
}

impl From<Paper> for Part {
    fn from(paper: Paper) -> Self {
        Self {
            ids: ids(&paper).collect(),
            abstract_text: paper.abstract_text,
            references: paper.references,
        }
    }
}

/// Papers being gathered, each work once; what [`all`] does, a paper at a time.
///
/// Takes time and memory linear in the papers.
#[derive(Debug, Default)]
pub struct Shelf {
    /// Emptied where a later record showed two of them to be one.
    slots: Vec<Option<Paper>>,
    /// Where an emptied slot's paper went.
    moved: HashMap<usize, usize>,
    by_id: FxHashMap<u64, usize>,
    by_title: FxHashMap<u64, Vec<usize>>,
    /// Ids of merged papers and the ids that stayed.
    renamed: HashMap<String, String>,
    merged: u64,
    conflicts: Vec<Conflict>,
}

impl Shelf {
    /// Adds a paper, or merges it into the one it is.
    pub fn add(&mut self, paper: Paper) {
        let title = hash(key(&paper.title));
        let mut same: Vec<usize> =
            ids(&paper).filter_map(|id| self.by_id.get(&id)).copied().collect();
        for slot in &mut same {
            *slot = self.current(*slot);
        }
        if same.is_empty() {
            same.extend(self.same_title(&paper, title));
        }
        same.sort_unstable();
        same.dedup();
        let Some((first, others)) = same.split_first() else {
            let slot = self.slots.len();
            self.index(&paper, slot);
            self.by_title.entry(title).or_default().push(slot);
            self.slots.push(Some(paper));
            return;
        };
        for slot in others {
            if let Some(other) = self.slots[*slot].take() {
                self.moved.insert(*slot, *first);
                self.merge(*first, other);
            }
        }
        self.index(&paper, *first);
        self.merge(*first, paper);
    }

    /// The papers in order, and the report of their reading with what was merged. What records
    /// without a title add to a paper (the abstracts and citations of S2AG) is added now.
    pub fn finish(mut self, papers: Papers) -> Library {
        let (mut report, parts) = papers.into_parts();
        for part in parts {
            report.parts_unmatched -= u64::from(self.attach(part));
        }
        let mut papers: Vec<Paper> = self.slots.into_iter().flatten().collect();
        for reference in papers.iter_mut().flat_map(|paper| &mut paper.references) {
            if let Some(id) = self.renamed.get(reference.as_str()) {
                reference.clone_from(id);
            }
        }
        report.papers = papers.len() as u64;
        report.duplicates = self.merged;
        report.abstracts_missing =
            papers.iter().filter(|paper| paper.abstract_text.is_empty()).count() as u64;
        report.conflicts = self.conflicts;
        Library { papers, sources: Vec::new(), report }
    }

    /// Adds a part to its paper; false where that was not read.
    fn attach(&mut self, part: Part) -> bool {
        let slot = part.ids.iter().find_map(|id| self.by_id.get(id)).map(|at| self.current(*at));
        let paper = slot.and_then(|slot| self.slots.get_mut(slot)).and_then(Option::as_mut);
        let Some(paper) = paper else { return false };
        if part.abstract_text.len() > paper.abstract_text.len() {
            paper.abstract_text = part.abstract_text;
        }
        extend(&mut paper.references, part.references);
        true
    }

    fn current(&self, mut slot: usize) -> usize {
        while let Some(next) = self.moved.get(&slot) {
            slot = *next;
        }
        slot
    }

    fn index(&mut self, paper: &Paper, slot: usize) {
        for id in ids(paper) {
            self.by_id.insert(id, slot);
        }
    }

    fn same_title(&self, paper: &Paper, title: u64) -> Option<usize> {
        let same = |slot: &&usize| {
            let other = self.slots.get(**slot).and_then(Option::as_ref);
            other.is_some_and(|other| {
                agree(&other.title, &paper.title) && is_same_work(other, paper)
            })
        };
        self.by_title.get(&title)?.iter().find(same).copied()
    }

    fn merge(&mut self, slot: usize, other: Paper) {
        let Some(kept) = self.slots.get_mut(slot).and_then(Option::as_mut) else { return };
        self.merged += 1;
        if kept.id != other.id {
            self.renamed.insert(other.id.clone(), kept.id.clone());
        }
        note_conflicts(kept, &other, &mut self.conflicts);
        unite(kept, other);
    }
}

/// Identifiers that stand for one work, hashed with their scheme.
fn ids(paper: &Paper) -> impl Iterator<Item = u64> {
    paper.ids.iter().filter(|(scheme, _)| is_global(scheme)).map(hash)
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Fills `kept` from `other`: what is missing, what is fuller, and all lists together.
fn unite(kept: &mut Paper, other: Paper) {
    if other.abstract_text.len() > kept.abstract_text.len() {
        kept.abstract_text = other.abstract_text;
    }
    let fullness =
        |authors: &[String]| (authors.len(), authors.iter().map(String::len).sum::<usize>());
    if fullness(&other.authors) > fullness(&kept.authors) {
        kept.authors = other.authors;
    }
    kept.year = kept.year.or(other.year);
    kept.venue = kept.venue.take().or(other.venue);
    for (scheme, id) in other.ids {
        kept.ids.entry(scheme).or_insert(id);
    }
    extend(&mut kept.urls, other.urls);
    extend(&mut kept.references, other.references);
    kept.claims.append(&other.claims);
    kept.origins.extend(other.origins);
}

fn extend(kept: &mut Vec<String>, other: Vec<String>) {
    for value in other {
        if !kept.contains(&value) {
            kept.push(value);
        }
    }
}

fn note_conflicts(kept: &Paper, other: &Paper, conflicts: &mut Vec<Conflict>) {
    let origin = other.origins.first().cloned().unwrap_or_default();
    let mut differ = |field: &str, one: String, two: String| {
        if conflicts.len() < LossReport::KEPT {
            conflicts.push(Conflict {
                id: kept.id.clone(),
                field: field.to_owned(),
                kept: one,
                other: two,
                file: origin.file.clone(),
                line: origin.line,
            });
        }
    };
    if !agree(&kept.title, &other.title) {
        differ("title", kept.title.clone(), other.title.clone());
    }
    if let Some((one, two)) = kept.year.zip(other.year).filter(|(one, two)| one != two) {
        differ("year", one.to_string(), two.to_string());
    }
    let venues = kept.venue.as_ref().zip(other.venue.as_ref());
    if let Some((one, two)) = venues.filter(|(one, two)| !agree(one, two)) {
        differ("venue", one.clone(), two.clone());
    }
    for (scheme, one) in kept.ids.iter().filter(|(scheme, _)| is_global(scheme)) {
        if let Some(two) = other.ids.get(scheme).filter(|two| *two != one) {
            differ(scheme, one.clone(), two.clone());
        }
    }
}
