//! A view → the tables of its nodes and edges.

use std::io::{self, Write};

use super::super::View;
use super::schema::{EDGES, ENTITIES, EVIDENCE, LINKS, PAPERS, Table, WORKS};
use super::write::Rows;
use crate::graph::{Figure, Node};
use crate::model::Paper;

/// Writes the rows of one table; their number.
type WriteTable = fn(&View<'_>, &mut dyn Write) -> io::Result<u64>;

/// The tables of every view, with what writes them.
pub(crate) static TABLES: [(&Table, WriteTable); 6] = [
    (&PAPERS, papers),
    (&ENTITIES, entities),
    (&LINKS, links),
    (&WORKS, works),
    (&EDGES, edges),
    (&EVIDENCE, evidence),
];

/// The rows of the nodes for which `row` has something to write.
fn nodes(
    view: &View<'_>,
    table: &Table,
    out: &mut dyn Write,
    row: impl Fn(&mut Rows<'_>, u32, &Node) -> io::Result<()>,
) -> io::Result<u64> {
    let mut rows = Rows::new(table, out)?;
    for (number, node) in (0u32..).zip(view.nodes()) {
        row(&mut rows, number, node)?;
    }
    rows.finish()
}

fn papers(view: &View<'_>, out: &mut dyn Write) -> io::Result<u64> {
    nodes(view, &PAPERS, out, |rows, number, node| {
        let Node::Paper(n) = node else { return Ok(()) };
        let text = if view.has_text() { n.paper.abstract_text.as_str() } else { "" };
        paper(rows, number, &n.id, &n.paper, text)?;
        rows.end()
    })
}

/// The cells of a paper, under an id and with the text that is to be written of its abstract.
pub(crate) fn paper(
    rows: &mut Rows<'_>,
    number: u32,
    id: &str,
    paper: &Paper,
    abstract_text: &str,
) -> io::Result<()> {
    rows.put(number);
    rows.text(id);
    rows.text(&paper.title);
    rows.text(abstract_text);
    rows.maybe(paper.year);
    rows.texts(paper.authors.iter().map(String::as_str));
    rows.maybe_text(paper.venue.as_deref());
    rows.texts(paper.ids.keys().map(String::as_str));
    rows.texts(paper.ids.values().map(String::as_str));
    rows.texts(paper.urls.iter().map(String::as_str));
    rows.texts(paper.references.iter().map(String::as_str));
    let claims = (!paper.claims.is_empty()).then(|| serde_json::to_string(&paper.claims));
    rows.maybe_text(claims.transpose()?.as_deref());
    rows.texts(paper.origins.iter().map(|o| o.file.as_str()));
    rows.list(paper.origins.iter().map(|o| o.record));
    rows.list(paper.origins.iter().map(|o| o.line));
    Ok(())
}

fn entities(view: &View<'_>, out: &mut dyn Write) -> io::Result<u64> {
    nodes(view, &ENTITIES, out, |rows, number, node| {
        let Node::Entity(n) = node else { return Ok(()) };
        rows.put(number);
        rows.text(&n.id);
        rows.text(&n.name);
        rows.text(n.kind.name());
        rows.put(n.generic);
        rows.texts(n.aliases.iter().map(String::as_str));
        rows.texts(n.decisions.iter().map(|d| d.action.name()));
        rows.texts(n.decisions.iter().map(|d| d.form.as_str()));
        rows.texts(n.decisions.iter().map(|d| d.reason.as_str()));
        rows.end()
    })
}

fn links(view: &View<'_>, out: &mut dyn Write) -> io::Result<u64> {
    nodes(view, &LINKS, out, |rows, number, node| {
        let Node::Link(n) = node else { return Ok(()) };
        rows.put(number);
        rows.text(&n.id);
        rows.text(&n.url);
        rows.text(n.kind.name());
        rows.end()
    })
}

fn works(view: &View<'_>, out: &mut dyn Write) -> io::Result<u64> {
    nodes(view, &WORKS, out, |rows, number, node| {
        let Node::Work(n) = node else { return Ok(()) };
        rows.put(number);
        rows.text(&n.id);
        rows.text(&n.name);
        rows.maybe(n.year);
        rows.end()
    })
}

fn edges(view: &View<'_>, out: &mut dyn Write) -> io::Result<u64> {
    let mut rows = Rows::new(&EDGES, out)?;
    for edge in view.edges() {
        rows.put(edge.number);
        for place in [edge.source, edge.target] {
            rows.text(view.node(place).map_or("", Node::id));
        }
        rows.text(edge.kind);
        rows.put(edge.source as u32);
        rows.put(edge.target as u32);
        rows.put(edge.weight);
        rows.maybe(edge.edge.map(|e| e.confidence));
        figure(&mut rows, edge.edge.and_then(|e| e.figure.as_deref()));
        rows.end()?;
    }
    rows.finish()
}

fn figure(rows: &mut Rows<'_>, figure: Option<&Figure>) {
    rows.maybe_text(figure.and_then(|f| f.method.as_deref()));
    rows.maybe_text(figure.and_then(|f| f.metric.as_deref()));
    rows.maybe_text(figure.map(|f| f.value.as_str()));
    rows.maybe_text(figure.and_then(|f| f.dataset.as_deref()));
    rows.maybe_text(figure.and_then(|f| f.versus.as_deref()));
    rows.maybe(figure.map(|f| f.delta));
}

fn evidence(view: &View<'_>, out: &mut dyn Write) -> io::Result<u64> {
    let mut rows = Rows::new(&EVIDENCE, out)?;
    for edge in view.edges() {
        for e in view.evidence(&edge) {
            let place = view.place(e.paper).unwrap_or_default();
            let said = |span| Some(view.text(e.paper, span)).filter(|text| !text.is_empty());
            rows.put(edge.number);
            rows.text(view.node(place).map_or("", Node::id));
            rows.put(place as u32);
            rows.text(e.rule.name());
            rows.text(e.span.field.name());
            rows.put(e.span.start);
            rows.put(e.span.end);
            rows.put(e.sentence.start);
            rows.put(e.sentence.end);
            rows.maybe_text(said(e.span));
            rows.maybe_text(said(e.sentence));
            rows.end()?;
        }
    }
    rows.finish()
}
