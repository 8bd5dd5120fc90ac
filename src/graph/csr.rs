//! A compressed view of a graph, for centralities at the speed of memory.

/// Neighbours of every node in one array: those of node `v` are `targets[offsets[v]..offsets[v + 1]]`,
/// sorted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Csr {
    offsets: Vec<u32>,
    targets: Vec<u32>,
    weights: Vec<f32>,
}
