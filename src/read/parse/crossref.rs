//! What BibTeX entries inherit from others: `crossref`, and `xdata` of BibLaTeX.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::bibtex::{Fields, Macros, define, entries};

/// `crossref = {key}`; several keys stand between commas.
static LINK: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?i)\b(?:crossref|xdata)\s*=\s*[{"]([^{}"]*)"#).ok());
/// The start of an entry, its kind and its key.
static START: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?m)^[ \t]*@([A-Za-z]+)\s*[{(]\s*([^\s,]*)").ok());
/// What a part of a book has from the book, where it has no own: field there and field here, the
/// first that is there. Addresses and identifiers of the book are not its parts'.
const INHERITED: [(&str, &str); 7] = [
    ("booktitle", "booktitle"),
    ("title", "booktitle"),
    ("date", "date"),
    ("year", "year"),
    ("eventtitle", "eventtitle"),
    ("journal", "journal"),
    ("journaltitle", "journaltitle"),
];

/// The entries of a file from which others inherit, by key.
#[derive(Debug, Default)]
pub(in crate::read) struct Parents {
    by_key: BTreeMap<String, Fields>,
}

impl Parents {
    /// Finds them in `text`, all of a file or as much of it as is looked at.
    pub(in crate::read) fn of(text: &[u8], depth: usize) -> Self {
        let mut parents = Self::default();
        let (Some(link), Some(start)) = (LINK.as_ref(), START.as_ref()) else { return parents };
        let wanted: BTreeSet<String> =
            link.captures_iter(text).flat_map(|found| keys(&lossy(&found[1]))).collect();
        if wanted.is_empty() {
            return parents;
        }
        let mut macros = Macros::new();
        let starts: Vec<_> = start.captures_iter(text).collect();
        let ends = starts.iter().skip(1).map(|next| next.get_match().start());
        for (found, end) in starts.iter().zip(ends.chain([text.len()])) {
            let entry = || lossy(&text[found.get_match().start()..end]);
            if found[1].eq_ignore_ascii_case(b"string") {
                define(&entry(), &mut macros);
            } else if wanted.contains(&*lossy(&found[2])) {
                let read = entries(&entry(), &macros, depth).unwrap_or_default();
                parents.by_key.extend(read.into_iter().map(|fields| (fields.key.clone(), fields)));
            }
        }
        parents
    }

    /// Gives an entry what it lacks and its parents have. One that is not there is noted.
    pub(in crate::read) fn lend(&self, entry: &mut Fields) {
        let keys = ["crossref", "xdata"].map(|link| keys(entry.get(link))).concat();
        for key in keys {
            let Some(parent) = self.by_key.get(&key) else {
                entry.notes.push(format!("the entry {key:?} that it refers to is not there"));
                continue;
            };
            for (theirs, ours) in INHERITED {
                entry.keep(ours, parent.get(theirs));
            }
        }
    }
}

fn keys(list: &str) -> Vec<String> {
    list.split(',').map(|key| key.trim().to_owned()).filter(|key| !key.is_empty()).collect()
}

fn lossy(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_has_what_it_lacks_from_its_book() {
        let text = "@string{n = {NeurIPS}}\n@inproceedings{a, title={A}, crossref = {book}}\n\
                    @inproceedings{b, title={B}, year=2018, Crossref=\"book\"}\n\
                    @inproceedings{c, title={C}, crossref={gone}}\n\
                    @proceedings{book, title = n # { 2017}, year = 2017, doi={10.1/b}}\n";
        let parents = Parents::of(text.as_bytes(), 100);
        let read = |number: usize| {
            let entry = text.lines().nth(number).unwrap();
            let mut fields = entries(entry, &Macros::new(), 100).unwrap().remove(0);
            parents.lend(&mut fields);
            fields
        };
        let (a, b, c) = (read(1), read(2), read(3));
        assert_eq!((a.get("booktitle"), a.get("year"), a.get("doi")), ("NeurIPS 2017", "2017", ""));
        assert_eq!((b.get("booktitle"), b.get("year")), ("NeurIPS 2017", "2018"));
        assert!(c.notes[0].contains("\"gone\""));
    }
}
