//! One HTML file that shows a graph: its data, its style and its script, and nothing from elsewhere.
//!
//! Text of papers is data in a JSON block, whose `<` are escaped, and reaches the document as text alone; the
//! content-security policy names the one script and the one style by their hashes.

use std::collections::BTreeMap;
use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::layout::layout;
use super::{ExportOptions, Exporter, Format, Output, View, ViewEdge, style};
use crate::graph::{EdgeKind, Evidence, Figure, Node, NodeId, NodeKind};
use crate::model::LinkKind;
use crate::query::{RankOptions, RelatedIndex, RelatedOptions, rank};

const TEMPLATE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = concat!(include_str!("graph.js"), include_str!("page.js"));

/// More could neither be laid out nor searched in reasonable time.
const MOST_NODES: usize = 20_000;
/// How many of the most central nodes are drawn when the page opens.
const FIRST: usize = 2_000;
/// Papers for which related ones are worked out in advance.
const MOST_RELATED: usize = 5_000;

/// The page.
pub(super) struct Page;

/// What the script finds in the page.
#[derive(Serialize)]
struct Data<'a> {
    kinds: Vec<Look>,
    types: Vec<Look>,
    /// Most central first.
    nodes: Vec<NodeData<'a>>,
    edges: Vec<EdgeData<'a>>,
    sentences: Vec<&'a str>,
    /// By place of a paper: places of related ones with their reasons.
    related: BTreeMap<usize, Vec<RelatedData>>,
    first: usize,
}

#[derive(Serialize)]
struct Look {
    name: &'static str,
    colour: String,
}

#[derive(Serialize)]
struct NodeData<'a> {
    id: &'a str,
    label: &'a str,
    kind: usize,
    x: f64,
    y: f64,
    degree: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    venue: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link_kind: Option<LinkKind>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    authors: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    aliases: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    urls: Vec<&'a str>,
    #[serde(rename = "abstract", skip_serializing_if = "str::is_empty")]
    abstract_text: &'a str,
}

/// Source, target, type, weight, figure, evidence: sentence, start and end in it.
#[derive(Serialize)]
struct EdgeData<'a>(usize, usize, usize, u32, Option<&'a Figure>, Vec<(usize, usize, usize)>);

/// Place, and reasons with their shares in per cent.
#[derive(Serialize)]
struct RelatedData(usize, Vec<(String, f64)>);

impl Exporter for Page {
    fn format(&self) -> &Format {
        &Format {
            name: "html",
            extension: "html",
            media_type: "text/html",
            folder: false,
            about: "a browser, without a network; a page to look at, search and click",
        }
    }

    fn write(
        &self,
        view: &View<'_>,
        options: &ExportOptions,
        out: &mut dyn Output,
    ) -> io::Result<()> {
        view.refuse_beyond(MOST_NODES, "a page")?;
        let json = serde_json::to_string(&data(view, options).map_err(io::Error::other)?)?;
        let parts = [
            ("{{script-hash}}", hash(SCRIPT)),
            ("{{style-hash}}", hash(STYLE)),
            ("{{style}}", STYLE.to_owned()),
            ("{{data}}", json.replace('<', "\\u003c")),
            ("{{script}}", SCRIPT.to_owned()),
        ];
        // In the order of the template, so that no part is searched for the name of another.
        let mut rest = TEMPLATE;
        for (name, text) in parts {
            let (before, after) = rest.split_once(name).unwrap_or((rest, ""));
            out.write_all(before.as_bytes())?;
            out.write_all(text.as_bytes())?;
            rest = after;
        }
        out.write_all(rest.as_bytes())
    }
}

/// A source expression of a content-security policy.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

fn data<'a>(view: &View<'a>, options: &ExportOptions) -> crate::Result<Data<'a>> {
    let order = most_central_first(view)?;
    // Where each place of the view is in the page.
    let mut new = vec![0; order.len()];
    for (at, place) in order.iter().enumerate() {
        if let Some(slot) = new.get_mut(*place) {
            *slot = at;
        }
    }
    let place_in_page = |place: usize| new.get(place).copied().unwrap_or_default();
    let positions = layout(view, &options.watch);
    let nodes = order
        .iter()
        .filter_map(|place| {
            let [x, y] = positions.get(*place).copied().unwrap_or_default();
            Some(node(view, view.node(*place)?, view.degree(*place), x, y))
        })
        .collect();
    let mut sentences = Sentences::default();
    let edges = view
        .edges()
        .map(|edge| {
            EdgeData(
                place_in_page(edge.source),
                place_in_page(edge.target),
                type_number(&edge),
                edge.weight,
                edge.edge.and_then(|e| e.figure.as_deref()),
                view.evidence(&edge).filter_map(|e| sentences.cite(view, e)).collect(),
            )
        })
        .collect();
    Ok(Data {
        kinds: NodeKind::ALL.into_iter().map(of_kind).collect(),
        types: types(),
        nodes,
        edges,
        sentences: sentences.list,
        related: related(view, &place_in_page)?,
        first: FIRST,
    })
}

/// Places of the view by PageRank in the whole graph.
fn most_central_first(view: &View<'_>) -> crate::Result<Vec<usize>> {
    let ranking = rank(view.graph(), &RankOptions::default())?;
    Ok(ranking
        .results
        .iter()
        .filter_map(|row| view.graph().find(&row.id))
        .filter_map(|at| view.place(at))
        .collect())
}

fn node<'a>(view: &View<'a>, node: &'a Node, degree: u32, x: f64, y: f64) -> NodeData<'a> {
    let paper = node.paper();
    let (year, link_kind, urls) = match node {
        Node::Paper(n) => (n.paper.year, None, n.paper.urls.iter().map(String::as_str).collect()),
        Node::Work(n) => (n.year, None, Vec::new()),
        Node::Link(n) => (None, Some(n.kind), vec![n.url.as_str()]),
        Node::Entity(_) => (None, None, Vec::new()),
    };
    NodeData {
        id: node.id(),
        label: node.label(),
        kind: NodeKind::ALL.iter().position(|k| *k == node.kind()).unwrap_or_default(),
        x,
        y,
        degree,
        year,
        venue: paper.and_then(|p| p.venue.as_deref()),
        link_kind,
        authors: paper.map_or(&[], |p| &p.authors),
        aliases: node.entity().map_or(&[], |e| &e.aliases),
        urls,
        abstract_text: paper.filter(|_| view.has_text()).map_or("", |p| &p.abstract_text),
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
    let shared = Look { name: super::view::SHARES, colour: style::SHARED.to_string() };
    own.chain([shared]).collect()
}

fn type_number(edge: &ViewEdge<'_>) -> usize {
    let own = edge.edge.and_then(|e| EdgeKind::ALL.iter().position(|k| *k == e.kind));
    own.unwrap_or(EdgeKind::ALL.len())
}

/// Sentences, each once.
#[derive(Default)]
struct Sentences<'a> {
    list: Vec<&'a str>,
    number: BTreeMap<(NodeId, crate::model::Span), usize>,
}

impl<'a> Sentences<'a> {
    /// The number of the sentence around a piece of evidence, and where in it the name stands, in
    /// the units in which scripts count.
    fn cite(&mut self, view: &View<'a>, e: &Evidence) -> Option<(usize, usize, usize)> {
        let sentence = view.text(e.paper, e.sentence);
        if sentence.is_empty() {
            return None;
        }
        let number = *self.number.entry((e.paper, e.sentence)).or_insert_with(|| {
            self.list.push(sentence);
            self.list.len() - 1
        });
        let units = |byte: u32| {
            let within = byte.checked_sub(e.sentence.start)? as usize;
            Some(sentence.get(..within)?.encode_utf16().count())
        };
        let (start, end) = units(e.span.start).zip(units(e.span.end)).unwrap_or_default();
        Some((number, start, end))
    }
}

/// Related papers of each paper, with shares in per cent.
fn related(
    view: &View<'_>,
    place_in_page: &dyn Fn(usize) -> usize,
) -> crate::Result<BTreeMap<usize, Vec<RelatedData>>> {
    let graph = view.graph();
    let papers: Vec<_> = view
        .nodes()
        .filter(|n| n.kind() == NodeKind::Paper)
        .filter_map(|n| graph.find(n.id()))
        .collect();
    let mut out = BTreeMap::new();
    if papers.len() > MOST_RELATED {
        return Ok(out);
    }
    let index = RelatedIndex::new(graph);
    let options = RelatedOptions { limit: 8, ..RelatedOptions::default() };
    for at in papers {
        let found = index.to_nodes(graph, &[at], &options)?;
        let rows: Vec<_> = found
            .results
            .into_iter()
            .filter_map(|row| {
                let place = view.place(graph.find(&row.id)?)?;
                let reasons = row.reasons.into_iter().map(|r| (r.name, (r.share * 100.0).round()));
                Some(RelatedData(place_in_page(place), reasons.collect()))
            })
            .collect();
        if let (false, Some(place)) = (rows.is_empty(), view.place(at)) {
            out.insert(place_in_page(place), rows);
        }
    }
    Ok(out)
}
