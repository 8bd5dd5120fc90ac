//! `lexicon`: tables of names.

use std::fmt::Write as _;
use std::path::Path;

use citegraph::lexicon::table;
use citegraph::{Error, Lexicon, Location, Result};

use crate::cli::args::LexiconCommand;
use crate::cli::{Outcome, screen};

pub(crate) fn run(command: &LexiconCommand) -> Result<Outcome> {
    match command {
        LexiconCommand::Check { file } => check(file),
    }
}

/// Says how many rows a table has and which of them say otherwise than the built-in tables.
fn check(file: &Path) -> Result<Outcome> {
    let text = std::fs::read_to_string(file).map_err(|e| Error::io("read", file, e))?;
    let rows = table::parse(&text, &Location::new(file.display().to_string()))?;
    let mut out = format!("{}: {} rows, all well-formed and in order", file.display(), rows.len());
    for row in &rows {
        if let Some(ours) = Lexicon::builtin().get(&row.name).find(|ours| ours.kind != row.kind) {
            let (name, kind, theirs) = (&row.name, row.kind.name(), ours.kind.name());
            let _ = write!(out, "\n{name} becomes a {kind}; it is a {theirs} now");
        }
    }
    screen::print(&(screen::printable_lines(&out) + "\n"))?;
    Ok(Outcome::Done)
}
