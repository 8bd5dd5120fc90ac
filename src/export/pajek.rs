//! Pajek's `.net`. A vertex is labelled by its node id, since programs take labels as identities.

use std::io;

use super::clean::printable;
use super::{ExportOptions, Exporter, Format, Output, View};

/// Pajek.
pub(super) struct Pajek;

impl Exporter for Pajek {
    fn format(&self) -> &Format {
        &Format {
            name: "pajek",
            extension: "net",
            media_type: "text/x-pajek",
            folder: false,
            about: "Pajek, igraph, networkx, VOSviewer; keeps ids, edge types and weights",
        }
    }

    fn write(
        &self,
        view: &View<'_>,
        _options: &ExportOptions,
        out: &mut dyn Output,
    ) -> io::Result<()> {
        writeln!(out, "*Vertices {}", view.node_count())?;
        for (place, node) in view.nodes().enumerate() {
            // The format has no escape, so quotes and backslashes cannot stand in a label.
            let label = printable(node.id()).replace(['"', '\\'], "'");
            writeln!(out, "{} \"{label}\"", place + 1)?;
        }
        writeln!(out, "{}", if view.directed() { "*Arcs" } else { "*Edges" })?;
        for edge in view.edges() {
            let (source, target) = (edge.source + 1, edge.target + 1);
            writeln!(out, "{source} {target} {} l \"{}\"", edge.weight, edge.kind)?;
        }
        Ok(())
    }
}
