//! The dumps of Papers with Code: papers with abstracts, links to code, evaluation tables.
//!
//! What they say of a paper (its tasks and methods, its code, the rows of tables) becomes claims.

use crate::model::{Claimed, Kind, LinkKind, Role};
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
    about: "Papers with Code dumps: papers with tasks and methods, links to code, tables of results",
    detect,
    cut,
};

const KNOWN: &[&str] = &[
    "abstract",
    "arxiv_id",
    "authors",
    "datasets.dataset",
    "datasets.sota.rows.code_links.url",
    "datasets.sota.rows.metrics",
    "datasets.sota.rows.model_name",
    "datasets.sota.rows.paper_date",
    "datasets.sota.rows.paper_title",
    "datasets.sota.rows.paper_url",
    "datasets.subdatasets",
    "date",
    "methods.name",
    "paper_arxiv_id",
    "paper_date",
    "paper_title",
    "paper_url",
    "paper_url_abs",
    "paper_url_pdf",
    "proceeding",
    "repo_url",
    "subtasks",
    "task",
    "tasks",
    "title",
    "url_abs",
    "url_pdf",
];
/// Who claims it.
const SOURCE: &str = "Papers with Code";

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
        tables(record, draft.line(), &mut papers);
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
    for name in ["url_abs", "url_pdf", "paper_url_abs", "paper_url_pdf", "paper_url"] {
        draft.url(paper.get(name).or_empty());
    }
    code(draft, paper.get("repo_url").or_empty());
    for link in paper.get("code_links").objects() {
        code(draft, link.get("url").or_empty());
    }
    for task in paper.get("tasks").texts() {
        draft.claim(SOURCE, &[entity(Kind::Task, task)]);
    }
    for method in paper.get("methods").objects() {
        draft.claim(SOURCE, &[entity(Kind::Method, method.get("name").or_empty())]);
    }
}

fn code(draft: &mut Draft, url: &str) {
    draft.url(url);
    draft.claim(SOURCE, &[(Claimed::Link(LinkKind::Code), url)]);
}

/// A name in the role in which the source lists names of its kind. A model of a table is one with
/// which the paper reports results, though not always its own.
fn entity(kind: Kind, name: &str) -> (Claimed, &str) {
    let role = match kind {
        Kind::Method => Role::Used,
        Kind::Dataset => Role::Evaluated,
        Kind::Task => Role::Addressed,
        Kind::Metric => Role::Reported,
    };
    (Claimed::Entity(kind, role), name)
}

/// The papers of a task's tables, and of those of the tasks within it, with their results.
fn tables(task: &Object<'_>, line: u64, papers: &mut Vec<Draft>) {
    for dataset in task.get("datasets").objects() {
        table(task.get("task").or_empty(), dataset, line, papers);
    }
    for subtask in task.get("subtasks").objects() {
        tables(subtask, line, papers);
    }
}

/// The papers of a data set's table, and of those of its parts. A row of no paper is a draft
/// without a title, which is reported.
fn table(task: &str, dataset: &Object<'_>, line: u64, papers: &mut Vec<Draft>) {
    let place =
        [entity(Kind::Task, task), entity(Kind::Dataset, dataset.get("dataset").or_empty())];
    let rows: Vec<_> = dataset.get("sota").get("rows").objects().collect();
    // Models of one paper stand one after the other.
    for rows in rows.chunk_by(|one, other| !title(one).is_empty() && title(one) == title(other)) {
        let mut draft = Draft::at(line);
        fill(&mut draft, rows[0]);
        for row in rows {
            results(&mut draft, row, place);
        }
        papers.push(draft);
    }
    for part in dataset.get("subdatasets").objects() {
        table(task, part, line, papers);
    }
}

fn title<'a>(row: &'a Object<'_>) -> &'a str {
    row.get("paper_title").or_empty()
}

/// The figures of a row, one for each metric.
fn results(draft: &mut Draft, row: &Object<'_>, [task, dataset]: [(Claimed, &str); 2]) {
    let model = entity(Kind::Method, row.get("model_name").or_empty());
    let metrics = row.get("metrics").object().map(|metrics| &metrics.members[..]);
    for (metric, value) in metrics.unwrap_or_default() {
        if let Some(value) = value.text().filter(|value| !value.trim().is_empty()) {
            let figure = (Claimed::Value, value);
            draft.claim(SOURCE, &[task, dataset, model, entity(Kind::Metric, metric), figure]);
        }
    }
}
