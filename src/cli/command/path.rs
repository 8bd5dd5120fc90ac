//! `path`: how two nodes hang together.

use std::fmt::Write as _;

use citegraph::Result;
use citegraph::query::{self, NodeRef, PathResult};

use super::sentences;
use crate::cli::args::PathArgs;
use crate::cli::screen::{DIM, of_kind, printable, styled};
use crate::cli::{Outcome, screen, source};

pub(crate) fn run(args: &PathArgs) -> Result<Outcome> {
    let graph = source::graph(&args.graph)?;
    let names = query::Names::new(&graph);
    let from = names.find_paper(&graph, &args.from_node)?;
    let to = names.find_paper(&graph, &args.to_node)?;
    let path = query::path(&graph, from, to)?;
    if args.json {
        screen::print_json(&path)?;
    }
    let Some(path) = path else {
        screen::note(&format!("nothing connects {} and {}", args.from_node, args.to_node));
        return Ok(Outcome::Nothing);
    };
    if !args.json {
        screen::print(&text(&path))?;
    }
    Ok(Outcome::Done)
}

fn text(path: &PathResult) -> String {
    let mut out = name(&path.from);
    for step in &path.steps {
        let arrow = if step.reversed { "↑" } else { "↓" };
        let kind = step.kind.name().replace('_', " ");
        let _ = writeln!(out, "  {}", styled(DIM, &format!("{arrow} {kind}")));
        out.push_str(&sentences(step.evidence.get(..1).unwrap_or_default(), "    "));
        out.push_str(&name(&step.to));
    }
    out
}

fn name(node: &NodeRef) -> String {
    format!(
        "{}  {}\n",
        styled(of_kind(node.kind), &printable(&node.name)),
        styled(DIM, &printable(&node.id))
    )
}
