//! All papers of a run, each work once.

use serde::Serialize;

use crate::Paper;
use crate::error::Result;

use super::options::{Input, ReadOptions};
use super::papers::open;
use super::report::LossReport;
use super::shelf::Shelf;

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
/// addresses and references; what they do not agree on stands in the report's `conflicts`, where the
/// older record goes before the younger, and of equals that with the longer abstract.
///
/// The same records make the same papers in whatever order and files they come; the order of the papers
/// and their origins alone tell.
///
/// # Errors
/// As [`open`], and what ends the stream of [`Papers`](super::Papers).
pub fn all(inputs: &[Input], options: &ReadOptions) -> Result<Library> {
    let mut papers = open(inputs, options)?;
    let mut shelf = Shelf::default();
    while let Some(paper) = papers.next_as_named() {
        shelf.add(paper?);
    }
    Ok(shelf.finish(papers))
}
