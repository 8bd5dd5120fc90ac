//! BibTeX and BibLaTeX, as Zotero, Mendeley, JabRef, DBLP and the ACL Anthology write them.

use std::sync::Arc;

use crate::read::batch::Batch;
use crate::read::draft::Draft;
use crate::read::feed::{Feed, Halt};
use crate::read::options::ReadOptions;
use crate::read::parse::bibtex::{Fields, Macros, define, entries};
use crate::read::parse::bibtex_places::{is_aside, opened};
use crate::read::parse::crossref::Parents;
use crate::read::stream::{Grouping, Parse, Source, groups};

use super::Format;

pub(super) static FORMAT: Format = Format {
    name: "bibtex",
    extensions: &["bib", "bibtex"],
    media_type: "application/x-bibtex",
    about: "BibTeX and BibLaTeX of Zotero, Mendeley, JabRef, DBLP, ACL Anthology",
    detect,
    cut,
};

/// How far ahead entries are looked for from which others inherit, in bytes.
const LOOK_AHEAD: usize = 64 << 20;

fn detect(head: &[u8]) -> bool {
    head.split(|b| *b == b'\n').any(|line| opened(line).is_some_and(|kind| !kind.is_empty()))
}

/// Entries start at lines; macros hold for the entries after them.
struct Entries {
    macros: Macros,
    parents: Arc<Parents>,
    depth: usize,
}

impl Grouping for Entries {
    fn starts(&mut self, line: &[u8]) -> bool {
        opened(line).is_some()
    }

    fn parse(&mut self, record: &[u8]) -> Option<Parse> {
        if opened(record).as_deref() != Some("string") {
            return None;
        }
        define(&String::from_utf8_lossy(record), &mut self.macros);
        Some(self.parser())
    }
}

impl Entries {
    /// What parses the entries under the macros that hold now.
    fn parser(&self) -> Parse {
        let (macros, parents, depth) = (self.macros.clone(), self.parents.clone(), self.depth);
        Arc::new(move |text, line, batch| parse(text, line, (&macros, &parents), depth, batch))
    }
}

fn cut(source: &mut Source<'_>, options: &ReadOptions, feed: &Feed) -> Result<(), Halt> {
    let depth = options.max_depth;
    let parents = Arc::new(Parents::of(source.peek(LOOK_AHEAD), depth));
    let entries = Entries { macros: Macros::new(), parents, depth };
    let parse = entries.parser();
    groups(source, feed, entries, &parse)
}

fn parse(
    text: &str,
    line: u64,
    (macros, parents): (&Macros, &Parents),
    depth: usize,
    batch: &mut Batch,
) {
    match opened(text.as_bytes()) {
        // Comments between entries.
        None => return,
        Some(kind) if is_aside(&kind) => return,
        Some(_) => {}
    }
    match entries(text, macros, depth) {
        Ok(entries) => {
            for mut entry in entries {
                let mut draft = Draft::at(line);
                parents.lend(&mut entry);
                fill(&mut draft, &entry);
                batch.draft(draft);
            }
        }
        Err(reason) => batch.skip(line, reason),
    }
}

fn fill(draft: &mut Draft, entry: &Fields) {
    entry.notes.iter().for_each(|note| draft.note(note.as_str()));
    match entry.get("subtitle") {
        "" => draft.title(entry.get("title")),
        subtitle => draft.title(&format!("{}: {subtitle}", entry.get("title"))),
    }
    draft.wrapped_abstract(entry.get("abstract"));
    draft.year(entry.get("year"));
    draft.year(entry.get("date"));
    entry.authors.iter().for_each(|name| draft.author(name));
    for name in ["journal", "journaltitle", "booktitle", "eventtitle", "school"] {
        draft.venue(entry.get(name));
    }
    draft.doi(entry.get("doi"));
    draft.identifier("pmid", entry.get("pmid"));
    draft.identifier("pmcid", entry.get("pmcid"));
    eprint(draft, entry);
    for place in ["journal", "journaltitle", "note", "annote"] {
        for word in entry.get(place).split([' ', ',', ';', '(', ')']) {
            draft.known(word);
        }
    }
    draft.url(entry.get("url"));
    if !draft.known(&entry.key) {
        draft.external("key", entry.key.as_str());
    }
}

/// An eprint is arXiv's unless the entry says otherwise.
fn eprint(draft: &mut Draft, entry: &Fields) {
    let archive = match entry.get("eprinttype") {
        "" => entry.get("archiveprefix"),
        archive => archive,
    };
    match archive.to_lowercase().as_str() {
        "arxiv" | "" => draft.arxiv(entry.get("eprint")),
        "pubmed" | "pmid" => draft.identifier("pmid", entry.get("eprint")),
        _ => {}
    }
}
