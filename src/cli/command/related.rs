//! `related`: papers that belong with a paper or an entity, and why.

use anstyle::Style;
use citegraph::Result;
use citegraph::query::{self, RelatedOptions, RelatedRow};

use crate::cli::args::RelatedArgs;
use crate::cli::screen::{Align, BOLD, DIM, Table};
use crate::cli::{Outcome, screen, source};

pub(crate) fn run(args: &RelatedArgs) -> Result<Outcome> {
    let graph = source::graph(&args.graph)?;
    let node = query::find_paper(&graph, &args.name)?;
    let options = RelatedOptions { limit: args.limit, ..RelatedOptions::default() };
    let related = query::related(&graph, node, &options)?;
    let outcome = if related.results.is_empty() { Outcome::Nothing } else { Outcome::Done };
    if args.json {
        screen::print_json(&related)?;
    } else if outcome == Outcome::Nothing {
        screen::note(&format!("no paper is related to {}", related.query.title));
    } else {
        screen::print(&table(&related.results))?;
    }
    Ok(outcome)
}

fn table(rows: &[RelatedRow]) -> String {
    let mut table = Table::new(&[
        ("#", Align::Right),
        ("score", Align::Right),
        ("paper", Align::Left),
        ("because of", Align::Left),
    ]);
    for row in rows {
        let reasons: Vec<_> =
            row.reasons.iter().map(|r| format!("{} {:.0}%", r.name, r.share * 100.0)).collect();
        table.row([
            (&row.rank.to_string(), DIM),
            (&format!("{:.3}", row.score), Style::new()),
            (&row.title, BOLD),
            (&reasons.join(", "), Style::new()),
        ]);
    }
    table.render()
}
