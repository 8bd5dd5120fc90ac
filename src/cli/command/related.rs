//! `related`: papers that belong with a paper or an entity, and why.

use anstyle::Style;
use citegraph::graph::{Edge, EdgeKind, NodeId};
use citegraph::query::{self, RelatedOptions, RelatedRow};
use citegraph::{Graph, Result};

use crate::cli::args::RelatedArgs;
use crate::cli::screen::{Align, BOLD, DIM, Table};
use crate::cli::{Outcome, screen, source};

pub(crate) fn run(args: &RelatedArgs) -> Result<Outcome> {
    let graph = source::graph(&args.graph)?;
    let node = source_of(&graph, query::find(&graph, &args.name)?);
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

/// The one paper that proposes or introduces an entity, which has more to go by than the name alone;
/// else the node itself.
fn source_of(graph: &Graph, node: NodeId) -> NodeId {
    let source = |(_, from, edge): (_, NodeId, &Edge)| {
        matches!(edge.kind, EdgeKind::Proposes | EdgeKind::Introduces).then_some(from)
    };
    match graph.in_edges(node).into_iter().filter_map(source).collect::<Vec<_>>()[..] {
        [paper] => paper,
        _ => node,
    }
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
