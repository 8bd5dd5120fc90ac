//! Edges as tab-separated lines of ids, the form that every tool reads.

use std::io;

use super::clean::printable;
use super::{ExportOptions, Exporter, Format, Output, View};
use crate::graph::Node;

/// Edge list.
pub(super) struct EdgeList;

impl Exporter for EdgeList {
    fn format(&self) -> &Format {
        &Format {
            name: "edges",
            extension: "tsv",
            media_type: "text/tab-separated-values",
            folder: false,
            about: "spreadsheets, R, anything; keeps ids, edge types, weights and confidence",
        }
    }

    fn write(
        &self,
        view: &View<'_>,
        _options: &ExportOptions,
        out: &mut dyn Output,
    ) -> io::Result<()> {
        writeln!(out, "source\ttarget\ttype\tweight\tconfidence")?;
        for edge in view.edges() {
            let end = |place| printable(view.node(place).map_or("", Node::id));
            let confidence = edge.edge.map(|e| e.confidence.to_string()).unwrap_or_default();
            writeln!(
                out,
                "{}\t{}\t{}\t{}\t{confidence}",
                end(edge.source),
                end(edge.target),
                edge.kind,
                edge.weight
            )?;
        }
        Ok(())
    }
}
