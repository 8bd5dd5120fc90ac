//! The arXiv metadata snapshot: JSON Lines as arXiv publishes them on Kaggle and elsewhere.

use crate::read::draft::Draft;
use crate::read::feed::{Feed, Halt};
use crate::read::options::ReadOptions;
use crate::read::parse::json::{Object, Value};
use crate::read::parse::names;
use crate::read::stream::Source;

use super::Format;
use super::json_source::{self, has};

pub(super) static FORMAT: Format = Format {
    name: "arxiv-json",
    extensions: &["jsonl", "json"],
    media_type: "application/jsonl",
    about: "arXiv metadata snapshot: id, authors_parsed, title, abstract, versions, journal-ref",
    detect,
    cut,
};

const KNOWN: &[&str] = &[
    "abstract",
    "authors",
    "authors_parsed",
    "doi",
    "id",
    "journal-ref",
    "title",
    "update_date",
    "versions",
];

fn detect(head: &[u8]) -> bool {
    has(head, &["id", "abstract", "authors_parsed"])
        || has(head, &["id", "abstract", "journal-ref"])
}

fn cut(source: &mut Source<'_>, options: &ReadOptions, feed: &Feed) -> Result<(), Halt> {
    json_source::cut(source, options, feed, KNOWN, fill)
}

/// Also what unarXive keeps under `metadata`.
pub(super) fn fill(draft: &mut Draft, paper: &Object<'_>) {
    let id = paper.get("id").or_empty();
    draft.arxiv(id);
    draft.title(paper.get("title").or_empty());
    draft.wrapped_abstract(paper.get("abstract").or_empty());
    draft.doi(paper.get("doi").or_empty());
    draft.venue(paper.get("journal-ref").or_empty());
    authors(draft, paper);
    let first = paper.get("versions").list().first().map_or("", |v| v.get("created").or_empty());
    draft.year(first);
    draft.year(paper.get("update_date").or_empty());
}

fn authors(draft: &mut Draft, paper: &Object<'_>) {
    let parsed = paper.get("authors_parsed").list();
    for parts in parsed {
        let part = |at: usize| parts.list().get(at).map_or("", Value::or_empty);
        draft.author(&format!("{} {} {}", part(1), part(0), part(2)));
    }
    if parsed.is_empty() {
        for name in names::split(paper.get("authors").or_empty()) {
            draft.author(&name);
        }
    }
}
