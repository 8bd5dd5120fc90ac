//! Where results go: standard output, a file, or a folder; the latter two whole or not at all.

use std::fs;
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};

use citegraph::export::whole::{open_to_others, parent, unfinished_file, unfinished_folder};
use citegraph::export::{Folder, Output, View};
use citegraph::store::{Kept, Writer};
use citegraph::{Error, Result};
use tempfile::{NamedTempFile, TempDir};

use super::unfinished::Unfinished;

/// An output that appears under its name when [`finish`](Destination::finish)ed, not before.
pub(crate) struct Destination {
    path: PathBuf,
    sink: Sink,
}

enum Sink {
    Stdout(BufWriter<StdoutLock<'static>>),
    /// A device or pipe, which cannot be replaced.
    Special(BufWriter<fs::File>),
    File(BufWriter<NamedTempFile>, Unfinished),
    Folder(Folder, TempDir, Unfinished),
}

impl Destination {
    /// A stream: standard output for `-`, else a file.
    pub(crate) fn stream(path: &Path) -> Result<Self> {
        let sink = if path.as_os_str() == "-" {
            Sink::Stdout(BufWriter::with_capacity(1 << 16, io::stdout().lock()))
        } else if path.is_dir() {
            return Err(Error::usage(
                format!("{} is a folder", path.display()),
                "name a file in it to write to",
            ));
        } else if path.exists() && !path.is_file() {
            let file = fs::OpenOptions::new().write(true).open(path);
            Sink::Special(BufWriter::new(file.map_err(|e| Error::io("write", path, e))?))
        } else {
            let make = || unfinished_file(parent(path));
            let begun = Unfinished::new(make, |file| Some(file.path()));
            let (file, entry) = begun.map_err(|e| Error::io("create", path, e))?;
            Sink::File(BufWriter::with_capacity(1 << 16, file), entry)
        };
        Ok(Self { path: path.to_owned(), sink })
    }

    /// A folder, which must be new or empty.
    pub(crate) fn folder(path: &Path) -> Result<Self> {
        let taken = if path.is_dir() {
            fs::read_dir(path).map_err(|e| Error::io("read", path, e))?.next().is_some()
        } else {
            path.exists() || path.as_os_str() == "-"
        };
        if taken {
            return Err(Error::usage(
                format!("{} is not a new or empty folder", path.display()),
                "name one with --output",
            ));
        }
        let make = || unfinished_folder(parent(path));
        let begun = Unfinished::new(make, |folder| Some(folder.path()));
        let (folder, entry) = begun.map_err(|e| Error::io("create", path, e))?;
        let sink = Sink::Folder(Folder::new(folder.path()), folder, entry);
        Ok(Self { path: path.to_owned(), sink })
    }

    /// Gives the output its name.
    pub(crate) fn finish(self) -> Result<()> {
        let failed = |action| {
            let path = self.path.clone();
            move |e: io::Error| Error::io(action, path, e)
        };
        match self.sink {
            Sink::Stdout(mut out) => out.flush().map_err(failed("write")),
            Sink::Special(mut out) => out.flush().map_err(failed("write")),
            Sink::File(out, _entry) => {
                let file = out.into_inner().map_err(|e| failed("write")(e.into_error()))?;
                // A name that outlives a crash of the system must not have lost its bytes.
                file.as_file().sync_all().map_err(failed("write"))?;
                file.persist(&self.path).map_err(|e| failed("rename")(e.error))?;
                Ok(())
            }
            Sink::Folder(mut out, folder, _entry) => {
                out.flush().map_err(failed("write"))?;
                let made = folder.keep();
                open_to_others(&made).map_err(failed("write"))?;
                fs::rename(&made, &self.path).map_err(failed("rename"))
            }
        }
    }

    /// An error of the library that says "the output", said with the path.
    pub(crate) fn name(&self, error: Error) -> Error {
        match error {
            Error::Io { action: "write", source, .. } => Error::io("write", &self.path, source),
            other => other,
        }
    }

    fn writer(&mut self) -> &mut dyn Write {
        match &mut self.sink {
            Sink::Stdout(out) => out,
            Sink::Special(out) => out,
            Sink::File(out, _) => out,
            Sink::Folder(out, ..) => out,
        }
    }
}

/// A store that appears, or changes, when it is whole.
pub(crate) struct StoreDestination {
    writer: Writer,
    _entry: Unfinished,
}

impl StoreDestination {
    /// A new store, or the one that is there.
    pub(crate) fn new(path: &Path) -> Result<Self> {
        let (writer, entry) = Unfinished::new(|| Writer::new(path), Writer::unfinished)?;
        Ok(Self { writer, _entry: entry })
    }

    /// Writes the graph that is viewed, and what papers can be added with.
    pub(crate) fn write(self, view: &View<'_>, kept: Option<Kept<'_>>) -> Result<()> {
        self.writer.write(view, kept)
    }
}

impl Write for Destination {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer().write(bytes)
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.writer().write_all(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer().flush()
    }
}

impl Output for Destination {
    fn begin(&mut self, file: &str) -> io::Result<()> {
        match &mut self.sink {
            Sink::Folder(folder, ..) => folder.begin(file),
            _ => Err(io::Error::other(Error::usage(
                "this format is a folder of files",
                "name a new folder with --output",
            ))),
        }
    }
}
