//! `rank`: the most central nodes.

use anstyle::Style;
use citegraph::Result;
use citegraph::query::{self, Measure, RankOptions, Ranking};

use crate::cli::args::RankArgs;
use crate::cli::screen::{Align, DIM, Table, of_kind};
use crate::cli::{Outcome, screen, source};

pub(crate) fn run(args: &RankArgs) -> Result<Outcome> {
    let graph = source::graph(&args.graph)?;
    let options = RankOptions {
        by: args.by,
        kind: args.kind,
        limit: Some(args.limit),
        ..RankOptions::default()
    };
    let ranking = query::rank(&graph, &options)?;
    let outcome = if ranking.results.is_empty() { Outcome::Nothing } else { Outcome::Done };
    if args.json {
        screen::print_json(&ranking)?;
    } else if outcome == Outcome::Nothing {
        screen::note("the graph has no such nodes");
    } else {
        screen::print(&table(&ranking))?;
    }
    Ok(outcome)
}

fn table(ranking: &Ranking) -> String {
    let mut table = Table::new(&[
        ("#", Align::Right),
        (ranking.by.name(), Align::Right),
        ("kind", Align::Left),
        ("name", Align::Left),
    ]);
    for row in &ranking.results {
        let score = match ranking.by {
            Measure::Degree | Measure::Core => format!("{:.0}", row.score),
            _ => format!("{:.5}", row.score),
        };
        table.row([
            (&row.rank.to_string(), DIM),
            (&score, Style::new()),
            (row.kind.name(), Style::new()),
            (&row.name, of_kind(row.kind)),
        ]);
    }
    table.render()
}
