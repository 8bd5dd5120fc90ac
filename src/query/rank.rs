//! What is central.

use serde::Serialize;

use crate::error::Result;
use crate::graph::{Graph, NodeKind};

/// What a ranking measures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Measure {
    /// Number of edges, in and out.
    Degree,
    /// Stationary probability of a random surfer (Brin and Page 1998).
    #[default]
    PageRank,
    /// Share of shortest paths that pass through (Freeman 1977; Brandes 2001).
    Betweenness,
}

impl Measure {
    /// All measures, in the order in which outputs list them.
    pub const ALL: [Self; 3] = [Self::Degree, Self::PageRank, Self::Betweenness];

    /// The lower-case name used in every format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Degree => "degree",
            Self::PageRank => "pagerank",
            Self::Betweenness => "betweenness",
        }
    }

    /// The measure called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.name() == name)
    }
}

/// What to rank, and how.
#[derive(Debug, Clone, Default)]
pub struct RankOptions {
    /// The measure.
    pub by: Measure,
    /// Rank nodes of this kind alone; the measure is still taken on the whole graph.
    pub kind: Option<NodeKind>,
    /// At most so many rows; `None` for all.
    pub limit: Option<usize>,
}

/// Nodes in descending order of a measure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranking {
    /// The measure.
    pub by: Measure,
    /// The rows.
    pub results: Vec<RankRow>,
}

/// One row of a [`Ranking`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RankRow {
    /// From 1; ties are broken by id.
    pub rank: usize,
    /// Node id.
    pub id: String,
    /// Title, name, address or reference.
    pub name: String,
    /// Kind.
    pub kind: NodeKind,
    /// The measure's value.
    pub score: f64,
}

/// Ranks the nodes of a graph.
///
/// # Errors
/// [`crate::Error::Usage`] where the options contradict each other.
pub fn rank(graph: &Graph, options: &RankOptions) -> Result<Ranking> {
    let _ = graph;
    Ok(Ranking { by: options.by, results: Vec::new() })
}
