//! Two records of one work as one paper.

use crate::Paper;

use super::dedupe::{agree, is_global};
use super::library::Conflict;

/// Fills `kept` from `other`: what is missing, what is fuller, and all lists together.
pub(super) fn unite(kept: &mut Paper, other: Paper) {
    if other.abstract_text.len() > kept.abstract_text.len() {
        kept.abstract_text = other.abstract_text;
    }
    if fullness(&other.authors) > fullness(&kept.authors) {
        kept.authors = other.authors;
    }
    kept.year = kept.year.or(other.year);
    kept.venue = kept.venue.take().or(other.venue);
    for (scheme, id) in other.ids {
        kept.ids.entry(scheme).or_insert(id);
    }
    extend(&mut kept.urls, other.urls);
    extend(&mut kept.references, other.references);
    kept.claims.append(&other.claims);
    extend(&mut kept.origins, other.origins);
}

/// How much is said of authors.
pub(super) fn fullness(authors: &[String]) -> (usize, usize) {
    (authors.len(), authors.iter().map(String::len).sum())
}

/// Adds the values that are not there.
pub(super) fn extend<T: PartialEq>(kept: &mut Vec<T>, other: Vec<T>) {
    for value in other {
        if !kept.contains(&value) {
            kept.push(value);
        }
    }
}

/// What two records of one work do not agree on.
pub(super) fn conflicts(kept: &Paper, other: &Paper) -> Vec<Conflict> {
    let origin = other.origins.first().cloned().unwrap_or_default();
    let mut conflicts = Vec::new();
    let mut differ = |field: &str, one: String, two: String| {
        conflicts.push(Conflict {
            id: kept.id.clone(),
            field: field.to_owned(),
            kept: one,
            other: two,
            file: origin.file.clone(),
            line: origin.line,
        });
    };
    if !agree(&kept.title, &other.title) {
        differ("title", kept.title.clone(), other.title.clone());
    }
    if let Some((one, two)) = kept.year.zip(other.year).filter(|(one, two)| one != two) {
        differ("year", one.to_string(), two.to_string());
    }
    let venues = kept.venue.as_ref().zip(other.venue.as_ref());
    if let Some((one, two)) = venues.filter(|(one, two)| !agree(one, two)) {
        differ("venue", one.clone(), two.clone());
    }
    for (scheme, one) in kept.ids.iter().filter(|(scheme, _)| is_global(scheme)) {
        if let Some(two) = other.ids.get(scheme).filter(|two| *two != one) {
            differ(scheme, one.clone(), two.clone());
        }
    }
    conflicts
}
