//! A table of nodes and a table of edges, as Gephi's spreadsheet import takes them.

use std::io;

use super::columns::{self, EDGE, NODE, SEPARATOR};
use super::table::table;
use super::{ExportOptions, Exporter, Format, Output, View};

/// CSV for Gephi.
pub(super) struct GephiCsv;

impl Exporter for GephiCsv {
    fn format(&self) -> &Format {
        &Format {
            name: "csv",
            extension: "",
            media_type: "",
            folder: true,
            about: "nodes.csv and edges.csv for Gephi and spreadsheets; keeps attributes",
        }
    }

    fn write(
        &self,
        view: &View<'_>,
        _options: &ExportOptions,
        out: &mut dyn Output,
    ) -> io::Result<()> {
        out.begin("nodes.csv")?;
        let others = NODE.iter().skip(1).map(|c| c.name);
        let names = ["Id", "Label"].into_iter().chain(others);
        table(out, names, view.nodes().enumerate(), |row, (place, node)| {
            row.cell(node.id())?;
            row.values(&columns::of_node(view, *place, node), SEPARATOR)
        })?;

        out.begin("edges.csv")?;
        let others = EDGE.iter().skip(2).map(|c| c.name);
        let names = ["Source", "Target", "Type", "Id", "Label", "Weight"].into_iter().chain(others);
        let direction = if view.directed() { "Directed" } else { "Undirected" };
        table(out, names, view.edges(), |row, edge| {
            row.cell(view.id(edge.source))?;
            row.cell(view.id(edge.target))?;
            row.cell(direction)?;
            row.cell(&edge.number.to_string())?;
            row.values(&columns::of_edge(view, edge), SEPARATOR)
        })
    }
}
