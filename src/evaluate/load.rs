//! Records and annotations from files.

use std::path::Path;

use crate::error::{Error, Location, Result};
use crate::model::RecordJson;

/// Reads a file of annotations or records, one JSON object a line, in the form of [`RecordJson`].
///
/// # Errors
/// [`Error::Io`] for a file that cannot be read, [`Error::Input`] with the line for one that is not
/// in this form.
pub fn load(file: &Path) -> Result<Vec<RecordJson>> {
    let text = std::fs::read_to_string(file).map_err(|e| Error::io("read", file, e))?;
    let lines = text.lines().zip(1u64..).filter(|(line, _)| !line.trim().is_empty());
    let record = |(line, number): (&str, u64)| {
        serde_json::from_str(line).map_err(|e| {
            let at = Location::new(file.display().to_string()).line(number);
            Error::input(at, e.to_string(), "give one record a line, in the form of `extract`")
        })
    };
    lines.map(record).collect()
}
