//! The files behind the inputs, and the bytes behind the files.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use walkdir::WalkDir;

use crate::error::{Error, Location, Result};

use super::Input;
use super::feed::{Feed, Halt};
use super::format;
use super::options::ReadOptions;
use super::stream::{Source, unpack};

/// A file to read.
#[derive(Debug, Clone)]
pub(super) struct Place {
    name: Arc<str>,
    /// Standard input where `None`.
    path: Option<PathBuf>,
    /// Named by the user, not met in a folder: then a file that cannot be read ends the run.
    named: bool,
    pub(super) bytes: Option<u64>,
}

/// The files that `inputs` name, folders walked in sorted order.
pub(super) fn places(inputs: &[Input]) -> Result<Vec<Place>> {
    let mut places = Vec::new();
    for input in inputs {
        match input {
            Input::Stdin => {
                places.push(Place { name: Arc::from("-"), path: None, named: true, bytes: None });
            }
            Input::Path(path) => add_path(path, &mut places)?,
        }
    }
    if places.is_empty() {
        return Err(Error::usage("no input", "name a file, a folder or - for standard input"));
    }
    Ok(places)
}

fn add_path(path: &Path, places: &mut Vec<Place>) -> Result<()> {
    let refused = |source| Error::io("read", path, source);
    if !path.metadata().map_err(refused)?.is_dir() {
        File::open(path).map_err(refused)?;
        places.push(Place::new(path.to_owned(), true));
        return Ok(());
    }
    let before = places.len();
    for entry in WalkDir::new(path).follow_links(true).sort_by_file_name() {
        let entry = entry.map_err(|e| refused(e.into()))?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.') && entry.depth() > 0;
        if entry.file_type().is_file() && !hidden {
            places.push(Place::new(entry.into_path(), false));
        }
    }
    if places.len() == before {
        let at = Location::new(path.display().to_string());
        return Err(Error::input(at, "the folder holds no files", "name one that holds papers"));
    }
    Ok(())
}

impl Place {
    fn new(path: PathBuf, named: bool) -> Self {
        let bytes = path.metadata().ok().map(|m| m.len());
        Self { name: path.display().to_string().into(), path: Some(path), named, bytes }
    }

    fn open(&self) -> io::Result<Box<dyn Read>> {
        Ok(match &self.path {
            Some(path) => Box::new(File::open(path)?),
            None => Box::new(io::stdin()),
        })
    }
}

/// Cuts every file into stretches that parse on their own and sends them, in order.
pub(super) fn cut_all(places: &[Place], options: &ReadOptions, feed: &Feed, read: &Arc<AtomicU64>) {
    for place in places {
        match cut(place, options, feed, read) {
            Ok(()) => {}
            Err(Halt::Gone) => return,
            Err(Halt::Fatal(error)) => return feed.fatal(*error),
            Err(Halt::Damaged(error)) => {
                let reason = format!("the rest of the file cannot be read: {error}");
                if feed.skip(0, reason).is_err() {
                    return;
                }
            }
        }
    }
}

fn cut(
    place: &Place,
    options: &ReadOptions,
    feed: &Feed,
    read: &Arc<AtomicU64>,
) -> Result<(), Halt> {
    feed.file(&place.name)?;
    let raw = Counted { inner: place.open()?, read: read.clone() };
    let mut source = Source::new(place.name.clone(), unpack(raw)?, options.max_record_bytes);
    match format::tell(&mut source, options)? {
        Ok(format) => (format.cut)(&mut source, options, feed),
        Err(unfit) if place.named => Err(unfit.into()),
        Err(unfit) => feed.skip(0, unfit.to_string()),
    }
}

/// Counts bytes for the progress bar.
struct Counted<R> {
    inner: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.inner.read(buffer)?;
        self.read.fetch_add(bytes as u64, Ordering::Relaxed);
        Ok(bytes)
    }
}
