//! DOT, the language of Graphviz, built as graphviz-rust's syntax tree and printed by it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io;

use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node as DotNode, NodeId, Stmt, Subgraph,
    Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

use super::clean::{is_web, printable, wrap};
use super::{ExportOptions, Exporter, Format, Output, View, ViewEdge, style};
use crate::graph::{EdgeKind, Node, NodeKind};

/// Beyond this nobody can read a picture, and Graphviz takes hours.
const MOST_NODES: usize = 20_000;
/// Characters a line of a label.
const LABEL_WIDTH: usize = 30;

/// DOT.
pub(super) struct Dot;

impl Exporter for Dot {
    fn format(&self) -> &Format {
        &Format {
            name: "dot",
            extension: "dot",
            media_type: "text/vnd.graphviz",
            folder: false,
            about: "Graphviz; keeps kinds, labels, edge types and weights",
        }
    }

    fn write(
        &self,
        view: &View<'_>,
        options: &ExportOptions,
        out: &mut dyn Output,
    ) -> io::Result<()> {
        view.refuse_beyond(MOST_NODES, "a picture")?;
        let mut context = PrinterContext::default();
        context.with_semi();
        out.write_all(tree(view, options).print(&mut context).as_bytes())?;
        out.write_all(b"\n")
    }
}

fn tree(view: &View<'_>, options: &ExportOptions) -> Graph {
    let mut stmts = vec![
        Stmt::GAttribute(GraphAttributes::Graph(graph_attributes(view, options))),
        Stmt::GAttribute(GraphAttributes::Node(vec![
            attribute("style", "filled"),
            attribute("fontname", FONT),
            attribute("fontsize", "11"),
            attribute("margin", "0.08,0.04"),
        ])),
        Stmt::GAttribute(GraphAttributes::Edge(vec![
            attribute("arrowsize", "0.6"),
            attribute("fontname", FONT),
        ])),
    ];
    for kind in NodeKind::ALL {
        let members: Vec<_> = view.nodes().filter(|n| n.kind() == kind).map(node).collect();
        if !members.is_empty() {
            stmts.push(Stmt::Subgraph(cluster(kind, members)));
        }
    }
    stmts.extend(view.edges().filter_map(|e| edge(view, &e)));
    let id = Id::Plain("citegraph".into());
    if view.directed() {
        Graph::DiGraph { id, strict: false, stmts }
    } else {
        Graph::Graph { id, strict: false, stmts }
    }
}

fn graph_attributes(view: &View<'_>, options: &ExportOptions) -> Vec<Attribute> {
    let mut attributes = vec![
        attribute("layout", options.layout.name()),
        attribute("overlap", "prism"),
        attribute("outputorder", "edgesfirst"),
        attribute("fontname", FONT),
        attribute("labelloc", "b"),
    ];
    if view.node_count() > 0 {
        attributes.push(Attribute(Id::Plain("label".into()), Id::Html(legend(view))));
    }
    attributes
}

const FONT: &str = "Helvetica,Arial,sans-serif";

/// The nodes of one kind with the look that they share.
fn cluster(kind: NodeKind, members: Vec<Stmt>) -> Subgraph {
    let style = style::of_node(kind);
    let look = GraphAttributes::Node(vec![
        attribute("shape", style.shape),
        attribute("color", &style.colour.to_string()),
        attribute("fillcolor", &style.fill.to_string()),
    ]);
    let mut stmts = vec![
        Stmt::GAttribute(GraphAttributes::Graph(vec![
            attribute("label", kind.name()),
            attribute("color", &style.colour.to_string()),
        ])),
        Stmt::GAttribute(look),
    ];
    stmts.extend(members);
    Subgraph { id: Id::Plain(format!("cluster_{}", kind.name())), stmts }
}

fn node(node: &Node) -> Stmt {
    let label: Vec<_> =
        wrap(&printable(node.label()), LABEL_WIDTH).iter().map(|l| escape(l)).collect();
    let mut attributes = vec![
        Attribute(Id::Plain("label".into()), Id::Escaped(format!("\"{}\"", label.join("\\n")))),
        attribute("class", node.kind().name()),
    ];
    if let Some(url) = node.address().filter(|url| is_web(url)) {
        attributes.push(attribute("URL", url));
    }
    Stmt::Node(DotNode::new(NodeId(quoted(node.id()), None), attributes))
}

fn edge(view: &View<'_>, edge: &ViewEdge<'_>) -> Option<Stmt> {
    let end = |place| Some(Vertex::N(NodeId(quoted(view.node(place)?.id()), None)));
    let mut attributes = vec![
        attribute("class", edge.kind),
        attribute("tooltip", edge.kind),
        attribute("weight", &edge.weight.to_string()),
    ];
    if let Some(kind) = edge.edge.map(|e| e.kind) {
        let style = style::of_edge(kind);
        attributes.push(attribute("style", style.line));
        attributes.push(attribute("color", &style.colour.to_string()));
    }
    Some(Stmt::Edge(Edge { ty: EdgeTy::Pair(end(edge.source)?, end(edge.target)?), attributes }))
}

/// A table of the kinds and types that the view has, as an HTML-like label.
fn legend(view: &View<'_>) -> String {
    let nodes: BTreeSet<_> = view.nodes().map(Node::kind).collect();
    let edges: BTreeSet<EdgeKind> =
        view.edges().filter_map(|e| e.edge.map(|own| own.kind)).collect();
    let mut rows = String::new();
    for kind in nodes {
        let style = style::of_node(kind);
        let _ = write!(
            rows,
            "<td bgcolor=\"{}\" color=\"{}\" border=\"1\">{}</td>",
            style.fill,
            style.colour,
            kind.name()
        );
    }
    rows.push_str("</tr></table></td></tr><tr><td><table border=\"0\" cellspacing=\"6\"><tr>");
    for kind in edges {
        let style = style::of_edge(kind);
        let _ = write!(
            rows,
            "<td><font color=\"{}\">{} {}</font></td>",
            style.colour,
            stroke(style.line),
            kind.name().replace('_', " ")
        );
    }
    if rows.ends_with("<tr>") {
        rows.push_str("<td></td>");
    }
    format!(
        "<<table border=\"0\"><tr><td><table border=\"0\" cellspacing=\"6\"><tr>{rows}</tr></table></td></tr></table>>"
    )
}

/// A line drawn with characters, for the legend.
fn stroke(line: &str) -> &'static str {
    match line {
        "bold" => "━━",
        "dashed" => "╌╌",
        "dotted" => "┈┈",
        _ => "──",
    }
}

fn attribute(name: &str, value: &str) -> Attribute {
    Attribute(Id::Plain(name.into()), quoted(value))
}

fn quoted(text: &str) -> Id {
    Id::Escaped(format!("\"{}\"", escape(&printable(text))))
}

/// Backslashes double, so that none escapes the closing quote or is read as a line break.
fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}
