//! What the XML formats share: cutting, parsing a record, telling a format by its tags.

use std::sync::Arc;

use memchr::memmem;

use crate::read::draft::Draft;
use crate::read::feed::{Feed, Halt};
use crate::read::options::ReadOptions;
use crate::read::parse::xml::{self, Element};
use crate::read::stream::{Elements, Parse, Source, elements};

/// Whether a head is XML and holds all of these.
pub(super) fn has(head: &[u8], parts: &[&str]) -> bool {
    head.trim_ascii_start().starts_with(b"<")
        && parts.iter().all(|part| memmem::find(head, part.as_bytes()).is_some())
}

/// Makes one paper of each record.
pub(super) fn cut(
    source: &mut Source<'_>,
    options: &ReadOptions,
    feed: &Feed,
    wanted: &Elements,
    fill: fn(&mut Draft, &Element),
) -> Result<(), Halt> {
    if memmem::find(source.head(), b"<!ENTITY").is_some() {
        feed.note(0, "the document type declares entities, which are not expanded")?;
    }
    let depth = options.max_depth;
    let parse: Parse = Arc::new(move |text, line, batch| {
        let parsed = match xml::parse(text, depth) {
            Ok(parsed) => parsed,
            Err(reason) => return batch.skip(line, reason),
        };
        let mut draft = Draft::at(line);
        for name in parsed.unknown {
            draft.note(format!("the entity &{name}; is not known and stays as it is"));
        }
        if let Some(record) = parsed.root.at(&["record"]) {
            fill(&mut draft, record);
        }
        batch.draft(draft);
    });
    elements(source, feed, wanted, &parse)
}
