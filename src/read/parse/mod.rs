//! The grammars that several formats share: what is inside a record.

pub(super) mod bibtex;
pub(super) mod bibtex_places;
pub(super) mod crossref;
pub(super) mod json;
pub(super) mod names;
pub(super) mod tagged;
pub(super) mod text;
pub(super) mod xml;
