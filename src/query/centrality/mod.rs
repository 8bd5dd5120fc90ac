//! What is central in a graph: one algorithm a file, each on a [`Csr`](crate::graph::Csr).

mod betweenness;
mod closeness;
mod core_number;
mod degree;
mod eigenvector;
mod hits;
mod pagerank;

pub use betweenness::{betweenness, sampled_betweenness, sampling_error};
pub use closeness::{closeness, harmonic};
pub use core_number::core_number;
pub use degree::{degree, strength};
pub use eigenvector::eigenvector;
pub use hits::{Hits, hits};
pub use pagerank::{PageRankOptions, pagerank};
