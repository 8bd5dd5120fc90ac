//! One HTML file that shows a graph: its data, its style and its script, and nothing from elsewhere.
//!
//! The data are two blocks. The [`mod@overview`] is all that drawing and searching need and is read when the
//! page opens; the records ([`mod@record`]), one line a node, hold what panels show and are read one by one, when a
//! node is picked. So a graph of many nodes opens on its most central ones and the rest is at hand.
//!
//! Text of papers is data in blocks of JSON, whose `<` are escaped, and reaches the document as text
//! alone; the content-security policy names the one script and the one style by their hashes.

mod overview;
mod record;

use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::{ExportOptions, Exporter, Format, Output, View};
use crate::error::Error;
use crate::query::{RankOptions, RelatedIndex, rank};
use overview::Overview;
use record::record;

const TEMPLATE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
/// The parts of the script, whose names are its own.
const SCRIPT: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("graph.js"),
    include_str!("data.js"),
    include_str!("scene.js"),
    include_str!("canvas.js"),
    include_str!("panel.js"),
    include_str!("search.js"),
    include_str!("page.js"),
    "})();"
);

/// Browsers read the overview of so many nodes in seconds; more would take them minutes and gigabytes.
const MOST_NODES: usize = 200_000;
/// Browsers keep a text of this many bytes, and refuse one of 512 MB.
const MOST_TEXT: usize = 200_000_000;
/// Up to so many nodes are drawn when the page opens …
const SMOOTH: usize = 5_000;
/// … and of more, so many of the most central ones.
const FIRST: usize = 2_000;
/// Records made at a time, in parallel.
const AT_A_TIME: usize = 512;
/// What the watch is told of.
const RELATED: &str = "related papers";

/// The page.
pub(super) struct Page;

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
        refuse_long_texts(view)?;
        let order = Order::new(view).map_err(io::Error::other)?;
        // In the order of the template, so that no part is searched for the name of another.
        let mut rest = TEMPLATE;
        let mut until = |name: &str, out: &mut dyn Output| {
            let (before, after) = rest.split_once(name).unwrap_or((rest, ""));
            rest = after;
            out.write_all(before.as_bytes())
        };
        for (name, text) in [
            ("{{script-hash}}", hash(SCRIPT).as_str()),
            ("{{style-hash}}", hash(STYLE).as_str()),
            ("{{style}}", STYLE),
        ] {
            until(name, out)?;
            out.write_all(text.as_bytes())?;
        }
        until("{{overview}}", out)?;
        let overview = Overview::new(view, &order, options);
        serde_json::to_writer(Escaped(out), &overview)?;
        until("{{records}}", out)?;
        write_records(view, &order, options, out)?;
        until("{{script}}", out)?;
        out.write_all(SCRIPT.as_bytes())?;
        out.write_all(rest.as_bytes())
    }
}

/// Refuses papers whose abstracts are more than a page holds.
fn refuse_long_texts(view: &View<'_>) -> io::Result<()> {
    let papers = view.nodes().filter_map(|n| n.paper());
    let bytes: usize = papers.map(|p| p.abstract_text.len() + p.claims.text().len()).sum();
    if !view.has_text() || bytes <= MOST_TEXT {
        return Ok(());
    }
    let (megabytes, most) = (bytes / 1_000_000, MOST_TEXT / 1_000_000);
    Err(io::Error::other(Error::usage(
        format!(
            "{megabytes} MB of abstracts are too much for a page, which holds {most} MB at most"
        ),
        "leave them out with --no-text, or take a part of the graph with --top 5000, --around NODE or --where EXPR",
    )))
}

/// A source expression of a content-security policy.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// Where nodes are in the page: most central first, by PageRank in the whole graph.
struct Order {
    /// For each place in the page, that in the view.
    places: Vec<usize>,
    /// For each place in the view, that in the page.
    in_page: Vec<usize>,
    /// How many are drawn when the page opens.
    first: usize,
}

impl Order {
    fn new(view: &View<'_>) -> crate::Result<Self> {
        let ranking = rank(view.graph(), &RankOptions::default())?;
        let places: Vec<_> = ranking
            .results
            .iter()
            .filter_map(|row| view.graph().find(&row.id))
            .filter_map(|at| view.place(at))
            .collect();
        let mut in_page = vec![0; places.len()];
        for (at, place) in places.iter().enumerate() {
            if let Some(slot) = in_page.get_mut(*place) {
                *slot = at;
            }
        }
        let first = if places.len() > SMOOTH { FIRST } else { places.len() };
        Ok(Self { places, in_page, first })
    }

    /// Where in the page a place of the view is.
    fn in_page(&self, place: usize) -> usize {
        self.in_page.get(place).copied().unwrap_or_default()
    }

    /// The places of the view that are drawn when the page opens.
    fn first(&self) -> &[usize] {
        self.places.get(..self.first).unwrap_or_default()
    }
}

/// A line for each node, in the order of the page.
fn write_records(
    view: &View<'_>,
    order: &Order,
    options: &ExportOptions,
    out: &mut dyn Output,
) -> io::Result<()> {
    let index = RelatedIndex::new(view.graph());
    let all = order.places.len();
    for (number, places) in order.places.chunks(AT_A_TIME).enumerate() {
        options.watch.tell(RELATED, number * AT_A_TIME, all);
        let lines: Vec<_> = places
            .par_iter()
            .map(|place| {
                let record = record(view, order, &index, *place).map_err(io::Error::other)?;
                Ok(serde_json::to_string(&record)?)
            })
            .collect::<io::Result<_>>()?;
        for line in lines {
            Escaped(out).write_all(line.as_bytes())?;
            out.write_all(b"\n")?;
        }
    }
    options.watch.tell(RELATED, all, all);
    Ok(())
}

/// Writes JSON so that no tag begins in it: `<`, which stands in its strings alone, as an escape.
struct Escaped<'a>(&'a mut dyn Output);

impl Write for Escaped<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for (n, part) in bytes.split(|b| *b == b'<').enumerate() {
            if n > 0 {
                self.0.write_all(b"\\u003c")?;
            }
            self.0.write_all(part)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::Single;
    use crate::graph::{Edge, EdgeKind, Graph, Node, NodeId, WorkNode};

    /// A star of so many nodes; the first is its middle.
    fn star(nodes: usize) -> Graph {
        let mut graph = Graph::new();
        for i in 0..nodes {
            let node = WorkNode { id: format!("work/{i}"), name: format!("<{i}>"), year: None };
            graph.add_node(Node::Work(node)).unwrap();
            if i > 0 {
                let edge = Edge::new(EdgeKind::Cites, 1.0, Vec::new());
                graph.add_edge(NodeId(i as u32), NodeId(0), edge).unwrap();
            }
        }
        graph
    }

    #[test]
    fn a_large_graph_opens_on_its_most_central_nodes() {
        let (small, large) = (star(SMOOTH), star(SMOOTH + 1));
        let order = Order::new(&View::whole(&small)).unwrap();
        assert_eq!(order.first().len(), SMOOTH);
        let order = Order::new(&View::whole(&large)).unwrap();
        assert_eq!((order.first().len(), order.places.len()), (FIRST, SMOOTH + 1));
        assert_eq!((order.first()[0], order.in_page(0)), (0, 0));
    }

    #[test]
    fn more_than_browsers_hold_is_refused() {
        let graph = star(MOST_NODES + 1);
        let mut out = Single::new(io::sink());
        let refused = Page.write(&View::whole(&graph), &ExportOptions::default(), &mut out);
        assert!(refused.unwrap_err().to_string().contains("200001 nodes are too many"));
    }

    #[test]
    fn data_hold_no_tag_and_read_as_they_were() {
        let mut bytes = Vec::new();
        let graph = star(3);
        Page.write(&View::whole(&graph), &ExportOptions::default(), &mut Single::new(&mut bytes))
            .unwrap();
        let page = String::from_utf8(bytes).unwrap();
        let (_, rest) = page.split_once("id=\"overview\">").unwrap();
        let data = rest.split_once('<').unwrap().0;
        let json: serde_json::Value = serde_json::from_str(data).unwrap();
        assert_eq!(json["label"], serde_json::json!(["<0>", "<1>", "<2>"]));
        let (_, rest) = page.split_once("id=\"records\">").unwrap();
        assert_eq!(rest.split_once('<').unwrap().0, "{}\n{}\n{}\n");
    }
}
