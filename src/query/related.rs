//! Papers that belong with a paper, an entity or a text, and why.

use serde::Serialize;

use crate::error::Result;
use crate::graph::{Graph, NodeId};

/// How to rank related papers.
#[derive(Debug, Clone)]
pub struct RelatedOptions {
    /// At most so many rows.
    pub limit: usize,
    /// At most so many reasons a row.
    pub reasons: usize,
}

impl Default for RelatedOptions {
    fn default() -> Self {
        Self { limit: 10, reasons: 5 }
    }
}

/// Related papers, best first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Related {
    /// What was asked.
    pub query: RelatedQuery,
    /// The rows.
    pub results: Vec<RelatedRow>,
}

/// What related papers were asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RelatedQuery {
    /// Node id; empty for a text.
    pub id: String,
    /// Title or name, or the text itself.
    pub title: String,
}

/// One row of [`Related`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RelatedRow {
    /// From 1; ties are broken by id.
    pub rank: usize,
    /// Node id of the paper.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Above 0; comparable within one answer.
    pub score: f64,
    /// Why, strongest first.
    pub reasons: Vec<Reason>,
}

/// One reason for a row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reason {
    /// What kind of tie.
    pub kind: ReasonKind,
    /// The shared entity, cited work or word.
    pub name: String,
    /// Share of the row's score, 0 to 1.
    pub share: f64,
}

/// What ties two papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ReasonKind {
    /// A shared method.
    Method,
    /// A shared data set.
    Dataset,
    /// A shared task.
    Task,
    /// A shared metric.
    Metric,
    /// One cites, builds on or compares with the other, or both cite the same.
    Citation,
    /// Words of title and abstract.
    Text,
}

/// What answers [`related()`] for many questions to one graph.
#[derive(Debug, Clone, Default)]
pub struct RelatedIndex {}

impl RelatedIndex {
    /// Indexes a graph, in time linear in its text and edges.
    pub fn new(graph: &Graph) -> Self {
        let _ = graph;
        Self {}
    }

    /// Papers related to all of `nodes` (papers or entities).
    ///
    /// # Errors
    /// [`crate::Error::Usage`] where `nodes` is empty, or holds a node that is not of this graph.
    pub fn to_nodes(
        &self,
        graph: &Graph,
        nodes: &[NodeId],
        options: &RelatedOptions,
    ) -> Result<Related> {
        let _ = (graph, nodes, options);
        Ok(Related {
            query: RelatedQuery { id: String::new(), title: String::new() },
            results: Vec::new(),
        })
    }

    /// Papers related to a text that is not in the graph.
    pub fn to_text(&self, graph: &Graph, text: &str, options: &RelatedOptions) -> Related {
        let _ = (graph, options);
        Related {
            query: RelatedQuery { id: String::new(), title: text.to_owned() },
            results: Vec::new(),
        }
    }
}

/// [`RelatedIndex::to_nodes`] for one question about one node.
///
/// # Errors
/// As [`RelatedIndex::to_nodes`].
pub fn related(graph: &Graph, node: NodeId, options: &RelatedOptions) -> Result<Related> {
    RelatedIndex::new(graph).to_nodes(graph, &[node], options)
}
