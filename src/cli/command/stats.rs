//! `stats`: how much of what a graph holds.

use anstyle::Style;
use citegraph::Result;
use citegraph::query::{Stats, stats};

use super::answer;
use crate::cli::ask::AskArgs;
use crate::cli::screen::{Align, DIM, Table};
use crate::cli::{Outcome, source};

pub(crate) fn run(args: &AskArgs) -> Result<Outcome> {
    let stats = stats(&source::graph(&args.graph)?);
    answer(args, &stats, None, || table(&stats))
}

fn table(stats: &Stats) -> String {
    let mut table =
        Table::new(&[("of", Align::Left), ("number", Align::Right), ("what", Align::Left)]);
    let mut add = |of: &str, number: usize, what: &str| {
        table.row([(of, DIM), (&number.to_string(), Style::new()), (what, Style::new())]);
    };
    add("nodes", stats.papers, "papers");
    for (kind, number) in &stats.entities {
        add("nodes", *number, kind);
    }
    add("nodes", stats.links, "links");
    add("nodes", stats.works, "cited works");
    for (kind, number) in &stats.edges {
        add("edges", *number, kind);
    }
    table.render()
}
