//! What to read, and within which limits.

use std::fmt;
use std::path::PathBuf;

use super::FormatName;

/// Something to read: a file, a folder, or standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file, or a folder that is read recursively in sorted order.
    Path(PathBuf),
    /// Standard input, written `-`.
    Stdin,
}

impl From<&str> for Input {
    fn from(name: &str) -> Self {
        Self::from(PathBuf::from(name))
    }
}

impl From<PathBuf> for Input {
    fn from(path: PathBuf) -> Self {
        if path.as_os_str() == "-" { Self::Stdin } else { Self::Path(path) }
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => path.display().fmt(f),
            Self::Stdin => f.write_str("-"),
        }
    }
}

/// How to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadOptions {
    /// The format of every input; told by content where `None`.
    pub from: Option<FormatName>,
    /// The largest record in bytes; a larger one is skipped and reported.
    pub max_record_bytes: usize,
    /// The deepest nesting of a JSON or XML record.
    pub max_depth: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { from: None, max_record_bytes: 16 << 20, max_depth: 128 }
    }
}
