//! `show`: all that the graph knows of one node.

use std::fmt::Write as _;

use citegraph::extract::{Extractor, Why};
use citegraph::graph::{Node, NodeId};
use citegraph::query::{self, Shown, ShownEdge};
use citegraph::{Error, Graph, Result};
use serde::Serialize;

use super::{answer, named};
use crate::cli::ask::{NamedArgs, ShowArgs};
use crate::cli::options::lexicon;
use crate::cli::screen::{BOLD, DIM, HEAD, of_kind, printable, styled};
use crate::cli::{Outcome, phrase};

/// What is known of the node, and on request why it is taken for that.
#[derive(Serialize)]
struct Told {
    #[serde(flatten)]
    shown: Shown,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    why: Vec<WhyThere>,
}

/// Why one paper's text makes it what it is.
#[derive(Serialize)]
struct WhyThere {
    paper: String,
    #[serde(flatten)]
    why: Why,
}

/// So many papers tell why.
const PAPERS: usize = 3;

pub(crate) fn run(args: &ShowArgs) -> Result<Outcome> {
    let (graph, at) = named(&args.named)?;
    let shown = query::show(&graph, at)?;
    let why = if args.why { why(&graph, at, &args.named)? } else { Vec::new() };
    let told = Told { shown, why };
    answer(&args.named.ask, &told, None, || text(&told.shown) + &reasons(&told.why))
}

/// Reads the texts of papers that name an entity again, and says what decided there.
fn why(graph: &Graph, at: NodeId, args: &NamedArgs) -> Result<Vec<WhyThere>> {
    let Some(entity) = graph.node(at).and_then(Node::entity) else {
        return Err(Error::usage(
            format!("{} is no entity", args.name),
            "ask why of a method, data set, task or metric",
        ));
    };
    let lexicon = lexicon(args.ask.graph.read.lexicon.as_deref())?;
    let extractor = Extractor::new(&lexicon);
    let is_meant = |why: &Why| {
        why.kind == entity.kind && (why.name == entity.name || entity.aliases.contains(&why.name))
    };
    let mut papers: Vec<NodeId> = graph.in_edges(at).into_iter().map(|(_, from, _)| from).collect();
    papers.dedup();
    let there = |paper: &NodeId| {
        let paper = graph.node(*paper)?.paper()?;
        let why = extractor.why(paper).into_iter().find(is_meant)?;
        Some(WhyThere { paper: paper.title.clone(), why })
    };
    Ok(papers.iter().filter_map(there).take(PAPERS).collect())
}

fn reasons(why: &[WhyThere]) -> String {
    let mut out = String::new();
    for WhyThere { paper, why } in why {
        let title = format!("why in {}", printable(paper));
        let _ = writeln!(out, "\n{}", styled(HEAD, &title));
        for (verdict, reasons) in
            [(why.kind.name(), &why.for_kind), (why.role.name(), &why.for_role)]
        {
            let _ = writeln!(out, "  {verdict}");
            for reason in reasons {
                let _ = writeln!(out, "    {:+.2}  {}", reason.weight, printable(&reason.feature));
            }
        }
    }
    out
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
