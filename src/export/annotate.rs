//! A bibliography of the user's own, with what its papers name added to the keywords of its entries
//! and every other byte as it was.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::Arc;

use biblatex::Chunk;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::View;
use super::bibtex::keywords;
use crate::error::Result;
use crate::lexicon::key;
use crate::model::Paper;
use crate::read::{self, EntryPlace, Input, ReadOptions, entry_places, is_global, is_same_work};

/// The fields that hold keywords, in any letter case.
const KEYWORDS: [&str; 2] = ["keywords", "keyword"];

/// An annotated bibliography, and what became of its entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Annotated {
    /// The file.
    pub bibliography: Vec<u8>,
    /// Entries whose paper is in the view.
    pub matched: usize,
    /// Those of them that were given keywords which they did not have.
    pub changed: usize,
    /// Entries whose paper is not in the view, or that fit several of its papers; untouched.
    pub unmatched: usize,
    /// Entries that are not sound BibTeX; untouched.
    pub unsound: usize,
    /// Keywords left out because the file is not UTF-8 and they are not ASCII.
    pub unwritable: usize,
}

impl fmt::Display for Annotated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entries = self.matched + self.unmatched + self.unsound;
        write!(f, "{} of {entries} entries were given keywords", self.changed)?;
        let rest = [
            (self.matched - self.changed, "have them all already"),
            (self.unmatched, "are of no paper of the graph"),
            (self.unsound, "are not sound BibTeX"),
        ];
        for (number, what) in rest.iter().filter(|(number, _)| *number > 0) {
            write!(f, ", {number} {what}")?;
        }
        if self.unwritable > 0 {
            write!(f, "; {} keywords need a file in UTF-8", self.unwritable)?;
        }
        Ok(())
    }
}

/// Adds to each entry of a BibTeX or BibLaTeX file the methods, data sets and tasks that its paper
/// names in the view.
///
/// An entry and a paper belong together where they share a DOI, an arXiv id or another identifier,
/// else where they share the key or the title and years and authors agree. Keywords that the entry has
/// stay, none is added twice, and what is added follows the entry's own separator. `name` stands for
/// the file in reports. Takes time linear in the file and the view.
///
/// ```
/// use citegraph::export::{View, annotate};
/// use citegraph::graph::{Graph, Node, PaperNode};
///
/// let mut graph = Graph::new();
/// let paper = citegraph::Paper::new("sam", "Segment Anything in Images and Videos", "");
/// graph.add_node(Node::Paper(Box::new(PaperNode { id: "paper/sam".into(), paper })))?;
/// let file = b"@misc{sam, title = {Segment {Anything} in Images and Videos}}\n";
/// let annotated = annotate(&View::whole(&graph), file, "refs.bib")?;
/// assert_eq!((annotated.matched, &annotated.bibliography[..]), (1, &file[..]));
/// # Ok::<(), citegraph::Error>(())
/// ```
///
/// # Errors
/// [`Error::Input`](crate::Error::Input) where the file holds no paper.
pub fn annotate(view: &View<'_>, bibliography: &[u8], name: &str) -> Result<Annotated> {
    let (places, unsound) = entry_places(bibliography);
    let read = papers_by_line(bibliography, name)?;
    let shelf = Shelf::new(view);
    let unicode = std::str::from_utf8(bibliography).is_ok();
    let mut out = Annotated { unsound, ..Annotated::default() };
    let mut copied = 0;
    for same_line in places.chunk_by(|one, other| one.line == other.line) {
        // Where the reader and the places see other entries in a line, none is taken for another.
        let papers = same_line.first().and_then(|place| read.get(&place.line));
        let papers = papers.filter(|papers| papers.len() == same_line.len());
        for (number, place) in same_line.iter().enumerate() {
            let paper = papers.and_then(|papers| papers.get(number));
            let Some(found) = paper.and_then(|paper| shelf.find(paper)) else {
                out.unmatched += 1;
                continue;
            };
            out.matched += 1;
            let names = writable(keywords(view, found), unicode, &mut out.unwritable);
            if let Some((at, text)) = addition(bibliography, place, names) {
                out.bibliography.extend_from_slice(&bibliography[copied..at]);
                out.bibliography.extend_from_slice(text.as_bytes());
                copied = at;
                out.changed += 1;
            }
        }
    }
    out.bibliography.extend_from_slice(&bibliography[copied..]);
    Ok(out)
}

/// The papers of a bibliography by the line of their entry.
fn papers_by_line(bibliography: &[u8], name: &str) -> Result<BTreeMap<u64, Vec<Paper>>> {
    let input = Input::Bytes { name: name.to_owned(), bytes: Arc::from(bibliography) };
    let options = ReadOptions { from: Some("bibtex".parse()?), ..ReadOptions::default() };
    let mut out: BTreeMap<u64, Vec<Paper>> = BTreeMap::new();
    for paper in read::open(&[input], &options)? {
        let paper = paper?;
        let line = paper.origins.first().map_or(0, |origin| origin.line);
        out.entry(line).or_default().push(paper);
    }
    Ok(out)
}

/// The papers of a view by what entries can share with them.
struct Shelf<'a> {
    papers: Vec<(usize, &'a Paper)>,
    /// By scheme and identifier.
    by_id: HashMap<(&'a str, &'a str), Vec<usize>>,
    by_title: HashMap<String, Vec<usize>>,
}

impl<'a> Shelf<'a> {
    fn new(view: &View<'a>) -> Self {
        let papers: Vec<_> = view
            .nodes()
            .enumerate()
            .filter_map(|(place, node)| Some((place, node.paper()?)))
            .collect();
        let (mut by_id, mut by_title) = (HashMap::new(), HashMap::new());
        for (number, (_, paper)) in papers.iter().enumerate() {
            for (scheme, id) in &paper.ids {
                let list: &mut Vec<_> = by_id.entry((scheme.as_str(), id.as_str())).or_default();
                list.push(number);
            }
            let list: &mut Vec<_> = by_title.entry(key(&paper.title)).or_default();
            list.push(number);
        }
        Self { papers, by_id, by_title }
    }

    /// The place in the view of the one paper that an entry is of.
    fn find(&self, entry: &Paper) -> Option<usize> {
        let with_ids = |global: bool| {
            let wanted = entry.ids.iter().filter(move |(scheme, _)| is_global(scheme) == global);
            let found = wanted.filter_map(|(s, id)| self.by_id.get(&(s.as_str(), id.as_str())));
            found.flatten().copied().collect::<Vec<_>>()
        };
        if let Some(number) = with_ids(true).first() {
            return self.papers.get(*number).map(|(place, _)| *place);
        }
        let titled = self.by_title.get(&key(&entry.title)).cloned().unwrap_or_default();
        [with_ids(false), titled].iter().find_map(|list| self.only_fit(list, entry))
    }

    fn only_fit(&self, list: &[usize], entry: &Paper) -> Option<usize> {
        let listed = list.iter().filter_map(|number| self.papers.get(*number));
        let mut fits = listed.filter(|(_, paper)| is_same_work(paper, entry));
        let (place, _) = fits.next()?;
        fits.next().is_none().then_some(*place)
    }
}

/// The names as keywords: without what ends a value or a keyword, escaped for TeX.
fn writable(names: Vec<String>, unicode: bool, left_out: &mut usize) -> Vec<String> {
    let mut out = Vec::new();
    for name in names {
        let bare = name.replace(['{', '}', '\\', '"', ';', ','], "");
        let name = if unicode { bare } else { without_accents(&bare) };
        if !unicode && !name.is_ascii() {
            *left_out += 1;
        } else if name.contains(char::is_alphanumeric) {
            out.push(Chunk::Normal(name).to_biblatex_string(false));
        }
    }
    out
}

fn without_accents(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).collect()
}

/// Where to write what, so that an entry has the keywords; `None` where it has them already.
fn addition(file: &[u8], entry: &EntryPlace, names: Vec<String>) -> Option<(usize, String)> {
    let is_keywords =
        |name: &[u8]| KEYWORDS.iter().any(|k| name.eq_ignore_ascii_case(k.as_bytes()));
    let field = entry.fields.iter().find(|field| is_keywords(&file[field.name.clone()]));
    let Some(field) = field else { return new_field(file, entry, &names) };
    let value: String =
        field.parts.iter().map(|part| String::from_utf8_lossy(&file[part.clone()])).collect();
    let separator = if value.contains(';') && !value.contains(',') { ';' } else { ',' };
    let has: Vec<String> = value.split([',', ';']).map(key).collect();
    let new: Vec<_> = names.into_iter().filter(|name| !has.contains(&key(name))).collect();
    let last = field.parts.last().filter(|_| !new.is_empty())?;
    let new = new.join(&format!("{separator} "));
    let inner = file[last.clone()].strip_suffix(b"}").or(file[last.clone()].strip_suffix(b"\""));
    let Some(inner) = inner.map(<[u8]>::trim_ascii_end) else {
        // A macro or a number cannot be added to, but another part can.
        return Some((last.end, format!(" # {{{separator} {new}}}")));
    };
    let gap = match inner {
        [_] if field.parts.len() == 1 => String::new(),
        [.., end] if *end == separator as u8 => " ".to_owned(),
        _ => format!("{separator} "),
    };
    Some((last.start + inner.len(), gap + &new))
}

/// A field of its own, written like the field before it.
fn new_field(file: &[u8], entry: &EntryPlace, names: &[String]) -> Option<(usize, String)> {
    if names.is_empty() {
        return None;
    }
    let field = format!("keywords = {{{}}}", names.join(", "));
    let gap = match entry.fields.last() {
        Some(last) => before_field(file, last.name.start),
        None => " ".to_owned(),
    };
    Some(match entry.comma {
        Some(comma) => (comma, format!("{gap}{field},")),
        None => (entry.end, format!(",{gap}{field}")),
    })
}

/// The line break and indentation before a field, or a space where it does not start a line.
fn before_field(file: &[u8], start: usize) -> String {
    let blank = file[..start].iter().rev().take_while(|b| b.is_ascii_whitespace()).count();
    let gap = String::from_utf8_lossy(&file[start - blank..start]);
    match gap.rsplit_once('\n') {
        Some((before, indentation)) if before.ends_with('\r') => format!("\r\n{indentation}"),
        Some((_, indentation)) => format!("\n{indentation}"),
        None => " ".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first entry of a text with these keywords added.
    fn with(text: &str, names: &[&str]) -> String {
        let places = entry_places(text.as_bytes()).0;
        let names = names.iter().map(|&n| n.to_owned()).collect();
        match addition(text.as_bytes(), &places[0], names) {
            Some((at, new)) => format!("{}{new}{}", &text[..at], &text[at..]),
            None => text.to_owned(),
        }
    }

    #[test]
    fn keywords_are_added_in_the_manner_of_the_entry() {
        for (before, after) in [
            ("@misc{a, Keywords = {x}}", "@misc{a, Keywords = {x, BERT, GLUE}}"),
            (
                "@misc{a, keywords = \"x; y\", year = 1}",
                "@misc{a, keywords = \"x; y; BERT; GLUE\", year = 1}",
            ),
            ("@misc{a, keywords = {}}", "@misc{a, keywords = {BERT, GLUE}}"),
            ("@misc{a, keyword = {\n  {bert},\n}}", "@misc{a, keyword = {\n  {bert}, GLUE\n}}"),
            ("@misc{a, keywords = nlp}", "@misc{a, keywords = nlp # {, BERT, GLUE}}"),
            (
                "@misc{a, keywords = nlp # \", x\"}",
                "@misc{a, keywords = nlp # \", x, BERT, GLUE\"}",
            ),
            ("@misc{a, keywords = {GLUE, {Bert}}}", "@misc{a, keywords = {GLUE, {Bert}}}"),
            ("@misc{a, keywords = nlp # {}}", "@misc{a, keywords = nlp # {, BERT, GLUE}}"),
            ("@misc{a, keywords = {x, }}", "@misc{a, keywords = {x, BERT, GLUE }}"),
            ("@misc{a}", "@misc{a, keywords = {BERT, GLUE}}"),
            ("@misc{a,}", "@misc{a, keywords = {BERT, GLUE},}"),
            ("@misc(a, year = 1)", "@misc(a, year = 1, keywords = {BERT, GLUE})"),
            (
                "@misc{a,\r\n\tyear = 1 % new\r\n}",
                "@misc{a,\r\n\tyear = 1,\r\n\tkeywords = {BERT, GLUE} % new\r\n}",
            ),
            (
                "@misc{a,\n  year = {1},\n}",
                "@misc{a,\n  year = {1},\n  keywords = {BERT, GLUE},\n}",
            ),
        ] {
            assert_eq!(with(before, &["BERT", "GLUE"]), after);
        }
    }

    #[test]
    fn names_cannot_break_a_value() {
        let names = vec!["a{b}\"c\\".to_owned(), "R&D_1".to_owned(), "}".to_owned()];
        let mut left_out = 0;
        assert_eq!(writable(names, true, &mut left_out), ["abc", "R\\&D\\_1"]);
        let names = vec!["Pokémon".to_owned(), "α".to_owned()];
        assert_eq!(writable(names, false, &mut left_out), ["Pokemon"]);
        assert_eq!(left_out, 1);
    }
}
