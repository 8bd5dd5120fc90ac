//! One writer at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use crate::error::{Error, Result};

/// The file that a writer holds.
pub(super) const NAME: &str = "lock";

/// A store held by this process. The system lets go of it when the process ends, however it ends, so
/// that none is ever left behind.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes hold of the store at `path`.
    pub(super) fn take(path: &Path) -> Result<Self> {
        let name = path.join(NAME);
        let failed = |e| Error::io("lock", &name, e);
        let opened =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&name);
        let mut file = opened.map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(held(path, &mut file)),
            Err(TryLockError::Error(e)) => return Err(failed(e)),
        }
        let said = file
            .set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| writeln!(file, "{}", std::process::id()));
        said.map_err(failed)?;
        Ok(Self { _file: file })
    }
}

/// What is said of a store that another process writes to.
fn held(path: &Path, file: &mut File) -> Error {
    let mut holder = String::new();
    // Whatever cannot be read leaves the holder unnamed.
    let _ = file.take(20).read_to_string(&mut holder);
    let by = match holder.trim() {
        "" => "another process".to_owned(),
        id => format!("process {id}"),
    };
    Error::usage(
        format!("{} is being written by {by}", path.display()),
        "wait until that has ended, and try again",
    )
}
