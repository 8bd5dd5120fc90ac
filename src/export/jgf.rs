//! JSON Graph Format 2.1, whose schema allows no keys of our own outside `metadata`.

use std::io;

use serde::Serialize;

use super::json::{EdgeJson, NodeJson, lines, members};
use super::{ExportOptions, Exporter, Format, Output, View};

/// JSON Graph Format.
pub(super) struct Jgf;

#[derive(Serialize)]
struct Node<'a> {
    label: &'a str,
    metadata: NodeJson<'a>,
}

#[derive(Serialize)]
struct Edge<'a> {
    source: Option<&'a str>,
    target: Option<&'a str>,
    relation: &'static str,
    metadata: EdgeJson<'a>,
}

impl Exporter for Jgf {
    fn format(&self) -> &Format {
        &Format {
            name: "jgf",
            extension: "json",
            media_type: "application/vnd.jgf+json",
            folder: false,
            about: "JSON Graph Format 2.1; keeps everything",
        }
    }

    fn write(
        &self,
        view: &View<'_>,
        _options: &ExportOptions,
        out: &mut dyn Output,
    ) -> io::Result<()> {
        write!(
            out,
            "{{\"graph\":{{\"directed\":{},\"type\":\"papers and what they name\",\
             \"label\":\"citegraph\",\"nodes\":",
            view.directed()
        )?;
        members(out, view.nodes(), |node| {
            let metadata = NodeJson::new(node, view.has_text());
            (node.id(), Node { label: node.label(), metadata })
        })?;
        out.write_all(b",\"edges\":")?;
        lines(out, view.edges(), |each| {
            let end = |place| view.node(place).map(crate::graph::Node::id);
            Edge {
                source: end(each.source),
                target: end(each.target),
                relation: each.kind,
                metadata: EdgeJson::new(view, each),
            }
        })?;
        out.write_all(b"}}\n")
    }
}
