//! Records of several lines.

use crate::read::feed::{Feed, Halt};

use super::lines::too_large;
use super::{Packer, Parse, Piece, Source};

/// How lines make records.
pub(in crate::read) trait Grouping {
    /// Whether a line starts a record. Every line is shown, in order, with its line break.
    fn starts(&mut self, line: &[u8]) -> bool;

    /// What parses the records from this one on, where that changes with it.
    fn parse(&mut self, _record: &[u8]) -> Option<Parse> {
        None
    }
}

impl<F: FnMut(&[u8]) -> bool> Grouping for F {
    fn starts(&mut self, line: &[u8]) -> bool {
        self(line)
    }
}

/// Sends groups of lines to `parse`; a group starts where `grouping` says, and at the first line.
pub(in crate::read) fn groups(
    source: &mut Source<'_>,
    feed: &Feed,
    mut grouping: impl Grouping,
    parse: &Parse,
) -> Result<(), Halt> {
    let limit = source.limit();
    let mut packer = Packer::new(parse.clone());
    let mut group = Group::default();
    while let Some(piece) = source.lines() {
        match piece {
            Piece::TooLong { .. } => group.oversize = true,
            Piece::Lines(block) => {
                for (number, line) in block.raw_lines() {
                    if grouping.starts(line) {
                        group.send(&mut packer, feed, limit, &mut grouping)?;
                    }
                    group.add(number, line, limit);
                }
            }
        }
    }
    group.send(&mut packer, feed, limit, &mut grouping)?;
    packer.flush(feed)
}

#[derive(Default)]
struct Group {
    line: u64,
    bytes: Vec<u8>,
    oversize: bool,
}

impl Group {
    fn add(&mut self, number: u64, line: &[u8], limit: usize) {
        if self.bytes.is_empty() {
            self.line = number;
        }
        if self.bytes.len() + line.len() > limit {
            self.oversize = true;
        } else {
            self.bytes.extend_from_slice(line);
        }
    }

    fn send(
        &mut self,
        packer: &mut Packer,
        feed: &Feed,
        limit: usize,
        grouping: &mut impl Grouping,
    ) -> Result<(), Halt> {
        let bytes = std::mem::take(&mut self.bytes);
        if std::mem::take(&mut self.oversize) {
            return packer.skip(self.line, too_large(limit), feed);
        }
        if bytes.trim_ascii().is_empty() {
            return Ok(());
        }
        if let Some(parse) = grouping.parse(&bytes) {
            packer.flush(feed)?;
            packer.parse_with(parse);
        }
        packer.add(self.line, &bytes, feed)
    }
}
