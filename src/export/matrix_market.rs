//! Matrix Market coordinates: the adjacency matrix, with the node of each row in comments.

use std::io::{self, Write as _};

use rayon::prelude::*;

use super::blocks::in_blocks;
use super::clean::printable;
use super::view::ViewEdge;
use super::{ExportOptions, Exporter, Format, Output, View};
use crate::graph::Node;

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
        in_blocks(out, view.nodes().enumerate(), |text, share| {
            let mut comment = |(place, node): &(usize, &Node)| {
                writeln!(text, "% {} {}", place + 1, printable(node.id()))
            };
            share.iter().try_for_each(&mut comment)
        })?;
        let cells = cells(view);
        let nodes = view.node_count();
        writeln!(out, "{nodes} {nodes} {}", cells.len())?;
        in_blocks(out, cells.into_iter(), |text, share| {
            let mut line = |((row, column), weight): &((usize, usize), u64)| {
                writeln!(text, "{} {} {weight}", row + 1, column + 1)
            };
            share.iter().try_for_each(&mut line)
        })
    }
}

/// Rows and columns that are not 0, in order, with their weights.
fn cells(view: &View<'_>) -> Vec<((usize, usize), u64)> {
    let cell = |edge: ViewEdge<'_>| {
        // A symmetric matrix is given by its lower triangle.
        let place = if view.directed() {
            (edge.source, edge.target)
        } else {
            (edge.source.max(edge.target), edge.source.min(edge.target))
        };
        (place, u64::from(edge.weight))
    };
    let mut cells: Vec<((usize, usize), u64)> = view.edges().map(cell).collect();
    cells.par_sort_unstable();
    cells.dedup_by(|later, first| {
        let same = later.0 == first.0;
        if same {
            first.1 += later.1;
        }
        same
    });
    cells
}
