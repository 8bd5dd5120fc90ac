//! Records that are XML elements, cut by their tags.
//!
//! Only tags are looked for here; the parser that gets a record checks it. A record that does not
//! close before the next one starts is cut there, so that it costs no other.

use memchr::{memchr, memchr_iter, memmem};

use crate::read::feed::{Feed, Halt};

use super::lines::too_large;
use super::source::BLOCK;
use super::{Packer, Parse, Source};

/// Longer than a tag's name.
const STRADDLE: usize = 256;

/// Which elements to cut, and what to show each of its surroundings.
pub(in crate::read) struct Elements {
    /// Elements that are records.
    pub(in crate::read) records: &'static [&'static str],
    /// Elements around them whose start tag every record is given with.
    pub(in crate::read) parents: &'static [&'static str],
    /// Elements before them that every record is given with as a whole.
    pub(in crate::read) siblings: &'static [&'static str],
}

/// Sends every record to `parse`, inside `<record>` and after the start tags and siblings in force.
pub(in crate::read) fn elements(
    source: &mut Source<'_>,
    feed: &Feed,
    wanted: &Elements,
    parse: &Parse,
) -> Result<(), Halt> {
    let mut cutter =
        Cutter { source, feed, wanted, packer: Packer::new(parse.clone()), context: Vec::new() };
    while cutter.step()? {}
    cutter.packer.flush(feed)
}

struct Cutter<'s, 'a> {
    source: &'s mut Source<'a>,
    feed: &'s Feed,
    wanted: &'s Elements,
    packer: Packer,
    /// What surrounds the next record, by element name.
    context: Vec<(&'static str, Vec<u8>)>,
}

enum Tag {
    Record(&'static str),
    Parent(&'static str),
    Sibling(&'static str),
    /// A comment or CDATA section, and what ends it.
    Opaque(&'static [u8]),
}

impl Cutter<'_, '_> {
    /// Goes to the next tag that matters and deals with it; false at the end.
    fn step(&mut self) -> Result<bool, Halt> {
        let bytes = self.source.peek(BLOCK);
        let found =
            memchr_iter(b'<', bytes).find_map(|at| Some((at, tag(self.wanted, &bytes[at..])?)));
        let length = bytes.len();
        let Some((at, tag)) = found else {
            // A tag may straddle the end of the buffer.
            self.source.consume(length - length.min(STRADDLE));
            let left = length.min(STRADDLE);
            return Ok(!self.source.has_ended() && self.source.peek(left + 1).len() > left);
        };
        self.source.consume(at);
        match tag {
            Tag::Opaque(end) => {
                if let Some(length) = self.find(|bytes| past(bytes, end)) {
                    self.source.consume(length);
                } else {
                    self.source.consume(1);
                }
            }
            Tag::Parent(name) => {
                let length = self.find(|bytes| past(bytes, b">")).unwrap_or(1);
                let mut start = self.source.peek(length)[..length].to_vec();
                if !start.ends_with(b"/>") && start.pop().is_some() {
                    start.extend_from_slice(b"/>");
                }
                self.source.consume(length);
                self.set(name, start);
            }
            Tag::Sibling(name) => match self.find(|bytes| element_end(bytes, name)) {
                Some(length) => {
                    let whole = self.source.peek(length)[..length].to_vec();
                    self.source.consume(length);
                    self.set(name, whole);
                }
                None => self.source.consume(1),
            },
            Tag::Record(name) => self.record(name)?,
        }
        Ok(true)
    }

    fn record(&mut self, name: &'static str) -> Result<(), Halt> {
        let limit = self.source.limit();
        let line = self.source.line();
        let found = self.find(|bytes| {
            let end = element_end(bytes, name).map(|length| (length, true));
            end.or_else(|| Some((next_start(bytes, name)?, false)))
        });
        let (length, reason) = match found {
            Some((length, true)) if length <= limit => (length, None),
            Some((length, false)) => (length, Some(format!("<{name}> is not closed"))),
            None if self.source.has_ended() && self.source.peek(1).len() <= limit => {
                let reason = format!("the file ends before <{name}> is closed");
                (self.source.peek(1).len(), Some(reason))
            }
            Some((length, true)) => (length, Some(too_large(limit))),
            None => (1, Some(too_large(limit))),
        };
        if let Some(reason) = reason {
            self.source.consume(length);
            return self.packer.skip(line, reason, self.feed);
        }
        let mut whole = b"<record>".to_vec();
        self.context.iter().for_each(|(_, bytes)| whole.extend_from_slice(bytes));
        whole.extend_from_slice(&self.source.peek(length)[..length]);
        whole.extend_from_slice(b"</record>");
        self.source.consume(length);
        self.packer.add(line, &whole, self.feed)
    }

    /// What is shown with the records to come; a parent takes the place of all that it held.
    fn set(&mut self, name: &'static str, bytes: Vec<u8>) {
        if let Some(at) = self.context.iter().position(|(known, _)| *known == name) {
            self.context.truncate(at);
        }
        self.context.push((name, bytes));
    }

    /// Buffers more until `end` finds one, up to the limit of a record.
    fn find<T>(&mut self, end: impl Fn(&[u8]) -> Option<T>) -> Option<T> {
        let limit = self.source.limit();
        let mut want = 1;
        loop {
            let bytes = self.source.peek(want);
            let length = bytes.len();
            if let Some(end) = end(bytes) {
                return Some(end);
            }
            if self.source.has_ended() || length > limit {
                return None;
            }
            want = length * 2;
        }
    }
}

fn tag(wanted: &Elements, bytes: &[u8]) -> Option<Tag> {
    if bytes.starts_with(b"<!--") {
        return Some(Tag::Opaque(b"-->"));
    }
    if bytes.starts_with(b"<![CDATA[") {
        return Some(Tag::Opaque(b"]]>"));
    }
    let named = |names: &[&'static str]| names.iter().copied().find(|name| opens(bytes, name));
    named(wanted.records)
        .map(Tag::Record)
        .or_else(|| named(wanted.parents).map(Tag::Parent))
        .or_else(|| named(wanted.siblings).map(Tag::Sibling))
}

/// Whether `bytes` start with a start tag of this name.
fn opens(bytes: &[u8], name: &str) -> bool {
    let after = bytes.strip_prefix(b"<").and_then(|b| b.strip_prefix(name.as_bytes()));
    after
        .and_then(<[u8]>::first)
        .is_some_and(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))
}

fn past(bytes: &[u8], end: &[u8]) -> Option<usize> {
    memmem::find(bytes, end).map(|at| at + end.len())
}

/// One past the end tag, unless the element starts again before.
fn element_end(bytes: &[u8], name: &str) -> Option<usize> {
    let start = past(bytes, b">")?;
    if bytes[..start].ends_with(b"/>") {
        return Some(start);
    }
    let end_tag = format!("</{name}");
    let end = memmem::find(bytes, end_tag.as_bytes())?;
    if next_start(&bytes[..end], name).is_some() {
        return None;
    }
    memchr(b'>', &bytes[end..]).map(|length| end + length + 1)
}

/// Where the element starts again.
fn next_start(bytes: &[u8], name: &str) -> Option<usize> {
    let tag = format!("<{name}");
    memmem::find_iter(bytes, tag.as_bytes()).find(|at| *at > 0 && opens(&bytes[*at..], name))
}
