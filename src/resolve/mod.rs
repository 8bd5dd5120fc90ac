//! Names of many papers → entities of the corpus; references → papers and cited works.
//!
//! [`resolve()`] takes the records of all papers and says which of their names are one thing and
//! which are not, and which of their citations are papers of the corpus. Every merge, split and
//! abstention is a [`Decision`] with its reason. The outcome does not depend on the papers' order.

mod citations;
mod decision;
mod entity;
mod homes;
mod local;
mod longform;
mod merge;
mod namesakes;
mod overrides;
mod senses;
mod spelling;
mod union;
mod variants;

pub use decision::{Action, Decision};
pub(crate) use longform::stem;
pub use overrides::Overrides;
pub(crate) use spelling::name_key;

use std::borrow::Cow;

use local::Local;
use rayon::prelude::*;
use senses::{Context, Sense};

use crate::lexicon::Lexicon;
use crate::model::{Kind, Paper, Record};

/// How to resolve.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ResolveOptions {
    /// The user's own decisions.
    pub overrides: Overrides,
}

/// What the names and references of a corpus mean.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Resolution {
    /// The entities of the corpus, sorted by id.
    pub entities: Vec<ResolvedEntity>,
    /// For each paper and each entity of its record, the position in `entities`.
    pub members: Vec<Vec<u32>>,
    /// Cited works that are not papers of the corpus, sorted by id.
    pub works: Vec<CitedWork>,
    /// For each paper and each citation of its record, what it means.
    pub citations: Vec<Vec<Target>>,
    /// For each paper and each of its structured references, what it means.
    pub references: Vec<Vec<Target>>,
    /// For each entity, the paper that proposes or introduces it, where that is one paper.
    pub homes: Vec<Option<u32>>,
    /// Pairs of entities of which the first is a size or version of the second, sorted.
    pub variants: Vec<(u32, u32)>,
    /// Decisions that belong to no single entity, such as references with several readings.
    pub decisions: Vec<Decision>,
}

impl From<Resolution> for Cow<'_, Resolution> {
    fn from(resolution: Resolution) -> Self {
        Self::Owned(resolution)
    }
}

impl<'a> From<&'a Resolution> for Cow<'a, Resolution> {
    fn from(resolution: &'a Resolution) -> Self {
        Self::Borrowed(resolution)
    }
}

/// An entity of the corpus.
#[derive(Debug, Clone, PartialEq)]
pub struct ResolvedEntity {
    /// Node id: `dataset/cifar10`, `method/sam~segment-anything-model`.
    pub id: String,
    /// Canonical name.
    pub name: String,
    /// Every other surface form, sorted.
    pub aliases: Vec<String>,
    /// Kind.
    pub kind: Kind,
    /// A family too general to look up.
    pub generic: bool,
    /// Why its forms were merged or kept apart from others.
    pub decisions: Vec<Decision>,
}

/// A cited work that is not a paper of the corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedWork {
    /// Node id: `work/ponti-2023`, `work/doi:10.1145/22627.22349`.
    pub id: String,
    /// The reference as first written.
    pub name: String,
    /// Year, where the reference gives one.
    pub year: Option<i32>,
}

/// What a reference means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A paper of the corpus, by position.
    Paper(u32),
    /// A cited work, by position in [`Resolution::works`].
    Work(u32),
}

/// Resolves the names and references of a corpus; `records[i]` was found in `papers[i]`.
pub fn resolve(
    papers: &[Paper],
    records: &[Record],
    lexicon: &Lexicon,
    options: &ResolveOptions,
) -> Resolution {
    let by_paper = local::locals(records);
    let sizes: Vec<usize> = by_paper.iter().map(Vec::len).collect();
    let mut locals: Vec<Local<'_>> = Vec::with_capacity(sizes.iter().sum());
    locals.extend(by_paper.into_iter().flatten());
    let (slots, slot_of) = senses::slots(&locals);
    let company = split_by(&sizes, &slot_of);
    let spread: Vec<u32> = slots.iter().map(|s| s.locals.len() as u32).collect();
    let context = Context { papers, locals: &locals, company: &company, spread: &spread, lexicon };
    let senses: Vec<Vec<Sense>> = slots
        .par_iter()
        .zip(0u32..slots.len() as u32)
        .map(|(s, at)| s.senses(at, &context))
        .collect();
    let merged = merge::merge(&slots, senses, &context, &options.overrides);
    let (mut entities, of) = entity::entities(merged, &context, &options.overrides);
    let homes = homes::homes(&mut entities, &locals, &of, papers);
    let variants = variants::variants(&mut entities);
    let cited = citations::resolve(papers, records);
    Resolution {
        entities,
        members: split_by(&sizes, &of),
        works: cited.works,
        citations: cited.citations,
        references: cited.references,
        homes,
        variants,
        decisions: cited.decisions,
    }
}

/// `flat` cut into lists of the given lengths.
fn split_by(sizes: &[usize], flat: &[u32]) -> Vec<Vec<u32>> {
    let mut rest = flat.iter().copied();
    sizes.iter().map(|n| rest.by_ref().take(*n).collect()).collect()
}
