//! Questions to a graph.
