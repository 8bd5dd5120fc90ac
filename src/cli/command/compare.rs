//! `compare`: who beats whom, on what, with which numbers.

use citegraph::Result;
use citegraph::query::{self, Compared, Comparison, Duel};

use super::{answer, named};
use crate::cli::ask::CompareArgs;
use crate::cli::screen::{BOLD, HEAD, styled};
use crate::cli::{Outcome, phrase};

pub(crate) fn run(args: &CompareArgs) -> Result<Outcome> {
    let (graph, at) = named(&args.of)?;
    let with = args.with.as_deref().map(|name| query::find(&graph, name)).transpose()?;
    let found = query::compare(&graph, at, with)?;
    let nothing =
        is_empty(&found).then(|| format!("nobody compares anything with {}", found.of.name));
    answer(&args.of.ask, &found, nothing.as_deref(), || text(&found))
}

fn is_empty(found: &Comparison) -> bool {
    let duels = found.beats.len() + found.beaten_by.len();
    duels + found.compares_with.len() + found.compared_in.len() == 0
}

fn text(found: &Comparison) -> String {
    let groups = [
        group("beats", &found.beats, one_duel),
        group("beaten by", &found.beaten_by, one_duel),
        group("compares with", &found.compares_with, one_compared),
        group("compared with by", &found.compared_in, one_compared),
    ];
    format!("{}\n{}", phrase::node(&found.of), groups.concat())
}

/// A head with its rows; nothing without any.
fn group<T>(head: &str, rows: &[T], row: fn(&T) -> String) -> String {
    if rows.is_empty() {
        return String::new();
    }
    format!("\n{}\n{}", styled(HEAD, head), rows.iter().map(row).collect::<String>())
}

fn one_duel(duel: &Duel) -> String {
    let by = styled(BOLD, &phrase::figure(&duel.figure));
    let sentences = phrase::sentences(&duel.evidence, "    ");
    format!("  {}  {by}\n{sentences}", phrase::node(&duel.other))
}

fn one_compared(row: &Compared) -> String {
    let sentences = phrase::sentences(row.evidence.get(..1).unwrap_or_default(), "    ");
    format!("  {}\n{sentences}", phrase::node(&row.node))
}
