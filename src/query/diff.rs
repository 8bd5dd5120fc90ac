//! What changed between two graphs, in terms of papers.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::NodeRef;
use crate::graph::{EdgeKind, Graph, NodeId};
use crate::model::Kind;

/// What one graph has that another has not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// Nodes of the newer graph alone, by kind, sorted by id.
    pub new: BTreeMap<&'static str, Vec<NodeRef>>,
    /// Nodes of the older graph alone, by kind, sorted by id.
    pub gone: BTreeMap<&'static str, Vec<NodeRef>>,
    /// Methods, general ones aside, with which more papers compare than before, the steepest first.
    pub rising: Vec<Rising>,
}

/// A method with which more papers compare than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rising {
    /// The method.
    #[serde(flatten)]
    pub node: NodeRef,
    /// Papers that compared with it in the older graph.
    pub before: usize,
    /// Papers that compare with it in the newer graph.
    pub after: usize,
}

/// Compares two graphs by the ids of their nodes, in time linear in both.
pub fn diff(older: &Graph, newer: &Graph) -> Diff {
    let mut rising: Vec<Rising> = newer
        .nodes()
        .filter(|(_, node)| node.entity().is_some_and(|e| e.kind == Kind::Method && !e.generic))
        .filter_map(|(at, node)| {
            let after = compared(newer, at);
            let before = older.find(node.id()).map_or(0, |at| compared(older, at));
            (after > before)
                .then(|| Some(Rising { node: NodeRef::new(newer, at)?, before, after }))?
        })
        .collect();
    rising.sort_by(|a, b| {
        let steep = |r: &Rising| Reverse(r.after - r.before);
        (steep(a), &a.node.id).cmp(&(steep(b), &b.node.id))
    });
    Diff { new: only_in(newer, older), gone: only_in(older, newer), rising }
}

fn compared(graph: &Graph, at: NodeId) -> usize {
    graph.in_edges(at).into_iter().filter(|e| e.2.kind == EdgeKind::ComparesWith).count()
}

fn only_in(graph: &Graph, other: &Graph) -> BTreeMap<&'static str, Vec<NodeRef>> {
    let mut out: BTreeMap<&'static str, Vec<NodeRef>> = BTreeMap::new();
    for (at, node) in graph.nodes().filter(|(_, node)| other.find(node.id()).is_none()) {
        out.entry(node.kind().name()).or_default().extend(NodeRef::new(graph, at));
    }
    for nodes in out.values_mut() {
        nodes.sort_by(|a, b| a.id.cmp(&b.id));
    }
    out
}
