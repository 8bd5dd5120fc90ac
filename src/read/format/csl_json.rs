//! CSL-JSON as Zotero exports it, and the works of Crossref's API, which are a dialect of it.

use crate::read::draft::Draft;
use crate::read::feed::{Feed, Halt};
use crate::read::options::ReadOptions;
use crate::read::parse::json::{Object, Value};
use crate::read::parse::text::{without_label, without_tags};
use crate::read::stream::Source;

use super::Format;
use super::json::person;
use super::json_source::{self, has};

pub(super) static FORMAT: Format = Format {
    name: "csl-json",
    extensions: &["json"],
    media_type: "application/vnd.citationstyles.csl+json",
    about: "CSL-JSON of Zotero and others, and Crossref works with their references",
    detect,
    cut,
};

const KNOWN: &[&str] = &[
    "DOI",
    "PMCID",
    "PMID",
    "URL",
    "abstract",
    "archive_location",
    "author",
    "citation-key",
    "container-title",
    "event-title",
    "id",
    "issued",
    "note",
    "number",
    "published",
    "publisher",
    "reference",
    "title",
];

fn detect(head: &[u8]) -> bool {
    ["issued", "container-title", "citation-key", "DOI"]
        .iter()
        .any(|name| has(head, &["title", name]) && !has(head, &["paperId"]))
}

fn cut(source: &mut Source<'_>, options: &ReadOptions, feed: &Feed) -> Result<(), Halt> {
    json_source::cut(source, options, feed, KNOWN, fill)
}

fn fill(draft: &mut Draft, item: &Object<'_>) {
    draft.title(&without_tags(item.get("title").or_empty()));
    let text = without_tags(item.get("abstract").or_empty());
    draft.wrapped_abstract(without_label(&text, "abstract"));
    draft.year(&date(item.any(&["issued", "published"])));
    for author in item.get("author").objects() {
        let particle = author.get("non-dropping-particle").or_empty();
        let name = match particle {
            "" => person(author),
            particle => [author.get("given").or_empty(), particle, author.get("family").or_empty()]
                .join(" "),
        };
        draft.author(&name);
    }
    draft.venue(&without_tags(item.any(&["container-title", "event-title"]).or_empty()));
    draft.doi(item.get("DOI").or_empty());
    draft.identifier("pmid", item.get("PMID").or_empty());
    draft.identifier("pmcid", item.get("PMCID").or_empty());
    for place in ["archive_location", "number", "note"] {
        for word in item.get(place).or_empty().split_whitespace() {
            draft.known(word);
        }
    }
    draft.url(item.get("URL").or_empty());
    draft.external("key", item.any(&["citation-key", "id"]).or_empty());
    for reference in item.get("reference").objects() {
        self::reference(draft, reference);
    }
}

/// `{"date-parts": [[2020, 5]]}`, `{"raw": "2020"}` or a text.
fn date(value: &Value<'_>) -> String {
    let parts = value.get("date-parts").list().first().and_then(Value::text);
    parts
        .or_else(|| value.get("raw").text())
        .or_else(|| value.get("literal").text())
        .or_else(|| value.text())
        .unwrap_or_default()
        .to_owned()
}

/// One of Crossref's: a DOI where it has matched one, else what the publisher deposited.
fn reference(draft: &mut Draft, reference: &Object<'_>) {
    if let Some(doi) = reference.get("DOI").text() {
        return draft.reference(doi);
    }
    let title = reference.any(&["article-title", "volume-title", "unstructured"]);
    draft.reference_to_title(&without_tags(title.or_empty()));
}
