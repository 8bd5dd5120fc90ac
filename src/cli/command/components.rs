//! `components`: parts of the graph between which there is no edge.

use citegraph::Result;
use citegraph::query::community::connected;

use super::answer;
use super::communities::{NOTHING, table};
use crate::cli::ask::ComponentsArgs;
use crate::cli::{Outcome, source};

pub(crate) fn run(args: &ComponentsArgs) -> Result<Outcome> {
    let mut found = connected(&source::graph(&args.ask.graph)?);
    found.results.truncate(args.limit);
    let nothing = found.results.is_empty().then_some(NOTHING);
    answer(&args.ask, &found, nothing, || table(&found.results))
}
