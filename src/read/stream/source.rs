//! A stream of bytes that gives its head ahead of time and whole lines in large blocks.

use std::io::{self, Read};
use std::sync::Arc;

use memchr::{memchr, memchr_iter, memrchr};

/// What is looked at to tell the format.
const HEAD: usize = 256 << 10;
/// Large enough that a block costs little to hand over, small enough that two threads share a file.
const BLOCK: usize = 512 << 10;

/// One file, or one member of an archive, unpacked.
pub(in crate::read) struct Source<'a> {
    /// As reports name it.
    pub(in crate::read) name: Arc<str>,
    inner: Box<dyn Read + 'a>,
    buffer: Vec<u8>,
    /// Line of the first byte in `buffer`, from 1.
    line: u64,
    ended: bool,
    limit: usize,
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
    /// A stream in which no line over `limit` bytes is kept.
    pub(in crate::read) fn new(name: Arc<str>, inner: impl Read + 'a, limit: usize) -> Self {
        Self { name, inner: Box::new(inner), buffer: Vec::new(), line: 1, ended: false, limit }
    }

    /// The first bytes, at most 256 KiB, without consuming them.
    pub(in crate::read) fn head(&mut self) -> io::Result<&[u8]> {
        self.fill(HEAD)?;
        if self.line == 1 && self.buffer.starts_with(b"\xef\xbb\xbf") {
            self.buffer.drain(..3);
        }
        Ok(&self.buffer[..self.buffer.len().min(HEAD)])
    }

    /// The largest record, in bytes.
    pub(in crate::read) fn limit(&self) -> usize {
        self.limit
    }

    /// The next lines, about half a megabyte of them.
    pub(in crate::read) fn lines(&mut self) -> io::Result<Option<Piece>> {
        let mut want = BLOCK;
        loop {
            self.fill(want)?;
            if self.ended {
                let bytes = std::mem::take(&mut self.buffer);
                return Ok((!bytes.is_empty()).then(|| self.block(bytes)));
            }
            if let Some(end) = memrchr(b'\n', &self.buffer) {
                let rest = self.buffer.split_off(end + 1);
                let bytes = std::mem::replace(&mut self.buffer, rest);
                return Ok(Some(self.block(bytes)));
            }
            if self.buffer.len() > self.limit {
                return self.pass_line().map(Some);
            }
            want = self.buffer.len() * 2;
        }
    }

    fn block(&mut self, bytes: Vec<u8>) -> Piece {
        let line = self.line;
        self.line += memchr_iter(b'\n', &bytes).count() as u64;
        Piece::Lines(Block { bytes, line })
    }

    /// Drops bytes up to and with the next line break.
    fn pass_line(&mut self) -> io::Result<Piece> {
        let line = self.line;
        loop {
            if let Some(end) = memchr(b'\n', &self.buffer) {
                self.buffer.drain(..=end);
                self.line += 1;
                break;
            }
            self.buffer.clear();
            self.fill(BLOCK)?;
            if self.buffer.is_empty() {
                break;
            }
        }
        Ok(Piece::TooLong { line })
    }

    /// Reads until `want` bytes are buffered or the stream ends.
    fn fill(&mut self, want: usize) -> io::Result<()> {
        while !self.ended && self.buffer.len() < want {
            let missing = (want - self.buffer.len()) as u64;
            self.ended = self.inner.by_ref().take(missing).read_to_end(&mut self.buffer)? == 0;
        }
        Ok(())
    }
}

impl Block {
    /// The lines that are not blank, each with its number, without line break and outer spaces.
    pub(in crate::read) fn lines(&self) -> impl Iterator<Item = (u64, &[u8])> {
        (self.line..)
            .zip(self.bytes.split(|b| *b == b'\n'))
            .map(|(number, line)| (number, line.trim_ascii()))
            .filter(|(_, line)| !line.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collect(text: &str, limit: usize) -> Vec<String> {
        let mut source = Source::new("t".into(), text.as_bytes(), limit);
        let mut out = Vec::new();
        while let Some(piece) = source.lines().unwrap() {
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
    }

    #[test]
    fn a_line_over_the_limit_is_passed_and_the_rest_kept() {
        let text = format!("a\n{}\nb\n", "x".repeat(2 << 20));
        assert_eq!(collect(&text, 1 << 20), ["1:1", "2:!", "3:1"]);
        assert_eq!(collect(&"x".repeat(2 << 20), 1 << 20), ["1:!"]);
    }
}
