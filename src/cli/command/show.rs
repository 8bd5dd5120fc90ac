//! `show`: all that the graph knows of one node.

use std::fmt::Write as _;

use citegraph::Result;
use citegraph::query::{self, Shown, ShownEdge};

use super::{answer, named};
use crate::cli::ask::NamedArgs;
use crate::cli::screen::{BOLD, DIM, HEAD, of_kind, printable, styled};
use crate::cli::{Outcome, phrase};

pub(crate) fn run(args: &NamedArgs) -> Result<Outcome> {
    let (graph, at) = named(args)?;
    let shown = query::show(&graph, at)?;
    answer(&args.ask, &shown, None, || text(&shown))
}

fn text(shown: &Shown) -> String {
    let mut out = String::new();
    let node = &shown.node;
    let _ = writeln!(
        out,
        "{}  {}",
        styled(of_kind(node.kind).bold(), &printable(&node.name)),
        styled(DIM, &printable(&node.id))
    );
    let papers = shown.papers.to_string();
    let year = shown.year.map(|y| y.to_string()).unwrap_or_default();
    let facts = [
        ("kind", shown.link.map_or(node.kind.name(), |l| l.name()).to_owned()),
        ("also called", shown.aliases.join(", ")),
        ("year", year),
        ("authors", shown.authors.join(", ")),
        ("papers", if shown.papers == 0 { String::new() } else { papers }),
    ];
    for (name, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
        let _ = writeln!(out, "  {} {}", styled(DIM, &format!("{name}:")), printable(value));
    }
    for decision in &shown.decisions {
        let why = printable(&decision.reason);
        let _ = writeln!(out, "  {} {why}", styled(DIM, &format!("{}:", decision.action.name())));
    }
    for group in &shown.edges {
        let _ = writeln!(out, "\n{}", styled(HEAD, phrase::edge(group.kind, group.direction)));
        for edge in &group.edges {
            out.push_str(&one_edge(edge));
        }
    }
    out
}

fn one_edge(edge: &ShownEdge) -> String {
    let mut out = format!("  {}", phrase::node(&edge.other));
    if let Some(figure) = &edge.figure {
        let _ = write!(out, "  {}", styled(BOLD, &phrase::figure(figure)));
    }
    out.push('\n');
    out + &phrase::sentences(&edge.evidence, "    ")
}
