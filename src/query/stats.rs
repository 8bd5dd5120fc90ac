//! How much of what a graph holds.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::graph::{EdgeKind, Graph, Node};

/// Counts of nodes and edges. Papers, entities, links and works add up to all nodes, edges to all
/// edges.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Papers that were read.
    pub papers: usize,
    /// Entities by kind; a kind without any is 0.
    pub entities: BTreeMap<&'static str, usize>,
    /// Links.
    pub links: usize,
    /// Cited works that were not read.
    pub works: usize,
    /// Edges by type; types without any are left out.
    pub edges: BTreeMap<&'static str, usize>,
}

/// Counts the nodes and edges of a graph in time linear in its size.
pub fn stats(graph: &Graph) -> Stats {
    let mut out = Stats::default();
    for kind in crate::model::Kind::ALL {
        out.entities.insert(kind.name(), 0);
    }
    for (_, node) in graph.nodes() {
        match node {
            Node::Paper(_) => out.papers += 1,
            Node::Entity(e) => *out.entities.entry(e.kind.name()).or_default() += 1,
            Node::Link(_) => out.links += 1,
            Node::Work(_) => out.works += 1,
        }
    }
    let mut edges = [0; EdgeKind::ALL.len()];
    for (.., edge) in graph.edges() {
        edges[edge.kind as usize] += 1;
    }
    out.edges = EdgeKind::ALL
        .into_iter()
        .zip(edges)
        .filter(|(_, n)| *n > 0)
        .map(|(kind, n)| (kind.name(), n))
        .collect();
    out
}
