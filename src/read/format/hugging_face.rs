//! Hugging Face daily papers: the answer of `/api/daily_papers`, or its inner `paper` objects.

use crate::model::{Claimed, LinkKind};
use crate::read::draft::Draft;
use crate::read::feed::{Feed, Halt};
use crate::read::options::ReadOptions;
use crate::read::parse::json::Object;
use crate::read::stream::Source;

use super::Format;
use super::json::person;
use super::json_source::{self, has};

pub(super) static FORMAT: Format = Format {
    name: "hugging-face",
    extensions: &["json", "jsonl"],
    media_type: "application/json",
    about: "Hugging Face daily papers: paper{id, title, summary, githubRepo, projectPage}",
    detect,
    cut,
};

const KNOWN: &[&str] = &[
    "authors",
    "githubRepo",
    "id",
    "mediaUrls",
    "paper",
    "projectPage",
    "publishedAt",
    "summary",
    "title",
];

fn detect(head: &[u8]) -> bool {
    has(head, &["paper", "publishedAt"])
        || has(head, &["summary", "publishedAt", "upvotes"])
        || has(head, &["summary", "githubRepo"])
}

fn cut(source: &mut Source<'_>, options: &ReadOptions, feed: &Feed) -> Result<(), Halt> {
    json_source::cut(source, options, feed, KNOWN, fill)
}

fn fill(draft: &mut Draft, record: &Object<'_>) {
    let paper = record.get("paper").object().unwrap_or(record);
    let either = |name: &str| match paper.get(name).text() {
        Some(text) => text,
        None => record.get(name).or_empty(),
    };
    draft.arxiv(paper.get("id").or_empty());
    draft.title(either("title"));
    draft.wrapped_abstract(either("summary"));
    draft.year(either("publishedAt"));
    paper.get("authors").objects().for_each(|author| draft.author(&person(author)));
    for (name, kind) in [("projectPage", LinkKind::Project), ("githubRepo", LinkKind::Code)] {
        let url = paper.get(name).or_empty();
        draft.url(url);
        draft.claim("Hugging Face", &[(Claimed::Link(kind), url)]);
    }
}
