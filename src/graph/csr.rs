//! A compressed view of a graph, for centralities at the speed of memory.
