//! `related`: papers that belong with papers, entities or a text, and why.

use std::io::Read;

use anstyle::Style;
use citegraph::query::{Names, Related, RelatedIndex, RelatedOptions, RelatedRow, related_by_walk};
use citegraph::{Error, Graph, Result};

use super::answer;
use crate::cli::ask::RelatedArgs;
use crate::cli::options::Ranker;
use crate::cli::screen::{Align, BOLD, DIM, Table};
use crate::cli::{Outcome, source};

pub(crate) fn run(args: &RelatedArgs) -> Result<Outcome> {
    let text = args.text.as_deref().map(|text| read_text(text, args)).transpose()?;
    let graph = source::graph(&args.ask.graph)?;
    let related = match text {
        Some(text) => RelatedIndex::new(&graph).to_text(&graph, &text, &options(args)),
        None => to_names(&graph, args)?,
    };
    let empty = related.results.is_empty();
    let nothing = empty.then(|| format!("no paper is related to {}", related.query.title));
    answer(&args.ask, &related, nothing.as_deref(), || table(&related.results))
}

fn to_names(graph: &Graph, args: &RelatedArgs) -> Result<Related> {
    let names = Names::new(graph);
    let nodes = args.names.iter().map(|n| names.find_paper(graph, n));
    let nodes: Vec<_> = nodes.collect::<Result<_>>()?;
    match args.by {
        Ranker::Content => RelatedIndex::new(graph).to_nodes(graph, &nodes, &options(args)),
        Ranker::Ppr => related_by_walk(graph, &nodes, &options(args)),
    }
}

fn options(args: &RelatedArgs) -> RelatedOptions {
    let default = RelatedOptions::default();
    RelatedOptions {
        limit: args.limit,
        own_citations: !args.no_citations,
        later: args.later.unwrap_or(default.later),
        ..default
    }
}

/// The text asked about, from standard input for `-`.
fn read_text(text: &str, args: &RelatedArgs) -> Result<String> {
    if args.by == Ranker::Ppr {
        let hint = "leave --by out, or name papers";
        return Err(Error::usage("a walk starts at nodes of the graph, not at a text", hint));
    }
    if text != "-" {
        return Ok(text.to_owned());
    }
    if args.ask.graph.graph.as_os_str() == "-" {
        let hint = "name a file for one of them";
        return Err(Error::usage("graph and text cannot both be on standard input", hint));
    }
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().read_to_end(&mut bytes);
    read.map_err(|e| Error::io("read", "standard input", e))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn table(rows: &[RelatedRow]) -> String {
    let mut table = Table::new(&[
        ("#", Align::Right),
        ("score", Align::Right),
        ("paper", Align::Left),
        ("because of", Align::Left),
    ]);
    // Likenesses are about 1, probabilities far below.
    let digits = if rows.iter().any(|row| row.score >= 0.1) { 3 } else { 5 };
    for row in rows {
        let reasons: Vec<_> =
            row.reasons.iter().map(|r| format!("{} {:.0}%", r.name, r.share * 100.0)).collect();
        table.row([
            (&row.rank.to_string(), DIM),
            (&format!("{:.digits$}", row.score), Style::new()),
            (&row.title, BOLD),
            (&reasons.join(", "), Style::new()),
        ]);
    }
    table.render()
}
