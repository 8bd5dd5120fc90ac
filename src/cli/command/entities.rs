//! `entities`: the names of a graph, and why each is one thing.

use std::fmt::Write as _;

use citegraph::query::{EntityRow, Suspicion, entities, suspicious};
use citegraph::{Graph, Result};
use serde::Serialize;

use super::answer;
use crate::cli::ask::EntitiesArgs;
use crate::cli::screen::{DIM, HEAD, of_kind, printable, styled};
use crate::cli::{Outcome, source};

const NOTHING: &str = "the graph has no such names";

/// The JSON document.
#[derive(Serialize)]
struct Listed<T> {
    results: Vec<T>,
}

pub(crate) fn run(args: &EntitiesArgs) -> Result<Outcome> {
    let graph = source::graph(&args.ask.graph)?;
    if args.suspicious { list_suspicious(args, &graph) } else { list_all(args, &graph) }
}

fn list_all(args: &EntitiesArgs, graph: &Graph) -> Result<Outcome> {
    let mut results = entities(graph);
    results.retain(|row| args.kind.is_none_or(|kind| row.node.kind == kind));
    results.truncate(args.limit.unwrap_or(usize::MAX));
    let nothing = results.is_empty().then_some(NOTHING);
    let listed = Listed { results };
    answer(&args.ask, &listed, nothing, || listed.results.iter().map(|r| entity(r, "")).collect())
}

fn list_suspicious(args: &EntitiesArgs, graph: &Graph) -> Result<Outcome> {
    let mut results = suspicious(graph);
    results
        .retain(|row| args.kind.is_none_or(|kind| row.nodes.iter().any(|n| n.node.kind == kind)));
    results.truncate(args.limit.unwrap_or(usize::MAX));
    let nothing = results.is_empty().then_some("no name of the graph is suspicious");
    let listed = Listed { results };
    answer(&args.ask, &listed, nothing, || listed.results.iter().map(suspicion).collect())
}

fn suspicion(row: &Suspicion) -> String {
    let head = styled(HEAD, &printable(&row.name));
    let nodes: String = row.nodes.iter().map(|n| entity(n, "  ")).collect();
    format!("{head}  {}\n{nodes}", styled(DIM, row.why.name()))
}

/// An entity with the number of papers that name it, and below it what was decided.
fn entity(row: &EntityRow, indent: &str) -> String {
    let name = styled(of_kind(row.node.kind), &printable(&row.node.name));
    let papers = if row.papers == 1 { "paper" } else { "papers" };
    let facts = format!("{}, {} {papers}", printable(&row.node.id), row.papers);
    let mut out = format!("{indent}{name}  {}", styled(DIM, &facts));
    if !row.aliases.is_empty() {
        let _ = write!(out, "  also {}", printable(&row.aliases.join(", ")));
    }
    out.push('\n');
    for decision in &row.decisions {
        let action = styled(DIM, decision.action.name());
        let _ = writeln!(out, "{indent}  {action} {}", printable(&decision.reason));
    }
    out
}
