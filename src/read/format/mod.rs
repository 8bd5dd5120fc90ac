//! The formats, one file each. A new one is a file with a `Format` and a row of [`FORMATS`].

mod acl_xml;
mod arxiv_atom;
mod arxiv_json;
mod bibtex;
mod csl_json;
mod csv;
mod hugging_face;
mod json;
mod json_source;
mod medline;
mod openalex;
mod papers_with_code;
mod ris;
mod s2orc;
mod semantic_scholar;
mod tagged_source;
mod tei;
mod text;
mod trending;
mod web_of_science;
mod xml_source;

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Location, Result};

use super::draft::Draft;
use super::feed::{Feed, Halt};
use super::fields::FieldName;
use super::options::ReadOptions;
use super::parse::names;
use super::stream::Source;

/// Every format, the most particular first: the first that knows the head of a file reads it.
pub const FORMATS: &[&Format] = &[
    &trending::FORMAT,
    &s2orc::FORMAT,
    &semantic_scholar::FORMAT,
    &openalex::FORMAT,
    &arxiv_json::FORMAT,
    &hugging_face::FORMAT,
    &papers_with_code::FORMAT,
    &csl_json::FORMAT,
    &json::FORMAT,
    &arxiv_atom::FORMAT,
    &acl_xml::FORMAT,
    &tei::FORMAT,
    &ris::FORMAT,
    &medline::FORMAT,
    &web_of_science::FORMAT,
    &bibtex::FORMAT,
    &csv::FORMAT,
    &text::FORMAT,
];

/// A form in which lists of papers are held.
#[derive(Debug)]
pub struct Format {
    /// As `--from` takes it.
    pub name: &'static str,
    /// Usual extensions, without the dot; for people, since content decides.
    pub extensions: &'static [&'static str],
    /// Media type.
    pub media_type: &'static str,
    /// One line for people: what it is and who writes it.
    pub about: &'static str,
    /// Whether a file that starts with these bytes (up to 256 KiB) is of this format.
    pub detect: fn(&[u8]) -> bool,
    /// Cuts the file and sends each stretch with what parses it.
    pub(super) cut: fn(&mut Source<'_>, &ReadOptions, &Feed) -> Result<(), Halt>,
}

/// The name of a format of [`FORMATS`]; parses from one, or from an extension.
///
/// ```
/// use citegraph::read::FormatName;
/// assert_eq!("jsonl".parse::<FormatName>().unwrap().to_string(), "json");
/// assert!("docx".parse::<FormatName>().is_err());
/// ```
#[derive(Debug, Clone, Copy)]
pub struct FormatName(&'static Format);

impl FormatName {
    /// The format of this name.
    pub fn format(self) -> &'static Format {
        self.0
    }
}

impl PartialEq for FormatName {
    fn eq(&self, other: &Self) -> bool {
        self.0.name == other.0.name
    }
}

impl Eq for FormatName {}

impl FromStr for FormatName {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let known = FORMATS.iter().find(|f| f.name.eq_ignore_ascii_case(name));
        let extension = |f: &&&Format| f.extensions.iter().any(|e| e.eq_ignore_ascii_case(name));
        let known = known.or_else(|| FORMATS.iter().rev().find(extension));
        known.map(|format| Self(format)).ok_or_else(|| {
            let names: Vec<_> = FORMATS.iter().map(|f| f.name).collect();
            Error::usage(
                format!("no format is called {name:?}"),
                format!("use one of {}", names.join(", ")),
            )
        })
    }
}

impl fmt::Display for FormatName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name)
    }
}

/// The format of a source, or the error that it deserves where it has none.
pub(super) fn tell(source: &mut Source<'_>, options: &ReadOptions) -> Result<&'static Format> {
    let at = Location::new(&*source.name);
    let head = source.head();
    if head.trim_ascii().is_empty() {
        let what = if head.is_empty() { "the file is empty" } else { "the file is blank" };
        return Err(Error::input(at, what, "name a file that holds papers"));
    }
    if is_binary(head) {
        let hint = "give papers as text, or a compressed file or archive of them";
        return Err(Error::input(at, "binary data, not text", hint));
    }
    if let Some(name) = options.from {
        return Ok(name.format());
    }
    let detected = FORMATS.iter().find(|f| (f.detect)(head)).copied();
    // Columns that only the user knows show that it is a table.
    let table = || (!options.columns.is_empty()).then_some(&csv::FORMAT);
    detected.or_else(table).ok_or_else(|| {
        let hint = "run `citegraph formats` for what can be read, choose one with --from, or name \
                    the columns of a table with --columns";
        Error::input(at, "no known format of paper lists", hint)
    })
}

/// More than one byte in twenty is a control character that text does not hold.
fn is_binary(head: &[u8]) -> bool {
    let control = |b: &&u8| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b);
    head.iter().filter(control).count() * 20 > head.len()
}

/// Sets a field that holds one text.
fn set(draft: &mut Draft, field: FieldName, text: &str) {
    match field {
        FieldName::Title => draft.title(text),
        FieldName::Abstract => draft.abstract_text(text),
        FieldName::Year => draft.year(text),
        FieldName::Authors => names::split(text).iter().for_each(|name| draft.author(name)),
        FieldName::Venue => draft.venue(text),
        FieldName::Id => draft.id(text),
        FieldName::Doi => draft.doi(text),
        FieldName::Arxiv => draft.arxiv(text),
        FieldName::Acl | FieldName::S2 | FieldName::Openalex | FieldName::Pmid => {
            draft.identifier(field.name(), text);
        }
        FieldName::Url => draft.url(text),
        FieldName::References => draft.reference(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = FORMATS.iter().map(|f| f.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), FORMATS.len());
    }
}
