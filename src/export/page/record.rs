//! What the panel of one node shows, and what stands behind the edges that leave it.

use serde::Serialize;

use super::Order;
use crate::export::{View, ViewEdge};
use crate::graph::{Evidence, Figure, Node, NodeKind};
use crate::model::{Field, LinkKind};
use crate::query::{RelatedIndex, RelatedOptions};

/// How many related papers are listed.
const MOST_RELATED: usize = 8;

/// The rest of what is known of a node.
#[derive(Serialize)]
pub(super) struct Record<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    venue: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link_kind: Option<LinkKind>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    authors: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    urls: Vec<&'a str>,
    #[serde(rename = "abstract", skip_serializing_if = "str::is_empty")]
    abstract_text: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    claims: &'a str,
    /// In the order in which the overview lists the edges that leave the node.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    edges: Vec<Behind<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<RelatedData>,
}

/// What stands behind an edge.
#[derive(Serialize)]
struct Behind<'a>(Vec<Cited>, #[serde(skip_serializing_if = "Option::is_none")] Option<&'a Figure>);

/// Place of the paper, number of its text, and from where to where in it the sentence and the name in it
/// stand, in the units in which scripts count.
#[derive(Serialize)]
struct Cited(usize, usize, usize, usize, usize, usize);

/// Place, and reasons with their shares in per cent.
#[derive(Serialize)]
struct RelatedData(usize, Vec<(String, u32)>);

/// The record of the node at a place of the view.
pub(super) fn record<'a>(
    view: &View<'a>,
    order: &Order,
    index: &RelatedIndex,
    place: usize,
) -> crate::Result<Record<'a>> {
    let node = view.node(place);
    let paper = node.and_then(Node::paper);
    let (link_kind, urls) = match node {
        Some(Node::Paper(n)) => (None, n.paper.urls.iter().map(String::as_str).collect()),
        Some(Node::Link(n)) => (Some(n.kind), vec![n.url.as_str()]),
        Some(Node::Work(_) | Node::Entity(_)) | None => (None, Vec::new()),
    };
    let mut rulers = Field::ALL.map(|_| Ruler::default());
    let behind = |edge: &ViewEdge<'a>| {
        let cited = view.evidence(edge).filter_map(|e| cited(view, order, e, &mut rulers));
        Behind(cited.collect(), edge.edge.and_then(|e| e.figure.as_deref()))
    };
    let edges: Vec<_> = view.edges_from(place).iter().map(behind).collect();
    let bare = edges.iter().all(|Behind(cited, figure)| cited.is_empty() && figure.is_none());
    Ok(Record {
        venue: paper.and_then(|p| p.venue.as_deref()),
        link_kind,
        authors: paper.map_or(&[], |p| &p.authors),
        urls,
        abstract_text: paper.filter(|_| view.has_text()).map_or("", |p| &p.abstract_text),
        claims: paper.map_or("", |p| p.claims.text()),
        edges: if bare { Vec::new() } else { edges },
        related: match node {
            Some(node) if node.kind() == NodeKind::Paper => related(view, order, index, node)?,
            _ => Vec::new(),
        },
    })
}

/// Where a piece of evidence stands; none where its text is not exported.
fn cited<'a>(
    view: &View<'a>,
    order: &Order,
    e: &Evidence,
    rulers: &mut [Ruler<'a>],
) -> Option<Cited> {
    if view.text(e.paper, e.sentence).is_empty() {
        return None;
    }
    let paper = view.graph().node(e.paper).and_then(Node::paper)?;
    let field = Field::ALL.iter().position(|f| *f == e.sentence.field)?;
    let ruler = rulers.get_mut(field)?;
    ruler.lay(e.sentence.field.of(paper));
    let at = |byte| ruler.units(byte);
    let (from, to) = at(e.sentence.start).zip(at(e.sentence.end))?;
    let (start, end) = at(e.span.start).zip(at(e.span.end)).unwrap_or((from, from));
    Some(Cited(order.in_page(view.place(e.paper)?), field, from, to, start, end))
}

/// Counts the UTF-16 units of the text that it lies on, which it goes through once.
#[derive(Default)]
struct Ruler<'a> {
    text: &'a str,
    /// For each byte, the units before it; empty where each byte is one.
    before: Vec<u32>,
}

impl<'a> Ruler<'a> {
    fn lay(&mut self, text: &'a str) {
        if std::ptr::eq(self.text, text) {
            return;
        }
        self.text = text;
        self.before.clear();
        if text.is_ascii() {
            return;
        }
        let mut units = 0;
        for c in text.chars() {
            self.before.extend(std::iter::repeat_n(units, c.len_utf8()));
            units += c.len_utf16() as u32;
        }
        self.before.push(units);
    }

    /// How many units stand before a byte; none where that is inside a character, or beyond the text.
    fn units(&self, byte: u32) -> Option<usize> {
        let at = byte as usize;
        let units = self.before.get(at).map_or(at, |units| *units as usize);
        self.text.is_char_boundary(at).then_some(units)
    }
}

#[expect(clippy::cast_sign_loss, reason = "a share is from 0 to 1")]
fn percent(share: f64) -> u32 {
    (share * 100.0).round() as u32
}

/// Related papers that are in the view, with shares in per cent.
fn related(
    view: &View<'_>,
    order: &Order,
    index: &RelatedIndex,
    node: &Node,
) -> crate::Result<Vec<RelatedData>> {
    let graph = view.graph();
    let Some(at) = graph.find(node.id()) else { return Ok(Vec::new()) };
    let options = RelatedOptions { limit: MOST_RELATED, ..RelatedOptions::default() };
    let found = index.to_nodes(graph, &[at], &options)?;
    let rows = found.results.into_iter().filter_map(|row| {
        let place = view.place(graph.find(&row.id)?)?;
        let reasons = row.reasons.into_iter().map(|r| (r.name, percent(r.share)));
        Some(RelatedData(order.in_page(place), reasons.collect()))
    });
    Ok(rows.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_in_the_units_of_scripts() {
        let mut ruler = Ruler::default();
        for text in ["", "plain", "naïve 𝔸 mix", "日本"] {
            ruler.lay(text);
            for byte in 0..=text.len() + 1 {
                let before = text.get(..byte).map(|before| before.encode_utf16().count());
                assert_eq!(ruler.units(byte as u32), before, "{text:?} at {byte}");
            }
        }
    }
}
