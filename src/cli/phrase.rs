//! How nodes, figures and sentences are said to people.

use std::fmt::Write as _;

use citegraph::graph::{EdgeKind, Figure};
use citegraph::query::{NodeRef, ShownEvidence};

use super::screen::{BOLD, DIM, of_kind, printable, styled};

/// A node by name and id, without the end of the line.
pub(crate) fn node(node: &NodeRef) -> String {
    format!(
        "{}  {}",
        styled(of_kind(node.kind), &printable(&node.name)),
        styled(DIM, &printable(&node.id))
    )
}

/// A figure in a few words: `84.2% Top-1 accuracy on ImageNet`.
pub(crate) fn figure(figure: &Figure) -> String {
    let mut out = figure.value.clone();
    let parts = [("", &figure.metric), ("on ", &figure.dataset), ("against ", &figure.versus)];
    for (word, part) in parts {
        if let Some(part) = part {
            let _ = write!(out, " {word}{part}");
        }
    }
    printable(&out)
}

/// The sentences behind an edge, each once, with the name in bold; nothing where the graph was
/// saved without text.
pub(crate) fn sentences(evidence: &[ShownEvidence], indent: &str) -> String {
    let mut out = String::new();
    let mut last = "";
    for e in evidence.iter().filter(|e| !e.sentence.is_empty()) {
        if e.sentence == last {
            continue;
        }
        last = &e.sentence;
        let sentence = printable(&e.sentence);
        let text = printable(&e.text);
        let marked = match sentence.split_once(&text) {
            Some((before, after)) if !text.is_empty() => {
                format!("{before}{}{after}", styled(BOLD, &text))
            }
            _ => sentence,
        };
        let _ = writeln!(out, "{indent}{} {marked}", styled(DIM, "│"));
    }
    out
}

/// The type of an edge, said from the side of its source (`out`) or of its target.
pub(crate) fn edge(kind: EdgeKind, direction: &str) -> &'static str {
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
