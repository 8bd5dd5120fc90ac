//! Files and folders that are being written, which go where the user interrupts the process.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::{fs, process};

static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// The exit code of a process that was interrupted: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;
/// A folder can get a file while it is being removed; each further try finds but few.
const TRIES: usize = 1000;

/// A file or folder that goes where the user interrupts the process before this is dropped.
pub(crate) struct Unfinished(Option<PathBuf>);

impl Unfinished {
    /// Makes an output, which may have a file or folder that is not whole yet; no interruption comes
    /// between that and its entry here.
    pub(crate) fn new<T, E>(
        make: impl FnOnce() -> Result<T, E>,
        path: impl FnOnce(&T) -> Option<&Path>,
    ) -> Result<(T, Self), E> {
        let mut all = lock();
        let output = make()?;
        let path = path(&output).map(Path::to_owned);
        all.extend(path.clone());
        Ok((output, Self(path)))
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Some(path) = &self.0 {
            lock().remove(path);
        }
    }
}

fn lock() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// From now on, Ctrl-C removes what is unfinished and ends the process with exit code 130. Where
/// whoever started the process wants it to go on (SIGINT is ignored), it does.
pub(crate) fn remove_on_interrupt() {
    let handler = || {
        // Held to the end, so that nothing is begun any more.
        let all = lock();
        for path in all.iter() {
            remove(path);
        }
        #[expect(clippy::exit, reason = "the work is on other threads, which nothing else ends")]
        process::exit(INTERRUPTED);
    };
    // Without a handler the system ends the process, and its temporary file stays.
    let _ = ctrlc::try_set_handler(handler);
}

fn remove(path: &Path) {
    for _ in 0..TRIES {
        let gone = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        if gone.is_ok() || !path.exists() {
            return;
        }
    }
}
