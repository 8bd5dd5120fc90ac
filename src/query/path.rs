//! How two nodes hang together.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{NodeRef, ShownEvidence};
use crate::error::{Error, Result};
use crate::graph::{EdgeKind, Figure, Graph, NodeId};

/// A chain of edges between two nodes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PathResult {
    /// Where it starts.
    pub from: NodeRef,
    /// Where it ends.
    pub to: NodeRef,
    /// The steps in order; empty where the two are one node.
    pub steps: Vec<PathStep>,
}

/// One edge of a path, walked in either direction.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PathStep {
    /// The edge's type.
    #[serde(rename = "type")]
    pub kind: EdgeKind,
    /// True where the path walks the edge from its target to its source.
    pub reversed: bool,
    /// The node that the step leads to.
    pub to: NodeRef,
    /// Probability, 0 to 1, that the edge is right.
    pub confidence: f32,
    /// The figure that the edge states.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub figure: Option<Figure>,
    /// What made the edge.
    pub evidence: Vec<ShownEvidence>,
}

/// The shortest path between two nodes, edge directions aside; `None` where there is none.
///
/// Of several shortest paths, the one whose inner nodes have the fewest edges (the smallest sum of
/// logarithms of their degrees), so that a rare method goes before a common metric. Breadth-first
/// search: time linear in the graph.
///
/// # Errors
/// [`Error::Usage`] where a node is not of this graph.
pub fn path(graph: &Graph, from: NodeId, to: NodeId) -> Result<Option<PathResult>> {
    let (Some(start), Some(end)) = (NodeRef::new(graph, from), NodeRef::new(graph, to)) else {
        return Err(Error::usage("a node is not of this graph", "look both up in the same graph"));
    };
    let Some(nodes) = telling_walk(graph, from, to) else { return Ok(None) };
    let steps = nodes.windows(2).filter_map(|w| step(graph, w[0], w[1])).collect();
    Ok(Some(PathResult { from: start, to: end, steps }))
}

/// How a node was first reached: the cost of the walk there, and the node before it.
#[derive(Clone, Copy)]
struct Reached {
    cost: f64,
    before: NodeId,
}

/// The nodes of the path, ends included.
fn telling_walk(graph: &Graph, from: NodeId, to: NodeId) -> Option<Vec<NodeId>> {
    let mut reached: BTreeMap<NodeId, Reached> = BTreeMap::new();
    reached.insert(from, Reached { cost: 0.0, before: from });
    let mut level = vec![from];
    while !level.is_empty() && !reached.contains_key(&to) {
        let mut next: BTreeMap<NodeId, Reached> = BTreeMap::new();
        for at in level {
            let neighbours = neighbours(graph, at);
            let here = if at == from { 0.0 } else { (neighbours.len() as f64).ln() };
            let cost = reached.get(&at)?.cost + here;
            for other in neighbours.into_iter().filter(|n| !reached.contains_key(n)) {
                let arrival = Reached { cost, before: at };
                let best = next.entry(other).or_insert(arrival);
                if cost < best.cost {
                    *best = arrival;
                }
            }
        }
        level = next.keys().copied().collect();
        reached.append(&mut next);
    }
    let mut walk = vec![to];
    let mut at = to;
    while at != from {
        at = reached.get(&at)?.before;
        walk.push(at);
    }
    walk.reverse();
    Some(walk)
}

/// All neighbours, edge directions aside, sorted, each once.
fn neighbours(graph: &Graph, at: NodeId) -> Vec<NodeId> {
    let out = graph.out_edges(at).into_iter().chain(graph.in_edges(at));
    let mut all: Vec<NodeId> = out.map(|(_, other, _)| other).filter(|n| *n != at).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The likeliest edge between two nodes, in either direction; the first of equals.
fn step(graph: &Graph, from: NodeId, to: NodeId) -> Option<PathStep> {
    let forth = graph.out_edges(from).into_iter().map(|(_, other, e)| (false, other, e));
    let back = graph.in_edges(from).into_iter().map(|(_, other, e)| (true, other, e));
    let mut best: Option<(bool, &crate::graph::Edge)> = None;
    for (reversed, _, edge) in forth.chain(back).filter(|(_, other, _)| *other == to) {
        if best.is_none_or(|(_, b)| edge.confidence > b.confidence) {
            best = Some((reversed, edge));
        }
    }
    let (reversed, edge) = best?;
    Some(PathStep {
        kind: edge.kind,
        reversed,
        to: NodeRef::new(graph, to)?,
        confidence: edge.confidence,
        figure: edge.figure.as_deref().cloned(),
        evidence: ShownEvidence::all(graph, &edge.evidence),
    })
}
