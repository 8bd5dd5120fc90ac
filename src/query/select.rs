//! The part of a graph that is worth looking at.

use super::naming::{is_paper, papers_naming};
use super::{Measure, RankOptions, rank};
use crate::error::Result;
use crate::graph::{Graph, Node, NodeId, NodeKind};

/// Which nodes to keep; each condition narrows what those before it left, in the order of the
/// fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Nodes at most so many edges away from these; all where there are none.
    pub around: Vec<NodeId>,
    /// How many edges away from [`around`](Self::around).
    pub depth: usize,
    /// Nodes of these kinds; all where there are none.
    pub kinds: Vec<NodeKind>,
    /// No families and settings too general to look up.
    pub specific: bool,
    /// Papers, and other nodes that at least so many papers name.
    pub min_papers: usize,
    /// The first nodes by a measure, taken on the whole graph.
    pub top: Option<(usize, Measure)>,
    /// Nodes with an edge to another node that is kept.
    pub connected: bool,
}

/// The nodes that a selection keeps, in insertion order, in time linear in the graph and the cost of the
/// measure.
///
/// # Errors
/// As [`rank`].
pub fn select(graph: &Graph, selection: &Selection) -> Result<Vec<NodeId>> {
    let mut keep = if selection.around.is_empty() {
        vec![true; graph.node_count()]
    } else {
        reached(graph, &selection.around, selection.depth)
    };
    let mut narrow = |test: &dyn Fn(NodeId) -> bool| {
        for (i, kept) in keep.iter_mut().enumerate() {
            *kept = *kept && test(NodeId(i as u32));
        }
    };
    if !selection.kinds.is_empty() {
        narrow(&|at| graph.node(at).is_some_and(|n| selection.kinds.contains(&n.kind())));
    }
    if selection.specific {
        narrow(&|at| graph.node(at).and_then(Node::entity).is_none_or(|e| !e.generic));
    }
    if selection.min_papers > 0 {
        narrow(&|at| is_paper(graph, at) || papers_naming(graph, at).len() >= selection.min_papers);
    }
    if let Some((number, by)) = selection.top {
        let ranking = rank(graph, &RankOptions { by, ..RankOptions::default() })?;
        let ranked = ranking.results.iter().filter_map(|row| graph.find(&row.id));
        let mut first = vec![false; keep.len()];
        for at in ranked.filter(|at| holds(&keep, *at)).take(number) {
            if let Some(slot) = first.get_mut(at.0 as usize) {
                *slot = true;
            }
        }
        keep = first;
    }
    if selection.connected {
        let all = keep.clone();
        for (i, kept) in keep.iter_mut().enumerate() {
            *kept = *kept && has_neighbour(graph, NodeId(i as u32), &all);
        }
    }
    Ok((0..keep.len() as u32).map(NodeId).filter(|at| holds(&keep, *at)).collect())
}

fn holds(keep: &[bool], at: NodeId) -> bool {
    keep.get(at.0 as usize).copied().unwrap_or(false)
}

fn reached(graph: &Graph, from: &[NodeId], depth: usize) -> Vec<bool> {
    let mut seen = vec![false; graph.node_count()];
    let mut edge_of_it: Vec<NodeId> = from.to_vec();
    for step in 0..=depth {
        let mut next = Vec::new();
        for at in edge_of_it {
            let Some(slot) = seen.get_mut(at.0 as usize) else { continue };
            if !std::mem::replace(slot, true) && step < depth {
                next.extend(neighbours(graph, at));
            }
        }
        edge_of_it = next;
    }
    seen
}

fn neighbours(graph: &Graph, at: NodeId) -> impl Iterator<Item = NodeId> {
    graph.out_edges(at).into_iter().chain(graph.in_edges(at)).map(|(_, other, _)| other)
}

fn has_neighbour(graph: &Graph, at: NodeId, keep: &[bool]) -> bool {
    neighbours(graph, at).any(|other| other != at && holds(keep, other))
}
