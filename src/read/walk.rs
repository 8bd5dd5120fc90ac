//! The files behind the inputs, and the bytes behind the files.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use walkdir::WalkDir;

use crate::error::{Error, Location, Result};

use super::Input;
use super::feed::{Feed, Halt};
use super::format;
use super::options::ReadOptions;
use super::stream::{Opener, Packed, Source, damage};

/// A file to read.
#[derive(Debug, Clone)]
pub(super) struct Place {
    name: Arc<str>,
    from: From,
    /// Named by the user, not met in a folder: then a file that cannot be read ends the run.
    named: bool,
    pub(super) bytes: Option<u64>,
}

#[derive(Debug, Clone)]
enum From {
    File(PathBuf),
    /// Standard input after these bytes.
    Stdin(Arc<[u8]>),
    Bytes(Arc<[u8]>),
}

/// The files that `inputs` name, folders walked in sorted order.
pub(super) fn places(inputs: &[Input]) -> Result<Vec<Place>> {
    let mut places = Vec::new();
    for input in inputs {
        match input {
            Input::Stdin => places.push(Place::stdin(Arc::default())),
            Input::Begun(head) => places.push(Place::stdin(head.clone())),
            Input::Bytes { name, bytes } => places.push(Place {
                name: name.as_str().into(),
                from: From::Bytes(bytes.clone()),
                named: true,
                bytes: Some(bytes.len() as u64),
            }),
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
    let metadata = path.metadata().map_err(refused)?;
    if !metadata.is_dir() {
        // A named pipe can be opened only once: whoever writes to it would take a second time for the end.
        if metadata.is_file() {
            File::open(path).map_err(refused)?;
        }
        places.push(Place::new(path.to_owned(), true));
        return Ok(());
    }
    let before = places.len();
    for entry in WalkDir::new(path).follow_links(true).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) => entry,
            // A link that leads back up: what it leads to is read at its own place.
            Err(error) if error.loop_ancestor().is_some() => continue,
            Err(error) => return Err(refused(error.into())),
        };
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
    fn stdin(head: Arc<[u8]>) -> Self {
        Self { name: Arc::from("-"), from: From::Stdin(head), named: true, bytes: None }
    }

    fn new(path: PathBuf, named: bool) -> Self {
        let bytes = path.metadata().ok().map(|m| m.len());
        Self { name: path.display().to_string().into(), from: From::File(path), named, bytes }
    }
}

/// Cuts every file into stretches that parse on their own and sends them, in order.
pub(super) fn cut_all(places: &[Place], options: &ReadOptions, feed: &Feed, run: &Arc<AtomicU64>) {
    for place in places {
        let outcome = match cut(place, options, feed, run) {
            Err(Halt::Damaged(error)) => feed.skip(0, damage(&error)),
            other => other,
        };
        match outcome {
            Ok(()) => {}
            Err(Halt::Fatal(error)) => return feed.fatal(*error),
            Err(Halt::Gone | Halt::Damaged(_)) => return,
        }
    }
}

fn cut(
    place: &Place,
    options: &ReadOptions,
    feed: &Feed,
    run: &Arc<AtomicU64>,
) -> Result<(), Halt> {
    feed.file(&place.name)?;
    let visit = |source: &mut Source<'_>, in_archive: bool| {
        match format::tell(source, options) {
            Ok(format) => {
                feed.format(format.name)?;
                (format.cut)(source, options, feed)
            }
            // A file that the user named must be readable; others are reported and passed.
            Err(unfit) if place.named && !in_archive => Err(unfit.into()),
            Err(Error::Input { what, .. }) => feed.skip(0, what),
            Err(unfit) => feed.skip(0, unfit.to_string()),
        }
    };
    let opener = Opener { options, feed, visit: &visit };
    match &place.from {
        From::File(path) => {
            let file = File::open(path)?;
            // In a named pipe or a device there is no going back.
            let seekable = file.metadata()?.is_file();
            let packed = Packed::new(file, run);
            if seekable {
                opener.file(&place.name, packed)
            } else {
                opener.stream(&place.name, packed)
            }
        }
        From::Stdin(head) => {
            let all = Cursor::new(head).chain(io::stdin());
            opener.stream(&place.name, Packed::new(all, run))
        }
        From::Bytes(bytes) => opener.file(&place.name, Packed::new(Cursor::new(bytes), run)),
    }
}
