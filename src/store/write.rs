//! A graph and what it was made of → a store, whole or not at all.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha2::{Digest, Sha256};
use tempfile::{NamedTempFile, TempDir};

use super::lock::{self, Lock};
use super::manifest::{self, Entry, Made, Manifest, file_name, hex};
use super::{found, is_store};
use crate::error::{Error, Result};
use crate::export::View;
use crate::export::parquet::{EVIDENCE, RECORDS, Rows, SOURCES, TABLES, Table, paper};
use crate::export::whole::{
    UNFINISHED, open_to_others, parent, unfinished_file, unfinished_folder,
};
use crate::model::Record;
use crate::read::Source;

/// What a store keeps beside the graph so that papers can be added.
#[derive(Debug, Clone, Copy)]
pub struct Kept<'a> {
    /// What was extracted from each paper of the graph.
    pub records: &'a [Record],
    /// Papers as read, where that is not how they are in the graph.
    pub sources: &'a [Source],
    /// How the graph was made.
    pub made: &'a Made,
}

/// Writes a store: a new one in a folder beside it that takes its name at the end, or a graph in the
/// place of another one, which stays until a new manifest takes the place of the old.
#[derive(Debug)]
pub struct Writer {
    path: PathBuf,
    place: Place,
}

#[derive(Debug)]
enum Place {
    New(TempDir),
    Old(Lock),
}

impl Writer {
    /// Prepares to write to `path`, and keeps other writers off where a store is there.
    ///
    /// # Errors
    /// [`Error::Usage`] where something else is there, or another process is writing; [`Error::Io`]
    /// where nothing can be written there.
    pub fn new(path: &Path) -> Result<Self> {
        let place = if is_store(path) && path.join(manifest::NAME).is_file() {
            Place::Old(Lock::take(path)?)
        } else if is_vacant(path) {
            let folder = unfinished_folder(parent(path));
            Place::New(folder.map_err(|e| Error::io("create", path, e))?)
        } else {
            return Err(Error::usage(
                format!("{} is neither a store nor a new or empty folder", path.display()),
                "name another one with --output",
            ));
        };
        Ok(Self { path: path.to_owned(), place })
    }

    /// The folder that is to become a new store, which goes where this is dropped.
    pub fn unfinished(&self) -> Option<&Path> {
        match &self.place {
            Place::New(folder) => Some(folder.path()),
            Place::Old(_) => None,
        }
    }

    /// Writes the graph that is viewed, and what papers can be added with. Abstracts are written where
    /// the view has them.
    ///
    /// # Errors
    /// [`Error::Io`] where a file cannot be written; what was there before is there then.
    pub fn write(self, view: &View<'_>, kept: Option<Kept<'_>>) -> Result<()> {
        let failed = |e| Error::io("write", &self.path, e);
        match self.place {
            Place::New(folder) => {
                fill(folder.path(), view, kept).map_err(failed)?;
                open_to_others(folder.path()).map_err(failed)?;
                fs::rename(folder.path(), &self.path)
                    .map_err(|e| Error::io("rename", &self.path, e))?;
                // It has another name now.
                let _ = folder.keep();
                sync_folder(parent(&self.path)).map_err(failed)
            }
            Place::Old(_lock) => {
                let manifest = fill(&self.path, view, kept).map_err(failed)?;
                // A file too many does no harm, and the next writer tries again.
                let _ = tidy(&self.path, &manifest);
                Ok(())
            }
        }
    }
}

fn is_vacant(path: &Path) -> bool {
    match fs::read_dir(path) {
        Ok(mut entries) => entries.next().is_none(),
        Err(_) => !path.exists(),
    }
}

/// Writes all tables into a folder, and last of all the manifest.
fn fill(folder: &Path, view: &View<'_>, kept: Option<Kept<'_>>) -> io::Result<Manifest> {
    // Readers have the texts of spans from the papers.
    let bare = view.clone().without_text();
    let own = TABLES.par_iter().map(|(table, write)| {
        let view = if table.name == EVIDENCE.name { &bare } else { view };
        write_table(folder, table, |out| write(view, out))
    });
    let mut tables = own.collect::<io::Result<Vec<Entry>>>()?;
    if let Some(kept) = kept {
        tables.push(write_table(folder, &RECORDS, |out| found::write(kept.records, out))?);
        tables.push(write_table(folder, &SOURCES, |out| write_sources(kept.sources, out))?);
    }
    let made = kept.map(|kept| kept.made.clone()).unwrap_or_default();
    let manifest = Manifest::new(made, tables);
    let mut file = unfinished_file(folder)?;
    file.write_all(&manifest.to_json())?;
    finish(file, &folder.join(manifest::NAME))?;
    sync_folder(folder)?;
    Ok(manifest)
}

fn write_sources(sources: &[Source], out: &mut dyn Write) -> io::Result<u64> {
    let mut rows = Rows::new(&SOURCES, out)?;
    for (source, number) in sources.iter().zip(0u32..) {
        paper(&mut rows, number, &source.paper.id, &source.paper, &source.paper.abstract_text)?;
        rows.maybe(source.of);
        rows.put(source.is_part);
        rows.end()?;
    }
    rows.finish()
}

/// Writes one table to a file that is called by its checksum.
fn write_table(
    folder: &Path,
    table: &Table,
    write: impl FnOnce(&mut dyn Write) -> io::Result<u64>,
) -> io::Result<Entry> {
    let mut out =
        Summed { out: BufWriter::new(unfinished_file(folder)?), sum: Sha256::new(), bytes: 0 };
    let rows = write(&mut out)?;
    let Summed { out, sum, bytes } = out;
    let sha256 = hex(&sum.finalize());
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    finish(file, &folder.join(file_name(table, &sha256)))?;
    Ok(Entry { name: table.name.to_owned(), rows, bytes, sha256 })
}

/// Gives a file its name once all of it is on the disk.
fn finish(file: NamedTempFile, name: &Path) -> io::Result<()> {
    file.as_file().sync_all()?;
    file.persist(name).map_err(|e| e.error)?;
    Ok(())
}

/// Removes tables that the manifest does not name, and what writers left that were killed.
fn tidy(store: &Path, manifest: &Manifest) -> io::Result<()> {
    let named: BTreeSet<String> = TABLES
        .iter()
        .map(|(table, _)| *table)
        .chain([&RECORDS, &SOURCES])
        .filter_map(|table| Some(file_name(table, &manifest.table(table)?.sha256)))
        .chain([manifest::NAME, lock::NAME].map(str::to_owned))
        .collect();
    for entry in fs::read_dir(store)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let ours = name.starts_with(UNFINISHED) || name.ends_with(".parquet");
        if ours && !named.contains(&name) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// A stream that is summed up on its way.
struct Summed<W> {
    out: W,
    sum: Sha256,
    bytes: u64,
}

impl<W: Write> Write for Summed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        let done = bytes.get(..written).unwrap_or_default();
        self.sum.update(done);
        self.bytes += done.len() as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
