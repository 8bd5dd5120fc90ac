//! Gathers records into stretches that are worth handing to another thread.

use crate::read::feed::{Feed, Halt};

use super::Parse;

/// Bytes after which a stretch is sent.
const FULL: usize = 256 << 10;

/// Records that wait to be sent, in order.
pub(in crate::read) struct Packer {
    bytes: Vec<u8>,
    /// Line and end of each record.
    marks: Vec<(u64, usize)>,
    parse: Parse,
}

impl Packer {
    pub(in crate::read) fn new(parse: Parse) -> Self {
        Self { bytes: Vec::new(), marks: Vec::new(), parse }
    }

    /// Changes what parses the records to come.
    pub(in crate::read) fn parse_with(&mut self, parse: Parse) {
        self.parse = parse;
    }

    pub(in crate::read) fn add(
        &mut self,
        line: u64,
        record: &[u8],
        feed: &Feed,
    ) -> Result<(), Halt> {
        self.bytes.extend_from_slice(record);
        self.marks.push((line, self.bytes.len()));
        if self.bytes.len() < FULL { Ok(()) } else { self.flush(feed) }
    }

    /// Reports a record that is not sent, after those before it.
    pub(in crate::read) fn skip(
        &mut self,
        line: u64,
        reason: impl Into<String>,
        feed: &Feed,
    ) -> Result<(), Halt> {
        self.flush(feed)?;
        feed.skip(line, reason)
    }

    /// Sends what waits.
    pub(in crate::read) fn flush(&mut self, feed: &Feed) -> Result<(), Halt> {
        if self.marks.is_empty() {
            return Ok(());
        }
        let bytes = std::mem::take(&mut self.bytes);
        let marks = std::mem::take(&mut self.marks);
        let parse = self.parse.clone();
        feed.work(move |batch| {
            let mut start = 0;
            for (line, end) in marks {
                let text = batch.decode(line, &bytes[start..end]);
                parse(&text, line, batch);
                start = end;
            }
        })
    }
}
