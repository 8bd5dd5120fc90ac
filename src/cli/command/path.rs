//! `path`: how two nodes hang together.

use std::fmt::Write as _;

use citegraph::Result;
use citegraph::query::{Names, PathResult, PathStep, paths};

use super::answer;
use crate::cli::ask::PathArgs;
use crate::cli::screen::{DIM, styled};
use crate::cli::{Outcome, phrase, source};

pub(crate) fn run(args: &PathArgs) -> Result<Outcome> {
    let graph = source::graph(&args.ask.graph)?;
    let names = Names::new(&graph);
    let from = names.find_paper(&graph, &args.from_node)?;
    let to = names.find_paper(&graph, &args.to_node)?;
    let found = paths(&graph, from, to, args.limit)?;
    let nothing = || format!("nothing connects {} and {}", args.from_node, args.to_node);
    let note = found.is_none().then(nothing);
    answer(&args.ask, &found, note.as_deref(), || found.as_ref().map(text).unwrap_or_default())
}

fn text(found: &PathResult) -> String {
    let walks = std::iter::once(&found.steps).chain(&found.others);
    walks.map(|steps| walk(found, steps)).collect::<Vec<_>>().join("\n")
}

fn walk(found: &PathResult, steps: &[PathStep]) -> String {
    let mut out = phrase::node(&found.from) + "\n";
    for step in steps {
        let arrow = if step.reversed { "↑" } else { "↓" };
        let kind = step.kind.name().replace('_', " ");
        let _ = writeln!(out, "  {}", styled(DIM, &format!("{arrow} {kind}")));
        out.push_str(&phrase::sentences(step.evidence.get(..1).unwrap_or_default(), "    "));
        let _ = writeln!(out, "{}", phrase::node(&step.to));
    }
    out
}
