//! What a paper names, from its title and abstract alone.

pub(crate) mod candidates;
pub(crate) mod elsewhere;
pub(crate) mod features;
pub(crate) mod vocabulary;

/// Finds what a paper names.
#[derive(Debug)]
pub struct Extractor;

impl Extractor {
    /// An extractor that knows the names of a lexicon.
    pub fn new(_lexicon: &crate::Lexicon) -> Self {
        Self
    }

    /// What one paper names.
    pub fn extract(&self, _paper: &crate::Paper) -> crate::Record {
        crate::Record::default()
    }
}
