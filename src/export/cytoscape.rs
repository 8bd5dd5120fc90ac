//! Cytoscape.js JSON: elements whose `data` hold every attribute.

use std::io;

use serde::Serialize;

use super::json::{NodeJson, edge, lines};
use super::{ExportOptions, Exporter, Format, Output, View};

/// Cytoscape.js JSON.
pub(super) struct Cytoscape;

#[derive(Serialize)]
struct Element<T> {
    data: T,
}

impl Exporter for Cytoscape {
    fn format(&self) -> &Format {
        &Format {
            name: "cytoscape",
            extension: "cyjs",
            media_type: "application/json",
            folder: false,
            about: "Cytoscape and Cytoscape.js; keeps everything",
        }
    }

    fn write(
        &self,
        view: &View<'_>,
        _options: &ExportOptions,
        out: &mut dyn Output,
    ) -> io::Result<()> {
        out.write_all(b"{\"data\":{\"name\":\"citegraph\"},\"elements\":{\"nodes\":")?;
        lines(out, view.nodes(), |node| Element { data: NodeJson::new(node, view.has_text()) })?;
        out.write_all(b",\"edges\":")?;
        lines(out, view.edges(), |each| Element { data: edge(view, each) })?;
        out.write_all(b"}}\n")
    }
}
