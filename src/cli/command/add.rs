//! `add`: more papers into a store.

use std::path::Path;

use citegraph::export::View;
use citegraph::query::stats;
use citegraph::store::{self, Kept};
use citegraph::{Error, Result};

use super::build::summary;
use crate::cli::args::AddArgs;
use crate::cli::destination::StoreDestination;
use crate::cli::options::{Making, Reading};
use crate::cli::{Outcome, screen, source};

pub(crate) fn run(args: &AddArgs) -> Result<Outcome> {
    let path = &*args.store;
    check(path)?;
    if args.read.lexicon.is_some() {
        let hint = "leave --lexicon out, or build the store again with it";
        return Err(Error::usage("a store keeps the table of names it was made with", hint));
    }
    // Held from before the store is read until it is written.
    let out = StoreDestination::new(path)?;
    let held = store::open(path)?;
    let made = held.made.clone();
    let making = Making::made_as(&made, path)?;
    let mut reading = Reading::new(&args.papers, &args.read)?.made_as(&made, path)?;
    let built = source::build(&mut reading, &making, held)?;
    let kept = Kept { records: &built.records, sources: &built.sources, made: &made };
    out.write(&View::whole(&built.graph), Some(kept))?;
    let stats = stats(&built.graph);
    let now = format!("{} now holds {} papers", path.display(), stats.papers);
    screen::note(&format!("{}\n{now}: {}", built.report, summary(&stats)));
    Ok(Outcome::Done)
}

/// Only a store that is there can grow.
fn check(path: &Path) -> Result<()> {
    if store::is_store(path) {
        return Ok(());
    }
    let hint = format!(
        "build one with `citegraph build PAPERS -o g.{}`, from the papers of the graph",
        store::FORMAT.extension
    );
    let what =
        if path.exists() { "is no store, and only a store can grow" } else { "does not exist" };
    Err(Error::usage(format!("{} {what}", path.display()), hint))
}
