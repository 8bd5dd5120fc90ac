//! What is central.

use serde::Serialize;

use super::centrality::{PageRankOptions, betweenness, pagerank, strength};
use crate::error::Result;
use crate::graph::{Csr, Graph, NodeId, NodeKind};

/// What a ranking measures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Measure {
    /// Number of edges, in and out.
    Degree,
    /// Stationary probability of a random surfer (Brin and Page 1998).
    #[default]
    PageRank,
    /// Share of the pairs of other nodes between which it lies (Freeman 1977; Brandes 2001).
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

/// Ranks the nodes of a graph by a measure of its undirected view, in which parallel edges are one
/// with their confidences summed; ties go by id.
///
/// # Errors
/// [`crate::Error::Usage`] where the options contradict each other.
pub fn rank(graph: &Graph, options: &RankOptions) -> Result<Ranking> {
    let scores = measure(graph, options.by);
    let mut rows: Vec<(f64, &str, NodeId)> = graph
        .nodes()
        .zip(&scores)
        .filter(|((_, node), _)| options.kind.is_none_or(|k| node.kind() == k))
        .map(|((at, node), score)| (*score, node.id(), at))
        .collect();
    rows.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    rows.truncate(options.limit.unwrap_or(usize::MAX));
    let results = rows
        .into_iter()
        .zip(1..)
        .filter_map(|((score, id, at), rank)| {
            let node = graph.node(at)?;
            Some(RankRow {
                rank,
                id: id.to_owned(),
                name: node.label().to_owned(),
                kind: node.kind(),
                score,
            })
        })
        .collect();
    Ok(Ranking { by: options.by, results })
}

/// The measure's value for every node, in insertion order.
fn measure(graph: &Graph, by: Measure) -> Vec<f64> {
    let edges: Vec<(u32, u32, f32)> =
        graph.edges().map(|(_, a, b, e)| (a.0, b.0, e.confidence)).collect();
    let nodes = graph.node_count();
    match by {
        Measure::Degree => {
            let ones: Vec<(u32, u32, f32)> = edges.iter().map(|e| (e.0, e.1, 1.0)).collect();
            strength(&Csr::undirected(nodes, &ones))
        }
        Measure::PageRank => {
            pagerank(&Csr::undirected(nodes, &edges), None, &PageRankOptions::default())
        }
        Measure::Betweenness => {
            let pairs = (nodes as f64 - 1.0) * (nodes as f64 - 2.0) / 2.0;
            let raw = betweenness(&Csr::undirected(nodes, &edges));
            raw.into_iter().map(|b| if pairs > 0.0 { b / pairs } else { 0.0 }).collect()
        }
    }
}
