//! JSON Graph Format 2.1, whose schema allows no keys of our own outside `metadata`.

use std::io;

use serde::Serialize;

use super::json::{EdgeJson, NodeJson, edges, lines, members};
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
    source: Option<std::borrow::Cow<'a, str>>,
    target: Option<std::borrow::Cow<'a, str>>,
    relation: String,
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
        members(
            out,
            view.nodes().map(|node| {
                let metadata = NodeJson::new(node, view.has_text());
                (node.id(), Node { label: node.label(), metadata })
            }),
        )?;
        out.write_all(b",\"edges\":")?;
        lines(
            out,
            edges(view).map(|edge| Edge {
                source: edge.source.clone(),
                target: edge.target.clone(),
                relation: edge.kind.to_string(),
                metadata: EdgeJson { id: None, source: None, target: None, ..edge },
            }),
        )?;
        out.write_all(b"}}\n")
    }
}
