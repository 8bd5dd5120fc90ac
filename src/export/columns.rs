//! The attributes of nodes and edges as flat, typed columns, for formats without nesting.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::{View, ViewEdge};
use crate::graph::{Figure, Node};

/// The type of a column's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Text,
    List,
    Integer,
    Float,
    Flag,
}

impl Type {
    /// What GEXF and GraphML call it; they have no lists.
    pub(super) const fn in_xml(self) -> &'static str {
        match self {
            Self::Text | Self::List => "string",
            Self::Integer => "long",
            Self::Float => "double",
            Self::Flag => "boolean",
        }
    }
}

/// Between the members of a list, where a format has no lists.
pub(super) const SEPARATOR: &str = "; ";

/// A value of a column.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value<'a> {
    Text(Cow<'a, str>),
    List(&'a [String]),
    Integer(i64),
    Float(f64),
    Flag(bool),
}

/// A named column of one type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub name: &'static str,
    pub kind: Type,
}

const fn column(name: &'static str, kind: Type) -> Column {
    Column { name, kind }
}

/// What is said of a node besides its id.
pub(super) const NODE: [Column; 13] = [
    column("label", Type::Text),
    column("kind", Type::Text),
    column("year", Type::Integer),
    column("authors", Type::List),
    column("venue", Type::Text),
    column("doi", Type::Text),
    column("arxiv", Type::Text),
    column("url", Type::Text),
    column("abstract", Type::Text),
    column("aliases", Type::List),
    column("generic", Type::Flag),
    column("link_kind", Type::Text),
    column("degree", Type::Integer),
];

/// What is said of an edge besides its ends.
pub(super) const EDGE: [Column; 5] = [
    column("type", Type::Text),
    column("weight", Type::Integer),
    column("confidence", Type::Float),
    column("figure", Type::Text),
    column("sentence", Type::Text),
];

/// The values of a node, in the order of [`NODE`].
pub(super) fn of_node<'a>(
    view: &View<'a>,
    place: usize,
    node: &'a Node,
) -> [Option<Value<'a>>; 13] {
    let text = |t: &'a str| (!t.is_empty()).then_some(Value::Text(t.into()));
    let list = |l: &'a [String]| (!l.is_empty()).then_some(Value::List(l));
    let paper = node.paper();
    let entity = node.entity();
    let year = match node {
        Node::Paper(n) => n.paper.year,
        Node::Work(n) => n.year,
        Node::Entity(_) | Node::Link(_) => None,
    };
    let link = match node {
        Node::Link(n) => Some(n),
        _ => None,
    };
    let id = |scheme| paper.and_then(|p| p.ids.get(scheme)).and_then(|id| text(id));
    [
        Some(Value::Text(node.label().into())),
        text(node.kind().name()),
        year.map(|y| Value::Integer(y.into())),
        paper.and_then(|p| list(&p.authors)),
        paper.and_then(|p| p.venue.as_deref()).and_then(text),
        id("doi"),
        id("arxiv"),
        node.address().and_then(text),
        paper.filter(|_| view.has_text()).and_then(|p| text(&p.abstract_text)),
        entity.and_then(|e| list(&e.aliases)),
        entity.map(|e| Value::Flag(e.generic)),
        link.and_then(|l| text(l.kind.name())),
        Some(Value::Integer(view.degree(place).into())),
    ]
}

/// The values of an edge, in the order of [`EDGE`].
pub(super) fn of_edge<'a>(view: &View<'a>, edge: &ViewEdge<'a>) -> [Option<Value<'a>>; 5] {
    let sentence = view
        .evidence(edge)
        .map(|e| view.text(e.paper, e.sentence))
        .find(|sentence| !sentence.is_empty());
    let figure = edge.edge.and_then(|e| e.figure.as_deref());
    [
        Some(Value::Text(edge.kind.into())),
        Some(Value::Integer(edge.weight.into())),
        edge.edge.map(|e| Value::Float(shortest(e.confidence))),
        figure.map(|f| Value::Text(said(f).into())),
        sentence.map(|s| Value::Text(s.into())),
    ]
}

/// The `f64` that is written like the `f32`: 0.9, not 0.8999999761581421.
fn shortest(value: f32) -> f64 {
    value.to_string().parse().unwrap_or_else(|_| value.into())
}

/// A figure in a few words: `84.2% top-1 accuracy on ImageNet`.
fn said(figure: &Figure) -> String {
    let mut out = figure.value.clone();
    let parts = [("", &figure.metric), (" on", &figure.dataset), (" against", &figure.versus)];
    for (word, part) in parts {
        if let Some(part) = part {
            let _ = write!(out, "{word} {part}");
        }
    }
    out
}

impl Value<'_> {
    /// The value as one text; the members of a list are joined by `separator`, which is replaced
    /// by a comma where it stands inside one.
    pub(super) fn join(&self, separator: &str) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::List(list) => {
                let members: Vec<_> = list.iter().map(|m| m.replace(separator, ",")).collect();
                members.join(separator).into()
            }
            Self::Integer(number) => number.to_string().into(),
            Self::Float(number) => number.to_string().into(),
            Self::Flag(flag) => flag.to_string().into(),
        }
    }
}
