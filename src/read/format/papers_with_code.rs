//! The dumps of Papers with Code: papers with abstracts, and links between papers and code.

use crate::read::draft::Draft;
use crate::read::feed::{Feed, Halt};
use crate::read::options::ReadOptions;
use crate::read::parse::json::Object;
use crate::read::stream::Source;

use super::Format;
use super::json_source::{self, has};

pub(super) static FORMAT: Format = Format {
    name: "papers-with-code",
    extensions: &["json"],
    media_type: "application/json",
    about: "Papers with Code dumps: papers with abstracts, links between papers and code",
    detect,
    cut,
};

const KNOWN: &[&str] = &[
    "abstract",
    "arxiv_id",
    "authors",
    "date",
    "paper_arxiv_id",
    "paper_title",
    "paper_url",
    "paper_url_abs",
    "paper_url_pdf",
    "proceeding",
    "repo_url",
    "title",
    "url_abs",
    "url_pdf",
];

fn detect(head: &[u8]) -> bool {
    has(head, &["paper_url", "repo_url"]) || has(head, &["paper_url", "title", "url_abs"])
}

fn cut(source: &mut Source<'_>, options: &ReadOptions, feed: &Feed) -> Result<(), Halt> {
    json_source::cut(source, options, feed, KNOWN, fill)
}

fn fill(draft: &mut Draft, paper: &Object<'_>) {
    draft.title(paper.any(&["title", "paper_title"]).or_empty());
    draft.wrapped_abstract(paper.get("abstract").or_empty());
    draft.arxiv(paper.any(&["arxiv_id", "paper_arxiv_id"]).or_empty());
    draft.year(paper.get("date").or_empty());
    draft.venue(paper.get("proceeding").or_empty());
    paper.get("authors").texts().for_each(|name| draft.author(name));
    for name in ["url_abs", "url_pdf", "paper_url_abs", "paper_url_pdf", "paper_url", "repo_url"] {
        draft.url(paper.get(name).or_empty());
    }
}
