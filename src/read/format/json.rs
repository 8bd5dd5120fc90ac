//! JSON of no particular source: Lines or an array, our own names of fields or obvious synonyms.

use std::sync::Arc;

use crate::read::batch::Batch;
use crate::read::draft::Draft;
use crate::read::feed::{Feed, Halt};
use crate::read::fields::{FieldName, assigned, lookup};
use crate::read::options::{Columns, ReadOptions};
use crate::read::parse::json::{Object, Shape, Value, object};
use crate::read::parse::names;
use crate::read::stream::{Parse, Source, json};

use super::Format;
use super::json_source::started;

pub(super) static FORMAT: Format = Format {
    name: "json",
    extensions: &["jsonl", "ndjson", "json"],
    media_type: "application/json",
    about: "JSON Lines or arrays: id, title, abstract, year, authors, url, doi, references, or synonyms",
    detect,
    cut,
};

fn detect(head: &[u8]) -> bool {
    head.trim_ascii_start().starts_with(b"{") || head.trim_ascii_start().starts_with(b"[")
}

fn cut(source: &mut Source<'_>, options: &ReadOptions, feed: &Feed) -> Result<(), Halt> {
    let columns = options.columns.clone();
    let parse: Parse = Arc::new(move |text, line, batch| parse(text, line, &columns, batch));
    json(source, options, feed, &parse)
}

fn parse(text: &str, line: u64, columns: &Columns, batch: &mut Batch) {
    let is_known = |name: &str| {
        (columns.field(name).is_some() || lookup(name).is_some()).then_some(&Shape::Whole)
    };
    let draft = object(text, is_known, |mut object, mended| {
        let mut draft = started(line, &object, mended);
        object.keep_last();
        object.members.retain(|(_, value)| !value.is_null());
        let names = object.members.iter().map(|(name, _)| name.as_ref());
        let fields = assigned(names, columns);
        for (field, (_, value)) in fields.into_iter().zip(&object.members) {
            if let Some(field) = field {
                fill(&mut draft, field, value);
            }
        }
        draft
    });
    match draft {
        Ok(draft) => batch.draft(draft),
        Err(reason) => batch.skip(line, reason),
    }
}

fn fill(draft: &mut Draft, field: FieldName, value: &Value<'_>) {
    match field {
        FieldName::Authors => authors(draft, value),
        FieldName::References => references(draft, value),
        FieldName::Url => value.texts().for_each(|url| draft.url(url)),
        _ => {
            let text = value.text().or_else(|| value.get("name").text());
            if let Some(text) = text {
                super::set(draft, field, text);
            }
        }
    }
}

/// A list of names or of objects with a name, or one text with all names.
fn authors(draft: &mut Draft, value: &Value<'_>) {
    if let Value::Text(text) = value {
        return names::split(text).iter().for_each(|name| draft.author(name));
    }
    for author in value.list() {
        match author.object() {
            Some(object) => draft.author(&person(object)),
            None => draft.author(author.or_empty()),
        }
    }
}

/// The name of a person: `name`, or its parts under the names that sources use.
pub(super) fn person(object: &Object<'_>) -> String {
    let parts: [&[&str]; 5] = [
        &["name", "full_name", "literal", "display_name"],
        &["given", "first", "firstName", "given_name"],
        &["middle"],
        &["family", "last", "lastName", "family_name"],
        &["suffix"],
    ];
    let [whole, given, middle, family, suffix] = parts.map(|names| object.any(names));
    if let Some(name) = whole.text() {
        return name.to_owned();
    }
    let middle: Vec<&str> = middle.texts().collect();
    let parts = [given.or_empty(), &middle.join(" "), family.or_empty(), suffix.or_empty()];
    parts.map(str::trim).join(" ")
}

/// Ids and titles, or objects that hold one.
fn references(draft: &mut Draft, value: &Value<'_>) {
    for reference in value.list() {
        match reference.object() {
            Some(object) => {
                let names = ["doi", "DOI", "arxiv_id", "arxiv", "id", "title"];
                draft.reference(object.any(&names).or_empty());
            }
            None => draft.reference(reference.or_empty()),
        }
    }
}
