//! `rank`: the most central nodes.

use anstyle::Style;
use citegraph::Result;
use citegraph::query::{self, Measure, RankOptions, Ranking};

use super::answer;
use crate::cli::ask::RankArgs;
use crate::cli::screen::{Align, DIM, Table, of_kind};
use crate::cli::{Outcome, screen, source};

pub(crate) fn run(args: &RankArgs) -> Result<Outcome> {
    let graph = source::graph(&args.ask.graph)?;
    let near: Result<_> = args.near.iter().map(|name| query::find(&graph, name)).collect();
    let options = RankOptions {
        by: args.by,
        kind: args.kind,
        limit: Some(args.limit),
        scope: args.scope,
        roles: args.role.clone(),
        near: near?,
        samples: args.samples,
        seed: args.seed,
    };
    let ranking = query::rank(&graph, &options)?;
    if let Some(error) = ranking.error {
        screen::note(&format!("estimated: with probability 0.9 no score is off by {error:.3}"));
    }
    let nothing = ranking.results.is_empty().then_some("the graph has no such nodes");
    answer(&args.ask, &ranking, nothing, || table(&ranking))
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
