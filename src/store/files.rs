//! The files of a store, checked before anything in them is believed.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::broken;
use super::manifest::{Manifest, hex};
use crate::error::{Error, Result};
use crate::export::parquet::{Checked, Row, Table, read};

/// All rows of a table, in order, without the columns called `skip`.
pub(super) fn rows<T: Send>(
    store: &Path,
    manifest: &Manifest,
    table: &Table,
    skip: &[&str],
    make: impl Fn(&mut Row) -> Checked<T> + Sync,
) -> Result<Vec<T>> {
    let entry = manifest.table(table);
    let entry = entry.ok_or_else(|| broken(store, format!("there is no table {}", table.name)))?;
    let file = entry.file(table, store);
    let failed = |e| Error::io("read", &file, e);
    let opened = File::open(&file).map_err(failed)?;
    if opened.metadata().map_err(failed)?.len() != entry.bytes {
        return Err(broken(&file, format!("the table does not have its {} bytes", entry.bytes)));
    }
    let mut bytes = Vec::new();
    // No more than was counted, though it grow meanwhile.
    opened.take(entry.bytes).read_to_end(&mut bytes).map_err(failed)?;
    if hex(&Sha256::digest(&bytes)) != entry.sha256 {
        return Err(broken(&file, "the table was changed since it was written (wrong checksum)"));
    }
    let rows = read(table, bytes, skip, make).map_err(|what| broken(&file, what))?;
    if rows.len() as u64 != entry.rows {
        return Err(broken(&file, format!("{} rows where {} belong", rows.len(), entry.rows)));
    }
    Ok(rows)
}
