//! Graph → files that other tools load.
//!
//! A [`View`] is what is exported: the whole graph, a part of it, or a projection. An [`Exporter`]
//! writes one format; [`FORMATS`] lists them all, so a new one is a file here and a line there.
//! Adjacency JSON is the format that citegraph loads back ([`load`]); it is what `build` writes.
//!
//! ```
//! use citegraph::{Graph, export};
//! let dot = export::to_string(&Graph::new(), "dot")?;
//! assert!(dot.starts_with("digraph"));
//! # Ok::<(), citegraph::Error>(())
//! ```

mod adjacency;
mod annotate;
mod bibtex;
mod blocks;
mod clean;
mod columns;
mod cytoscape;
mod dot;
mod edge_list;
mod format;
mod gephi_csv;
mod gexf;
mod graphml;
mod graphology;
mod jgf;
mod json;
mod layout;
mod load;
mod matrix_market;
mod neo4j;
mod node_link;
mod obsidian;
mod output;
mod page;
mod pajek;
pub(crate) mod parquet;
mod picture;
mod rdf;
mod style;
mod table;
mod view;
mod vosviewer;
pub mod whole;
mod xml;

use std::io;

pub use annotate::{Annotated, annotate};
pub use format::{EdgesKey, ExportOptions, Exporter, Format, Layout, Watch};
pub use layout::layout;
pub use load::{is_graph, load};
pub use output::{Folder, Output, Single};
pub use view::{View, ViewEdge};

use crate::error::{Error, Result};
use crate::graph::Graph;

/// Every format, in the order in which they are listed.
pub static FORMATS: &[&dyn Exporter] = &[
    &adjacency::Adjacency,
    &node_link::NodeLink,
    &cytoscape::Cytoscape,
    &graphology::Graphology,
    &jgf::Jgf,
    &page::Page,
    &dot::Dot,
    &picture::SVG,
    &picture::PNG,
    &picture::PDF,
    &gexf::Gexf,
    &graphml::GraphMl,
    &pajek::Pajek,
    &gephi_csv::GephiCsv,
    &neo4j::Neo4j,
    &parquet::Parquet,
    &vosviewer::VosViewer,
    &obsidian::Obsidian,
    &bibtex::BibTex,
    &rdf::N_TRIPLES,
    &rdf::TURTLE,
    &rdf::JSON_LD,
    &edge_list::EdgeList,
    &matrix_market::MatrixMarket,
];

/// The exporter for a format's name or file extension (`dot`, `svg`, `json`), the first where several share it.
///
/// # Errors
/// [`Error::Usage`] that lists the formats.
pub fn find(name: &str) -> Result<&'static dyn Exporter> {
    let fits = |by: fn(&Format) -> &str| {
        FORMATS.iter().copied().find(|e| by(e.format()).eq_ignore_ascii_case(name))
    };
    fits(|f| f.name).or_else(|| fits(|f| f.extension)).ok_or_else(|| {
        let names: Vec<_> = FORMATS.iter().map(|e| e.format().name).collect();
        Error::usage(
            format!("no export format is called {name:?}"),
            format!("use one of {}", names.join(", ")),
        )
    })
}

/// Writes a view in one format.
///
/// # Errors
/// [`Error::Io`] where the output fails, [`Error::Usage`] where the view is too large for the
/// format, [`Error::Program`] where Graphviz is needed and missing.
pub fn write(
    view: &View<'_>,
    exporter: &dyn Exporter,
    options: &ExportOptions,
    out: &mut dyn Output,
) -> Result<()> {
    exporter.write(view, options, out).and_then(|()| out.flush()).map_err(unwrap)
}

/// A whole graph in one single-file text format.
///
/// # Errors
/// As [`write()`]; also [`Error::Usage`] where the format is not text or is a folder.
pub fn to_string(graph: &Graph, name: &str) -> Result<String> {
    let exporter = find(name)?;
    let mut bytes = Vec::new();
    write(&View::whole(graph), exporter, &ExportOptions::default(), &mut Single::new(&mut bytes))?;
    String::from_utf8(bytes)
        .map_err(|_| Error::usage(format!("{name} is not a text format"), "write it to a file"))
}

/// The error of this crate that an exporter passed through `io::Error`, or the system's own.
fn unwrap(error: io::Error) -> Error {
    match error.downcast::<Error>() {
        Ok(ours) => ours,
        Err(theirs) => Error::io("write", "the output", theirs),
    }
}
