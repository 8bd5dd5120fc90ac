//! Adjacency JSON, as networkx's `adjacency_graph` loads it and as [`super::load`] loads it back.
//!
//! One node and one row of edges a line, so that two graphs can be compared line by line. The
//! `key` of an edge is its number in the graph.

use std::io;

use super::json::{EdgeJson, NodeJson, lines};
use super::{ExportOptions, Exporter, Format, Output, View};

/// The version of the file, raised when an older citegraph could not load a newer file.
pub(super) const VERSION: u32 = 1;

/// Adjacency JSON.
pub(super) struct Adjacency;

impl Exporter for Adjacency {
    fn format(&self) -> &Format {
        &Format {
            name: "adjacency",
            extension: "json",
            media_type: "application/json",
            folder: false,
            about: "networkx.adjacency_graph, citegraph itself; keeps everything",
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
            "{{\"directed\":{},\"multigraph\":true,\"graph\":[[\"citegraph\",{VERSION}]],\"nodes\":",
            view.directed()
        )?;
        lines(out, view.nodes(), |node| NodeJson::new(node, view.has_text()))?;
        out.write_all(b",\"adjacency\":")?;
        lines(out, 0..view.node_count(), |place| row(view, *place))?;
        out.write_all(b"}\n")
    }
}

fn row<'a>(view: &View<'a>, place: usize) -> Vec<EdgeJson<'a>> {
    let target = |edge: super::ViewEdge<'a>| EdgeJson {
        id: view.node(edge.target).map(|node| node.id().into()),
        ..EdgeJson::new(view, &edge)
    };
    view.edges_from(place).into_iter().map(target).collect()
}
