//! The XML of the ACL Anthology: collections of volumes of papers.

use crate::read::draft::Draft;
use crate::read::feed::{Feed, Halt};
use crate::read::options::ReadOptions;
use crate::read::parse::xml::Element;
use crate::read::stream::{Elements, Source};

use super::Format;
use super::xml_source::{self, has};

pub(super) static FORMAT: Format = Format {
    name: "acl-xml",
    extensions: &["xml"],
    media_type: "application/xml",
    about: "ACL Anthology XML: collections of volumes of papers",
    detect,
    cut,
};

fn detect(head: &[u8]) -> bool {
    has(head, &["<collection id=", "<volume"])
}

fn cut(source: &mut Source<'_>, options: &ReadOptions, feed: &Feed) -> Result<(), Halt> {
    let wanted =
        Elements { records: &["paper"], parents: &["collection", "volume"], siblings: &["meta"] };
    xml_source::cut(source, options, feed, &wanted, fill)
}

fn fill(draft: &mut Draft, record: &Element) {
    let Some(paper) = record.at(&["paper"]) else { return };
    draft.identifier("acl", &id(record, paper));
    draft.title(&paper.text_at(&["title"]));
    draft.wrapped_abstract(&paper.text_at(&["abstract"]));
    draft.doi(&paper.text_at(&["doi"]));
    for author in paper.children("author") {
        let part = |name| author.text_at(&[name]);
        draft.author(&format!("{} {}", part("first"), part("last")));
    }
    draft.year(&paper.text_at(&["year"]));
    if let Some(meta) = record.at(&["meta"]) {
        draft.year(&meta.text_at(&["year"]));
        draft.venue(&meta.text_at(&["booktitle"]));
    }
    for url in paper.children("url").chain(paper.children("pwccode")) {
        let address = match url.attribute("url") {
            "" => url.text(),
            address => address.to_owned(),
        };
        if address.contains("://") {
            draft.url(&address);
        }
    }
}

/// `2020.acl-main.1`, or `P19-1001` for collections before 2020.
fn id(record: &Element, paper: &Element) -> String {
    let address = paper.text_at(&["url"]);
    if !address.is_empty() && !address.contains("://") {
        return address;
    }
    let of = |name: &str| record.at(&[name]).map_or("", |element| element.attribute("id"));
    let (collection, volume, number) = (of("collection"), of("volume"), paper.attribute("id"));
    if collection.contains('.') {
        return format!("{collection}-{volume}.{number}");
    }
    // Workshop volumes have two digits and papers two, the others one and three.
    match volume.len() {
        2 => format!("{collection}-{volume}{number:0>2}"),
        _ => format!("{collection}-{volume}{number:0>3}"),
    }
}
