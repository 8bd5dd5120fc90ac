//! What can go wrong, where, and what to do about it.

use std::fmt;
use std::path::PathBuf;

/// The result of every fallible function of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A place in an input: the file, and as much of record, line and byte as is known.
///
/// ```
/// let at = citegraph::Location::new("papers.jsonl").line(7);
/// assert_eq!(at.to_string(), "papers.jsonl, line 7");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Location {
    /// Path as given by the user, or `-` for standard input.
    pub file: String,
    /// Number of the record in the file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<u64>,
    /// Line in the file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// Byte offset in the file, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byte: Option<u64>,
}

impl Location {
    /// The start of a file.
    pub fn new(file: impl Into<String>) -> Self {
        Self { file: file.into(), ..Self::default() }
    }

    /// The same place with its record number (from 1).
    #[must_use]
    pub fn record(self, record: u64) -> Self {
        Self { record: Some(record), ..self }
    }

    /// The same place with its line (from 1).
    #[must_use]
    pub fn line(self, line: u64) -> Self {
        Self { line: Some(line), ..self }
    }

    /// The same place with its byte offset (from 0).
    #[must_use]
    pub fn byte(self, byte: u64) -> Self {
        Self { byte: Some(byte), ..self }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        if let Some(record) = self.record {
            write!(f, ", record {record}")?;
        }
        if let Some(byte) = self.byte {
            write!(f, ", byte {byte}")?;
        }
        Ok(())
    }
}

/// One way to read an ambiguous or unknown name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Node id, which always names exactly one node.
    pub id: String,
    /// Name or title.
    pub name: String,
    /// What tells it from the others: kind, long form, number of papers.
    pub detail: String,
}

impl fmt::Display for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}  {} ({})", self.id, self.name, self.detail)
    }
}

fn list(candidates: &[Candidate]) -> String {
    candidates.iter().fold(String::new(), |all, c| all + "\n  " + &c.to_string())
}

/// Everything that a call into this crate can fail with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The operating system refused a file.
    #[error("cannot {action} {}: {source}", path.display())]
    Io {
        /// What was tried: `read`, `write`, `create`, `rename`.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// The system's own error.
        #[source]
        source: std::io::Error,
    },
    /// An input is not what it should be.
    #[error("{at}: {what}; {hint}")]
    Input {
        /// Where.
        at: Location,
        /// What is wrong there.
        what: String,
        /// What the user can do.
        hint: String,
    },
    /// An option or argument cannot be used.
    #[error("{what}; {hint}")]
    Usage {
        /// What is wrong.
        what: String,
        /// What the user can do.
        hint: String,
    },
    /// Records were skipped where none may be.
    #[error("{}; {hint}", if *skipped == 1 { "1 record was skipped".to_owned() } else { format!("{skipped} records were skipped") })]
    Incomplete {
        /// How many.
        skipped: u64,
        /// What the user can do.
        hint: &'static str,
    },
    /// A name fits several nodes.
    #[error("\"{query}\" is ambiguous; say which one by its id:{}", list(candidates))]
    Ambiguous {
        /// The name asked for.
        query: String,
        /// What it can mean.
        candidates: Vec<Candidate>,
    },
    /// A name fits no node.
    #[error("nothing is called \"{query}\"{}", if candidates.is_empty() { String::new() } else { format!("; the nearest names:{}", list(candidates)) })]
    Unknown {
        /// The name asked for.
        query: String,
        /// The nearest names, best first.
        candidates: Vec<Candidate>,
    },
    /// A program that the call needs is missing or failed.
    #[error("{program}: {what}; {hint}")]
    Program {
        /// The program, such as `dot`.
        program: String,
        /// What went wrong.
        what: String,
        /// What the user can do, such as the package to install.
        hint: String,
    },
}

impl Error {
    /// An [`Error::Input`].
    pub fn input(at: Location, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Input { at, what: what.into(), hint: hint.into() }
    }

    /// An [`Error::Usage`].
    pub fn usage(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage { what: what.into(), hint: hint.into() }
    }

    /// An [`Error::Io`].
    pub fn io(action: &'static str, path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        Self::Io { action, path: path.into(), source }
    }
}
