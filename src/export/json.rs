//! The JSON attributes of nodes and edges, which adjacency JSON writes and loads and others share.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

use serde::{Deserialize, Serialize};

use super::blocks::in_blocks;
use super::{Output, View, ViewEdge};
use crate::graph::{Evidence, Figure, Node, NodeKind};
use crate::model::{Claims, Field, Kind, LinkKind, Origin, Rule, Span};
use crate::resolve::Decision;

/// A node with all its attributes. Its label is the title, name, address or reference.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct NodeJson<'a> {
    #[serde(borrow)]
    pub id: Cow<'a, str>,
    pub kind: NodeKind,
    #[serde(borrow)]
    pub label: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    #[serde(default, skip_serializing_if = "is_empty")]
    pub authors: Cow<'a, [String]>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub ids: Cow<'a, BTreeMap<String, String>>,
    #[serde(default, skip_serializing_if = "is_empty")]
    pub urls: Cow<'a, [String]>,
    #[serde(default, skip_serializing_if = "is_empty")]
    pub references: Cow<'a, [String]>,
    #[serde(default, skip_serializing_if = "is_empty")]
    pub origins: Cow<'a, [Origin]>,
    #[serde(default, skip_serializing_if = "no_claims")]
    pub claims: Cow<'a, Claims>,
    #[serde(borrow, rename = "abstract", default, skip_serializing_if = "str::is_empty")]
    pub abstract_text: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "is_empty")]
    pub aliases: Cow<'a, [String]>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub generic: bool,
    #[serde(default, skip_serializing_if = "is_empty")]
    pub decisions: Cow<'a, [Decision]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link_kind: Option<LinkKind>,
}

/// An edge with all its attributes. Formats name its ends in their own way: `id` is the target
/// where the source is understood.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct EdgeJson<'a> {
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Cow<'a, str>>,
    /// Number of the edge in its graph.
    pub key: u32,
    #[serde(borrow, rename = "type")]
    pub kind: Cow<'a, str>,
    /// Mentions behind the edge, or neighbours shared in a projection.
    #[serde(default)]
    pub weight: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<Cow<'a, Figure>>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidenceJson<'a>>,
}

/// One place that supports an edge; `text` and `sentence` are there for readers of the file and
/// follow from the spans.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct EvidenceJson<'a> {
    /// Node id of the paper.
    #[serde(borrow)]
    pub paper: Cow<'a, str>,
    pub rule: Rule,
    pub field: Field,
    pub start: u32,
    pub end: u32,
    #[serde(borrow, default, skip_serializing_if = "str::is_empty")]
    pub text: Cow<'a, str>,
    pub sentence_start: u32,
    pub sentence_end: u32,
    #[serde(borrow, default, skip_serializing_if = "str::is_empty")]
    pub sentence: Cow<'a, str>,
}

impl<'a> NodeJson<'a> {
    pub(super) fn new(node: &'a Node, text: bool) -> Self {
        let bare = Self {
            id: node.id().into(),
            kind: node.kind(),
            label: node.label().into(),
            year: None,
            authors: Cow::default(),
            venue: None,
            ids: Cow::Owned(BTreeMap::new()),
            urls: Cow::default(),
            references: Cow::default(),
            origins: Cow::default(),
            claims: Cow::default(),
            abstract_text: Cow::default(),
            aliases: Cow::default(),
            generic: false,
            decisions: Cow::default(),
            link_kind: None,
        };
        match node {
            Node::Paper(n) => Self {
                year: n.paper.year,
                authors: (&n.paper.authors).into(),
                venue: n.paper.venue.as_deref().map(Cow::from),
                ids: Cow::Borrowed(&n.paper.ids),
                urls: (&n.paper.urls).into(),
                references: (&n.paper.references).into(),
                origins: (&n.paper.origins).into(),
                claims: Cow::Borrowed(&n.paper.claims),
                abstract_text: if text { &n.paper.abstract_text } else { "" }.into(),
                ..bare
            },
            Node::Entity(n) => Self {
                aliases: (&n.aliases).into(),
                generic: n.generic,
                decisions: (&n.decisions).into(),
                ..bare
            },
            Node::Link(n) => Self { link_kind: Some(n.kind), ..bare },
            Node::Work(n) => Self { year: n.year, ..bare },
        }
    }

    /// The kind of entity, where the node is one.
    pub(super) fn entity_kind(&self) -> Option<Kind> {
        Kind::from_name(self.kind.name())
    }
}

impl<'a> EdgeJson<'a> {
    /// The edge without its ends.
    pub(super) fn new(view: &View<'a>, edge: &ViewEdge<'a>) -> Self {
        Self {
            source: None,
            target: None,
            id: None,
            key: edge.number,
            kind: edge.kind.into(),
            weight: edge.weight,
            confidence: edge.edge.map(|e| e.confidence),
            figure: edge.edge.and_then(|e| e.figure.as_deref()).map(Cow::Borrowed),
            evidence: view.evidence(edge).map(|e| EvidenceJson::new(view, e)).collect(),
        }
    }
}

impl<'a> EvidenceJson<'a> {
    fn new(view: &View<'a>, e: &Evidence) -> Self {
        Self {
            paper: view.graph().node(e.paper).map_or("", Node::id).into(),
            rule: e.rule,
            field: e.span.field,
            start: e.span.start,
            end: e.span.end,
            text: view.text(e.paper, e.span).into(),
            sentence_start: e.sentence.start,
            sentence_end: e.sentence.end,
            sentence: view.text(e.paper, e.sentence).into(),
        }
    }

    pub(super) fn span(&self) -> Span {
        Span { field: self.field, start: self.start, end: self.end }
    }

    pub(super) fn sentence_span(&self) -> Span {
        Span { field: self.field, start: self.sentence_start, end: self.sentence_end }
    }
}

/// An edge with its ends and with an id of its own.
pub(super) fn edge<'a>(view: &View<'a>, edge: &ViewEdge<'a>) -> EdgeJson<'a> {
    let end = |place| view.node(place).map(|node| node.id().into());
    EdgeJson {
        source: end(edge.source),
        target: end(edge.target),
        id: Some(format!("e{}", edge.number).into()),
        ..EdgeJson::new(view, edge)
    }
}

/// A JSON array with one element a line, made from the items in order.
pub(super) fn lines<I: Sync, T: Serialize>(
    out: &mut dyn Output,
    items: impl Iterator<Item = I>,
    make: impl Fn(&I) -> T + Sync,
) -> io::Result<()> {
    bracketed(out, *b"[]", items, |line, item| serde_json::to_writer(line, &make(item)))
}

/// A JSON object with one member a line, made from the items in order.
pub(super) fn members<'a, I: Sync, T: Serialize>(
    out: &mut dyn Output,
    items: impl Iterator<Item = I>,
    make: impl Fn(&I) -> (&'a str, T) + Sync,
) -> io::Result<()> {
    bracketed(out, *b"{}", items, |line, item| {
        let (name, value) = make(item);
        serde_json::to_writer(&mut *line, name)?;
        line.push(b':');
        serde_json::to_writer(line, &value)
    })
}

fn bracketed<I: Sync>(
    out: &mut dyn Output,
    [open, close]: [u8; 2],
    items: impl Iterator<Item = I>,
    write: impl Fn(&mut Vec<u8>, &I) -> serde_json::Result<()> + Sync,
) -> io::Result<()> {
    out.write_all(&[open])?;
    in_blocks(out, items.enumerate(), |text, share| {
        for (number, item) in share {
            text.extend_from_slice(if *number == 0 { b"\n" } else { b",\n" });
            write(text, item)?;
        }
        Ok(())
    })?;
    out.write_all(&[b'\n', close])
}

fn no_claims(claims: &Claims) -> bool {
    claims.is_empty()
}

fn is_empty<T>(list: &[T]) -> bool {
    list.is_empty()
}
