//! The Atom feed of the arXiv API.

use crate::read::draft::Draft;
use crate::read::feed::{Feed, Halt};
use crate::read::options::ReadOptions;
use crate::read::parse::xml::Element;
use crate::read::stream::{Elements, Source};

use super::Format;
use super::xml_source::{self, has};

pub(super) static FORMAT: Format = Format {
    name: "arxiv-atom",
    extensions: &["atom", "xml"],
    media_type: "application/atom+xml",
    about: "Atom feed of the arXiv API",
    detect,
    cut,
};

fn detect(head: &[u8]) -> bool {
    has(head, &["<feed", "http://www.w3.org/2005/Atom"])
}

fn cut(source: &mut Source<'_>, options: &ReadOptions, feed: &Feed) -> Result<(), Halt> {
    let wanted = Elements { records: &["entry"], parents: &[], siblings: &[] };
    xml_source::cut(source, options, feed, &wanted, fill)
}

fn fill(draft: &mut Draft, record: &Element) {
    let Some(entry) = record.at(&["entry"]) else { return };
    let id = entry.text_at(&["id"]);
    draft.known(&id);
    draft.title(&entry.text_at(&["title"]));
    draft.wrapped_abstract(&entry.text_at(&["summary"]));
    draft.year(&entry.text_at(&["published"]));
    draft.year(&entry.text_at(&["updated"]));
    entry.children("author").for_each(|author| draft.author(&author.text_at(&["name"])));
    draft.doi(&entry.text_at(&["doi"]));
    draft.venue(&entry.text_at(&["journal_ref"]));
    draft.url(&id);
    for link in entry.children("link") {
        if link.attribute("title") == "pdf" {
            draft.url(link.attribute("href"));
        }
    }
}
