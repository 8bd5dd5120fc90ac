//! A paper in the making: formats set fields as they find them, the draft normalises.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::Paper;
use crate::model::Claimed;

use super::ids;
use super::parse::text::{any_byte, unwrapped};
use super::slug::slug;

/// Identifiers in order of preference, for the id of a paper whose source names it by none.
const PREFERRED: [&str; 6] = ["arxiv", "acl", "doi", "pmid", "openalex", "s2"];
/// What listing pages leave of a link, and how all of it starts.
const DROPPED_LINKS: [&[u8]; 2] = [b"this https URL", b"this http URL"];
static DROPPED_LINK: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"this http"));

/// What a format has found of one record.
#[derive(Debug, Default)]
pub(super) struct Draft {
    paper: Paper,
    /// Line where the record starts; 0 where the format has none.
    line: u64,
    /// What was mended, for the report.
    notes: Vec<String>,
    repaired: u64,
    /// It only adds to a paper that it names by an identifier.
    partial: bool,
    /// The references by hash, to keep each once.
    cited: HashSet<u64>,
}

/// A finished draft, its id still to be made unique.
pub(super) struct Finished {
    pub(super) paper: Paper,
    pub(super) line: u64,
    /// It has no title, and adds to the paper of its identifiers.
    pub(super) partial: bool,
    pub(super) notes: Vec<String>,
    pub(super) repaired: u64,
    pub(super) links_dropped: u64,
}

impl Draft {
    pub(super) fn at(line: u64) -> Self {
        Self { line, ..Self::default() }
    }

    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Says that the record is no paper of its own, but adds to the one of its identifiers.
    pub(super) fn partial(&mut self) {
        self.partial = true;
    }

    /// A remark for the report: something that was mended or left out.
    pub(super) fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    /// The id that the source itself gives in the form in which it should stay.
    pub(super) fn id(&mut self, id: &str) {
        let id = id.trim();
        if !id.is_empty() {
            id.clone_into(&mut self.paper.id);
        }
    }

    /// A title, on one line.
    pub(super) fn title(&mut self, title: &str) {
        let title = self.clean(title);
        self.paper.title = if has_runs(&title) { unwrapped(&title) } else { title };
    }

    /// A title, where there is none yet.
    pub(super) fn title_if_none(&mut self, title: &str) {
        if self.paper.title.is_empty() {
            self.title(title);
        }
    }

    /// An abstract whose line breaks and spaces are the source's own.
    pub(super) fn abstract_text(&mut self, text: &str) {
        self.paper.abstract_text = self.clean(text);
    }

    /// An abstract that its format wrapped: line breaks become spaces.
    pub(super) fn wrapped_abstract(&mut self, text: &str) {
        self.abstract_text(&unwrapped(text));
    }

    /// A year as such or in a date; other text is noted and left out. The first one stays.
    pub(super) fn year(&mut self, text: &str) {
        let text = text.trim();
        if self.paper.year.is_some() || text.is_empty() {
            return;
        }
        self.paper.year = year_of(text);
        if self.paper.year.is_none() {
            self.notes.push(format!("no year in {:?}", shortened(text)));
        }
    }

    pub(super) fn author(&mut self, name: &str) {
        let name = on_one_line(name.trim());
        if !name.is_empty() {
            self.paper.authors.push(name);
        }
    }

    /// A journal, conference or archive. The first one stays.
    pub(super) fn venue(&mut self, venue: &str) {
        let venue = unwrapped(venue);
        if !venue.is_empty() && self.paper.venue.is_none() {
            self.paper.venue = Some(venue);
        }
    }

    /// A DOI in any form; of several the first. One of arXiv's or the ACL's names their ids too.
    pub(super) fn doi(&mut self, text: &str) {
        let first = text.trim();
        let found = ids::doi(first).or_else(|| ids::doi(first.split_whitespace().next()?));
        let Some(doi) = found else {
            if !first.is_empty() {
                self.notes.push(format!("{:?} is not a DOI", shortened(first)));
            }
            return;
        };
        match ids::implied_by_doi(&doi) {
            Some(("arxiv", id)) => self.external("arxiv", id),
            Some((scheme, id)) => {
                self.external(scheme, id);
                self.external("doi", doi);
            }
            None => self.external("doi", doi),
        }
    }

    pub(super) fn arxiv(&mut self, text: &str) {
        if let Some(id) = ids::arxiv(text) {
            self.external("arxiv", id);
        } else if !text.trim().is_empty() {
            self.notes.push(format!("{:?} is not an arXiv id", shortened(text)));
        }
    }

    /// An identifier in `scheme:value` form or inside an address, where it is one of a known scheme.
    pub(super) fn known(&mut self, text: &str) -> bool {
        match ids::known(text) {
            Some(("doi", doi)) => self.doi(&doi),
            Some((scheme, value)) => self.external(scheme, value),
            None => return false,
        }
        true
    }

    /// An id of the given scheme, whether bare, with the scheme before it or inside an address.
    pub(super) fn identifier(&mut self, scheme: &str, text: &str) {
        match ids::of_scheme(scheme, text) {
            Some(value) => self.external(scheme, value),
            None if text.trim().is_empty() => {}
            None => self.notes.push(format!("{:?} is no id of {scheme}", shortened(text))),
        }
    }

    /// An id of a scheme that is taken as it is; the first one stays.
    pub(super) fn external(&mut self, scheme: &str, value: impl Into<String>) {
        let value = value.into();
        let trimmed = value.trim();
        if trimmed.is_empty() {
            return;
        }
        let value = if trimmed.len() < value.len() { trimmed.to_owned() } else { value };
        if !self.paper.ids.contains_key(scheme) {
            self.paper.ids.insert(scheme.to_owned(), value);
        }
    }

    pub(super) fn url(&mut self, url: &str) {
        let url = url.trim();
        if !url.is_empty() && !self.paper.urls.iter().any(|u| u == url) {
            self.paper.urls.push(url.to_owned());
        }
    }

    /// What the source says beside title and abstract.
    pub(super) fn claim(&mut self, source: &str, parts: &[(Claimed, &str)]) {
        self.paper.claims.add(source, parts);
    }

    /// A work that the paper cites, by an id or a title however written.
    pub(super) fn reference(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.cite(ids::reference(text));
        }
    }

    /// A work that the paper cites, by its id in a scheme.
    pub(super) fn reference_in(&mut self, scheme: &str, text: &str) {
        match ids::of_scheme(scheme, text) {
            Some(id) => self.cite(format!("{scheme}:{id}")),
            None => self.reference(text),
        }
    }

    /// A work that the paper cites, of which only the title is known, though it be one word.
    pub(super) fn reference_to_title(&mut self, title: &str) {
        let title = unwrapped(title);
        if !title.is_empty() {
            self.cite(format!("title:{title}"));
        }
    }

    fn cite(&mut self, reference: String) {
        let mut hasher = DefaultHasher::new();
        reference.hash(&mut hasher);
        if self.cited.insert(hasher.finish()) {
            self.paper.references.push(reference);
        }
    }

    /// The paper, or why there is none.
    pub(super) fn finish(mut self) -> Result<Finished, String> {
        if self.partial && self.paper.ids.is_empty() {
            return Err("no identifier of the paper to which it adds".to_owned());
        }
        if self.paper.title.is_empty() && !self.partial {
            return Err("no title".to_owned());
        }
        self.harvest();
        if self.paper.id.is_empty() {
            let preferred =
                PREFERRED.iter().find_map(|scheme| Some((*scheme, self.paper.ids.get(*scheme)?)));
            self.paper.id = match preferred {
                Some((scheme, value)) => format!("{scheme}:{value}"),
                None => slug(&self.paper.title),
            };
        }
        let text = self.paper.abstract_text.as_bytes();
        let dropped = |at: &usize| DROPPED_LINKS.iter().any(|link| text[*at..].starts_with(link));
        let links_dropped = DROPPED_LINK.find_iter(text).filter(dropped).count() as u64;
        let Paper { authors, urls, references, .. } = &mut self.paper;
        // Papers stay for the whole run, and lists grow by more than they need.
        for list in [authors, urls, references] {
            list.shrink_to_fit();
        }
        Ok(Finished {
            paper: self.paper,
            line: self.line,
            partial: self.partial,
            notes: self.notes,
            repaired: self.repaired,
            links_dropped,
        })
    }

    /// Identifiers that stand inside the id or an address.
    fn harvest(&mut self) {
        let (id, urls) = (std::mem::take(&mut self.paper.id), std::mem::take(&mut self.paper.urls));
        for text in std::iter::once(&id).chain(&urls) {
            self.known(text);
        }
        (self.paper.id, self.paper.urls) = (id, urls);
    }

    /// Trims, and turns control characters (line breaks and tabs aside) into spaces.
    fn clean(&mut self, text: &str) -> String {
        let text = text.trim();
        let is_stray = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
        if !any_byte(text, |b| b < 0x20 || b == 0x7f || b == 0xc2) {
            return text.to_owned();
        }
        let stray = text.chars().filter(|c| is_stray(*c)).count() as u64;
        self.repaired += stray;
        if stray > 0 { text.replace(is_stray, " ").trim().to_owned() } else { text.to_owned() }
    }
}

/// Trimmed text on one line, with single spaces.
fn on_one_line(trimmed: &str) -> String {
    if has_runs(trimmed) { unwrapped(trimmed) } else { trimmed.to_owned() }
}

/// Whether white space in `text` may be anything but single spaces.
fn has_runs(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(2).any(|two| two == b"  ") || any_byte(text, |b| b < 0x20 || !b.is_ascii())
}

/// The year with which a text starts or, failing that, the first four digits in a row that are one.
fn year_of(text: &str) -> Option<i32> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| matches!(digits.len(), 4 | 8))
        .filter_map(|digits| digits[..4].parse().ok())
        .find(|year| (1500..=2100).contains(year))
}

fn shortened(text: &str) -> &str {
    let end = text.char_indices().nth(40).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_comes_from_the_source_or_its_best_identifier() {
        let mut draft = Draft::at(1);
        draft.title(" A\u{0}B ");
        draft.doi("10.18653/v1/P19-1001");
        draft.url("https://arxiv.org/abs/1901.00001v2");
        let done = draft.finish().ok().unwrap();
        assert_eq!(done.paper.title, "A B");
        assert_eq!(done.repaired, 1);
        assert_eq!(done.paper.id, "arxiv:1901.00001");
        let ids: Vec<_> = done.paper.ids.keys().map(String::as_str).collect();
        assert_eq!(ids, ["acl", "arxiv", "doi"]);
    }

    #[test]
    fn years() {
        for (text, year) in [
            ("2020", Some(2020)),
            ("2019-05-01", Some(2019)),
            ("May 1998", Some(1998)),
            ("20200101", Some(2020)),
            ("n.d.", None),
        ] {
            assert_eq!(year_of(text), year, "{text}");
        }
    }
}
