//! TEI XML of GROBID: header and bibliography of a full text.

use crate::read::draft::Draft;
use crate::read::feed::{Feed, Halt};
use crate::read::options::ReadOptions;
use crate::read::parse::text::without_label;
use crate::read::parse::xml::Element;
use crate::read::stream::{Elements, Source};

use super::Format;
use super::xml_source::{self, has};

pub(super) static FORMAT: Format = Format {
    name: "grobid-tei",
    extensions: &["tei", "xml"],
    media_type: "application/tei+xml",
    about: "GROBID TEI XML: title, abstract and bibliography of a full text",
    detect,
    cut,
};

fn detect(head: &[u8]) -> bool {
    has(head, &["<TEI", "<teiHeader"])
}

fn cut(source: &mut Source<'_>, options: &ReadOptions, feed: &Feed) -> Result<(), Halt> {
    let wanted = Elements { records: &["TEI"], parents: &[], siblings: &[] };
    xml_source::cut(source, options, feed, &wanted, fill)
}

fn fill(draft: &mut Draft, record: &Element) {
    let Some(tei) = record.at(&["TEI"]) else { return };
    let Some(header) = tei.at(&["teiHeader"]) else { return };
    draft.title(&header.text_at(&["fileDesc", "titleStmt", "title"]));
    let text = header.text_at(&["profileDesc", "abstract"]);
    draft.wrapped_abstract(without_label(&text, "abstract"));
    if let Some(work) = header.at(&["fileDesc", "sourceDesc", "biblStruct"]) {
        described(draft, work);
    }
    let Some(text) = tei.at(&["text"]) else { return };
    for list in text.all("listBibl") {
        list.children("biblStruct").for_each(|work| reference(draft, work));
    }
}

fn described(draft: &mut Draft, work: &Element) {
    for author in work.all("author") {
        let names = author.all("persName");
        let Some(name) = names.first() else { continue };
        let forenames: Vec<String> = name.children("forename").map(Element::text).collect();
        draft.author(&format!("{} {}", forenames.join(" "), name.text_at(&["surname"])));
    }
    for id in work.all("idno") {
        match id.attribute("type").to_ascii_lowercase().as_str() {
            "doi" => draft.doi(&id.text()),
            "arxiv" => draft.arxiv(arxiv(&id.text())),
            "pmid" => draft.identifier("pmid", &id.text()),
            "pmcid" => draft.identifier("pmcid", &id.text()),
            _ => {}
        }
    }
    for date in work.all("date").iter().filter(|d| d.attribute("type") == "published") {
        draft.year(date.attribute("when"));
        draft.year(&date.text());
    }
    if let Some(monograph) = work.at(&["monogr"]) {
        draft.venue(&monograph.text_at(&["title"]));
    }
}

/// GROBID writes `arXiv:1706.03762v5[cs.CL]`.
fn arxiv(text: &str) -> &str {
    text.split('[').next().unwrap_or(text)
}

fn reference(draft: &mut Draft, work: &Element) {
    for scheme in ["DOI", "arXiv", "PMID"] {
        let ids = work.all("idno");
        if let Some(id) = ids.iter().find(|id| id.attribute("type") == scheme) {
            let text = id.text();
            let prefix = if scheme == "PMID" { "pmid:" } else { "" };
            return draft.reference(&format!("{prefix}{}", arxiv(&text)));
        }
    }
    let title = work.text_at(&["analytic", "title"]);
    let title = if title.is_empty() { work.text_at(&["monogr", "title"]) } else { title };
    match title.as_str() {
        "" => draft.reference_to_title(&raw(work)),
        title => draft.reference_to_title(title),
    }
}

/// The reference as printed, where GROBID was asked to keep it.
fn raw(work: &Element) -> String {
    let note = work.children("note").find(|note| note.attribute("type") == "raw_reference");
    note.map(Element::text).unwrap_or_default()
}
