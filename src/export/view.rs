//! What is exported: a graph, a part of it, or a projection.

use std::io;

use crate::error::Error;
use crate::graph::{Edge, Evidence, Graph, Node, NodeId};
use crate::model::Span;

/// Nodes and edges to export, numbered from 0 in the graph's order.
#[derive(Debug, Clone)]
pub struct View<'g> {
    graph: &'g Graph,
    /// Kept nodes, in the graph's order.
    nodes: Vec<NodeId>,
    /// Place in `nodes` of each node of the graph.
    place: Vec<Option<u32>>,
    /// Where the edges are not the graph's own: undirected pairs of places and their weights, sorted.
    shared: Option<Vec<(u32, u32, u32)>>,
    /// Number of edges at each place.
    degrees: Vec<u32>,
    text: bool,
}

/// An edge of a [`View`].
#[derive(Debug, Clone, Copy)]
pub struct ViewEdge<'g> {
    /// Unique in the graph that is viewed, in insertion order.
    pub number: u32,
    /// Place of its source.
    pub source: usize,
    /// Place of its target.
    pub target: usize,
    /// Type, in snake case: [`crate::graph::EdgeKind::name`], or `shares` in a projection.
    pub kind: &'static str,
    /// Mentions behind it, at least 1; in a projection the number of shared neighbours.
    pub weight: u32,
    /// The graph's own edge; none in a projection.
    pub edge: Option<&'g Edge>,
}

/// The type of the edges of a projection.
pub(super) const SHARES: &str = "shares";

impl<'g> View<'g> {
    /// Everything.
    pub fn whole(graph: &'g Graph) -> Self {
        let nodes: Vec<_> = graph.nodes().map(|(at, _)| at).collect();
        let place = (0..nodes.len() as u32).map(Some).collect();
        Self { graph, nodes, place, shared: None, degrees: Vec::new(), text: true }.counted()
    }

    /// Some nodes, in any order, and all edges between them.
    pub fn of(graph: &'g Graph, nodes: &[NodeId]) -> Self {
        let mut nodes: Vec<_> =
            nodes.iter().copied().filter(|at| graph.node(*at).is_some()).collect();
        nodes.sort_unstable();
        nodes.dedup();
        let mut place = vec![None; graph.node_count()];
        for (i, at) in nodes.iter().enumerate() {
            if let Some(slot) = place.get_mut(at.0 as usize) {
                *slot = Some(i as u32);
            }
        }
        Self { graph, nodes, place, shared: None, degrees: Vec::new(), text: true }.counted()
    }

    /// Some of its places, and the edges between them.
    #[must_use]
    pub(super) fn part(&self, places: &[usize]) -> Self {
        let nodes: Vec<_> = places.iter().filter_map(|p| self.nodes.get(*p)).copied().collect();
        let part = match &self.shared {
            None => Self::of(self.graph, &nodes),
            Some(pairs) => {
                let at = |place: u32| self.nodes.get(place as usize).copied();
                let pairs: Vec<_> = pairs
                    .iter()
                    .filter_map(|(a, b, weight)| Some((at(*a)?, at(*b)?, *weight)))
                    .collect();
                Self::projection(self.graph, &nodes, &pairs)
            }
        };
        Self { text: self.text, ..part }
    }

    /// Some nodes, joined by undirected weighted pairs in place of the graph's edges.
    pub fn projection(graph: &'g Graph, nodes: &[NodeId], pairs: &[(NodeId, NodeId, u32)]) -> Self {
        let view = Self::of(graph, nodes);
        let mut pairs: Vec<_> = pairs
            .iter()
            .filter_map(|(a, b, weight)| Some((view.place(*a)?, view.place(*b)?, *weight)))
            .map(|(a, b, weight)| (a.min(b) as u32, a.max(b) as u32, weight))
            .collect();
        pairs.sort_unstable();
        Self { shared: Some(pairs), ..view }.counted()
    }

    /// The same without abstracts and without the sentences from them; spans stay.
    #[must_use]
    pub fn without_text(self) -> Self {
        Self { text: false, ..self }
    }

    /// Whether abstracts and sentences are exported.
    pub const fn has_text(&self) -> bool {
        self.text
    }

    /// Whether edges have a direction; those of a projection have none.
    pub const fn directed(&self) -> bool {
        self.shared.is_none()
    }

    /// `directed` or `undirected`, as XML formats say it.
    pub(super) const fn direction(&self) -> &'static str {
        if self.directed() { "directed" } else { "undirected" }
    }

    /// The graph that is viewed.
    pub const fn graph(&self) -> &'g Graph {
        self.graph
    }

    /// Number of nodes.
    pub const fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// Number of edges.
    pub fn edge_count(&self) -> usize {
        self.edges().count()
    }

    /// The nodes, in order.
    pub fn nodes(&self) -> impl Iterator<Item = &'g Node> + '_ {
        self.nodes.iter().filter_map(|at| self.graph.node(*at))
    }

    /// The node at a place.
    pub fn node(&self, place: usize) -> Option<&'g Node> {
        self.nodes.get(place).and_then(|at| self.graph.node(*at))
    }

    /// The id of the node at a place.
    pub fn id(&self, place: usize) -> &'g str {
        self.node(place).map_or("", Node::id)
    }

    /// The edges, in order.
    pub fn edges(&self) -> Box<dyn Iterator<Item = ViewEdge<'g>> + '_> {
        match &self.shared {
            Some(pairs) => Box::new(pairs.iter().enumerate().map(|(i, p)| shared(i, *p))),
            None => Box::new(
                self.graph
                    .edges()
                    .filter_map(|(number, from, to, edge)| self.own(number.0, from, to, edge)),
            ),
        }
    }

    /// The edges that leave the node at a place; in a projection, those where it comes first.
    pub fn edges_from(&self, place: usize) -> Vec<ViewEdge<'g>> {
        match (&self.shared, self.nodes.get(place)) {
            (Some(pairs), _) => {
                let first = pairs.partition_point(|(from, ..)| (*from as usize) < place);
                let mine = pairs.iter().enumerate().skip(first);
                mine.take_while(|(_, (from, ..))| *from as usize == place)
                    .map(|(i, p)| shared(i, *p))
                    .collect()
            }
            (None, Some(at)) => self
                .graph
                .out_edges(*at)
                .into_iter()
                .filter_map(|(number, to, edge)| self.own(number.0, *at, to, edge))
                .collect(),
            (None, None) => Vec::new(),
        }
    }

    /// Number of edges, in and out, at a place.
    pub fn degree(&self, place: usize) -> u32 {
        self.degrees.get(place).copied().unwrap_or_default()
    }

    /// The text of a span of a paper, or the empty string where it is not exported.
    pub fn text(&self, paper: NodeId, span: Span) -> &'g str {
        let hidden = !self.text && span.field == crate::model::Field::Abstract;
        match self.graph.node(paper).and_then(Node::paper) {
            Some(paper) if !hidden => span.text(paper),
            _ => "",
        }
    }

    /// What supports an edge, as far as the papers are in the view.
    pub fn evidence(&self, edge: &ViewEdge<'g>) -> impl Iterator<Item = &'g Evidence> + '_ {
        let all: &'g [Evidence] = edge.edge.map_or(&[], |e| &e.evidence);
        all.iter().filter(|e| self.place(e.paper).is_some())
    }

    /// Refuses a view of more nodes than `what` can show.
    pub(super) fn refuse_beyond(&self, most: usize, what: &str) -> io::Result<()> {
        if self.node_count() <= most {
            return Ok(());
        }
        Err(io::Error::other(Error::usage(
            format!(
                "{} nodes are too many for {what}, which shows {most} at most",
                self.node_count()
            ),
            "take a part of the graph with --top 500, --around NODE or --where EXPR",
        )))
    }

    fn counted(mut self) -> Self {
        let mut degrees = vec![0; self.nodes.len()];
        for edge in self.edges() {
            for end in [edge.source, edge.target] {
                if let Some(degree) = degrees.get_mut(end) {
                    *degree += 1;
                }
            }
        }
        self.degrees = degrees;
        self
    }

    /// The place of a node of the graph, where it is in the view.
    pub fn place(&self, at: NodeId) -> Option<usize> {
        self.place.get(at.0 as usize).copied().flatten().map(|p| p as usize)
    }

    fn own(&self, number: u32, from: NodeId, to: NodeId, edge: &'g Edge) -> Option<ViewEdge<'g>> {
        Some(ViewEdge {
            number,
            source: self.place(from)?,
            target: self.place(to)?,
            kind: edge.kind.name(),
            weight: (edge.evidence.len() as u32).max(1),
            edge: Some(edge),
        })
    }
}

fn shared(number: usize, (source, target, weight): (u32, u32, u32)) -> ViewEdge<'static> {
    ViewEdge {
        number: number as u32,
        source: source as usize,
        target: target as usize,
        kind: SHARES,
        weight,
        edge: None,
    }
}
