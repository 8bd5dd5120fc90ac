//! What a store holds: its version, how it was made, and every table with its checksum.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::broken;
use crate::error::{Error, Location, Result};
use crate::export::parquet::Table;

/// The name of its file.
pub(super) const NAME: &str = "manifest.json";

/// The version of the store, raised when an older citegraph could not read a newer one.
const VERSION: u32 = 1;

/// A manifest longer than this is none (the tables that a user laid over the built-in ones are in it).
const LONGEST: u64 = 1 << 26;

/// How a graph was made, beside the papers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Made {
    /// What was left out as less likely than this, 0 to 1.
    pub min_confidence: f32,
    /// The text of the table of the user's own decisions.
    pub aliases: Option<String>,
    /// The text of the table of names laid over the built-in ones.
    pub lexicon: Option<String>,
}

/// What stands in the manifest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Manifest {
    citegraph_store: u32,
    /// The citegraph that wrote the store.
    version: String,
    pub made: Made,
    pub tables: Vec<Entry>,
    /// SHA-256 of the manifest in which this is empty.
    checksum: String,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    pub name: String,
    pub rows: u64,
    pub bytes: u64,
    pub sha256: String,
}

/// What a manifest of any version says.
#[derive(Deserialize)]
struct Version {
    citegraph_store: u32,
}

impl Manifest {
    /// The manifest of some tables, written by this citegraph.
    pub(super) fn new(made: Made, tables: Vec<Entry>) -> Self {
        let version = env!("CARGO_PKG_VERSION").to_owned();
        let bare =
            Self { citegraph_store: VERSION, version, made, tables, checksum: String::new() };
        Self { checksum: bare.own_checksum(), ..bare }
    }

    /// The manifest of the store at `path`.
    pub(super) fn load(path: &Path) -> Result<Self> {
        let file = path.join(NAME);
        let failed = |e| Error::io("read", &file, e);
        let length = fs::metadata(&file).map_err(failed)?.len();
        if length > LONGEST {
            return Err(broken(&file, "this is no manifest"));
        }
        let text = fs::read(&file).map_err(failed)?;
        let unlike = |e| broken(&file, format!("this is no manifest of a store ({e})"));
        let Version { citegraph_store: version } = serde_json::from_slice(&text).map_err(unlike)?;
        if version != VERSION {
            return Err(Error::input(
                Location::new(path.display().to_string()),
                format!(
                    "a store of version {version}, where this citegraph reads version {VERSION}"
                ),
                "build it again with this citegraph, or read it with the one that wrote it",
            ));
        }
        let manifest: Self = serde_json::from_slice(&text).map_err(unlike)?;
        let bare = Self { checksum: String::new(), ..manifest.clone() };
        if bare.own_checksum() != manifest.checksum {
            return Err(broken(&file, "the manifest was changed since it was written"));
        }
        Ok(manifest)
    }

    /// As it is written.
    pub(super) fn to_json(&self) -> Vec<u8> {
        // Only numbers and texts are in it, which always can be written.
        serde_json::to_vec_pretty(self).unwrap_or_default()
    }

    /// What is said of a table.
    pub(super) fn table(&self, table: &Table) -> Option<&Entry> {
        self.tables.iter().find(|entry| entry.name == table.name)
    }

    /// Whether this citegraph wrote the store.
    pub(super) fn is_current(&self) -> bool {
        self.version == env!("CARGO_PKG_VERSION")
    }

    fn own_checksum(&self) -> String {
        hex(&Sha256::digest(self.to_json()))
    }
}

impl Entry {
    /// The file of the table in a store.
    pub(super) fn file(&self, table: &Table, store: &Path) -> PathBuf {
        store.join(file_name(table, &self.sha256))
    }
}

/// `papers-0123456789abcdef.parquet`; of a checksum, whoever wrote it, no more than its digits.
pub(super) fn file_name(table: &Table, sha256: &str) -> String {
    let digits: String = sha256.chars().filter(char::is_ascii_hexdigit).take(16).collect();
    format!("{}-{digits}.parquet", table.name)
}

/// Bytes in hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        // A string takes all that is written to it.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}
