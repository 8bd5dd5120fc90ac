//! A paper as read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Claims;

/// A paper: what a source says of it, unchanged but for the split into fields.
///
/// ```
/// use citegraph::Paper;
/// let paper = Paper::new("ecvit", "ECViT: Efficient Convolutional Vision Transformer", "We propose ECViT.");
/// assert_eq!(paper.id, "ecvit");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Paper {
    /// Unique in a run; from the source, or a slug of the title where the source has none.
    pub id: String,
    /// Title, as read.
    pub title: String,
    /// Abstract, as read; empty where the source has none.
    #[serde(rename = "abstract", default, skip_serializing_if = "String::is_empty")]
    pub abstract_text: String,
    /// Year of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// Authors in order, as written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// Journal, conference or archive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    /// Identifiers elsewhere by scheme: `doi`, `arxiv`, `acl`, `s2`, `openalex`, `pmid`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub ids: BTreeMap<String, String>,
    /// Addresses that the source's metadata gives (not those in the abstract).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub urls: Vec<String>,
    /// Works that it cites: `doi:…`, `arxiv:…`, another paper's id, or `title:…`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<String>,
    /// What sources say of it beside its text: names, results, links.
    #[serde(default, skip_serializing_if = "Claims::is_empty")]
    pub claims: Claims,
    /// Every place where it was read; more than one after deduplication.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub origins: Vec<Origin>,
}

/// Where a paper was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Path as given by the user, or `-`.
    pub file: String,
    /// Number of the record in the file, from 1.
    pub record: u64,
    /// Line where the record starts, from 1; 0 where the format has no lines.
    pub line: u64,
}

impl Paper {
    /// A paper with an id, a title and an abstract.
    pub fn new(
        id: impl Into<String>,
        title: impl Into<String>,
        abstract_text: impl Into<String>,
    ) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            abstract_text: abstract_text.into(),
            ..Self::default()
        }
    }
}
