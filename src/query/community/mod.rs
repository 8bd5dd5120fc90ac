//! Parts of a graph that hang together: [`components()`] by any edge, [`communities()`] by many,
//! found by [`leiden()`] and named by their most telling entities.

mod components;
mod leiden;

pub use components::components;
pub use leiden::{LeidenOptions, leiden, modularity};

use serde::Serialize;

use super::NodeRef;
use super::naming::{is_paper, papers_naming};
use super::rank::Scope;
use crate::graph::{Graph, Node, NodeId};

/// A community is named by so many entities.
const NAMES: usize = 3;

/// A partition of a graph's nodes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Communities {
    /// Newman and Girvan's modularity, -0.5 to 1.
    pub modularity: f64,
    /// The communities, largest first.
    pub results: Vec<Community>,
}

/// The connected components of a graph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Components {
    /// The components, largest first.
    pub results: Vec<Community>,
}

/// One part of a graph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Community {
    /// From 1.
    pub rank: usize,
    /// Its most telling entities, or its first node's name where it has none.
    pub name: String,
    /// Number of papers in it.
    pub papers: usize,
    /// All nodes in it, in insertion order.
    pub nodes: Vec<NodeRef>,
}

/// The communities of a graph's undirected view, weighted by confidence, of two nodes or more.
///
/// A community is named by the entities that most of its papers name and few others do: those
/// with the largest n · (n + 1) / (N + 1), of N papers that name them n inside. About O(edges).
pub fn communities(graph: &Graph, options: &LeidenOptions) -> Communities {
    let csr = Scope::Whole.view(graph);
    let of = leiden(&csr, options);
    let results = described(graph, &of);
    Communities { modularity: modularity(&csr, &of, options.resolution), results }
}

/// The connected components of a graph of two nodes or more, largest first, named as communities
/// are.
pub fn connected(graph: &Graph) -> Components {
    Components { results: described(graph, &components(&Scope::Whole.view(graph))) }
}

fn described(graph: &Graph, of: &[u32]) -> Vec<Community> {
    let count = of.iter().copied().max().map_or(0, |m| m as usize + 1);
    let mut members: Vec<Vec<NodeId>> = vec![Vec::new(); count];
    for (v, community) in of.iter().enumerate() {
        members[*community as usize].push(NodeId(v as u32));
    }
    members
        .into_iter()
        .filter(|nodes| nodes.len() > 1)
        .zip(1..)
        .map(|(nodes, rank)| Community {
            rank,
            name: name(graph, of, &nodes),
            papers: nodes.iter().filter(|at| is_paper(graph, **at)).count(),
            nodes: nodes.iter().filter_map(|at| NodeRef::new(graph, *at)).collect(),
        })
        .collect()
}

/// The most telling entities of a community.
fn name(graph: &Graph, of: &[u32], nodes: &[NodeId]) -> String {
    let mut told: Vec<(f64, &str)> = nodes
        .iter()
        .filter_map(|at| {
            let entity = graph.node(*at)?.entity().filter(|e| !e.generic)?;
            let own = of.get(at.0 as usize)?;
            let papers = papers_naming(graph, *at);
            let inside = papers.iter().filter(|p| of.get(p.0 as usize) == Some(own)).count() as f64;
            let telling = inside * (inside + 1.0) / (papers.len() as f64 + 1.0);
            Some((telling, entity.name.as_str()))
        })
        .collect();
    told.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let names: Vec<&str> = told.into_iter().take(NAMES).map(|(_, name)| name).collect();
    let first = nodes.first().and_then(|at| graph.node(*at)).map_or("", Node::label);
    if names.is_empty() { first.to_owned() } else { names.join(", ") }
}
