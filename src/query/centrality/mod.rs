//! What is central in a graph: one algorithm a file, each on a [`Csr`](crate::graph::Csr).

mod betweenness;
mod degree;
mod pagerank;

pub use betweenness::betweenness;
pub use degree::{degree, strength};
pub use pagerank::{PageRankOptions, pagerank};
