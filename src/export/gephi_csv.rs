//! A table of nodes and a table of edges, as Gephi's spreadsheet import takes them.

use std::io;

use super::columns::{self, EDGE, NODE};
use super::table::Table;
use super::{ExportOptions, Exporter, Format, Output, View};
use crate::graph::Node;

/// CSV for Gephi.
pub(super) struct GephiCsv;

/// Between the members of a list.
const SEPARATOR: &str = "; ";

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
        let mut table = Table::new(&mut *out);
        let others = NODE.iter().skip(1).map(|c| c.name);
        table.head(["Id", "Label"].into_iter().chain(others))?;
        for (place, node) in view.nodes().enumerate() {
            table.cell(node.id())?;
            for value in columns::of_node(view, place, node) {
                table.cell(&value.map_or(String::new(), |v| v.join(SEPARATOR).into_owned()))?;
            }
            table.end()?;
        }
        table.finish()?;

        out.begin("edges.csv")?;
        let mut table = Table::new(&mut *out);
        let others = EDGE.iter().skip(2).map(|c| c.name);
        table.head(
            ["Source", "Target", "Type", "Id", "Label", "Weight"].into_iter().chain(others),
        )?;
        let direction = if view.directed() { "Directed" } else { "Undirected" };
        for edge in view.edges() {
            let end = |place| view.node(place).map_or("", Node::id);
            table.cell(end(edge.source))?;
            table.cell(end(edge.target))?;
            table.cell(direction)?;
            table.cell(&edge.number.to_string())?;
            for value in columns::of_edge(view, &edge) {
                table.cell(&value.map_or(String::new(), |v| v.join(SEPARATOR).into_owned()))?;
            }
            table.end()?;
        }
        table.finish()
    }
}
