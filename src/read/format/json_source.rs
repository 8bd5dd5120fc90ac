//! What the JSON formats of particular sources share: cutting, and telling them by their members.

use std::sync::Arc;

use crate::read::draft::Draft;
use crate::read::feed::{Feed, Halt};
use crate::read::options::ReadOptions;
use crate::read::parse::json::{Object, Shape, object};
use crate::read::stream::{Parse, Source, first_record, json, member_names};

/// Whether the first record of a head has all of these members.
pub(super) fn has(head: &[u8], names: &[&str]) -> bool {
    let first = first_record(head);
    let members = member_names(first);
    names.iter().all(|name| members.iter().any(|(member, _)| member == name))
}

/// A draft with what is to be said of its record.
pub(super) fn started(line: u64, object: &Object<'_>, mended: Option<String>) -> Draft {
    let mut draft = Draft::at(line);
    if let Some(mended) = mended {
        draft.note(mended);
    }
    if let Some(name) = object.repeated() {
        draft.note(format!("{name:?} stands twice; the last one was taken"));
    }
    draft
}

/// Makes one paper of each record, of which only the `known` members are looked at, each named by
/// its path.
pub(super) fn cut(
    source: &mut Source<'_>,
    options: &ReadOptions,
    feed: &Feed,
    known: &'static [&'static str],
    fill: fn(&mut Draft, &Object<'_>),
) -> Result<(), Halt> {
    cut_many(source, options, feed, known, move |mut draft, object| {
        fill(&mut draft, object);
        vec![draft]
    })
}

/// As [`cut`], for records that hold several papers: `fill` gets the draft of the record itself.
pub(super) fn cut_many(
    source: &mut Source<'_>,
    options: &ReadOptions,
    feed: &Feed,
    known: &'static [&'static str],
    fill: impl Fn(Draft, &Object<'_>) -> Vec<Draft> + Send + Sync + 'static,
) -> Result<(), Halt> {
    let shape = Shape::of(known);
    let parse: Parse = Arc::new(move |text, line, batch| {
        let drafts = object(
            text,
            |name| shape.member(name),
            |object, mended| fill(started(line, &object, mended), &object),
        );
        match drafts {
            Ok(drafts) => drafts.into_iter().for_each(|draft| batch.draft(draft)),
            Err(reason) => batch.skip(line, reason),
        }
    });
    json(source, options, feed, &parse)
}
