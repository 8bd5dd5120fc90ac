//! What the script reads when the page opens: columns of nodes and edges, for drawing and searching.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Order;
use crate::export::layout::layout;
use crate::export::view::SHARES;
use crate::export::{ExportOptions, View, ViewEdge, style};
use crate::graph::{EdgeKind, Node, NodeKind};

/// All nodes, most central first, and all edges, by the place of their source.
#[derive(Serialize)]
pub(super) struct Overview<'a> {
    kinds: Vec<Look>,
    types: Vec<Look>,
    directed: bool,
    id: Vec<&'a str>,
    label: Vec<&'a str>,
    kind: Vec<usize>,
    /// 0 where it is not known.
    year: Vec<i32>,
    aliases: BTreeMap<usize, &'a [String]>,
    /// Positions of the nodes that are drawn first.
    x: Vec<f64>,
    y: Vec<f64>,
    /// How many edges leave each node.
    out: Vec<usize>,
    target: Vec<usize>,
    #[serde(rename = "type")]
    kind_of_edge: Vec<usize>,
    weight: Vec<u32>,
}

#[derive(Serialize)]
struct Look {
    name: &'static str,
    colour: String,
}

impl<'a> Overview<'a> {
    pub(super) fn new(view: &View<'a>, order: &Order, options: &ExportOptions) -> Self {
        let mut made = Self {
            kinds: NodeKind::ALL.into_iter().map(of_kind).collect(),
            types: types(),
            directed: view.directed(),
            id: Vec::new(),
            label: Vec::new(),
            kind: Vec::new(),
            year: Vec::new(),
            aliases: BTreeMap::new(),
            x: Vec::new(),
            y: Vec::new(),
            out: Vec::new(),
            target: Vec::new(),
            kind_of_edge: Vec::new(),
            weight: Vec::new(),
        };
        for (at, place) in order.places.iter().enumerate() {
            if let Some(node) = view.node(*place) {
                made.add_node(at, node);
            }
            made.add_edges(order, &view.edges_from(*place));
        }
        let drawn = view.part(order.first());
        let positions = layout(&drawn, &options.watch);
        for place in order.first() {
            let at = view.graph().find(view.id(*place)).and_then(|at| drawn.place(at));
            let [x, y] = at.and_then(|at| positions.get(at).copied()).unwrap_or_default();
            made.x.push(x);
            made.y.push(y);
        }
        made
    }

    fn add_node(&mut self, at: usize, node: &'a Node) {
        let year = match node {
            Node::Paper(n) => n.paper.year,
            Node::Work(n) => n.year,
            Node::Link(_) | Node::Entity(_) => None,
        };
        let kind = NodeKind::ALL.iter().position(|k| *k == node.kind());
        self.id.push(node.id());
        self.label.push(node.label());
        self.kind.push(kind.unwrap_or_default());
        self.year.push(year.unwrap_or_default());
        if let Some(entity) = node.entity().filter(|e| !e.aliases.is_empty()) {
            self.aliases.insert(at, &entity.aliases);
        }
    }

    fn add_edges(&mut self, order: &Order, edges: &[ViewEdge<'_>]) {
        self.out.push(edges.len());
        for edge in edges {
            self.target.push(order.in_page(edge.target));
            self.kind_of_edge.push(type_number(edge));
            self.weight.push(edge.weight);
        }
    }
}

fn of_kind(kind: NodeKind) -> Look {
    Look { name: kind.name(), colour: style::of_node(kind).colour.to_string() }
}

/// The types of edge, and last that of projections.
fn types() -> Vec<Look> {
    let own = EdgeKind::ALL.into_iter().map(|kind| {
        let colour = style::of_edge(kind).colour.to_string();
        Look { name: kind.name(), colour }
    });
    own.chain([Look { name: SHARES, colour: style::SHARED.to_string() }]).collect()
}

fn type_number(edge: &ViewEdge<'_>) -> usize {
    let own = edge.edge.and_then(|e| EdgeKind::ALL.iter().position(|k| *k == e.kind));
    own.unwrap_or(EdgeKind::ALL.len())
}
