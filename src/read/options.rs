//! What to read, and within which limits.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use crate::error::{Error, Result};

use super::fields::FieldName;
use super::format::FormatName;

/// Something to read: a file, a folder, standard input, or bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file, or a folder that is read recursively in sorted order.
    Path(PathBuf),
    /// Standard input, written `-`.
    Stdin,
    /// Standard input after these bytes, which were taken from it to see what it holds.
    Begun(Arc<[u8]>),
    /// Bytes in memory, under a name for reports.
    Bytes {
        /// The name.
        name: String,
        /// What a file would hold, packed or not.
        bytes: Arc<[u8]>,
    },
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
            Self::Stdin | Self::Begun(_) => f.write_str("-"),
            Self::Bytes { name, .. } => f.write_str(name),
        }
    }
}

/// How to read, and how much of it at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadOptions {
    /// The format of every input; told by content where `None`.
    pub from: Option<FormatName>,
    /// Which columns of a table, or keys of plain JSON, hold which fields, before any guess.
    pub columns: Columns,
    /// The largest record in bytes; a larger one is skipped and reported.
    pub max_record_bytes: usize,
    /// The deepest nesting of a JSON, XML or BibTeX record.
    pub max_depth: usize,
    /// The most columns of a table.
    pub max_columns: usize,
    /// The most files in an archive; the rest is left out and reported.
    pub max_archive_files: usize,
    /// The most bytes that a packed file may unpack to; the rest is left out and reported.
    pub max_unpacked_bytes: u64,
    /// How many times its packed size a file may unpack to before it is taken for a bomb.
    pub max_unpack_ratio: u64,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            from: None,
            columns: Columns::default(),
            max_record_bytes: 16 << 20,
            max_depth: 128,
            max_columns: 1_000,
            max_archive_files: 1_000_000,
            max_unpacked_bytes: 64 << 30,
            max_unpack_ratio: 200,
        }
    }
}

/// Fields and the columns that hold them, as `--columns title=Headline,abstract=Body` gives them.
///
/// ```
/// use citegraph::read::Columns;
/// let columns: Columns = "title=Headline,abstract=Body".parse()?;
/// assert!("headline=Title".parse::<Columns>().is_err());
/// # Ok::<(), citegraph::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    pairs: Vec<(FieldName, String)>,
}

impl Columns {
    /// The field that the column `name` was said to hold.
    pub(super) fn field(&self, name: &str) -> Option<FieldName> {
        let pair = self.pairs.iter().find(|(_, column)| column.eq_ignore_ascii_case(name.trim()));
        pair.map(|(field, _)| *field)
    }

    /// Whether nothing was said of columns.
    pub(super) fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Whether a column was named for `field`.
    pub(super) fn names(&self, field: FieldName) -> bool {
        self.pairs.iter().any(|(named, _)| *named == field)
    }

    /// The names of columns.
    pub(super) fn columns(&self) -> impl Iterator<Item = &str> {
        self.pairs.iter().map(|(_, column)| column.as_str())
    }
}

impl FromStr for Columns {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let mut pairs = Vec::new();
        for pair in text.split(',').filter(|pair| !pair.trim().is_empty()) {
            let (field, column) = pair.split_once('=').ok_or_else(|| {
                let what = format!("{pair:?} names no field and column");
                Error::usage(what, "write FIELD=COLUMN, such as title=Headline")
            })?;
            let field = FieldName::from_name(field.trim()).ok_or_else(|| {
                let names = FieldName::ALL.map(FieldName::name).join(", ");
                Error::usage(format!("no field is called {field:?}"), format!("use one of {names}"))
            })?;
            pairs.push((field, column.trim().to_owned()));
        }
        Ok(Self { pairs })
    }
}
