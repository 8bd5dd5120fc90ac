//! `communities`: parts of the graph that hang together closely.

use anstyle::Style;
use citegraph::Result;
use citegraph::query::community::{Community, LeidenOptions, communities};

use super::answer;
use crate::cli::ask::CommunitiesArgs;
use crate::cli::screen::{Align, DIM, Table};
use crate::cli::{Outcome, source};

pub(crate) fn run(args: &CommunitiesArgs) -> Result<Outcome> {
    let graph = source::graph(&args.ask.graph)?;
    let options =
        LeidenOptions { resolution: args.resolution, seed: args.seed, ..LeidenOptions::default() };
    let mut found = communities(&graph, &options);
    found.results.truncate(args.limit);
    let nothing = found.results.is_empty().then_some(NOTHING);
    answer(&args.ask, &found, nothing, || table(&found.results))
}

/// What is said of a graph without edges.
pub(super) const NOTHING: &str = "no two nodes of the graph hang together";

/// Parts of the graph by number, size and name.
pub(super) fn table(parts: &[Community]) -> String {
    let mut table = Table::new(&[
        ("#", Align::Right),
        ("papers", Align::Right),
        ("nodes", Align::Right),
        ("about", Align::Left),
    ]);
    for part in parts {
        table.row([
            (&part.rank.to_string(), DIM),
            (&part.papers.to_string(), Style::new()),
            (&part.nodes.len().to_string(), Style::new()),
            (&part.name, Style::new()),
        ]);
    }
    table.render()
}
