//! Papers joined by the entities that they share, or entities by the papers.

use crate::graph::{Graph, NodeId, NodeKind};

/// A node with more neighbours than this says nothing of what they have in common, and its pairs
/// would be too many to hold; it joins none.
const HUB: usize = 2_000;

/// What a projection keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Onto {
    /// Papers, joined by the entities and cited works that they share.
    Papers,
    /// Entities, joined by the papers that name both.
    Entities,
}

impl Onto {
    /// Both projections.
    pub const ALL: [Self; 2] = [Self::Papers, Self::Entities];

    /// The lower-case name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Papers => "papers",
            Self::Entities => "entities",
        }
    }

    /// Whether nodes of a kind are kept.
    pub const fn keeps(self, kind: NodeKind) -> bool {
        match self {
            Self::Papers => matches!(kind, NodeKind::Paper),
            Self::Entities => is_entity(kind),
        }
    }

    /// Whether nodes of a kind join those that are kept.
    const fn joins(self, kind: NodeKind) -> bool {
        match self {
            Self::Papers => is_entity(kind) || matches!(kind, NodeKind::Work),
            Self::Entities => matches!(kind, NodeKind::Paper),
        }
    }
}

const fn is_entity(kind: NodeKind) -> bool {
    matches!(kind, NodeKind::Method | NodeKind::Dataset | NodeKind::Task | NodeKind::Metric)
}

/// Pairs of kept nodes with the number of neighbours that they share, sorted; the nodes are to be
/// taken from `among`. Time and memory grow with the sum of squares of the neighbours' degrees, of which
/// those beyond 2,000 are left out.
pub fn project(graph: &Graph, onto: Onto, among: &[NodeId]) -> Vec<(NodeId, NodeId, u32)> {
    let kind = |at| graph.node(at).map(crate::graph::Node::kind);
    let mut wanted = vec![false; graph.node_count()];
    for at in among.iter().filter(|at| kind(**at).is_some_and(|k| onto.keeps(k))) {
        if let Some(slot) = wanted.get_mut(at.0 as usize) {
            *slot = true;
        }
    }
    let mut pairs = Vec::new();
    for (between, node) in graph.nodes() {
        if onto.joins(node.kind()) {
            let mut ends: Vec<NodeId> = graph
                .out_edges(between)
                .into_iter()
                .chain(graph.in_edges(between))
                .map(|(_, other, _)| other)
                .filter(|other| wanted.get(other.0 as usize).copied().unwrap_or(false))
                .collect();
            ends.sort_unstable();
            ends.dedup();
            if ends.len() <= HUB {
                add_pairs(&ends, &mut pairs);
            }
        }
    }
    pairs.sort_unstable();
    pairs.chunk_by(|a, b| a == b).map(|same| (same[0].0, same[0].1, same.len() as u32)).collect()
}

fn add_pairs(ends: &[NodeId], pairs: &mut Vec<(NodeId, NodeId)>) {
    for (i, a) in ends.iter().enumerate() {
        pairs.extend(ends.iter().skip(i + 1).map(|b| (*a, *b)));
    }
}
