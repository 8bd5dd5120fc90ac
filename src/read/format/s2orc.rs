//! S2ORC, CORD-19 and unarXive: full texts in JSON, read for title, abstract and bibliography.

use crate::read::draft::Draft;
use crate::read::feed::{Feed, Halt};
use crate::read::options::ReadOptions;
use crate::read::parse::json::{Object, Value};
use crate::read::stream::Source;

use super::Format;
use super::arxiv_json;
use super::json::person;
use super::json_source::{self, has};

pub(super) static FORMAT: Format = Format {
    name: "s2orc",
    extensions: &["json", "jsonl"],
    media_type: "application/jsonl",
    about: "S2ORC, CORD-19 and unarXive full texts: title, abstract, bibliography",
    detect,
    cut,
};

const KNOWN: &[&str] = &[
    "abstract",
    "acl_id",
    "arxiv_id",
    "authors",
    "bib_entries",
    "doi",
    "grobid_parse",
    "journal",
    "latex_parse",
    "metadata",
    "paper_id",
    "pdf_parse",
    "pmc_id",
    "pubmed_id",
    "title",
    "venue",
    "year",
];
/// Their names of identifiers in a bibliography, and ours, in order of preference.
const EXTERNAL: [(&str, &str); 8] = [
    ("doi", "doi"),
    ("DOI", "doi"),
    ("arxiv_id", "arxiv"),
    ("arXiv", "arxiv"),
    ("pubmed_id", "pmid"),
    ("PMID", "pmid"),
    ("PMCID", "pmcid"),
    ("open_alex_id", "openalex"),
];

fn detect(head: &[u8]) -> bool {
    ["bib_entries", "pdf_parse", "grobid_parse", "latex_parse"]
        .iter()
        .any(|name| has(head, &["paper_id", name]))
        || has(head, &["paper_id", "body_text"])
}

fn cut(source: &mut Source<'_>, options: &ReadOptions, feed: &Feed) -> Result<(), Halt> {
    json_source::cut(source, options, feed, KNOWN, fill)
}

fn fill(draft: &mut Draft, paper: &Object<'_>) {
    let inner = paper.get("metadata").object();
    match inner {
        // unarXive keeps the arXiv snapshot's record here.
        Some(metadata) if !metadata.any(&["authors_parsed", "versions"]).is_null() => {
            arxiv_json::fill(draft, metadata);
        }
        Some(metadata) => metadata_of(draft, metadata),
        None => {}
    }
    metadata_of(draft, paper);
    abstract_of(draft, paper.get("abstract"));
    draft.identifier("s2", hash_or_empty(paper.get("paper_id").or_empty()));
    references(draft, paper.get("bib_entries"));
    for parse in ["latex_parse", "grobid_parse", "pdf_parse"] {
        references(draft, paper.get(parse).get("bib_entries"));
    }
}

fn metadata_of(draft: &mut Draft, paper: &Object<'_>) {
    draft.title_if_none(paper.get("title").or_empty());
    draft.year(paper.get("year").or_empty());
    draft.venue(paper.any(&["venue", "journal"]).or_empty());
    draft.doi(paper.get("doi").or_empty());
    draft.arxiv(paper.get("arxiv_id").or_empty());
    draft.identifier("acl", paper.get("acl_id").or_empty());
    draft.identifier("pmid", paper.get("pubmed_id").or_empty());
    draft.identifier("pmcid", paper.get("pmc_id").or_empty());
    paper.get("authors").objects().for_each(|author| draft.author(&person(author)));
}

/// A text, a paragraph or a list of paragraphs.
fn abstract_of(draft: &mut Draft, value: &Value<'_>) {
    let paragraphs: Vec<&str> = match value {
        Value::Text(text) => vec![text],
        _ => value.objects().map(|paragraph| paragraph.get("text").or_empty()).collect(),
    };
    if !paragraphs.is_empty() {
        draft.wrapped_abstract(&paragraphs.join(" "));
    }
}

/// `paper_id` is a Semantic Scholar hash in some editions, a number or an arXiv id in others.
fn hash_or_empty(id: &str) -> &str {
    if id.len() == 40 && id.bytes().all(|b| b.is_ascii_hexdigit()) { id } else { "" }
}

fn references(draft: &mut Draft, entries: &Value<'_>) {
    let Some(entries) = entries.object() else { return };
    for (_, entry) in &entries.members {
        let ids = entry.object().map_or(&Value::Null, |entry| entry.any(&["ids", "other_ids"]));
        let known = EXTERNAL.iter().find_map(|(theirs, ours)| {
            let id = ids.get(theirs).text().filter(|id| !id.is_empty())?;
            Some(format!("{ours}:{id}"))
        });
        let contained = entry.get("contained_arXiv_ids").list().first();
        let arxiv = || Some(format!("arxiv:{}", contained?.get("id").text()?));
        if let Some(id) = known.or_else(arxiv) {
            draft.reference(&id);
        } else {
            let title = entry.object().map_or(&Value::Null, |e| e.any(&["title", "bib_entry_raw"]));
            draft.reference_to_title(title.or_empty());
        }
    }
}
