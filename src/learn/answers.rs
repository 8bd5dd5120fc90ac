//! When a candidate answers an annotated entity.

use std::collections::BTreeSet;

use crate::extract::candidates::Group;
use crate::lexicon::key;
use crate::text::Document;

/// The keys under which an annotated entity can be found.
pub(crate) fn keys(name: &str, aliases: &[String]) -> BTreeSet<String> {
    let bare = |s: &str| key(s).replace("plus", "").replace("star", "");
    let mut out: BTreeSet<String> =
        std::iter::once(name).chain(aliases.iter().map(String::as_str)).map(bare).collect();
    let stems: Vec<String> = out
        .iter()
        .filter(|k| k.len() > 3)
        .filter_map(|k| k.strip_suffix('s'))
        .map(str::to_owned)
        .collect();
    out.extend(stems);
    out
}

/// The keys of a candidate's surfaces.
pub(crate) fn group_keys(doc: &Document, group: &Group) -> BTreeSet<String> {
    let surfaces: Vec<String> = group.spans.iter().map(|s| s.surface(doc).to_owned()).collect();
    keys(&surfaces[0], &surfaces[1..])
}
