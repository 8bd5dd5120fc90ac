//! What was lost on the way in: said, written where asked, and held against `--strict`.

use std::io::{self, Write};
use std::path::Path;

use citegraph::read::LossReport;
use citegraph::{Error, Result};

use super::destination::Destination;
use super::screen;

/// What becomes of the report.
pub(crate) struct Losses {
    file: Option<Destination>,
    strict: bool,
}

impl Losses {
    /// Opens the file for the report, so that one that cannot be written shows before the work.
    pub(crate) fn new(file: Option<&Path>, strict: bool) -> Result<Self> {
        Ok(Self { file: file.map(Destination::stream).transpose()?, strict })
    }

    /// Whether a run may go on. Where it may not, because reading ended early or a record was
    /// skipped that must not be, its losses are said and written, and the reason is returned.
    pub(crate) fn check(&mut self, read: Result<()>, report: &LossReport) -> Result<()> {
        let complete = || if self.strict { report.require_complete() } else { Ok(()) };
        let Err(error) = read.and_then(|()| complete()) else { return Ok(()) };
        say(report);
        self.write(report)?;
        Err(error)
    }

    /// Writes the report where it was asked for.
    pub(crate) fn write(&mut self, report: &LossReport) -> Result<()> {
        let Some(mut out) = self.file.take() else { return Ok(()) };
        serde_json::to_writer_pretty(&mut out, report)
            .map_err(io::Error::from)
            .and_then(|()| out.write_all(b"\n"))
            .map_err(|e| out.name(Error::io("write", "the report", e)))?;
        out.finish()
    }
}

/// Says what was lost, where anything was.
pub(crate) fn say(report: &LossReport) {
    if !report.is_complete() {
        screen::note(&report.to_string());
    }
}
