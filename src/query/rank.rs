//! What is central.

use serde::Serialize;

use super::centrality::{
    PageRankOptions, betweenness, closeness, core_number, eigenvector, harmonic, hits, pagerank,
    sampled_betweenness, sampling_error, strength,
};
use super::project::{Onto, project};
use crate::error::{Error, Result};
use crate::graph::{Csr, EdgeKind, Graph, NodeId, NodeKind};

/// Iterations end when no more than this changes, summed over all nodes, or after so many sweeps.
const TOLERANCE: f64 = 1e-12;
const SWEEPS: usize = 10_000;
/// Betweenness of more nodes than this is estimated where nobody says from how many sources.
const EXACT: usize = 20_000;
/// From how many sources it then is: an error below 0.05 up to ten million nodes.
const SAMPLES: usize = 4096;

/// What a ranking measures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Measure {
    /// Number of edges, in and out; those that lead to it, where roles are chosen.
    Degree,
    /// Stationary probability of a random surfer (Brin and Page 1998).
    #[default]
    PageRank,
    /// Share of the pairs of other nodes between which it lies (Freeman 1977; Brandes 2001).
    Betweenness,
    /// How near it is to all nodes that it is joined to (Wasserman and Faust 1994).
    Closeness,
    /// Sum of one over the distances to all others (Marchiori and Latora 2000).
    Harmonic,
    /// As central as its neighbours are (Bonacich 1972).
    Eigenvector,
    /// How well it leads to authorities (Kleinberg 1999).
    Hubs,
    /// How well hubs lead to it (Kleinberg 1999).
    Authorities,
    /// The largest k such that it is in a part where all have k neighbours (Seidman 1983).
    Core,
}

impl Measure {
    /// All measures, in the order in which outputs list them.
    pub const ALL: [Self; 9] = [
        Self::Degree,
        Self::PageRank,
        Self::Betweenness,
        Self::Closeness,
        Self::Harmonic,
        Self::Eigenvector,
        Self::Hubs,
        Self::Authorities,
        Self::Core,
    ];

    /// The lower-case name used in every format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Degree => "degree",
            Self::PageRank => "pagerank",
            Self::Betweenness => "betweenness",
            Self::Closeness => "closeness",
            Self::Harmonic => "harmonic",
            Self::Eigenvector => "eigenvector",
            Self::Hubs => "hubs",
            Self::Authorities => "authorities",
            Self::Core => "core",
        }
    }

    /// The measure called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.name() == name)
    }
}

/// Which edges a measure looks at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// All, in both directions, weighted by confidence.
    #[default]
    Whole,
    /// Papers joined by what they share, weighted by how much that is.
    Papers,
    /// Entities joined by the papers that name both.
    Entities,
    /// Ties between papers and works alone, from the citing to the cited.
    Citations,
}

impl Scope {
    /// All scopes.
    pub const ALL: [Self; 4] = [Self::Whole, Self::Papers, Self::Entities, Self::Citations];

    /// The lower-case name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Papers => "papers",
            Self::Entities => "entities",
            Self::Citations => "citations",
        }
    }

    /// The scope called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.name() == name)
    }

    /// The compressed view of a graph's edges in this scope; all nodes keep their numbers.
    pub fn view(self, graph: &Graph) -> Csr {
        let nodes = graph.node_count();
        let all: Vec<NodeId> = (0..nodes as u32).map(NodeId).collect();
        let shared = |onto| {
            let pairs = project(graph, onto, &all);
            let edges: Vec<_> = pairs.iter().map(|(a, b, n)| (a.0, b.0, *n as f32)).collect();
            Csr::undirected(nodes, &edges)
        };
        let is_work = |at| {
            graph.node(at).is_some_and(|n| matches!(n.kind(), NodeKind::Paper | NodeKind::Work))
        };
        match self {
            Self::Papers => shared(Onto::Papers),
            Self::Entities => shared(Onto::Entities),
            Self::Whole => {
                let edges: Vec<_> =
                    graph.edges().map(|(_, a, b, e)| (a.0, b.0, e.confidence)).collect();
                Csr::undirected(nodes, &edges)
            }
            Self::Citations => {
                let works = graph.edges().filter(|(_, a, b, _)| is_work(*a) && is_work(*b));
                let edges: Vec<_> = works.map(|(_, a, b, e)| (a.0, b.0, e.confidence)).collect();
                Csr::directed(nodes, &edges)
            }
        }
    }
}

/// What to rank, and how.
#[derive(Debug, Clone, Default)]
pub struct RankOptions {
    /// The measure.
    pub by: Measure,
    /// Rank nodes of this kind alone; the measure is still taken on the whole scope.
    pub kind: Option<NodeKind>,
    /// At most so many rows; `None` for all.
    pub limit: Option<usize>,
    /// Which edges count.
    pub scope: Scope,
    /// Edges of these types alone; all where there are none. Degree then counts those that lead to a
    /// node: the most evaluated data sets, the most beaten baselines, the most cited papers.
    pub roles: Vec<EdgeKind>,
    /// With [`Measure::PageRank`]: the nodes to which walks jump back (personalised PageRank); all
    /// where there are none.
    pub near: Vec<NodeId>,
    /// With [`Measure::Betweenness`]: estimate from so many sources
    /// ([`sampled_betweenness`](super::centrality::sampled_betweenness)), exactly where there are no
    /// more nodes; where `None`, exactly up to 20,000 nodes, above from 4,096 sources.
    pub samples: Option<usize>,
    /// Of the random choice of sources.
    pub seed: u64,
}

/// Nodes in descending order of a measure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranking {
    /// The measure.
    pub by: Measure,
    /// Where betweenness is estimated: with probability 0.9 no score is off by more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<f64>,
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

/// Ranks the nodes of a graph by a measure; ties go by id. Parallel edges are one with their
/// weights summed, except for degree, which counts them.
///
/// # Errors
/// [`Error::Usage`] where `near` or `samples` is given with a measure that has no use for it.
pub fn rank(graph: &Graph, options: &RankOptions) -> Result<Ranking> {
    check(options)?;
    let part = (!options.roles.is_empty())
        .then(|| graph.part(|_, _| true, |_, _, edge| options.roles.contains(&edge.kind)));
    let (scores, error) = measure(part.as_ref().unwrap_or(graph), options);
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
    Ok(Ranking { by: options.by, error, results })
}

/// Refuses what the measure has no use for.
fn check(options: &RankOptions) -> Result<()> {
    let uses = [
        (!options.near.is_empty(), "nearness", Measure::PageRank),
        (options.samples.is_some(), "sampling", Measure::Betweenness),
    ];
    match uses.into_iter().find(|(given, _, by)| *given && options.by != *by) {
        None => Ok(()),
        Some((_, option, by)) => Err(Error::usage(
            format!("{option} says nothing of {}", options.by.name()),
            format!("rank by {}", by.name()),
        )),
    }
}

/// The measure's value for every node, in insertion order, and the bound on the error where it is an
/// estimate.
fn measure(graph: &Graph, options: &RankOptions) -> (Vec<f64>, Option<f64>) {
    if options.by == Measure::Degree && options.scope == Scope::Whole {
        return (edges_at(graph, options.roles.is_empty()), None);
    }
    let csr = options.scope.view(graph);
    let values = match options.by {
        Measure::Degree => strength(&csr.reversed()),
        Measure::PageRank => near(&csr, &options.near),
        Measure::Betweenness => return between(&csr, options.samples, options.seed),
        Measure::Closeness => closeness(&csr),
        Measure::Harmonic => harmonic(&csr),
        Measure::Eigenvector => eigenvector(&csr, TOLERANCE, SWEEPS),
        Measure::Hubs => hits(&csr, TOLERANCE, SWEEPS).hubs,
        Measure::Authorities => hits(&csr, TOLERANCE, SWEEPS).authorities,
        Measure::Core => {
            let edges: Vec<_> = (0..csr.node_count() as u32)
                .flat_map(|v| csr.row(v).map(move |(w, weight)| (v, w, weight)))
                .collect();
            let both_ways = Csr::undirected(csr.node_count(), &edges);
            core_number(&both_ways).into_iter().map(f64::from).collect()
        }
    };
    (values, None)
}

/// Number of edges that lead to every node, and from it where both ways count.
fn edges_at(graph: &Graph, both_ways: bool) -> Vec<f64> {
    let mut counts = vec![0.0; graph.node_count()];
    for (_, from, to, _) in graph.edges() {
        counts[to.0 as usize] += 1.0;
        if both_ways && from != to {
            counts[from.0 as usize] += 1.0;
        }
    }
    counts
}

/// PageRank with jumps to these nodes; to all where there are none.
pub(super) fn near(csr: &Csr, nodes: &[NodeId]) -> Vec<f64> {
    let mut jumps = vec![0.0; csr.node_count()];
    for at in nodes {
        if let Some(jump) = jumps.get_mut(at.0 as usize) {
            *jump = 1.0;
        }
    }
    let jumps = (!nodes.is_empty()).then_some(jumps);
    pagerank(csr, jumps.as_deref(), &PageRankOptions::default())
}

/// Betweenness as a share of all pairs, with the bound on its error where it is an estimate.
fn between(csr: &Csr, samples: Option<usize>, seed: u64) -> (Vec<f64>, Option<f64>) {
    let nodes = csr.node_count();
    let samples = samples.or((nodes > EXACT).then_some(SAMPLES)).filter(|s| *s < nodes);
    let n = nodes as f64;
    let pairs = (n - 1.0) * (n - 2.0) / if csr.is_symmetric() { 2.0 } else { 1.0 };
    let raw = match samples {
        Some(samples) => sampled_betweenness(csr, samples, seed),
        None => betweenness(csr),
    };
    let values = raw.into_iter().map(|b| if pairs > 0.0 { b / pairs } else { 0.0 }).collect();
    // The bound is a share of n (n - 2).
    (values, samples.map(|s| sampling_error(nodes, s) * n / (n - 1.0)))
}
