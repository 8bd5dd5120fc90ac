//! Papers of a run as they come, and which of them are one work.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::Paper;
use crate::lexicon::key;

use super::dedupe::{agree, is_global, is_same_work};
use super::library::{Conflict, Library, Source};
use super::merge::{conflicts, extend, fullness, unite};
use super::papers::Papers;
use super::report::LossReport;
use super::unique::Unique;

/// Papers being gathered, each work once in the end; what [`all`](super::all) does, a paper at a time.
///
/// Which records are one work, and what becomes of them, is decided when all are there, in an order of
/// the records' own: that in which they came does not matter. Takes time and memory linear in the papers,
/// sorting apart.
#[derive(Debug, Default)]
pub struct Shelf {
    /// Records in the order in which they came.
    records: Vec<Paper>,
    /// Their places by what they say, hashed.
    known: FxHashMap<u64, SmallVec<[u32; 2]>>,
    /// How many of them, the first ones, are of an earlier run.
    kept: usize,
    /// Records that came and were there already.
    repeated: u64,
    parts: BTreeMap<BTreeMap<String, String>, Part>,
}

/// What records without a title add to the paper of their identifiers.
#[derive(Debug, Default)]
struct Part {
    abstract_text: String,
    references: BTreeSet<String>,
    /// How many records of this run it is made of.
    records: u64,
}

impl Shelf {
    /// A shelf with the papers of an earlier run and their sources, as [`Shelf::finish`] gave them.
    pub fn of(papers: &[Paper], sources: &[Source]) -> Self {
        let mut shelf = Self::default();
        let mut read: Vec<Vec<&Paper>> = vec![Vec::new(); papers.len()];
        for source in sources {
            let of = source.of.and_then(|of| read.get_mut(of as usize));
            match (source.is_part, of) {
                (false, Some(of)) => of.push(&source.paper),
                _ => shelf.part(source.paper.clone(), 0),
            }
        }
        for (paper, read) in papers.iter().zip(read) {
            let alone = read.is_empty().then_some(paper);
            read.into_iter().chain(alone).for_each(|paper| shelf.add(paper.clone()));
        }
        shelf.kept = shelf.records.len();
        shelf.repeated = 0;
        shelf
    }

    /// Adds a paper under the id that its source gives it.
    pub fn add(&mut self, paper: Paper) {
        let places = self.known.entry(hash((&paper.id, &paper.title, &paper.abstract_text)));
        let places = places.or_default();
        let same =
            |at: &&u32| self.records.get(**at as usize).is_some_and(|r| compare(r, &paper).is_eq());
        let known = places.iter().find(same).and_then(|at| self.records.get_mut(*at as usize));
        if let Some(known) = known {
            extend(&mut known.origins, paper.origins);
            self.repeated += 1;
        } else {
            places.push(self.records.len() as u32);
            self.records.push(paper);
        }
    }

    fn part(&mut self, paper: Paper, records: u64) {
        let ids = paper.ids.iter().filter(|(scheme, _)| is_global(scheme));
        let ids: BTreeMap<_, _> = ids.map(|(scheme, id)| (scheme.clone(), id.clone())).collect();
        let part = self.parts.entry(ids).or_default();
        part.records += records;
        part.references.extend(paper.references);
        let (one, two) = (&part.abstract_text, &paper.abstract_text);
        if (Reverse(two.len()), two) < (Reverse(one.len()), one) {
            part.abstract_text = paper.abstract_text;
        }
    }

    /// The papers in the order in which they were first met, and the report of their reading with what
    /// was merged; it counts what this run added. What records without a title add to a paper (the
    /// abstracts and citations of S2AG) is added now.
    pub fn finish(mut self, papers: Papers) -> Library {
        let (mut report, parts) = papers.into_parts();
        for part in parts {
            self.part(part, 1);
        }
        let added = (self.records.len() - self.kept) as u64 + self.repeated;
        let mut works = Works { kept: self.kept, ..Works::default() };
        let mut records: Vec<Option<Paper>> = self.records.into_iter().map(Some).collect();
        for at in in_order(&records) {
            if let Some(paper) = records.get_mut(at).and_then(Option::take) {
                works.place(paper, at);
            }
        }
        let mut sources = Vec::new();
        for (ids, Part { abstract_text, references, records }) in self.parts {
            let references = references.into_iter().collect();
            let paper = Paper { abstract_text, ids, references, ..Paper::default() };
            report.parts_unmatched -= if works.attach(&paper) { records } else { 0 };
            sources.push(Source { paper, of: None, is_part: true });
        }
        works.name();
        report.conflicts = std::mem::take(&mut works.conflicts);
        let mut works: Vec<Work> = works.slots.into_iter().flatten().collect();
        works.sort_unstable_by_key(|work| work.first);
        let new = || works.iter().filter(|work| work.first >= self.kept);
        report.papers = new().count() as u64;
        report.duplicates = added - report.papers;
        report.abstracts_missing =
            new().filter(|work| work.paper.abstract_text.is_empty()).count() as u64;
        let mut papers = Vec::with_capacity(works.len());
        for (mut work, place) in works.into_iter().zip(0u32..) {
            work.read.sort_unstable_by_key(|(at, _)| *at);
            let read = work.read.into_iter().map(|(_, paper)| paper);
            sources.extend(read.map(|paper| Source { paper, of: Some(place), is_part: false }));
            papers.push(work.paper);
        }
        Library { papers, sources, report }
    }
}

/// The places of records, the oldest first, of equals that which says more; what else they say decides
/// between the rest.
fn in_order(records: &[Option<Paper>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..records.len()).collect();
    order.par_sort_by(|one, two| match (&records[*one], &records[*two]) {
        (Some(one), Some(two)) => compare(one, two),
        (one, two) => one.is_some().cmp(&two.is_some()),
    });
    order
}

/// An order of all records that differ in more than their origins.
fn compare(one: &Paper, two: &Paper) -> Ordering {
    let first = |p: &Paper| {
        let full = fullness(&p.authors);
        (p.year.is_none(), p.year, Reverse(p.abstract_text.len()), Reverse(full))
    };
    first(one)
        .cmp(&first(two))
        .then_with(|| (&one.id, &one.title).cmp(&(&two.id, &two.title)))
        .then_with(|| one.abstract_text.cmp(&two.abstract_text))
        .then_with(|| one.authors.cmp(&two.authors))
        .then_with(|| (&one.venue, &one.ids).cmp(&(&two.venue, &two.ids)))
        .then_with(|| (&one.urls, &one.references).cmp(&(&two.urls, &two.references)))
        .then_with(|| one.claims.cmp(&two.claims))
}

/// Works being put together, their records coming in [order](in_order).
#[derive(Debug, Default)]
struct Works {
    /// Emptied where a later record showed two of them to be one.
    slots: Vec<Option<Work>>,
    /// Where an emptied slot's work went.
    moved: HashMap<usize, usize>,
    by_id: FxHashMap<u64, usize>,
    by_title: FxHashMap<u64, Vec<usize>>,
    /// Ids of merged records and the slots where they went.
    renamed: HashMap<String, usize>,
    conflicts: Vec<Conflict>,
    /// How many records are of an earlier run.
    kept: usize,
}

/// A work with its paper.
#[derive(Debug)]
struct Work {
    paper: Paper,
    /// Where its records stand among all, first and last.
    first: usize,
    last: usize,
    /// The records, where the paper is not just one of them.
    read: Vec<(usize, Paper)>,
}

impl Work {
    /// Keeps the only record as it was read, since the paper will be another.
    fn keep(&mut self) {
        if self.read.is_empty() {
            self.read.push((self.first, self.paper.clone()));
        }
    }
}

impl Works {
    /// Adds a record, or merges it into the work it is of.
    fn place(&mut self, paper: Paper, at: usize) {
        let title = hash(key(&paper.title));
        let mut same: Vec<usize> =
            ids(&paper).filter_map(|id| self.by_id.get(&id)).map(|s| self.current(*s)).collect();
        if same.is_empty() {
            same.extend(self.same_title(&paper, title));
        }
        same.sort_unstable();
        same.dedup();
        let work = Work { paper, first: at, last: at, read: Vec::new() };
        let Some((first, others)) = same.split_first() else {
            let slot = self.slots.len();
            self.index(&work.paper, slot);
            self.by_title.entry(title).or_default().push(slot);
            self.slots.push(Some(work));
            return;
        };
        for slot in others {
            if let Some(other) = self.slots.get_mut(*slot).and_then(Option::take) {
                self.moved.insert(*slot, *first);
                self.merge(*first, other);
            }
        }
        self.index(&work.paper, *first);
        self.merge(*first, work);
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
                agree(&other.paper.title, &paper.title) && is_same_work(&other.paper, paper)
            })
        };
        self.by_title.get(&title)?.iter().find(same).copied()
    }

    fn merge(&mut self, slot: usize, mut other: Work) {
        let Some(work) = self.slots.get_mut(slot).and_then(Option::as_mut) else { return };
        self.renamed.entry(other.paper.id.clone()).or_insert(slot);
        if work.last.max(other.last) >= self.kept {
            let room = LossReport::KEPT.saturating_sub(self.conflicts.len());
            self.conflicts.extend(conflicts(&work.paper, &other.paper).into_iter().take(room));
        }
        work.keep();
        other.keep();
        work.read.append(&mut other.read);
        work.first = work.first.min(other.first);
        work.last = work.last.max(other.last);
        unite(&mut work.paper, other.paper);
    }

    /// Adds a part to its paper; false where that was not read.
    fn attach(&mut self, part: &Paper) -> bool {
        let slot = ids(part).find_map(|id| self.by_id.get(&id)).map(|at| self.current(*at));
        let work = slot.and_then(|slot| self.slots.get_mut(slot)).and_then(Option::as_mut);
        let Some(work) = work else { return false };
        work.keep();
        if part.abstract_text.len() > work.paper.abstract_text.len() {
            work.paper.abstract_text.clone_from(&part.abstract_text);
        }
        extend(&mut work.paper.references, part.references.clone());
        true
    }

    /// Gives every paper an id of its own, and references the ids of the papers that they mean.
    fn name(&mut self) {
        let mut given = Unique::default();
        for work in self.slots.iter_mut().flatten() {
            let id = given.give(&work.paper.id);
            if id != work.paper.id {
                work.keep();
                work.paper.id = id;
            }
        }
        let renamed: HashMap<&str, String> = self
            .renamed
            .iter()
            .filter(|(id, _)| !given.has(id))
            .filter_map(|(id, slot)| {
                let work = self.slots.get(self.current(*slot))?.as_ref()?;
                Some((id.as_str(), work.paper.id.clone()))
            })
            .collect();
        for work in self.slots.iter_mut().flatten() {
            if work.paper.references.iter().any(|r| renamed.contains_key(r.as_str())) {
                work.keep();
            }
            for reference in &mut work.paper.references {
                if let Some(id) = renamed.get(reference.as_str()) {
                    reference.clone_from(id);
                }
            }
        }
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
