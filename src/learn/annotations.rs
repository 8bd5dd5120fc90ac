//! Annotation files and the papers they belong to.

use std::collections::HashMap;
use std::path::PathBuf;

use crate::error::{Error, Result};
use crate::evaluate;
use crate::lexicon::key;
use crate::model::{Paper, RecordJson};

/// Reads annotation files, one JSON object a line.
///
/// # Errors
/// [`Error::Io`] for a file that cannot be read, [`Error::Input`] with the line for one that is not in the
/// form of [`RecordJson`].
pub fn load(files: &[PathBuf]) -> Result<Vec<RecordJson>> {
    let records = files.iter().map(|file| evaluate::load(file));
    Ok(records.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// The annotations with their papers, by title.
///
/// # Errors
/// [`Error::Usage`] where a record's paper is not among `papers`.
pub fn pair(records: Vec<RecordJson>, papers: &[Paper]) -> Result<(Vec<RecordJson>, Vec<Paper>)> {
    let by_title: HashMap<String, &Paper> = papers.iter().map(|p| (key(&p.title), p)).collect();
    let mut found = Vec::with_capacity(records.len());
    for record in &records {
        let paper = by_title.get(&key(&record.title)).ok_or_else(|| {
            Error::usage(
                format!("no paper has the title of annotation {}", record.id),
                "give the file that holds its text",
            )
        })?;
        found.push((*paper).clone());
    }
    Ok((records, found))
}
