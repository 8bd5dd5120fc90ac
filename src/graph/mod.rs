//! Papers, entities, links and cited works as one directed multigraph.
//!
//! [`Graph`] wraps a petgraph graph; its nodes ([`Node`]) have readable ids that are stable from
//! build to build, its edges ([`Edge`]) carry the evidence that made them. [`build()`] makes it from
//! papers, records and their resolution; [`Csr`] is the compressed view that the centralities
//! run on.

mod build;
mod csr;
mod edge;
mod node;
mod subgraph;

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;

pub use build::{BuildOptions, build, without_edge};
pub use csr::Csr;
pub use edge::{Edge, EdgeKind, Evidence, Figure};
pub use node::{EntityNode, LinkNode, Node, NodeKind, PaperNode, WorkNode};

use crate::error::{Error, Result};

/// A node of one [`Graph`]: its position in insertion order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// An edge of one [`Graph`]: its position in insertion order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EdgeId(pub u32);

/// A directed multigraph of papers, entities, links and cited works.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    inner: DiGraph<Node, Edge>,
    /// Nodes by the hash of their ids, which stand in the nodes alone.
    by_id: HashTable<NodeId>,
    hasher: DefaultHashBuilder,
}

impl Graph {
    /// An empty graph.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a node.
    ///
    /// # Errors
    /// [`Error::Usage`] where a node with this id is there already.
    pub fn add_node(&mut self, node: Node) -> Result<NodeId> {
        let hash = self.hasher.hash_one(node.id());
        let Self { inner, by_id, hasher } = self;
        if by_id.find(hash, |at| id_in(inner, *at) == node.id()).is_some() {
            return Err(Error::usage(
                format!("the graph has a node {} already", node.id()),
                "give every node an id of its own",
            ));
        }
        let at = NodeId(inner.add_node(node).index() as u32);
        by_id.insert_unique(hash, at, |at| hasher.hash_one(id_in(inner, *at)));
        Ok(at)
    }

    /// Makes room for so many more nodes and edges, where their numbers are known.
    pub(crate) fn reserve(&mut self, nodes: usize, edges: usize) {
        let Self { inner, by_id, hasher } = self;
        by_id.reserve(nodes, |at| hasher.hash_one(id_in(inner, *at)));
        self.inner.reserve_exact_nodes(nodes);
        self.inner.reserve_exact_edges(edges);
    }

    /// Adds an edge between two nodes of this graph.
    ///
    /// # Errors
    /// [`Error::Usage`] where a node is not of this graph.
    pub fn add_edge(&mut self, from: NodeId, to: NodeId, edge: Edge) -> Result<EdgeId> {
        let nodes = self.inner.node_count() as u32;
        if from.0 >= nodes || to.0 >= nodes {
            return Err(Error::usage(
                format!("an edge joins nodes {} and {} of {nodes}", from.0, to.0),
                "add the nodes first",
            ));
        }
        let at = self.inner.add_edge(
            NodeIndex::new(from.0 as usize),
            NodeIndex::new(to.0 as usize),
            edge,
        );
        Ok(EdgeId(at.index() as u32))
    }

    /// Number of nodes.
    pub fn node_count(&self) -> usize {
        self.inner.node_count()
    }

    /// Number of edges.
    pub fn edge_count(&self) -> usize {
        self.inner.edge_count()
    }

    /// The node with this id, such as `paper/vcmamba` or `dataset/cifar10`.
    pub fn find(&self, id: &str) -> Option<NodeId> {
        let is_it = |at: &NodeId| id_in(&self.inner, *at) == id;
        self.by_id.find(self.hasher.hash_one(id), is_it).copied()
    }

    /// A node, or `None` where it is not of this graph.
    pub fn node(&self, at: NodeId) -> Option<&Node> {
        self.inner.node_weight(NodeIndex::new(at.0 as usize))
    }

    /// An edge with its ends, or `None` where it is not of this graph.
    pub fn edge(&self, at: EdgeId) -> Option<(NodeId, NodeId, &Edge)> {
        let index = EdgeIndex::new(at.0 as usize);
        let (from, to) = self.inner.edge_endpoints(index)?;
        Some((NodeId(from.index() as u32), NodeId(to.index() as u32), &self.inner[index]))
    }

    /// All nodes in insertion order.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        self.inner.node_weights().enumerate().map(|(i, n)| (NodeId(i as u32), n))
    }

    /// All edges in insertion order, with their ends.
    pub fn edges(&self) -> impl Iterator<Item = (EdgeId, NodeId, NodeId, &Edge)> {
        self.inner.edge_references().map(|e| {
            (
                EdgeId(e.id().index() as u32),
                NodeId(e.source().index() as u32),
                NodeId(e.target().index() as u32),
                e.weight(),
            )
        })
    }

    /// Edges that leave a node, in insertion order.
    pub fn out_edges(&self, at: NodeId) -> Vec<(EdgeId, NodeId, &Edge)> {
        self.incident(at, petgraph::Direction::Outgoing)
    }

    /// Edges that enter a node, in insertion order.
    pub fn in_edges(&self, at: NodeId) -> Vec<(EdgeId, NodeId, &Edge)> {
        self.incident(at, petgraph::Direction::Incoming)
    }

    /// The graph as petgraph holds it, for algorithms of that ecosystem.
    pub fn as_petgraph(&self) -> &DiGraph<Node, Edge> {
        &self.inner
    }

    fn incident(&self, at: NodeId, way: petgraph::Direction) -> Vec<(EdgeId, NodeId, &Edge)> {
        let mut out: Vec<_> = self
            .inner
            .edges_directed(NodeIndex::new(at.0 as usize), way)
            .map(|e| {
                let other =
                    if way == petgraph::Direction::Outgoing { e.target() } else { e.source() };
                (EdgeId(e.id().index() as u32), NodeId(other.index() as u32), e.weight())
            })
            .collect();
        out.sort_by_key(|(id, ..)| *id);
        out
    }
}

fn id_in(inner: &DiGraph<Node, Edge>, at: NodeId) -> &str {
    inner.node_weight(NodeIndex::new(at.0 as usize)).map_or("", Node::id)
}
