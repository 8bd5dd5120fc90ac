//! Papers of a run as they come, and which of them are one work.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher};

use hashbrown::{DefaultHashBuilder, HashTable};
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
/// sorting apart, and but for different works of one title, each of which is compared with the others.
#[derive(Debug, Default)]
pub struct Shelf {
    /// Records in the order in which they came.
    records: Vec<Paper>,
    /// Their places by what they say.
    known: HashTable<Known>,
    hasher: DefaultHashBuilder,
    /// How many of them, the first ones, are of an earlier run.
    kept: usize,
    /// Records that came and were there already.
    repeated: u64,
    parts: BTreeMap<BTreeMap<String, String>, Part>,
}

/// The place of a record, and what it says, hashed.
#[derive(Debug)]
struct Known {
    hash: u64,
    at: u32,
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
        let Self { records, known, hasher, .. } = self;
        let hash = hasher.hash_one((&paper.id, &paper.title, &paper.abstract_text));
        let same = |known: &Known| {
            known.hash == hash
                && records.get(known.at as usize).is_some_and(|record| says_same(record, &paper))
        };
        let place = known.find(hash, same).map(|known| known.at as usize);
        if let Some(record) = place.and_then(|at| records.get_mut(at)) {
            extend(&mut record.origins, paper.origins);
            self.repeated += 1;
        } else {
            let at = records.len() as u32;
            known.insert_unique(hash, Known { hash, at }, |known| known.hash);
            records.push(paper);
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
        let mut works = Works::of(self.records, self.kept);
        works.place_all();
        let mut sources = Vec::new();
        for (ids, Part { abstract_text, references, records }) in self.parts {
            let references = references.into_iter().collect();
            let paper = Paper { abstract_text, ids, references, ..Paper::default() };
            report.parts_unmatched -= if works.attach(&paper) { records } else { 0 };
            sources.push(Source { paper, of: None, is_part: true });
        }
        works.name();
        report.conflicts = std::mem::take(&mut works.conflicts);
        let Works { mut records, slots, .. } = works;
        let mut works: Vec<Work> = slots.into_iter().flatten().collect();
        works.sort_unstable_by_key(|work| work.first);
        (report.papers, report.abstracts_missing) = (0, 0);
        let mut papers = Vec::with_capacity(works.len());
        for (mut work, place) in works.into_iter().zip(0u32..) {
            let paper = records.get_mut(work.at).map(std::mem::take).unwrap_or_default();
            if work.first >= self.kept {
                report.papers += 1;
                report.abstracts_missing += u64::from(paper.abstract_text.is_empty());
            }
            papers.push(paper);
            work.read.sort_unstable_by_key(|(at, _)| *at);
            let read = work.read.into_iter().map(|(_, paper)| paper);
            sources.extend(read.map(|paper| Source { paper, of: Some(place), is_part: false }));
        }
        report.duplicates = added - report.papers;
        Library { papers, sources, report }
    }
}

/// Whether two records differ in nothing but their origins.
fn says_same(one: &Paper, two: &Paper) -> bool {
    one.id == two.id
        && one.title == two.title
        && one.abstract_text == two.abstract_text
        && one.year == two.year
        && one.authors == two.authors
        && one.venue == two.venue
        && one.ids == two.ids
        && one.urls == two.urls
        && one.references == two.references
        && one.claims == two.claims
}

/// What comes first in the [order](compare) of records, taken out of them: sorting then hardly looks
/// at the records themselves.
type Rank = (bool, Option<i32>, Reverse<usize>, Reverse<(usize, usize)>);

fn rank(paper: &Paper) -> Rank {
    let (text, full) = (paper.abstract_text.len(), fullness(&paper.authors));
    (paper.year.is_none(), paper.year, Reverse(text), Reverse(full))
}

/// The places of records, the oldest first, of equals that which says more; what else they say decides
/// between the rest.
fn in_order(records: &[Paper]) -> Vec<usize> {
    let ranks = records.par_iter().map(rank).enumerate();
    let mut order: Vec<(usize, Rank)> = ranks.collect();
    order.par_sort_by(|(one, first), (two, second)| {
        first.cmp(second).then_with(|| compare(&records[*one], &records[*two]))
    });
    order.into_iter().map(|(at, _)| at).collect()
}

/// An order of all records of one [rank] that differ in more than their origins.
fn compare(one: &Paper, two: &Paper) -> Ordering {
    (&one.id, &one.title)
        .cmp(&(&two.id, &two.title))
        .then_with(|| one.abstract_text.cmp(&two.abstract_text))
        .then_with(|| one.authors.cmp(&two.authors))
        .then_with(|| (&one.venue, &one.ids).cmp(&(&two.venue, &two.ids)))
        .then_with(|| (&one.urls, &one.references).cmp(&(&two.urls, &two.references)))
        .then_with(|| one.claims.cmp(&two.claims))
}

/// What records go by, hashed.
#[derive(Debug)]
struct Marks {
    ids: SmallVec<[u64; 3]>,
    title: u64,
}

impl Marks {
    fn of(paper: &Paper) -> Self {
        Self { ids: ids(paper).collect(), title: hash(key(&paper.title)) }
    }
}

/// Works being put together, their records coming in [order](in_order).
#[derive(Debug, Default)]
struct Works {
    /// The records; what becomes of a work stands in the place of its oldest one.
    records: Vec<Paper>,
    /// Emptied where a later record showed two of them to be one.
    slots: Vec<Option<Work>>,
    /// Where an emptied slot's work went.
    moved: HashMap<usize, usize>,
    by_id: FxHashMap<u64, usize>,
    by_title: FxHashMap<u64, SmallVec<[u32; 2]>>,
    /// Ids of merged records and the slots where they went.
    renamed: HashMap<String, usize>,
    conflicts: Vec<Conflict>,
    /// How many records are of an earlier run.
    kept: usize,
}

/// A work.
#[derive(Debug)]
struct Work {
    /// Where its paper stands among the records.
    at: usize,
    /// Where its records stand among all, first and last.
    first: usize,
    last: usize,
    /// The records, where the paper is not just one of them.
    read: Vec<(usize, Paper)>,
}

impl Work {
    /// Keeps the only record as it was read, since the paper will be another.
    fn keep(&mut self, paper: &Paper) {
        if self.read.is_empty() {
            self.read.push((self.first, paper.clone()));
        }
    }
}

impl Works {
    fn of(records: Vec<Paper>, kept: usize) -> Self {
        let mut works = Self { records, kept, ..Self::default() };
        let count = works.records.len();
        works.slots.reserve(count);
        works.by_id.reserve(count);
        works.by_title.reserve(count);
        works
    }

    /// Makes works of all records.
    fn place_all(&mut self) {
        let marks: Vec<Marks> = self.records.par_iter().map(Marks::of).collect();
        for at in in_order(&self.records) {
            self.place(at, &marks[at]);
        }
    }

    /// Makes a work of a record, or merges it into the work it is of.
    fn place(&mut self, at: usize, marks: &Marks) {
        let known = marks.ids.iter().filter_map(|id| self.by_id.get(id));
        let mut same: SmallVec<[usize; 4]> = known.map(|slot| self.current(*slot)).collect();
        if same.is_empty() {
            same.extend(self.same_title(at, marks.title));
        }
        same.sort_unstable();
        same.dedup();
        let work = Work { at, first: at, last: at, read: Vec::new() };
        let Some((first, others)) = same.split_first() else {
            let slot = self.slots.len();
            self.index(marks, slot);
            self.by_title.entry(marks.title).or_default().push(slot as u32);
            self.slots.push(Some(work));
            return;
        };
        for slot in others {
            if let Some(other) = self.slots.get_mut(*slot).and_then(Option::take) {
                self.moved.insert(*slot, *first);
                self.merge(*first, other);
            }
        }
        self.index(marks, *first);
        self.merge(*first, work);
    }

    fn current(&self, mut slot: usize) -> usize {
        while let Some(next) = self.moved.get(&slot) {
            slot = *next;
        }
        slot
    }

    fn index(&mut self, marks: &Marks, slot: usize) {
        for id in &marks.ids {
            self.by_id.insert(*id, slot);
        }
    }

    fn same_title(&self, at: usize, title: u64) -> Option<usize> {
        let slots = self.by_title.get(&title)?;
        let paper = self.records.get(at)?;
        let same = |slot: &usize| {
            let other = self.slots.get(*slot).and_then(Option::as_ref);
            other.and_then(|other| self.records.get(other.at)).is_some_and(|other| {
                is_same_work(other, paper) && agree(&other.title, &paper.title)
            })
        };
        slots.iter().map(|slot| *slot as usize).find(same)
    }

    fn merge(&mut self, slot: usize, mut other: Work) {
        let other_paper = self.records.get_mut(other.at).map(std::mem::take).unwrap_or_default();
        let Some((work, paper)) = self.work(slot) else { return };
        work.keep(paper);
        other.keep(&other_paper);
        work.read.append(&mut other.read);
        work.first = work.first.min(other.first);
        work.last = work.last.max(other.last);
        let differing = conflicts(paper, &other_paper);
        let (id, last) = (other_paper.id.clone(), work.last);
        unite(paper, other_paper);
        self.renamed.entry(id).or_insert(slot);
        if last >= self.kept {
            let room = LossReport::KEPT.saturating_sub(self.conflicts.len());
            self.conflicts.extend(differing.into_iter().take(room));
        }
    }

    /// A work and its paper.
    fn work(&mut self, slot: usize) -> Option<(&mut Work, &mut Paper)> {
        let work = self.slots.get_mut(slot)?.as_mut()?;
        let paper = self.records.get_mut(work.at)?;
        Some((work, paper))
    }

    /// Adds a part to its paper; false where that was not read.
    fn attach(&mut self, part: &Paper) -> bool {
        let slot = ids(part).find_map(|id| self.by_id.get(&id)).map(|at| self.current(*at));
        let Some((work, paper)) = slot.and_then(|slot| self.work(slot)) else { return false };
        work.keep(paper);
        if part.abstract_text.len() > paper.abstract_text.len() {
            paper.abstract_text.clone_from(&part.abstract_text);
        }
        extend(&mut paper.references, part.references.clone());
        true
    }

    /// Gives every paper an id of its own, and references the ids of the papers that they mean.
    fn name(&mut self) {
        let mut given = Unique::with_room(self.slots.len());
        for work in self.slots.iter_mut().flatten() {
            let Some(paper) = self.records.get_mut(work.at) else { continue };
            if let Some(id) = given.other_than(&paper.id) {
                work.keep(paper);
                paper.id = id;
            }
        }
        let renamed: HashMap<&str, String> = self
            .renamed
            .iter()
            .filter(|(id, _)| !given.has(id))
            .filter_map(|(id, slot)| {
                let work = self.slots.get(self.current(*slot))?.as_ref()?;
                Some((id.as_str(), self.records.get(work.at)?.id.clone()))
            })
            .collect();
        for work in self.slots.iter_mut().flatten() {
            let Some(paper) = self.records.get_mut(work.at) else { continue };
            if paper.references.iter().any(|r| renamed.contains_key(r.as_str())) {
                work.keep(paper);
            }
            for reference in &mut paper.references {
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
