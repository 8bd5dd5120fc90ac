//! Related papers by a walk along all edges that now and then starts anew at what was asked about:
//! personalised PageRank (Brin and Page 1998; Haveliwala 2002).

use super::features::{is_tie, reason_kind};
use super::{Reason, ReasonKind, Related, RelatedOptions, RelatedRow, is_later, query, year};
use crate::error::Result;
use crate::graph::{Csr, Graph, NodeId};
use crate::query::centrality::PageRankOptions;
use crate::query::rank::near;

/// The papers where a walk from `nodes` spends most of its time, a ranking that sees edges and no
/// text. A score is a probability; a reason is a neighbour with the share of it that came from
/// there. O(24 edges).
///
/// # Errors
/// [`Error::Usage`](crate::Error::Usage) where `nodes` is empty, or holds a node that is not of this graph.
pub fn related_by_walk(
    graph: &Graph,
    nodes: &[NodeId],
    options: &RelatedOptions,
) -> Result<Related> {
    let query = query(graph, nodes)?;
    let walk = Walk::from(graph, nodes, options.own_citations);
    let asked_in = year(graph, nodes);
    let mut rows: Vec<(f64, &str, NodeId)> = graph
        .nodes()
        .zip(&walk.mass)
        .filter(|((at, _), mass)| **mass > 0.0 && !nodes.contains(at))
        .filter_map(|((at, node), mass)| {
            let later = is_later(asked_in, node.paper()?.year);
            Some((if later { mass * options.later } else { *mass }, node.id(), at))
        })
        .collect();
    rows.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    rows.truncate(options.limit);
    let results = rows
        .into_iter()
        .zip(1..)
        .filter_map(|((score, id, at), rank)| {
            let title = graph.node(at)?.label().to_owned();
            let reasons = walk.reasons(graph, at, options.reasons);
            Some(RelatedRow { rank, id: id.to_owned(), title, score, reasons })
        })
        .collect();
    Ok(Related { query, results })
}

/// What PageRank may be off by is no reason.
const LEAST: f64 = 1e-9;

struct Walk<'a> {
    view: Csr,
    asked: &'a [NodeId],
    /// Probability of being at each node.
    mass: Vec<f64>,
}

impl<'a> Walk<'a> {
    /// `citations`: whether it takes those of the nodes asked about.
    fn from(graph: &Graph, asked: &'a [NodeId], citations: bool) -> Self {
        let is_own =
            |at: NodeId| graph.node(at).is_some_and(|n| n.paper().is_some()) && asked.contains(&at);
        let edges: Vec<(u32, u32, f32)> = graph
            .edges()
            .filter(|(_, a, b, e)| citations || !is_tie(e.kind) || !(is_own(*a) || is_own(*b)))
            .map(|(_, a, b, e)| (a.0, b.0, e.confidence))
            .collect();
        let view = Csr::undirected(graph.node_count(), &edges);
        let mass = near(&view, asked);
        Self { view, asked, mass }
    }

    /// The neighbours from which the walk came to a paper most often, apart from walks that had
    /// been at the paper just before.
    fn reasons(&self, graph: &Graph, row: NodeId, wanted: usize) -> Vec<Reason> {
        let back = PageRankOptions::default().damping * self.mass[row.0 as usize]
            / self.view.strength(row.0);
        let mut came: Vec<(f64, NodeId)> = self
            .view
            .row(row.0)
            .map(|(from, weight)| {
                let weight = f64::from(weight);
                let mass = self.mass[from as usize] - back * weight;
                (mass * weight / self.view.strength(from), NodeId(from))
            })
            .filter(|(part, _)| *part > LEAST)
            .collect();
        came.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let total: f64 = came.iter().map(|(part, _)| part).sum();
        came.into_iter()
            .take(wanted)
            .filter_map(|(part, from)| {
                let (kind, name) = self.tell(graph, row, from)?;
                Some(Reason { kind, name, share: part / total })
            })
            .collect()
    }

    fn tell(&self, graph: &Graph, row: NodeId, from: NodeId) -> Option<(ReasonKind, String)> {
        let node = graph.node(from)?;
        let name = if node.paper().is_none() || !self.asked.contains(&from) {
            node.label()
        } else if graph.out_edges(row).iter().any(|(_, to, _)| *to == from) {
            "cites it"
        } else {
            "cited by it"
        };
        Some((reason_kind(node.kind()), name.to_owned()))
    }
}
