//! Edges as tab-separated lines of ids, the form that every tool reads.

use std::io::{self, Write as _};

use super::blocks::in_blocks;
use super::clean::printable;
use super::{ExportOptions, Exporter, Format, Output, View};

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
        in_blocks(out, view.edges(), |text, share| {
            for edge in share {
                let end = |place| printable(view.id(place));
                let (source, target) = (end(edge.source), end(edge.target));
                write!(text, "{source}\t{target}\t{}\t{}\t", edge.kind, edge.weight)?;
                match edge.edge {
                    Some(own) => writeln!(text, "{}", own.confidence)?,
                    None => writeln!(text)?,
                }
            }
            Ok(())
        })
    }
}
