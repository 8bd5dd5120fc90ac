//! Parquet tables, for pandas, Polars, `DuckDB` and Spark (`GraphFrames`).
//!
//! `schema` has the columns of every table, `tables` fills them from a view, `write` and `read` turn
//! rows into files and back. The store keeps a graph in the same tables.

mod cells;
mod read;
mod schema;
mod tables;
mod write;

use std::io;

use super::{ExportOptions, Exporter, Format, Output, View};

pub(crate) use read::{Checked, Row, read};
pub(crate) use schema::{
    EDGES, ENTITIES, EVIDENCE, JOINED, LINKS, PAPERS, RECORDS, SOURCES, Table, WORKS,
};
pub(crate) use tables::{TABLES, paper};
pub(crate) use write::Rows;

/// Parquet tables.
pub(super) struct Parquet;

impl Exporter for Parquet {
    fn format(&self) -> &Format {
        &Format {
            name: "parquet",
            extension: "",
            media_type: "",
            folder: true,
            about: "papers, entities, links, works, edges and evidence as Parquet tables, for pandas, \
                    DuckDB, GraphFrames; keeps everything",
        }
    }

    fn write(
        &self,
        view: &View<'_>,
        _options: &ExportOptions,
        mut out: &mut dyn Output,
    ) -> io::Result<()> {
        for (table, write) in &TABLES {
            out.begin(&format!("{}.parquet", table.name))?;
            write(view, &mut out)?;
        }
        Ok(())
    }
}
