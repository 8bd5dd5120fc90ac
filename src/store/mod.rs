//! Graphs as compact folders that can grow: Parquet tables with a manifest.
//!
//! [`Writer`] writes a graph, and what was read and extracted for it, so that it is there whole or
//! not at all; [`load`] reads the graph back, and [`open`] what it was made of, to which papers can be
//! added. `manifest` names every table with its length and checksum; a table is called by its
//! checksum, so that one manifest takes the place of another in one step. `nodes`, `edges` and `found`
//! turn rows into what they stand for.
//!
//! ```
//! use citegraph::{Graph, export::View, store};
//!
//! let folder = tempfile::tempdir().unwrap();
//! let path = folder.path().join("g.citegraph");
//! store::Writer::new(&path)?.write(&View::whole(&Graph::new()), None)?;
//! assert!(store::is_store(&path));
//! assert_eq!(store::load(&path)?.node_count(), 0);
//! # Ok::<(), citegraph::Error>(())
//! ```

mod edges;
mod files;
mod found;
mod lock;
mod manifest;
mod nodes;
mod write;

use std::collections::HashMap;
use std::path::Path;

use rayon::prelude::*;

use crate::error::{Error, Location, Result};
use crate::export::Format;
use crate::export::parquet::{
    Checked, EDGES, ENTITIES, EVIDENCE, JOINED, LINKS, PAPERS, RECORDS, Row, SOURCES, Table, WORKS,
};
use crate::graph::{Graph, Node};
use crate::model::{Paper, Record};
use crate::read::Source;
use manifest::Manifest;

pub use manifest::Made;
pub use write::{Kept, Writer};

/// What to know of a store.
pub static FORMAT: Format = Format {
    name: "store",
    extension: "citegraph",
    media_type: "",
    folder: true,
    about: "what `build -o NAME.citegraph` writes and every command reads: small, checked, can grow \
            (`add`); keeps everything",
};

/// How often reading starts again where a writer put a new graph in the place of the one being read.
const TRIES: usize = 10;

/// What a graph was made of.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Store {
    /// Its papers, in order.
    pub papers: Vec<Paper>,
    /// What was extracted from each; as many as papers.
    pub records: Vec<Record>,
    /// Papers as read, where that is not how they are.
    pub sources: Vec<Source>,
    /// How it was made.
    pub made: Made,
    /// Whether this version of citegraph made it, so that it would extract the same records.
    pub is_current: bool,
}

impl Store {
    /// For each of some papers, what was extracted from it here, where this citegraph reads the same in
    /// it. Takes time linear in both.
    pub fn into_records(self, papers: &[Paper]) -> Vec<Option<Record>> {
        fn told(paper: &Paper) -> (&str, usize) {
            (&paper.title, paper.abstract_text.len())
        }
        let held = if self.is_current { &*self.papers } else { &[] };
        let places: HashMap<(&str, usize), usize> = held.iter().map(told).zip(0..).collect();
        let place = |paper: &Paper| {
            let at = *places.get(&told(paper))?;
            held.get(at).filter(|held| says_the_same(held, paper)).map(|_| at)
        };
        let places: Vec<Option<usize>> = papers.par_iter().map(place).collect();
        let mut records: Vec<Option<Record>> = self.records.into_iter().map(Some).collect();
        places.into_iter().map(|at| records.get_mut(at?).and_then(Option::take)).collect()
    }
}

/// Whether two papers are the same to extraction.
fn says_the_same(one: &Paper, two: &Paper) -> bool {
    (&one.title, &one.abstract_text, &one.claims) == (&two.title, &two.abstract_text, &two.claims)
}

/// Whether `path` is a store, or calls itself one.
pub fn is_store(path: &Path) -> bool {
    let named = || path.extension().is_some_and(|e| e == FORMAT.extension);
    path.is_dir() && (path.join(manifest::NAME).is_file() || named())
}

/// Reads the graph of a store. Takes time and memory linear in the graph.
///
/// # Errors
/// [`Error::Io`] where a file cannot be read, [`Error::Input`] where it is not what the manifest says, or
/// of another version.
pub fn load(path: &Path) -> Result<Graph> {
    settled(path, |manifest| {
        let read = Tables { path, manifest };
        let (nodes, edges) = rayon::join(|| read.nodes(), || read.edges());
        edges::graph(nodes?, edges?).map_err(|what| broken(path, what))
    })
}

/// Reads what the graph of a store was made of.
///
/// # Errors
/// As [`load`]; [`Error::Usage`] where the store was written without it.
pub fn open(path: &Path) -> Result<Store> {
    settled(path, |manifest| {
        if manifest.table(&RECORDS).is_none() {
            return Err(Error::usage(
                format!("{} keeps no records, so it cannot grow", path.display()),
                "build it again from the papers, without --no-text",
            ));
        }
        let read = Tables { path, manifest };
        let (papers, (records, sources)) = rayon::join(
            || read.rows(&PAPERS, nodes::paper),
            || {
                rayon::join(
                    || read.rows(&RECORDS, found::row),
                    || read.rows(&SOURCES, nodes::source),
                )
            },
        );
        let papers: Vec<Paper> = papers?.into_iter().map(|(_, node)| node.paper).collect();
        let records = found::records(papers.len(), records?).map_err(|what| broken(path, what))?;
        Ok(Store {
            papers,
            records,
            sources: sources?,
            made: manifest.made.clone(),
            is_current: manifest.is_current(),
        })
    })
}

/// What `read` makes of the manifest; once more where that was replaced meanwhile.
fn settled<T>(path: &Path, read: impl Fn(&Manifest) -> Result<T>) -> Result<T> {
    let mut manifest = Manifest::load(path)?;
    for _ in 0..TRIES {
        match read(&manifest) {
            Err(Error::Io { .. }) => {}
            outcome => return outcome,
        }
        let now = Manifest::load(path)?;
        if now == manifest {
            break;
        }
        manifest = now;
    }
    read(&manifest)
}

fn broken(path: &Path, what: impl Into<String>) -> Error {
    let hint = "build it again with `citegraph build`, or take a copy that is whole";
    Error::input(Location::new(path.display().to_string()), what, hint)
}

/// The tables of a store.
struct Tables<'a> {
    path: &'a Path,
    manifest: &'a Manifest,
}

impl Tables<'_> {
    /// All rows of a table, in order.
    fn rows<T: Send>(
        &self,
        table: &Table,
        make: impl Fn(&mut Row) -> Checked<T> + Sync,
    ) -> Result<Vec<T>> {
        files::rows(self.path, self.manifest, table, &JOINED, make)
    }

    /// All nodes with their numbers.
    fn nodes(&self) -> Result<Vec<(u32, Node)>> {
        let (papers, ((entities, links), works)) = rayon::join(
            || {
                self.rows(&PAPERS, |row| {
                    nodes::paper(row).map(|(n, p)| (n, Node::Paper(Box::new(p))))
                })
            },
            || {
                rayon::join(
                    || {
                        rayon::join(
                            || self.rows(&ENTITIES, nodes::entity),
                            || self.rows(&LINKS, nodes::link),
                        )
                    },
                    || self.rows(&WORKS, nodes::work),
                )
            },
        );
        Ok(papers?.into_iter().chain(entities?).chain(links?).chain(works?).collect())
    }

    /// All edges, and what supports them.
    fn edges(&self) -> Result<(Vec<edges::Row>, Vec<edges::Support>)> {
        let (edges, evidence) = rayon::join(
            || self.rows(&EDGES, edges::edge),
            || self.rows(&EVIDENCE, edges::evidence),
        );
        Ok((edges?, evidence?))
    }
}
