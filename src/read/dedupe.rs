//! Which of two records describe the same work.

use std::collections::BTreeSet;

use crate::Paper;
use crate::lexicon::key;

/// A title with fewer letters and digits is too short to go by where nothing else agrees.
const TELLING: usize = 24;
/// Words that two abstracts of one work share, at least, of all words in either.
const ALIKE: f64 = 0.5;

/// Whether two papers whose titles have the same key are one work.
///
/// No: an identifier of one scheme that differs, years more than one apart, authors of whom none
/// is the same. Where one side names no authors, the years must be equal or one unknown, and the
/// abstracts must be alike or one missing; a short title needs one more thing that agrees.
pub(crate) fn is_same_work(one: &Paper, other: &Paper) -> bool {
    if differs_by_id(one, other) {
        return false;
    }
    let years = one.year.zip(other.year).map(|(one, other)| one.abs_diff(other));
    if years.is_some_and(|apart| apart > 1) {
        return false;
    }
    if !one.authors.is_empty() && !other.authors.is_empty() {
        return shares_author(one, other);
    }
    let same_year = years == Some(0);
    if years.is_some() && !same_year {
        return false;
    }
    if one.abstract_text.is_empty() || other.abstract_text.is_empty() {
        return same_year || key(&one.title).len() >= TELLING;
    }
    is_alike(&one.abstract_text, &other.abstract_text)
}

/// Schemes in which one work has one identifier; `key` and the like are the user's own.
pub(crate) fn is_global(scheme: &str) -> bool {
    scheme != "key"
}

fn differs_by_id(one: &Paper, other: &Paper) -> bool {
    let differs = |(scheme, id): (&String, &String)| other.ids.get(scheme).is_some_and(|o| o != id);
    one.ids.iter().filter(|(scheme, _)| is_global(scheme)).any(differs)
}

/// Whether two texts have the same key.
pub(super) fn agree(one: &str, other: &str) -> bool {
    one == other || key(one) == key(other)
}

/// Whether any word of three letters or more stands in a name on either side.
fn shares_author(one: &Paper, other: &Paper) -> bool {
    if one.authors.first() == other.authors.first() {
        return true;
    }
    let names = |paper: &Paper| -> BTreeSet<String> {
        let words = paper.authors.iter().flat_map(|name| name.split([' ', '-', '.', ',']));
        words.map(key).filter(|word| word.chars().count() > 2).collect()
    };
    !names(one).is_disjoint(&names(other))
}

fn is_alike(one: &str, other: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (one, other) = (words(one), words(other));
    let shared = one.intersection(&other).count();
    shared as f64 >= ALIKE * one.union(&other).count() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper(year: Option<i32>, authors: &[&str], doi: &str, text: &str) -> Paper {
        let mut paper = Paper::new("", "Segment Anything", text);
        paper.year = year;
        paper.authors = authors.iter().map(|&name| name.to_owned()).collect();
        if !doi.is_empty() {
            paper.ids.insert("doi".into(), doi.into());
        }
        paper
    }

    #[test]
    fn one_title_can_be_two_works() {
        let sam = paper(Some(2023), &["Alexander Kirillov"], "10.1/a", "Masks from points.");
        for (other, same) in [
            (paper(Some(2023), &["Kirillov, A."], "", ""), true),
            (paper(Some(2024), &["A. Kirillov"], "", ""), true),
            (paper(Some(2023), &["Alexander Kirillov"], "10.1/b", ""), false),
            (paper(Some(2020), &["Alexander Kirillov"], "", ""), false),
            (paper(Some(2023), &["Jane Doe"], "", ""), false),
            (paper(Some(2023), &[], "", ""), true),
            (paper(None, &[], "", ""), false),
            (paper(None, &[], "", "Masks from points"), true),
            (paper(Some(2023), &[], "", "Another text about plants"), false),
        ] {
            assert_eq!(is_same_work(&sam, &other), same, "{other:?}");
        }
    }
}
