//! What a paper names, from its title and abstract alone.

pub(crate) mod candidates;
pub(crate) mod features;
pub(crate) mod vocabulary;
