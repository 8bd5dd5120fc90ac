//! Which papers name a node.

use crate::graph::{Graph, Node, NodeId};

/// The papers from which an edge leads to a node, sorted, each once.
pub(super) fn papers_naming(graph: &Graph, at: NodeId) -> Vec<NodeId> {
    let from = graph.in_edges(at).into_iter().map(|(_, from, _)| from);
    let mut papers: Vec<NodeId> = from.filter(|from| is_paper(graph, *from)).collect();
    papers.sort_unstable();
    papers.dedup();
    papers
}

pub(super) fn is_paper(graph: &Graph, at: NodeId) -> bool {
    graph.node(at).and_then(Node::paper).is_some()
}
