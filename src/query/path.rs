//! How two nodes hang together.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{NodeRef, ShownEvidence};
use crate::error::{Error, Result};
use crate::graph::{EdgeKind, Figure, Graph, NodeId};

/// Chains of edges between two nodes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PathResult {
    /// Where it starts.
    pub from: NodeRef,
    /// Where it ends.
    pub to: NodeRef,
    /// The steps of the best path in order; empty where the two are one node.
    pub steps: Vec<PathStep>,
    /// The steps of further paths, best first.
    pub others: Vec<Vec<PathStep>>,
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
    paths(graph, from, to, 1)
}

/// The `k` most telling paths without loops between two nodes, edge directions aside: shorter ones
/// first, of equals the one whose inner nodes have the fewest edges ([`path`]); `None` where there is
/// none. Yen's algorithm (1971): time linear in the graph for each path and each of its steps.
///
/// # Errors
/// [`Error::Usage`] where a node is not of this graph.
pub fn paths(graph: &Graph, from: NodeId, to: NodeId, k: usize) -> Result<Option<PathResult>> {
    let (Some(start), Some(end)) = (NodeRef::new(graph, from), NodeRef::new(graph, to)) else {
        return Err(Error::usage("a node is not of this graph", "look both up in the same graph"));
    };
    let walks = telling_walks(graph, from, to, k);
    let mut told = walks
        .into_iter()
        .map(|nodes| nodes.windows(2).filter_map(|w| step(graph, w[0], w[1])).collect());
    Ok(told.next().map(|steps| PathResult { from: start, to: end, steps, others: told.collect() }))
}

/// What a walk must not use.
#[derive(Default)]
struct Barred {
    nodes: BTreeSet<NodeId>,
    steps: BTreeSet<(NodeId, NodeId)>,
}

/// The best walks, best first.
fn telling_walks(graph: &Graph, from: NodeId, to: NodeId, k: usize) -> Vec<Vec<NodeId>> {
    let Some(first) = telling_walk(graph, from, to, &Barred::default()).filter(|_| k > 0) else {
        return Vec::new();
    };
    let mut found = vec![first];
    let mut candidates: Vec<Vec<NodeId>> = Vec::new();
    while found.len() < k {
        let Some(last) = found.last() else { break };
        for at in 0..last.len().saturating_sub(1) {
            let root = &last[..=at];
            let mut barred =
                Barred { nodes: root[..at].iter().copied().collect(), ..Barred::default() };
            for walk in found.iter().filter(|w| w.len() > at + 1 && w[..=at] == *root) {
                barred.steps.insert((walk[at], walk[at + 1]));
            }
            if let Some(rest) = telling_walk(graph, root[at], to, &barred) {
                let walk = [&root[..at], &rest[..]].concat();
                if !candidates.contains(&walk) && !found.contains(&walk) {
                    candidates.push(walk);
                }
            }
        }
        candidates.sort_by(|a, b| {
            let cost = |w: &[NodeId]| cost(graph, w);
            a.len().cmp(&b.len()).then(cost(a).total_cmp(&cost(b))).then_with(|| a.cmp(b))
        });
        if candidates.is_empty() {
            break;
        }
        found.push(candidates.remove(0));
    }
    found
}

/// Sum of the logarithms of the degrees of the inner nodes.
fn cost(graph: &Graph, walk: &[NodeId]) -> f64 {
    let inner = walk.get(1..walk.len().saturating_sub(1)).unwrap_or_default();
    inner.iter().map(|at| (neighbours(graph, *at).len() as f64).ln()).sum()
}

/// How a node was first reached: the cost of the walk there, and the node before it.
#[derive(Clone, Copy)]
struct Reached {
    cost: f64,
    before: NodeId,
}

/// The nodes of the path, ends included.
fn telling_walk(graph: &Graph, from: NodeId, to: NodeId, barred: &Barred) -> Option<Vec<NodeId>> {
    let mut reached: BTreeMap<NodeId, Reached> = BTreeMap::new();
    reached.insert(from, Reached { cost: 0.0, before: from });
    let mut level = vec![from];
    while !level.is_empty() && !reached.contains_key(&to) {
        let mut next: BTreeMap<NodeId, Reached> = BTreeMap::new();
        for at in level {
            let neighbours = neighbours(graph, at);
            let here = if at == from { 0.0 } else { (neighbours.len() as f64).ln() };
            let cost = reached.get(&at)?.cost + here;
            let open = |n: &NodeId| {
                !reached.contains_key(n)
                    && !barred.nodes.contains(n)
                    && !barred.steps.contains(&(at, *n))
            };
            for other in neighbours.into_iter().filter(open) {
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
