//! What was lost or mended on the way in.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use crate::error::{Error, Result};
use crate::model::{Outcome, Paper};

use super::library::Conflict;

/// How many skipped records the display names.
const SHOWN: usize = 10;

/// Everything read, and everything that did not come through unchanged.
///
/// `Display` writes the few lines meant for a terminal; `Serialize` the whole of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct LossReport {
    /// Files read, members of archives included.
    pub files: u64,
    /// Files by the format that their content showed.
    pub formats: BTreeMap<String, u64>,
    /// Records seen.
    pub records: u64,
    /// Papers made of them; each work once where records were merged.
    pub papers: u64,
    /// Records merged into the paper of another one.
    pub duplicates: u64,
    /// Records and files that could not be read: all of them.
    pub skipped: u64,
    /// Where each was and why, the first 10,000.
    pub skips: Vec<Note>,
    /// Records that add an abstract or a citation to a paper that was not read; all such records
    /// where papers are taken one by one, since only a [`Shelf`](super::Shelf) joins them.
    pub parts_unmatched: u64,
    /// Papers without an abstract.
    pub abstracts_missing: u64,
    /// Links of which the source left only "this https URL".
    pub links_dropped: u64,
    /// Characters that were decoded from another encoding, replaced or removed.
    pub characters_repaired: u64,
    /// Records that were kept but mended, and how, the first 10,000.
    pub notes: Vec<Note>,
    /// What merged records do not agree on, the first 10,000.
    pub conflicts: Vec<Conflict>,
    /// Results that name nothing found in their paper and so have no edge in a graph.
    pub results_unplaced: u64,
    /// Where each stands, the first 10,000.
    pub unplaced: Vec<Note>,
}

/// A remark on a file or on a record of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// Path as given, with an archive's member after `!`.
    pub file: String,
    /// Line where the record starts, from 1; absent for whole files and formats without lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// What happened.
    pub reason: String,
}

impl LossReport {
    /// How many notes of one sort are kept; skipped records are all counted.
    pub(super) const KEPT: usize = 10_000;

    /// Whether every record became a paper.
    pub fn is_complete(&self) -> bool {
        self.skipped == 0
    }

    /// For those who may lose nothing.
    ///
    /// # Errors
    /// [`Error::Incomplete`] where a record was skipped.
    pub fn require_complete(&self) -> Result<()> {
        if self.is_complete() {
            return Ok(());
        }
        let hint = "mend them, or leave out --strict to go on without them";
        Err(Error::Incomplete { skipped: self.skipped, hint })
    }

    /// Adds a result of a paper that names nothing found in it.
    pub fn unplaced(&mut self, paper: &Paper, result: &Outcome) {
        self.results_unplaced += 1;
        let origin = paper.origins.first().cloned().unwrap_or_default();
        let line = (origin.line > 0).then_some(origin.line);
        let reason = format!("{:?} names nothing that was found in {}", result.value, paper.id);
        keep(&mut self.unplaced, &origin.file, line, reason);
    }

    pub(super) fn skip(&mut self, file: &str, line: Option<u64>, reason: String) {
        self.skipped += 1;
        keep(&mut self.skips, file, line, reason);
    }

    pub(super) fn note(&mut self, file: &str, line: Option<u64>, reason: String) {
        keep(&mut self.notes, file, line, reason);
    }
}

fn keep(notes: &mut Vec<Note>, file: &str, line: Option<u64>, reason: String) {
    if notes.len() < LossReport::KEPT {
        notes.push(Note { file: file.to_owned(), line, reason });
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        write!(f, ": {}", self.reason)
    }
}

impl fmt::Display for LossReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "read {} from {}",
            count(self.papers, "paper", "papers"),
            count(self.files, "file", "files")
        )?;
        let losses = [
            (self.duplicates, "duplicate merged", "duplicates merged"),
            (self.skipped, "record skipped", "records skipped"),
            (self.parts_unmatched, "addition to no known paper", "additions to no known paper"),
            (self.abstracts_missing, "paper without an abstract", "papers without an abstract"),
            (self.links_dropped, "link dropped by its source", "links dropped by their source"),
            (self.characters_repaired, "character repaired", "characters repaired"),
            (self.conflicts.len() as u64, "conflict of duplicates", "conflicts of duplicates"),
            (self.results_unplaced, "result without an edge", "results without an edge"),
        ];
        for (number, one, many) in losses {
            if number > 0 {
                write!(f, ", {}", count(number, one, many))?;
            }
        }
        show(f, "skipped", &self.skips, self.skipped)?;
        show(f, "note", &self.notes, self.notes.len() as u64)
    }
}

fn show(f: &mut fmt::Formatter<'_>, label: &str, notes: &[Note], all: u64) -> fmt::Result {
    for note in notes.iter().take(SHOWN) {
        write!(f, "\n  {label} {note}")?;
    }
    let rest = all.saturating_sub(SHOWN as u64);
    if rest > 0 {
        write!(f, "\n  and {rest} more")?;
    }
    Ok(())
}

fn count(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
