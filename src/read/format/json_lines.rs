//! JSON Lines: one object a line, under our own names of fields or obvious synonyms.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::read::batch::Batch;
use crate::read::draft::Draft;
use crate::read::feed::{Feed, Halt};
use crate::read::options::ReadOptions;
use crate::read::stream::{Block, Piece, Source, utf8};

use super::Format;
use super::fields::{FieldName, lookup};

pub(super) static FORMAT: Format = Format {
    name: "jsonl",
    extensions: &["jsonl", "ndjson", "json"],
    media_type: "application/jsonl",
    about: "JSON Lines with id, title, abstract and optional year, authors, url, doi, references",
    detect,
    cut,
};

fn detect(head: &[u8]) -> bool {
    head.trim_ascii_start().starts_with(b"{")
}

fn cut(source: &mut Source<'_>, options: &ReadOptions, feed: &Feed) -> Result<(), Halt> {
    let limit = source.limit();
    let too_long = move || format!("the record is larger than the limit of {limit} bytes");
    let depth = options.max_depth;
    while let Some(piece) = source.lines()? {
        match piece {
            Piece::TooLong { line } => feed.skip(line, too_long())?,
            Piece::Lines(block) => feed.work(move |batch| parse(&block, depth, batch))?,
        }
    }
    Ok(())
}

fn parse(block: &Block, depth: usize, batch: &mut Batch) {
    for (line, bytes) in block.lines() {
        let decoded = utf8(bytes);
        batch.repaired += decoded.repaired;
        let mut draft = Draft::at(line);
        draft.notes.extend(decoded.how.map(str::to_owned));
        if nested_deeper(bytes, depth) {
            batch.skip(line, format!("nested deeper than {depth} levels"));
            continue;
        }
        match serde_json::from_str::<Record<'_>>(&decoded.text) {
            Ok(record) => {
                record.fill(&mut draft);
                batch.draft(draft);
            }
            Err(error) => batch.skip(line, format!("not a JSON object: {error}")),
        }
    }
}

/// An upper bound by counting brackets, exact enough since real records have few.
fn nested_deeper(bytes: &[u8], depth: usize) -> bool {
    memchr::memchr2_iter(b'{', b'[', bytes).nth(depth).is_some() && measured(bytes) > depth
}

fn measured(bytes: &[u8]) -> usize {
    let (mut depth, mut deepest, mut quoted, mut escaped) = (0_usize, 0, false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// The known fields of an object, in the order in which they stand.
struct Record<'a> {
    fields: Vec<(FieldName, Loose<'a>)>,
}

impl<'de> Deserialize<'de> for Record<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Record<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::with_capacity(12);
                while let Some(Key(key)) = map.next_key()? {
                    match lookup(&key) {
                        Some(field) => fields.push((field, map.next_value()?)),
                        None => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(Record { fields })
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

/// A string, borrowed where it holds no escapes.
struct Key<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

/// A JSON value as the fields of a paper need it; numbers and booleans as text.
enum Loose<'a> {
    Null,
    Text(Cow<'a, str>),
    List(Vec<Loose<'a>>),
    Map(Vec<(Cow<'a, str>, Loose<'a>)>),
}

impl<'de> Deserialize<'de> for Loose<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Loose<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Loose::Null)
            }

            fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
                Ok(Loose::Text(value.to_string().into()))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
                Ok(Loose::Text(value.to_string().into()))
            }

            fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
                Ok(Loose::Text(value.to_string().into()))
            }

            fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
                Ok(Loose::Text(value.to_string().into()))
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Loose::Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Loose::Text(Cow::Owned(text.to_owned())))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut list = Vec::new();
                while let Some(value) = seq.next_element()? {
                    list.push(value);
                }
                Ok(Loose::List(list))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(Key(key)) = map.next_key()? {
                    pairs.push((key, map.next_value()?));
                }
                Ok(Loose::Map(pairs))
            }
        }
        deserializer.deserialize_any(Any)
    }
}

impl<'a> Loose<'a> {
    /// The texts in it: itself, or those of a list's members.
    fn texts(&self) -> Vec<&str> {
        match self {
            Self::Text(text) => vec![text],
            Self::List(list) => list.iter().flat_map(Self::texts).collect(),
            Self::Null | Self::Map(_) => Vec::new(),
        }
    }

    fn into_text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Text(text) => Some(text),
            Self::List(list) => list.into_iter().find_map(Self::into_text),
            Self::Null | Self::Map(_) => None,
        }
    }
}

impl Record<'_> {
    fn fill(self, draft: &mut Draft) {
        for (field, value) in self.fields {
            fill(draft, field, value);
        }
    }
}

fn fill(draft: &mut Draft, field: FieldName, value: Loose<'_>) {
    match field {
        FieldName::Title | FieldName::Abstract => {
            let Some(text) = value.into_text() else { return };
            match field {
                FieldName::Title => draft.title(text),
                _ => draft.abstract_text(text),
            }
        }
        FieldName::Authors => authors(draft, &value),
        FieldName::References => each(&value, |text| draft.reference(text)),
        FieldName::Url => each(&value, |text| draft.url(text)),
        FieldName::Year => first(&value, |text| draft.year(text)),
        FieldName::Venue => first(&value, |text| draft.venue(text)),
        FieldName::Id => first(&value, |text| draft.id(text)),
        FieldName::Doi => first(&value, |text| draft.doi(text)),
        FieldName::Arxiv => first(&value, |text| draft.arxiv(text)),
        FieldName::Acl => first(&value, |text| draft.external("acl", text)),
        FieldName::S2 => first(&value, |text| draft.external("s2", text)),
        FieldName::Openalex => first(&value, |text| draft.external("openalex", text)),
        FieldName::Pmid => first(&value, |text| draft.external("pmid", text)),
    }
}

fn each(value: &Loose<'_>, set: impl FnMut(&str)) {
    value.texts().into_iter().for_each(set);
}

fn first(value: &Loose<'_>, set: impl FnOnce(&str)) {
    value.texts().into_iter().next().map(set);
}

/// A list of names or of objects with a name, or one text with names between semicolons.
fn authors(draft: &mut Draft, value: &Loose<'_>) {
    match value {
        Loose::Text(text) => text.split(';').for_each(|name| draft.author(name)),
        Loose::List(list) => {
            for author in list {
                match author {
                    Loose::Text(name) => draft.author(name),
                    Loose::Map(pairs) => {
                        if let Some((_, name)) = pairs.iter().find(|(key, _)| key == "name") {
                            first(name, |name| draft.author(name));
                        }
                    }
                    Loose::Null | Loose::List(_) => {}
                }
            }
        }
        Loose::Null | Loose::Map(_) => {}
    }
}
