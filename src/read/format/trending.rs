//! The text that a browser saves of a trending-papers page: a title line, an abstract line.

use std::sync::Arc;

use crate::read::draft::Draft;
use crate::read::feed::{Feed, Halt};
use crate::read::options::ReadOptions;
use crate::read::stream::{Packer, Parse, Piece, Source, too_large};

use super::Format;

pub(super) static FORMAT: Format = Format {
    name: "trending",
    extensions: &["txt"],
    media_type: "text/plain",
    about: "trending-papers page saved as text: a title line and an abstract line in turn",
    detect,
    cut,
};

/// Lines that the page sets above its papers.
const BANNERS: &str = include_str!("../data/trending-banners.txt");
/// The button that saving glues to the first title.
const BUTTON: &[u8] = b"Subscribe";
/// A line that ends no sentence and is shorter than this is a title, where one is missing.
const LONGEST_TITLE: usize = 250;

fn is_banner(line: &[u8]) -> bool {
    BANNERS.lines().any(|banner| banner.as_bytes() == line)
}

fn detect(head: &[u8]) -> bool {
    head.split(|b| *b == b'\n')
        .map(<[u8]>::trim_ascii)
        .find(|line| !line.is_empty())
        .is_some_and(is_banner)
}

fn cut(source: &mut Source<'_>, _: &ReadOptions, feed: &Feed) -> Result<(), Halt> {
    let parse: Parse = Arc::new(|text, line, batch| {
        let mut draft = Draft::at(line);
        let (title, second) = text.split_once('\n').unwrap_or((text, ""));
        draft.title(title);
        draft.abstract_text(second);
        if second.is_empty() {
            draft.note("a title without an abstract");
        }
        batch.draft(draft);
    });
    let mut pairs = Pairs { packer: Packer::new(parse), feed, banner: false, waiting: Vec::new() };
    let limit = source.limit();
    while let Some(piece) = source.lines() {
        match piece {
            Piece::TooLong { line } => {
                pairs.packer.skip(line, too_large(limit), feed)?;
            }
            Piece::Lines(block) => {
                for (number, line) in block.lines() {
                    pairs.line(number, line)?;
                }
            }
        }
    }
    pairs.end()
}

/// Lines until they make a paper.
struct Pairs<'a> {
    packer: Packer,
    feed: &'a Feed,
    /// The last line was a banner.
    banner: bool,
    /// A title, then perhaps its abstract.
    waiting: Vec<(u64, Vec<u8>)>,
}

impl Pairs<'_> {
    fn line(&mut self, number: u64, mut line: &[u8]) -> Result<(), Halt> {
        if is_banner(line) {
            self.banner = true;
            return Ok(());
        }
        if std::mem::take(&mut self.banner) {
            line = line.strip_prefix(BUTTON).unwrap_or(line);
        }
        // Two titles in a row and then an abstract: the first title has none.
        match &self.waiting[..] {
            [_, (_, second)] if is_short(second) && !is_short(line) => self.send(1)?,
            [_, _] => self.send(2)?,
            _ => {}
        }
        self.waiting.push((number, line.to_vec()));
        Ok(())
    }

    /// Makes a paper of the first `lines` lines that wait.
    fn send(&mut self, lines: usize) -> Result<(), Halt> {
        let lines: Vec<_> = self.waiting.drain(..lines).collect();
        let Some((number, _)) = lines.first() else { return Ok(()) };
        let texts: Vec<_> = lines.iter().map(|(_, text)| &text[..]).collect();
        self.packer.add(*number, &texts.join(&b'\n'), self.feed)
    }

    fn end(&mut self) -> Result<(), Halt> {
        self.send(self.waiting.len())?;
        self.packer.flush(self.feed)
    }
}

fn is_short(line: &[u8]) -> bool {
    line.len() < LONGEST_TITLE && !line.ends_with(b".")
}
