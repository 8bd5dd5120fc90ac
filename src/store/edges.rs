//! Rows → edges with what supports them, and all rows → a graph.

use crate::export::parquet::{self, Checked};
use crate::graph::{Edge, EdgeKind, Evidence, Figure, Graph, Node, NodeId};
use crate::model::{Field, Rule, Span};

/// An edge with its number and its ends.
pub(super) struct Row {
    number: u32,
    from: NodeId,
    to: NodeId,
    edge: Edge,
}

/// Evidence with the number of its edge.
pub(super) type Support = (u32, Evidence);

/// An edge, without evidence.
pub(super) fn edge(row: &mut parquet::Row) -> Checked<Row> {
    let number = row.get()?;
    let kind = row.choice(EdgeKind::from_name)?;
    let (from, to) = (NodeId(row.get()?), NodeId(row.get()?));
    let _weight: u32 = row.get()?;
    let confidence = row.maybe()?.filter(|c| (0.0..=1.0).contains(c));
    let confidence = confidence.ok_or("a confidence is not between 0 and 1")?;
    let edge = Edge { figure: figure(row)?, ..Edge::new(kind, confidence, Vec::new()) };
    Ok(Row { number, from, to, edge })
}

fn figure(row: &mut parquet::Row) -> Checked<Option<Box<Figure>>> {
    let (method, metric, value) = (row.maybe()?, row.maybe()?, row.maybe()?);
    let (dataset, versus, delta) = (row.maybe()?, row.maybe()?, row.maybe()?);
    let figure = value.zip(delta);
    let figure =
        figure.map(|(value, delta)| Figure { method, metric, value, dataset, versus, delta });
    Ok(figure.map(Box::new))
}

/// What supports an edge.
pub(super) fn evidence(row: &mut parquet::Row) -> Checked<Support> {
    let edge = row.get()?;
    let paper = NodeId(row.get()?);
    let rule = row.choice(Rule::from_name)?;
    let field = row.choice(Field::from_name)?;
    let span = Span { field, start: row.get()?, end: row.get()? };
    let sentence = Span { field, start: row.get()?, end: row.get()? };
    Ok((edge, Evidence { paper, span, sentence, rule }))
}

/// The graph of some nodes, edges and evidence.
pub(super) fn graph(
    nodes: Vec<(u32, Node)>,
    (edges, evidence): (Vec<Row>, Vec<Support>),
) -> Checked<Graph> {
    let mut graph = Graph::new();
    for node in in_order(nodes)? {
        graph.add_node(node).map_err(|e| e.to_string())?;
    }
    let is_paper = |at| graph.node(at).and_then(Node::paper).is_some();
    if let Some((edge, _)) = evidence.iter().find(|(_, e)| !is_paper(e.paper)) {
        return Err(format!("evidence of edge {edge} is in no paper"));
    }
    let mut rest = &evidence[..];
    for (Row { number, from, to, mut edge }, place) in edges.into_iter().zip(0u32..) {
        if number != place {
            return Err(format!("edge {number} stands where {place} belongs"));
        }
        let (own, others) = rest.split_at(rest.iter().take_while(|(of, _)| *of == place).count());
        edge.evidence = own.iter().map(|(_, evidence)| *evidence).collect();
        rest = others;
        graph.add_edge(from, to, edge).map_err(|e| e.to_string())?;
    }
    match rest {
        [] => Ok(graph),
        [(edge, _), ..] => Err(format!("evidence of edge {edge} is not where it belongs")),
    }
}

/// The nodes by their numbers, of which none is missing or there twice.
fn in_order(nodes: Vec<(u32, Node)>) -> Checked<Vec<Node>> {
    let mut places: Vec<Option<Node>> = Vec::new();
    places.resize_with(nodes.len(), || None);
    for (number, node) in nodes {
        match places.get_mut(number as usize) {
            Some(place @ None) => *place = Some(node),
            _ => return Err(format!("node {number} is there twice, or one before it is not")),
        }
    }
    Ok(places.into_iter().flatten().collect())
}
