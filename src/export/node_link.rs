//! Node-link JSON, as networkx's `node_link_graph` and D3 load it.

use std::io;

use super::json::{EdgeJson, NodeJson, edge, lines};
use super::{ExportOptions, Exporter, Format, Output, View};

/// Node-link JSON.
pub(super) struct NodeLink;

impl Exporter for NodeLink {
    fn format(&self) -> &Format {
        &Format {
            name: "node-link",
            extension: "json",
            media_type: "application/json",
            folder: false,
            about: "networkx.node_link_graph, D3 (with --edges-key links); keeps everything",
        }
    }

    fn write(
        &self,
        view: &View<'_>,
        options: &ExportOptions,
        out: &mut dyn Output,
    ) -> io::Result<()> {
        write!(
            out,
            "{{\"directed\":{},\"multigraph\":true,\"graph\":{{}},\"nodes\":",
            view.directed()
        )?;
        lines(out, view.nodes(), |node| NodeJson::new(node, view.has_text()))?;
        write!(out, ",\"{}\":", options.edges_key.name())?;
        lines(out, view.edges(), |each| EdgeJson { id: None, ..edge(view, each) })?;
        out.write_all(b"}\n")
    }
}
