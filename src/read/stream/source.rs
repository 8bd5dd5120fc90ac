//! A stream of bytes that gives its head ahead of time and whole lines in large blocks.

use std::io::{self, Read};
use std::sync::Arc;

use memchr::{memchr, memchr_iter, memrchr};

/// What is looked at to tell the format.
const HEAD: usize = 256 << 10;
/// Large enough that a block costs little to hand over, small enough that two threads share a file.
pub(in crate::read) const BLOCK: usize = 512 << 10;
const BOM: &[u8] = b"\xef\xbb\xbf";

/// One file, or one member of an archive, unpacked.
///
/// Where reading fails midway, the bytes before are given first; [`failure`](Self::failure) tells.
pub(in crate::read) struct Source<'a> {
    /// As reports name it.
    pub(in crate::read) name: Arc<str>,
    inner: Box<dyn Read + 'a>,
    buffer: Vec<u8>,
    /// First byte of `buffer` that is not consumed yet.
    start: usize,
    /// Line of that byte, from 1.
    line: u64,
    ended: bool,
    failure: Option<io::Error>,
    limit: usize,
    /// Lines end in CR alone, as on old Macs.
    bare_cr: bool,
}

/// Whole lines.
pub(in crate::read) struct Block {
    bytes: Vec<u8>,
    line: u64,
}

/// What the next step through a source gave.
pub(in crate::read) enum Piece {
    Lines(Block),
    /// A line over the limit, passed over.
    TooLong {
        line: u64,
    },
}

impl<'a> Source<'a> {
    /// A stream in which no record over `limit` bytes is kept.
    pub(in crate::read) fn new(name: Arc<str>, inner: impl Read + 'a, limit: usize) -> Self {
        let mut source = Self {
            name,
            inner: Box::new(inner),
            buffer: Vec::new(),
            start: 0,
            line: 1,
            ended: false,
            failure: None,
            limit,
            bare_cr: false,
        };
        source.fill(HEAD);
        if source.buffer.starts_with(BOM) {
            source.start = BOM.len();
        }
        let has = |byte| memchr(byte, &source.buffer).is_some();
        source.bare_cr = has(b'\r') && !has(b'\n');
        if source.bare_cr {
            break_at_cr(&mut source.buffer);
        }
        source
    }

    /// The first bytes that are left, at most 256 KiB, without consuming them.
    pub(in crate::read) fn head(&mut self) -> &[u8] {
        let head = self.peek(HEAD);
        &head[..head.len().min(HEAD)]
    }

    /// All bytes that are buffered: at least `want` of them, unless the stream ends before.
    pub(in crate::read) fn peek(&mut self, want: usize) -> &[u8] {
        self.fill(want);
        &self.buffer[self.start..]
    }

    /// Passes `bytes` bytes of what [`peek`](Self::peek) gave.
    pub(in crate::read) fn consume(&mut self, bytes: usize) {
        let end = (self.start + bytes).min(self.buffer.len());
        self.line += memchr_iter(b'\n', &self.buffer[self.start..end]).count() as u64;
        self.start = end;
    }

    /// Whether [`peek`](Self::peek) cannot give more than it did.
    pub(in crate::read) fn has_ended(&self) -> bool {
        self.ended
    }

    /// The error that ended the stream early, once.
    pub(in crate::read) fn failure(&mut self) -> Option<io::Error> {
        self.failure.take()
    }

    /// The largest record, in bytes.
    pub(in crate::read) fn limit(&self) -> usize {
        self.limit
    }

    /// The line of the next byte, from 1.
    pub(in crate::read) fn line(&self) -> u64 {
        self.line
    }

    /// The next lines, about half a megabyte of them.
    pub(in crate::read) fn lines(&mut self) -> Option<Piece> {
        let mut want = BLOCK;
        loop {
            self.fill(want);
            self.compact();
            if self.ended {
                let bytes = std::mem::take(&mut self.buffer);
                return (!bytes.is_empty()).then(|| self.block(bytes));
            }
            if let Some(end) = memrchr(b'\n', &self.buffer) {
                let rest = self.buffer.split_off(end + 1);
                let bytes = std::mem::replace(&mut self.buffer, rest);
                return Some(self.block(bytes));
            }
            if self.buffer.len() > self.limit {
                let line = self.line;
                self.pass_line();
                return Some(Piece::TooLong { line });
            }
            want = self.buffer.len() * 2;
        }
    }

    /// Drops bytes up to and with the next line break.
    pub(in crate::read) fn pass_line(&mut self) {
        loop {
            let buffered = self.peek(1);
            if buffered.is_empty() {
                return;
            }
            let end = memchr(b'\n', buffered);
            let passed = end.map_or(buffered.len(), |end| end + 1);
            self.consume(passed);
            if end.is_some() {
                return;
            }
        }
    }

    fn block(&mut self, bytes: Vec<u8>) -> Piece {
        let line = self.line;
        self.line += memchr_iter(b'\n', &bytes).count() as u64;
        Piece::Lines(Block { bytes, line })
    }

    fn compact(&mut self) {
        if self.start > 0 {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
    }

    /// Reads until `want` bytes are buffered or the stream ends, a block at a time.
    fn fill(&mut self, want: usize) {
        while !self.ended && self.buffer.len() - self.start < want {
            self.compact();
            let old = self.buffer.len();
            let missing = (want - old).max(BLOCK);
            self.buffer.reserve(missing.min(4 * BLOCK));
            match self.inner.by_ref().take(missing as u64).read_to_end(&mut self.buffer) {
                Ok(bytes) => self.ended = bytes == 0,
                Err(error) => {
                    self.failure = Some(error);
                    self.ended = true;
                }
            }
            if self.bare_cr {
                break_at_cr(&mut self.buffer[old..]);
            }
        }
    }
}

fn break_at_cr(bytes: &mut [u8]) {
    bytes.iter_mut().filter(|b| **b == b'\r').for_each(|b| *b = b'\n');
}

impl Block {
    /// The lines that are not blank, each with its number, without line break and outer spaces.
    pub(in crate::read) fn lines(&self) -> impl Iterator<Item = (u64, &[u8])> {
        self.raw_lines()
            .map(|(number, line)| (number, line.trim_ascii()))
            .filter(|(_, line)| !line.is_empty())
    }

    /// All lines, each with its number and its line break.
    pub(in crate::read) fn raw_lines(&self) -> impl Iterator<Item = (u64, &[u8])> {
        let breaks = memchr_iter(b'\n', &self.bytes).map(|at| at + 1);
        let mut start = 0;
        let lines = breaks.chain([self.bytes.len()]).map(move |end| {
            let line = &self.bytes[start..end];
            start = end;
            line
        });
        // Nothing stands after the last line break of most blocks.
        (self.line..).zip(lines.filter(|line| !line.is_empty()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collect(text: &str, limit: usize) -> Vec<String> {
        let mut source = Source::new("t".into(), text.as_bytes(), limit);
        let mut out = Vec::new();
        while let Some(piece) = source.lines() {
            match piece {
                Piece::Lines(block) => {
                    let line = |(n, l)| format!("{n}:{}", String::from_utf8_lossy(l).len());
                    out.extend(block.lines().map(line));
                }
                Piece::TooLong { line } => out.push(format!("{line}:!")),
            }
        }
        out
    }

    #[test]
    fn blank_lines_count_but_are_not_given() {
        assert_eq!(collect("a\n\nbb\r\n", 10), ["1:1", "3:2"]);
        assert_eq!(collect("a\r\rbb\r", 10), ["1:1", "3:2"]);
    }

    #[test]
    fn a_line_over_the_limit_is_passed_and_the_rest_kept() {
        let text = format!("a\n{}\nb\n", "x".repeat(4 << 20));
        assert_eq!(collect(&text, 1 << 20), ["1:1", "2:!", "3:1"]);
        assert_eq!(collect(&"x".repeat(4 << 20), 1 << 20), ["1:!"]);
    }

    #[test]
    fn bytes_before_a_failure_are_given() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("broken"))
            }
        }
        let mut source = Source::new("t".into(), b"a\nb".chain(Broken), 100);
        let Some(Piece::Lines(block)) = source.lines() else { panic!("no lines") };
        assert_eq!(block.lines().count(), 2);
        assert!(source.lines().is_none());
        assert_eq!(source.failure().unwrap().to_string(), "broken");
    }
}
