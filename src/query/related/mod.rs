//! Papers that belong with a paper, an entity or a text, and why.
//!
//! Every paper is a sparse vector of [`features`]: words and pairs of words, entities, authors, and
//! the papers around it in the citation graph, each group by its [`weights`]. Two papers' likeness is
//! the dot product, so each shared feature is a reason with an exact share.
//! [`index`] finds the likest quickly; [`expand`] asks once more with what the first answers have in common
//! (pseudo-relevance feedback, Rocchio 1971), which is how the citations of similar papers reach a
//! paper that has none. [`walk`] ranks by edges alone.

mod answer;
mod expand;
mod features;
mod index;
mod numbers;
mod vector;
mod walk;
mod weights;

use serde::Serialize;

use crate::error::{Error, Result};
use crate::graph::{Graph, Node, NodeId};
use answer::Question;
use features::Features;
use index::Index;

pub use walk::related_by_walk;
pub use weights::RelatedWeights;

/// How to rank related papers.
#[derive(Debug, Clone)]
pub struct RelatedOptions {
    /// At most so many rows.
    pub limit: usize,
    /// At most so many reasons a row.
    pub reasons: usize,
    /// Look at the citations of the papers asked about; without, they are ranked as if theirs were
    /// unknown.
    pub own_citations: bool,
    /// What a later paper's score is multiplied by: a paper stands on earlier work. 1 to treat all
    /// years alike.
    pub later: f64,
}

impl Default for RelatedOptions {
    fn default() -> Self {
        let later = RelatedWeights::fitted().later;
        Self { limit: 10, reasons: 5, own_citations: true, later }
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
    /// Node id (several, with commas between); empty for a text.
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
    /// The shared entity, author, work or words.
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
    /// One cites, builds on or compares with the other, or both are tied so to a third.
    Citation,
    /// A shared author.
    Author,
    /// Words of title and abstract.
    Text,
}

/// What answers [`related()`] for many questions to one graph.
///
/// Building takes time linear in text and edges. A question takes time linear in the papers that
/// share something with it, of which at most some ten thousand are looked at.
#[derive(Debug, Clone)]
pub struct RelatedIndex {
    features: Features,
    index: Index,
    lesson: f32,
}

impl RelatedIndex {
    /// Indexes a graph with the weights that ship with the crate.
    pub fn new(graph: &Graph) -> Self {
        Self::with_weights(graph, &RelatedWeights::fitted())
    }

    /// Indexes a graph with weights of one's own.
    pub fn with_weights(graph: &Graph, weights: &RelatedWeights) -> Self {
        let (features, vectors) = Features::of(graph, weights);
        let index = Index::new(&vectors, features.len());
        Self { features, index, lesson: weights.lesson as f32 }
    }

    /// Papers related to all of `nodes` (papers, entities, works).
    ///
    /// # Errors
    /// [`Error::Usage`] where `nodes` is empty, or holds a node that is not of this graph.
    pub fn to_nodes(
        &self,
        graph: &Graph,
        nodes: &[NodeId],
        options: &RelatedOptions,
    ) -> Result<Related> {
        let query = query(graph, nodes)?;
        let vector = self.features.of_nodes(graph, &self.index, nodes, options.own_citations);
        let year = year(graph, nodes);
        Ok(self.answer(graph, Question { query, vector, year, asked: nodes }, options))
    }

    /// Papers related to a text that is not in the graph.
    pub fn to_text(&self, graph: &Graph, text: &str, options: &RelatedOptions) -> Related {
        let query = RelatedQuery { id: String::new(), title: text.to_owned() };
        let vector = self.features.of_text(text);
        self.answer(graph, Question { query, vector, year: None, asked: &[] }, options)
    }
}

/// [`RelatedIndex::to_nodes`] for one question about one node.
///
/// # Errors
/// As [`RelatedIndex::to_nodes`].
pub fn related(graph: &Graph, node: NodeId, options: &RelatedOptions) -> Result<Related> {
    RelatedIndex::new(graph).to_nodes(graph, &[node], options)
}

/// What is asked, or why it cannot be.
fn query(graph: &Graph, nodes: &[NodeId]) -> Result<RelatedQuery> {
    let found: Option<Vec<&Node>> = nodes.iter().map(|at| graph.node(*at)).collect();
    let Some(found) = found.filter(|all| !all.is_empty()) else {
        return Err(Error::usage(
            "related papers were asked for no node of this graph",
            "name at least one paper or entity",
        ));
    };
    let joined = |of: fn(&Node) -> &str| found.iter().map(|n| of(n)).collect::<Vec<_>>().join(", ");
    Ok(RelatedQuery { id: joined(Node::id), title: joined(Node::label) })
}

/// The year of the latest of some papers.
fn year(graph: &Graph, nodes: &[NodeId]) -> Option<i32> {
    nodes.iter().filter_map(|n| graph.node(*n)?.paper()?.year).max()
}

/// Whether a paper is later than what was asked about, as far as years are known.
fn is_later(asked: Option<i32>, year: Option<i32>) -> bool {
    matches!((asked, year), (Some(asked), Some(year)) if year > asked)
}
