//! The plain text of Web of Science.

use crate::read::feed::{Feed, Halt};
use crate::read::options::ReadOptions;
use crate::read::parse::tagged::{self, Grammar};
use crate::read::stream::Source;

use super::Format;
use super::tagged_source::{self, Tagged};

pub(super) static FORMAT: Format = Format {
    name: "wos",
    extensions: &["txt", "ciw"],
    media_type: "text/plain",
    about: "Web of Science plain text, with cited references",
    detect,
    cut,
};

const TAGGED: Tagged = Tagged {
    table: "wos",
    grammar: Grammar { field: tagged::web_of_science, lists: &["AF", "AU", "CR"] },
    end: Some("ER"),
    starts: &["PT"],
};

fn detect(head: &[u8]) -> bool {
    tagged_source::has_line(head, TAGGED, &["FN", "PT"])
}

fn cut(source: &mut Source<'_>, _: &ReadOptions, feed: &Feed) -> Result<(), Halt> {
    tagged_source::cut(source, feed, TAGGED)
}
