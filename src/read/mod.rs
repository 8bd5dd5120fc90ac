//! Reads paper lists of every common form into [`Paper`](crate::Paper)s.
//!
//! [`open`] takes files, folders and standard input. A thread of its own walks them, unpacks
//! containers, tells the format of each by its content ([`FORMATS`]) and cuts the bytes into
//! stretches that parse independently (`stream`); [`Papers`] parses those in parallel and gives
//! papers in input order. A format (`format/`, one file and one row of [`FORMATS`] each) fills a
//! `Draft` field by field; the draft normalises identifiers, years and text and becomes a paper.
//! What could not be read, and what was mended, stands in the [`LossReport`]. [`all`] gathers the
//! papers of a run and merges the records of one work ([`Shelf`]).
//!
//! ```no_run
//! use citegraph::read::{self, Input, ReadOptions};
//!
//! let mut papers = read::open(&[Input::from("papers.jsonl.gz")], &ReadOptions::default())?;
//! for paper in &mut papers {
//!     println!("{}", paper?.title);
//! }
//! eprintln!("{}", papers.report());
//! # Ok::<(), citegraph::Error>(())
//! ```

mod batch;
mod dedupe;
mod draft;
mod feed;
mod fields;
mod format;
mod ids;
mod library;
mod merge;
mod options;
mod papers;
mod parse;
mod report;
mod shelf;
mod slug;
mod stream;
mod unique;
mod walk;

pub(crate) use dedupe::{is_global, is_same_work};
pub use format::{FORMATS, Format, FormatName};
pub use ids::reference;
pub use library::{Conflict, Library, Source, all};
pub use options::{Columns, Input, ReadOptions};
pub use papers::{Papers, Progress, open};
pub(crate) use parse::bibtex_places::{EntryPlace, entry_places};
pub use report::{LossReport, Note};
pub use shelf::Shelf;
pub use slug::slug;
pub use stream::unpacked;
