//! When a candidate answers an annotated entity.

use std::collections::BTreeSet;

use crate::evaluate::names::forms;
use crate::extract::candidates::Group;
use crate::text::Document;

/// The keys under which an annotated entity can be found.
pub(crate) fn keys(name: &str, aliases: &[String]) -> BTreeSet<String> {
    forms(std::iter::once(name).chain(aliases.iter().map(String::as_str)))
}

/// The keys of a candidate's surfaces.
pub(crate) fn group_keys(doc: &Document, group: &Group) -> BTreeSet<String> {
    forms(group.spans.iter().map(|s| s.surface(doc)))
}
