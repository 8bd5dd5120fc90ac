//! How many edges meet at a node.

use crate::graph::Csr;

/// Number of neighbours of every node (outgoing ones, in a directed view). O(nodes).
pub fn degree(csr: &Csr) -> Vec<f64> {
    (0..csr.node_count() as u32).map(|v| csr.degree(v) as f64).collect()
}

/// Sum of the weights of every node's edges (outgoing ones, in a directed view). O(edges).
pub fn strength(csr: &Csr) -> Vec<f64> {
    (0..csr.node_count() as u32).map(|v| csr.strength(v)).collect()
}
