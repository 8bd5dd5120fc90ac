//! Semantic Scholar: answers of the Graph API, and the bulk files of S2AG in lower case.

use crate::read::draft::Draft;
use crate::read::feed::{Feed, Halt};
use crate::read::options::ReadOptions;
use crate::read::parse::json::Object;
use crate::read::stream::Source;

use super::Format;
use super::json::person;
use super::json_source::{self, has};

pub(super) static FORMAT: Format = Format {
    name: "semantic-scholar",
    extensions: &["json", "jsonl"],
    media_type: "application/json",
    about: "Semantic Scholar Graph API answers; S2AG bulk papers, abstracts and citations",
    detect,
    cut,
};

const KNOWN: &[&str] = &[
    "abstract",
    "authors",
    "citedPaper",
    "citedcorpusid",
    "citingPaper",
    "citingcorpusid",
    "corpusId",
    "corpusid",
    "externalIds",
    "externalids",
    "openAccessPdf",
    "paperId",
    "publicationDate",
    "publicationdate",
    "references",
    "title",
    "url",
    "venue",
    "year",
];
/// Their names of identifiers, ours, and how a reference prefers them.
const EXTERNAL: [(&str, &str); 7] = [
    ("DOI", "doi"),
    ("ArXiv", "arxiv"),
    ("ACL", "acl"),
    ("PubMed", "pmid"),
    ("PubMedCentral", "pmcid"),
    ("DBLP", "dblp"),
    ("CorpusId", "s2corpus"),
];

fn detect(head: &[u8]) -> bool {
    ["paperId", "corpusid", "corpusId", "citingPaper", "citedPaper", "citingcorpusid"]
        .iter()
        .any(|name| has(head, &[name]))
}

fn cut(source: &mut Source<'_>, options: &ReadOptions, feed: &Feed) -> Result<(), Halt> {
    json_source::cut(source, options, feed, KNOWN, fill)
}

fn fill(draft: &mut Draft, record: &Object<'_>) {
    if let Some(citing) = record.get("citingcorpusid").text() {
        draft.partial();
        draft.external("s2corpus", citing);
        return draft.reference_in("s2corpus", record.get("citedcorpusid").or_empty());
    }
    let inner = record.any(&["citingPaper", "citedPaper"]).object();
    let paper = inner.unwrap_or(record);
    draft.title(paper.get("title").or_empty());
    draft.wrapped_abstract(paper.get("abstract").or_empty());
    draft.year(paper.get("year").or_empty());
    draft.year(paper.any(&["publicationDate", "publicationdate"]).or_empty());
    draft.venue(paper.get("venue").or_empty());
    paper.get("authors").objects().for_each(|author| draft.author(&person(author)));
    draft.external("s2", paper.get("paperId").or_empty());
    draft.external("s2corpus", paper.any(&["corpusId", "corpusid"]).or_empty());
    // The bulk files keep abstracts apart from papers.
    if paper.get("title").is_null() && !paper.get("corpusid").is_null() {
        draft.partial();
    }
    let ids = paper.any(&["externalIds", "externalids"]);
    for (theirs, ours) in EXTERNAL {
        draft.identifier(ours, ids.get(theirs).or_empty());
    }
    draft.url(paper.get("url").or_empty());
    draft.url(paper.get("openAccessPdf").get("url").or_empty());
    for reference in paper.get("references").objects() {
        self::reference(draft, reference);
    }
}

fn reference(draft: &mut Draft, reference: &Object<'_>) {
    let work = reference.get("citedPaper").object().unwrap_or(reference);
    let ids = work.any(&["externalIds", "externalids"]);
    let external = EXTERNAL
        .iter()
        .find_map(|(theirs, ours)| Some(format!("{ours}:{}", ids.get(theirs).text()?)));
    let known = external.or_else(|| Some(format!("s2:{}", work.get("paperId").text()?)));
    match known {
        Some(id) => draft.reference(&id),
        None => draft.reference_to_title(work.get("title").text().unwrap_or_default()),
    }
}
