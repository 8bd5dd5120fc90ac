//! The dumps of Papers with Code: papers with abstracts, links to code, evaluation tables.

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
    about: "Papers with Code dumps: papers with abstracts, links to code, evaluation tables",
    detect,
    cut,
};

const KNOWN: &[&str] = &[
    "abstract",
    "arxiv_id",
    "authors",
    "datasets.sota.rows.code_links.url",
    "datasets.sota.rows.paper_date",
    "datasets.sota.rows.paper_title",
    "datasets.sota.rows.paper_url",
    "date",
    "paper_arxiv_id",
    "paper_date",
    "paper_title",
    "paper_url",
    "paper_url_abs",
    "paper_url_pdf",
    "proceeding",
    "repo_url",
    "subtasks",
    "title",
    "url_abs",
    "url_pdf",
];
/// A paper has no place for these yet.
const LEFT_OUT: &str = "results of the table are left out; its papers and their code are read";

fn detect(head: &[u8]) -> bool {
    has(head, &["paper_url", "repo_url"])
        || has(head, &["paper_url", "title", "url_abs"])
        || has(head, &["task", "datasets"])
}

fn cut(source: &mut Source<'_>, options: &ReadOptions, feed: &Feed) -> Result<(), Halt> {
    json_source::cut_many(source, options, feed, KNOWN, |mut draft, record| {
        if record.get("datasets").is_null() && record.get("subtasks").is_null() {
            fill(&mut draft, record);
            return vec![draft];
        }
        let mut papers = Vec::new();
        table(record, draft.line(), &mut papers);
        papers
    })
}

fn fill(draft: &mut Draft, paper: &Object<'_>) {
    draft.title(paper.any(&["title", "paper_title"]).or_empty());
    draft.wrapped_abstract(paper.get("abstract").or_empty());
    draft.arxiv(paper.any(&["arxiv_id", "paper_arxiv_id"]).or_empty());
    draft.year(paper.any(&["date", "paper_date"]).or_empty());
    draft.venue(paper.get("proceeding").or_empty());
    paper.get("authors").texts().for_each(|name| draft.author(name));
    for name in ["url_abs", "url_pdf", "paper_url_abs", "paper_url_pdf", "paper_url", "repo_url"] {
        draft.url(paper.get(name).or_empty());
    }
    for link in paper.get("code_links").objects() {
        draft.url(link.get("url").or_empty());
    }
}

/// The papers of a task's tables, and of those of the tasks within it, each table's once.
fn table(task: &Object<'_>, line: u64, papers: &mut Vec<Draft>) {
    for dataset in task.get("datasets").objects() {
        let mut last = "";
        for row in dataset.get("sota").get("rows").objects() {
            let title = row.get("paper_title").or_empty();
            // Models of one paper stand one after the other.
            if title.is_empty() || title == last {
                continue;
            }
            last = title;
            let mut draft = Draft::at(line);
            draft.note(LEFT_OUT);
            fill(&mut draft, row);
            papers.push(draft);
        }
    }
    for subtask in task.get("subtasks").objects() {
        table(subtask, line, papers);
    }
}
