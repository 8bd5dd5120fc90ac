//! Records out of JSON of any outer form.
//!
//! One object a line is cut at line breaks. Everything else (an array, an object that wraps one
//! such as `{"results": [...]}`, objects one after the other) is scanned for brackets and strings
//! only, so that nothing larger than a record is held. A string ends at a line break, where JSON
//! allows none, and brackets must pair: so a broken record ends soon, and cutting goes on at the
//! next line that starts as the broken one did.

use std::sync::{Arc, OnceLock};

use memchr::{memchr, memchr3, memmem};

use crate::read::feed::{Feed, Halt};
use crate::read::options::ReadOptions;

use super::lines::{lines, too_large};
use super::{Packer, Parse, Source};

/// Names under which objects hold lists of records.
const WRAPPERS: &str = include_str!("../data/wrappers.tsv");

fn is_wrapper_name(name: &str) -> bool {
    static NAMES: OnceLock<Vec<&'static str>> = OnceLock::new();
    let names = NAMES
        .get_or_init(|| WRAPPERS.lines().skip(1).filter_map(|l| l.split('\t').next()).collect());
    names.contains(&name)
}

/// Sends every record of a JSON file to `parse`.
pub(in crate::read) fn json(
    source: &mut Source<'_>,
    options: &ReadOptions,
    feed: &Feed,
    parse: &Parse,
) -> Result<(), Halt> {
    let (depth, parse) = (options.max_depth, parse.clone());
    let shallow: Parse = Arc::new(move |text, line, batch| {
        if is_deeper(text.as_bytes(), depth) {
            batch.skip(line, too_deep(depth));
        } else {
            parse(text, line, batch);
        }
    });
    if is_lines(source.head()) {
        return lines(source, feed, &shallow);
    }
    let packer = Packer::new(shallow);
    Values { source, feed, packer, within: Vec::new(), depth, indent: Some(Vec::new()) }.run()
}

fn too_deep(depth: usize) -> String {
    format!("nested deeper than the limit of {depth} levels")
}

fn is_deeper(bytes: &[u8], depth: usize) -> bool {
    let few = memchr::memchr2_iter(b'{', b'[', bytes).nth(depth).is_none();
    let mut value = Value::new(depth);
    !few && value.advance(bytes) == Step::Broken(Fault::Deep)
}

/// Whether every record has a line of its own.
fn is_lines(head: &[u8]) -> bool {
    let head = head.trim_ascii_start();
    if !head.starts_with(b"{") || wraps(head) {
        return false;
    }
    let mut lines = head.split(|b| *b == b'\n').map(<[u8]>::trim_ascii).filter(|l| !l.is_empty());
    let first = lines.next().unwrap_or_default();
    match lines.next() {
        None => true,
        Some(_) if first.len() > 1 && first.ends_with(b"}") => true,
        Some(second) => first.len() > 1 && second.starts_with(b"{\""),
    }
}

/// Whether an object holds a list of records instead of being one.
fn wraps(object: &[u8]) -> bool {
    let members = member_names(object);
    let holds =
        |(name, first): &(String, u8)| is_wrapper_name(name) && matches!(first, b'[' | b'{');
    members.iter().any(holds) && !members.iter().any(|(name, _)| name == "title")
}

/// The names in the object at the start of `bytes`, each with the first byte of its value. Where
/// the object is cut off, the names before the cut.
pub(in crate::read) fn member_names(bytes: &[u8]) -> Vec<(String, u8)> {
    let mut names = Vec::new();
    let Some(mut rest) = bytes.trim_ascii_start().strip_prefix(b"{") else { return names };
    loop {
        rest = rest.trim_ascii_start();
        rest = rest.strip_prefix(b",").unwrap_or(rest).trim_ascii_start();
        let mut key = Value::new(0);
        let Step::End(end) = key.advance(rest) else { return names };
        if !rest.starts_with(b"\"") {
            return names;
        }
        let name = String::from_utf8_lossy(&rest[1..end - 1]).into_owned();
        rest = rest[end..].trim_ascii_start();
        let Some(value) = rest.strip_prefix(b":").map(<[u8]>::trim_ascii_start) else {
            return names;
        };
        let Some(first) = value.first() else { return names };
        names.push((name, *first));
        match Value::new(usize::MAX).advance(value) {
            Step::End(end) => rest = &value[end..],
            Step::More | Step::Broken(_) => return names,
        }
    }
}

/// The bytes from the first record on, inside whatever arrays and objects wrap it.
pub(in crate::read) fn first_record(head: &[u8]) -> &[u8] {
    let mut rest = head.trim_ascii_start();
    while let Some(inner) = rest.strip_prefix(b"[") {
        rest = inner.trim_ascii_start();
    }
    if !rest.starts_with(b"{") || !wraps(rest) {
        return rest;
    }
    for (name, first) in member_names(rest) {
        if is_wrapper_name(&name) && matches!(first, b'[' | b'{') {
            let quoted = format!("\"{name}\"");
            let at =
                memmem::find(rest, quoted.as_bytes()).map_or(rest.len(), |at| at + quoted.len());
            let value = memchr(first, &rest[at..]).map_or(rest.len(), |start| at + start);
            // One level less each time, so this ends.
            return first_record(&rest[value..]);
        }
    }
    rest
}

/// Why a value cannot be followed to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    Deep,
    Mismatch,
}

/// How far the scan of a value came.
#[derive(Debug, PartialEq, Eq)]
enum Step {
    /// It ends before this byte.
    End(usize),
    More,
    Broken(Fault),
}

/// A value being followed to its end; can go on when more bytes are there.
struct Value {
    at: usize,
    /// Closing brackets that are due, innermost last.
    due: Vec<u8>,
    quoted: bool,
    scalar: bool,
    depth: usize,
}

impl Value {
    fn new(depth: usize) -> Self {
        Self { at: 0, due: Vec::new(), quoted: false, scalar: false, depth }
    }

    /// Goes on over `bytes`, which are those seen before and more.
    fn advance(&mut self, bytes: &[u8]) -> Step {
        while let Some(byte) = bytes.get(self.at) {
            if self.quoted {
                if !self.string(bytes) {
                    return Step::More;
                }
            } else {
                match byte {
                    b'}' | b']' | b',' | b':' | b'\n' if self.due.is_empty() => {
                        return Step::End(self.at);
                    }
                    b'"' => {
                        self.quoted = true;
                        self.at += 1;
                        continue;
                    }
                    b'{' | b'[' => {
                        if self.due.len() >= self.depth {
                            return Step::Broken(Fault::Deep);
                        }
                        self.due.push(if *byte == b'{' { b'}' } else { b']' });
                    }
                    b'}' | b']' => {
                        if self.due.pop() != Some(*byte) {
                            return Step::Broken(Fault::Mismatch);
                        }
                    }
                    _ => {
                        self.scalar |= self.due.is_empty();
                        self.at += 1;
                        continue;
                    }
                }
                self.at += 1;
            }
            if self.due.is_empty() && !self.scalar {
                return Step::End(self.at);
            }
        }
        Step::More
    }

    /// Passes the rest of a string; false where the bytes end inside it.
    fn string(&mut self, bytes: &[u8]) -> bool {
        loop {
            let Some(stop) = memchr3(b'"', b'\\', b'\n', &bytes[self.at..]) else {
                self.at = bytes.len();
                return false;
            };
            let stop = self.at + stop;
            if bytes[stop] != b'\\' {
                self.at = stop + 1;
                self.quoted = false;
                return true;
            }
            if stop + 1 >= bytes.len() {
                self.at = stop;
                return false;
            }
            self.at = stop + 2;
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Array,
    Object,
}

struct Values<'s, 'a> {
    source: &'s mut Source<'a>,
    feed: &'s Feed,
    packer: Packer,
    within: Vec<Within>,
    depth: usize,
    /// White space before the first byte of the line, while nothing else has been seen on it.
    indent: Option<Vec<u8>>,
}

impl Values<'_, '_> {
    fn run(mut self) -> Result<(), Halt> {
        while let Some(byte) = self.next_byte() {
            match (byte, self.within.last()) {
                (b'"', Some(Within::Object)) => self.member()?,
                (b'[', _) => self.enter(Within::Array)?,
                (b'{', None) if wraps(self.source.head()) => self.enter(Within::Object)?,
                (b'{', _) => self.record()?,
                (b']', Some(Within::Array)) | (b'}', Some(Within::Object)) => {
                    self.within.pop();
                    self.source.consume(1);
                }
                (b']' | b'}', _) => {
                    let line = self.source.line();
                    self.packer.flush(self.feed)?;
                    self.feed.note(line, "a closing bracket too many")?;
                    self.source.consume(1);
                }
                (b',' | b':', _) => self.source.consume(1),
                _ => self.junk()?,
            }
        }
        let line = self.source.line();
        if !self.within.is_empty() {
            self.packer.flush(self.feed)?;
            self.feed.note(line, "the file ends before its brackets close")?;
        }
        self.packer.flush(self.feed)
    }

    /// The next byte that is not white space.
    fn next_byte(&mut self) -> Option<u8> {
        loop {
            let bytes = self.source.peek(1);
            let first = *bytes.first()?;
            if !first.is_ascii_whitespace() {
                return Some(first);
            }
            match (first, &mut self.indent) {
                (b'\n', _) => self.indent = Some(Vec::new()),
                (_, Some(indent)) => indent.push(first),
                _ => {}
            }
            self.source.consume(1);
        }
    }

    fn enter(&mut self, within: Within) -> Result<(), Halt> {
        if self.within.len() >= self.depth {
            return self.lost(too_deep(self.depth));
        }
        self.within.push(within);
        self.source.consume(1);
        Ok(())
    }

    /// A name in an object that wraps records, and what stands under it.
    fn member(&mut self) -> Result<(), Halt> {
        let bytes = self.source.head();
        let Step::End(end) = Value::new(0).advance(bytes) else {
            self.source.consume(1);
            return Ok(());
        };
        let name = String::from_utf8_lossy(&bytes[1..end.max(2) - 1]).into_owned();
        self.source.consume(end);
        while self.next_byte() == Some(b':') {
            self.source.consume(1);
        }
        match self.next_byte() {
            Some(b'[') if is_wrapper_name(&name) => self.enter(Within::Array),
            Some(b'{') if is_wrapper_name(&name) && wraps(self.source.head()) => {
                self.enter(Within::Object)
            }
            Some(b'{') if is_wrapper_name(&name) => self.record(),
            Some(_) => self.pass(),
            None => Ok(()),
        }
    }

    fn record(&mut self) -> Result<(), Halt> {
        let mut value = Value::new(self.depth);
        let limit = self.source.limit();
        let mut want = 1;
        let reason = loop {
            let bytes = self.source.peek(want);
            let length = bytes.len();
            match value.advance(bytes) {
                Step::End(end) if end > limit => break too_large(limit),
                Step::End(end) => {
                    let record = bytes[..end].to_vec();
                    let line = self.source.line();
                    self.indent = None;
                    self.source.consume(end);
                    return self.packer.add(line, &record, self.feed);
                }
                Step::Broken(Fault::Deep) => break too_deep(self.depth),
                Step::Broken(Fault::Mismatch) => break "brackets do not pair".to_owned(),
                Step::More if self.source.has_ended() => {
                    break "the file ends in the middle of the record".to_owned();
                }
                Step::More if length > limit => break too_large(limit),
                Step::More => want = length + 1,
            }
        };
        self.lost(reason)
    }

    /// Reports a record and goes on at the next line that starts as it did, or after it.
    fn lost(&mut self, reason: String) -> Result<(), Halt> {
        let line = self.source.line();
        self.packer.skip(line, reason, self.feed)?;
        if let Some(indent) = self.indent.take() {
            let start = [b"\n", &indent[..], b"{"].concat();
            if let Some(at) = memmem::find(self.source.peek(1), &start) {
                self.source.consume(at);
                return Ok(());
            }
        }
        self.pass()
    }

    /// Passes a value of any size.
    fn pass(&mut self) -> Result<(), Halt> {
        let mut value = Value::new(usize::MAX);
        self.indent = None;
        loop {
            let bytes = self.source.peek(1);
            let length = bytes.len();
            match value.advance(bytes) {
                Step::End(end) => {
                    self.source.consume(end);
                    return Ok(());
                }
                Step::More if length > 0 => {
                    // A backslash may wait for the byte after it.
                    let seen = value.at;
                    self.source.consume(seen);
                    value.at = 0;
                    if seen == 0 && self.source.peek(length + 1).len() == length {
                        self.source.consume(length);
                        return Ok(());
                    }
                }
                Step::More => return Ok(()),
                Step::Broken(_) => {
                    self.source.consume(value.at + 1);
                    return Ok(());
                }
            }
        }
    }

    /// A number, a word or rubbish where a record belongs.
    fn junk(&mut self) -> Result<(), Halt> {
        let line = self.source.line();
        self.packer.skip(line, "no JSON object here", self.feed)?;
        let bytes = self.source.head();
        let stop = |b: &u8| matches!(b, b',' | b'[' | b']' | b'{' | b'}' | b'\n');
        let length = bytes.iter().position(stop).unwrap_or(bytes.len()).max(1);
        self.indent = None;
        self.source.consume(length);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::sync_channel;

    use super::*;
    use crate::read::batch::{Batch, Item};
    use crate::read::feed::Event;

    /// The records of a text and the reasons for what is missing, in order.
    fn cut(text: &str) -> Vec<String> {
        let (sender, events) = sync_channel(100);
        let mut source = Source::new("t".into(), text.as_bytes(), 1000);
        let echo: Parse = Arc::new(|text, line, batch| batch.skip(line, text.to_owned()));
        json(&mut source, &ReadOptions::default(), &Feed::new(sender, Arc::default()), &echo)
            .unwrap();
        let mut batch = Batch::default();
        for (event, _) in events {
            if let Event::Work(work) = event {
                work(&mut batch);
            }
        }
        let text = |item| match item {
            Item::Skip { line, reason } => format!("{} {reason}", line.unwrap_or(0)),
            Item::Note { line, reason } => format!("{} note {reason}", line.unwrap_or(0)),
            Item::Paper(_) => String::new(),
        };
        batch.items.into_iter().map(text).collect()
    }

    #[test]
    fn every_outer_form_gives_its_records() {
        for text in [
            "{\"a\":1}\n{\"a\":2}\n",
            "[\n{\"a\":1}\n,{\"a\":2}]",
            "{\"meta\":{\"n\":[1]},\"results\":[\n{\"a\":1}\n,{\"a\":2}],\"x\":[{\"b\":\"]\"}]}",
            "{\"message\":{\"n\":2,\"items\":[\n{\"a\":1}\n,{\"a\":2}]}}",
        ] {
            let records: Vec<_> = cut(text).iter().map(|r| r[2..].to_owned()).collect();
            assert_eq!(records, ["{\"a\":1}", "{\"a\":2}"], "{text}");
        }
        assert_eq!(
            cut("{\n \"a\": \"}\\\"\"\n}\n{\n \"b\": 1\n}"),
            ["1 {\n \"a\": \"}\\\"\"\n}", "4 {\n \"b\": 1\n}"]
        );
    }

    #[test]
    fn a_broken_record_costs_no_other() {
        assert_eq!(
            cut("[\n {\"a\": {\"b\": 1},\n {\"a\": 2}\n]"),
            ["2 brackets do not pair", "3 {\"a\": 2}"]
        );
        assert_eq!(
            cut("[\n {\"a\": \"x\n },\n {\"a\": 2}\n]"),
            ["2 {\"a\": \"x\n }", "4 {\"a\": 2}"]
        );
        assert_eq!(
            cut("[{\"a\": 1}, {\"a\""),
            [
                "1 {\"a\": 1}",
                "1 the file ends in the middle of the record",
                "1 note the file ends before its brackets close"
            ]
        );
    }

    #[test]
    fn names_and_the_first_record_are_seen_in_a_head_that_is_cut_off() {
        let head = b"{\"meta\": {}, \"results\": [{\"id\": \"x\", \"list\": [1, 2], \"t\": \"cut";
        let names = member_names(first_record(head));
        assert_eq!(names, [("id".into(), b'"'), ("list".into(), b'['), ("t".into(), b'"')]);
    }
}
