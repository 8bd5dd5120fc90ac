//! A paper in the making: formats set fields as they find them, the draft normalises.

use crate::Paper;

use super::ids;

/// Identifiers in order of preference, for the id of a paper whose source names it by none.
const PREFERRED: [&str; 6] = ["arxiv", "acl", "doi", "pmid", "openalex", "s2"];
/// What listing pages leave of a link.
const DROPPED_LINKS: [&str; 2] = ["this https URL", "this http URL"];

/// What a format has found of one record.
#[derive(Debug, Default)]
pub(super) struct Draft {
    paper: Paper,
    /// Line where the record starts; 0 where the format has none.
    pub(super) line: u64,
    /// What was mended, for the report.
    pub(super) notes: Vec<String>,
    pub(super) repaired: u64,
}

/// A finished draft, its id still to be made unique.
pub(super) struct Finished {
    pub(super) paper: Paper,
    pub(super) line: u64,
    pub(super) notes: Vec<String>,
    pub(super) repaired: u64,
    pub(super) links_dropped: u64,
}

impl Draft {
    pub(super) fn at(line: u64) -> Self {
        Self { line, ..Self::default() }
    }

    /// The id that the source itself gives in the form in which it should stay.
    pub(super) fn id(&mut self, id: &str) {
        let id = id.trim();
        if !id.is_empty() {
            id.clone_into(&mut self.paper.id);
        }
    }

    pub(super) fn title(&mut self, title: impl Into<String>) {
        self.paper.title = self.clean(title.into());
    }

    pub(super) fn abstract_text(&mut self, text: impl Into<String>) {
        self.paper.abstract_text = self.clean(text.into());
    }

    /// A year as such or at the start of a date; other text is noted and left out.
    pub(super) fn year(&mut self, text: &str) {
        let text = text.trim();
        match year_of(text) {
            Some(year) => self.paper.year = Some(year),
            None if text.is_empty() => {}
            None => self.notes.push(format!("no year in {:?}", shortened(text))),
        }
    }

    pub(super) fn author(&mut self, name: &str) {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if !name.is_empty() {
            self.paper.authors.push(name);
        }
    }

    pub(super) fn venue(&mut self, venue: &str) {
        let venue = venue.trim();
        if !venue.is_empty() {
            self.paper.venue = Some(venue.to_owned());
        }
    }

    pub(super) fn doi(&mut self, text: &str) {
        if let Some(doi) = ids::doi(text) {
            let implied = ids::implied_by_doi(&doi);
            let (scheme, value) = implied.unwrap_or(("doi", doi.clone()));
            if scheme == "acl" {
                self.external("doi", doi);
            }
            self.external(scheme, value);
        } else if !text.trim().is_empty() {
            self.notes.push(format!("{:?} is not a DOI", shortened(text)));
        }
    }

    pub(super) fn arxiv(&mut self, text: &str) {
        if let Some(id) = ids::arxiv(text) {
            self.external("arxiv", id);
        } else if !text.trim().is_empty() {
            self.notes.push(format!("{:?} is not an arXiv id", shortened(text)));
        }
    }

    /// An id of a scheme that is taken as it is; the first one stays.
    pub(super) fn external(&mut self, scheme: &str, value: impl Into<String>) {
        let value = value.into();
        if !value.trim().is_empty() {
            self.paper.ids.entry(scheme.to_owned()).or_insert(value);
        }
    }

    pub(super) fn url(&mut self, url: &str) {
        let url = url.trim();
        if !url.is_empty() && !self.paper.urls.iter().any(|u| u == url) {
            self.paper.urls.push(url.to_owned());
        }
    }

    pub(super) fn reference(&mut self, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let reference = ids::reference(text);
        if !self.paper.references.contains(&reference) {
            self.paper.references.push(reference);
        }
    }

    /// The paper, or why there is none.
    pub(super) fn finish(mut self) -> Result<Finished, String> {
        if self.paper.title.is_empty() {
            return Err("no title".to_owned());
        }
        self.harvest();
        if self.paper.id.is_empty() {
            let preferred =
                PREFERRED.iter().find_map(|scheme| Some((*scheme, self.paper.ids.get(*scheme)?)));
            if let Some((scheme, value)) = preferred {
                self.paper.id = format!("{scheme}:{value}");
            }
        }
        let links_dropped =
            DROPPED_LINKS.iter().map(|p| self.paper.abstract_text.matches(p).count() as u64).sum();
        Ok(Finished {
            paper: self.paper,
            line: self.line,
            notes: self.notes,
            repaired: self.repaired,
            links_dropped,
        })
    }

    /// Identifiers that stand inside the id or an address.
    fn harvest(&mut self) {
        let mut found: Vec<_> = ids::known(&self.paper.id).into_iter().collect();
        found.extend(self.paper.urls.iter().filter_map(|url| ids::known(url)));
        for (scheme, value) in found {
            self.external(scheme, value);
        }
    }

    /// Trims, and turns control characters (line breaks and tabs aside) into spaces.
    fn clean(&mut self, text: String) -> String {
        let is_stray = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
        let stray = text.chars().filter(|c| is_stray(*c)).count() as u64;
        self.repaired += stray;
        let text = if stray > 0 { text.replace(is_stray, " ") } else { text };
        if text.trim().len() == text.len() { text } else { text.trim().to_owned() }
    }
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
