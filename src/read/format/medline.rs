//! PubMed's MEDLINE format.

use crate::read::feed::{Feed, Halt};
use crate::read::options::ReadOptions;
use crate::read::parse::tagged::{self, Grammar};
use crate::read::stream::Source;

use super::Format;
use super::tagged_source::{self, Tagged};

pub(super) static FORMAT: Format = Format {
    name: "medline",
    extensions: &["nbib", "medline", "txt"],
    media_type: "application/nbib",
    about: "PubMed MEDLINE (nbib)",
    detect,
    cut,
};

const TAGGED: Tagged = Tagged {
    table: "medline",
    grammar: Grammar { field: tagged::medline, lists: &[] },
    end: None,
    starts: &["PMID"],
};

fn detect(head: &[u8]) -> bool {
    tagged_source::has_line(head, TAGGED, &["PMID"])
}

fn cut(source: &mut Source<'_>, _: &ReadOptions, feed: &Feed) -> Result<(), Halt> {
    tagged_source::cut(source, feed, TAGGED)
}
