//! Matrix Market coordinates: the adjacency matrix, with the node of each row in comments.

use std::collections::BTreeMap;
use std::io;

use super::clean::printable;
use super::{ExportOptions, Exporter, Format, Output, View};

/// Matrix Market.
pub(super) struct MatrixMarket;

impl Exporter for MatrixMarket {
    fn format(&self) -> &Format {
        &Format {
            name: "matrix-market",
            extension: "mtx",
            media_type: "text/x-matrix-market",
            folder: false,
            about: "scipy.io.mmread, Matlab, Julia; keeps ids and summed weights",
        }
    }

    fn write(
        &self,
        view: &View<'_>,
        _options: &ExportOptions,
        out: &mut dyn Output,
    ) -> io::Result<()> {
        let symmetry = if view.directed() { "general" } else { "symmetric" };
        writeln!(out, "%%MatrixMarket matrix coordinate integer {symmetry}")?;
        for (place, node) in view.nodes().enumerate() {
            writeln!(out, "% {} {}", place + 1, printable(node.id()))?;
        }
        let mut cells: BTreeMap<(usize, usize), u64> = BTreeMap::new();
        for edge in view.edges() {
            // A symmetric matrix is given by its lower triangle.
            let cell = if view.directed() {
                (edge.source, edge.target)
            } else {
                (edge.source.max(edge.target), edge.source.min(edge.target))
            };
            *cells.entry(cell).or_default() += u64::from(edge.weight);
        }
        let nodes = view.node_count();
        writeln!(out, "{nodes} {nodes} {}", cells.len())?;
        for ((row, column), weight) in cells {
            writeln!(out, "{} {} {weight}", row + 1, column + 1)?;
        }
        Ok(())
    }
}
