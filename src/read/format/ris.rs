//! RIS, as EndNote, Zotero, Rayyan, Ovid and IEEE write it.

use crate::read::feed::{Feed, Halt};
use crate::read::options::ReadOptions;
use crate::read::parse::tagged::{self, Grammar};
use crate::read::stream::Source;

use super::Format;
use super::tagged_source::{self, Tagged};

pub(super) static FORMAT: Format = Format {
    name: "ris",
    extensions: &["ris"],
    media_type: "application/x-research-info-systems",
    about: "RIS of EndNote, Zotero, Rayyan, Ovid, IEEE Xplore",
    detect,
    cut,
};

const TAGGED: Tagged = Tagged {
    table: "ris",
    grammar: Grammar { field: tagged::ris, lists: &[] },
    end: Some("ER"),
    starts: &["TY"],
};

fn detect(head: &[u8]) -> bool {
    tagged_source::has_line(head, TAGGED, &["TY"])
}

fn cut(source: &mut Source<'_>, _: &ReadOptions, feed: &Feed) -> Result<(), Halt> {
    tagged_source::cut(source, feed, TAGGED)
}
