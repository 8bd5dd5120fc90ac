//! `show`: all that the graph knows of one node.

use std::fmt::Write as _;

use citegraph::Result;
use citegraph::graph::{EdgeKind, Figure};
use citegraph::query::{self, Shown, ShownEdge};

use super::sentences;
use crate::cli::args::ShowArgs;
use crate::cli::screen::{BOLD, DIM, HEAD, of_kind, printable, styled};
use crate::cli::{Outcome, screen, source};

pub(crate) fn run(args: &ShowArgs) -> Result<Outcome> {
    let graph = source::graph(&args.graph)?;
    let shown = query::show(&graph, query::find(&graph, &args.name)?)?;
    if args.json {
        screen::print_json(&shown)?;
    } else {
        screen::print(&text(&shown))?;
    }
    Ok(Outcome::Done)
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
        let _ = writeln!(out, "\n{}", styled(HEAD, heading(group.kind, group.direction)));
        for edge in &group.edges {
            out.push_str(&one_edge(edge));
        }
    }
    out
}

fn one_edge(edge: &ShownEdge) -> String {
    let mut out = format!(
        "  {}  {}",
        styled(of_kind(edge.other.kind), &printable(&edge.other.name)),
        styled(DIM, &printable(&edge.other.id))
    );
    if let Some(figure) = &edge.figure {
        let _ = write!(out, "  {}", styled(BOLD, &printable(&said(figure))));
    }
    out.push('\n');
    out + &sentences(&edge.evidence, "    ")
}

/// A figure in a few words: `84.2% Top-1 accuracy on ImageNet`.
fn said(figure: &Figure) -> String {
    let mut out = figure.value.clone();
    let parts = [("", &figure.metric), ("on ", &figure.dataset), ("against ", &figure.versus)];
    for (word, part) in parts {
        if let Some(part) = part {
            let _ = write!(out, " {word}{part}");
        }
    }
    out
}

/// The type of an edge, said from the shown node's side.
fn heading(kind: EdgeKind, direction: &str) -> &'static str {
    let (out, into) = match kind {
        EdgeKind::Proposes => ("proposes", "proposed by"),
        EdgeKind::Uses => ("uses", "used by"),
        EdgeKind::ComparesWith => ("compares with", "compared with by"),
        EdgeKind::Introduces => ("introduces", "introduced by"),
        EdgeKind::EvaluatesOn => ("evaluates on", "evaluated on by"),
        EdgeKind::Mentions => ("mentions", "mentioned by"),
        EdgeKind::Addresses => ("addresses", "addressed by"),
        EdgeKind::Reports => ("reports", "reported by"),
        EdgeKind::LinksTo => ("links to", "linked from"),
        EdgeKind::Cites => ("cites", "cited by"),
        EdgeKind::BuildsOn => ("builds on", "built on by"),
        EdgeKind::EvaluatesOnDatasetOf => {
            ("evaluates on data of", "whose data are evaluated on by")
        }
        EdgeKind::Scores => ("scores", "scored by"),
        EdgeKind::Outperforms => ("outperforms", "outperformed by"),
        EdgeKind::VariantOf => ("variant of", "variants"),
    };
    if direction == "out" { out } else { into }
}
