//! The text that a browser saves of a trending-papers page: a title line, an abstract line.

use crate::read::draft::Draft;
use crate::read::feed::{Feed, Halt};
use crate::read::options::ReadOptions;
use crate::read::stream::{Piece, Source, utf8};

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
const BUTTON: &str = "Subscribe";
/// A line that ends no sentence and is shorter than this is a title, where one is missing.
const LONGEST_TITLE: usize = 250;

fn is_banner(line: &str) -> bool {
    BANNERS.lines().any(|banner| banner == line)
}

fn detect(head: &[u8]) -> bool {
    head.split(|b| *b == b'\n')
        .map(<[u8]>::trim_ascii)
        .find(|line| !line.is_empty())
        .is_some_and(|line| std::str::from_utf8(line).is_ok_and(is_banner))
}

fn cut(source: &mut Source<'_>, _: &ReadOptions, feed: &Feed) -> Result<(), Halt> {
    let mut pairs = Pairs::default();
    while let Some(piece) = source.lines()? {
        match piece {
            Piece::TooLong { line } => {
                let limit = source.limit();
                feed.skip(line, format!("the line is longer than the limit of {limit} bytes"))?;
            }
            Piece::Lines(block) => {
                for (line, bytes) in block.lines() {
                    pairs.line(line, bytes, feed)?;
                }
            }
        }
    }
    pairs.end(feed)
}

/// Lines until they make a paper: a title, and perhaps the line after it.
#[derive(Default)]
struct Pairs {
    banner: bool,
    title: Option<Line>,
    second: Option<Line>,
}

#[derive(Clone)]
struct Line {
    number: u64,
    text: String,
    repaired: u64,
    how: Option<&'static str>,
}

impl Line {
    fn is_short(&self) -> bool {
        self.text.len() < LONGEST_TITLE && !self.text.ends_with('.')
    }
}

impl Pairs {
    fn line(&mut self, number: u64, bytes: &[u8], feed: &Feed) -> Result<(), Halt> {
        let decoded = utf8(bytes);
        let mut text = decoded.text.as_ref();
        if is_banner(text) {
            self.banner = true;
            return Ok(());
        }
        if std::mem::take(&mut self.banner) {
            text = text.strip_prefix(BUTTON).unwrap_or(text);
        }
        let line =
            Line { number, text: text.to_owned(), repaired: decoded.repaired, how: decoded.how };
        let Some(title) = self.title.take() else {
            self.title = Some(line);
            return Ok(());
        };
        match self.second.take() {
            None => {
                self.title = Some(title);
                self.second = Some(line);
                Ok(())
            }
            // Two titles in a row and then an abstract: the first title has none.
            Some(second) if second.is_short() && !line.is_short() => {
                self.title = Some(second);
                self.second = Some(line);
                send(title, None, feed)
            }
            Some(second) => {
                self.title = Some(line);
                send(title, Some(second), feed)
            }
        }
    }

    fn end(&mut self, feed: &Feed) -> Result<(), Halt> {
        match self.title.take() {
            Some(title) => send(title, self.second.take(), feed),
            None => Ok(()),
        }
    }
}

fn send(title: Line, second: Option<Line>, feed: &Feed) -> Result<(), Halt> {
    feed.work(move |batch| {
        let mut draft = Draft::at(title.number);
        for line in [Some(&title), second.as_ref()].into_iter().flatten() {
            batch.repaired += line.repaired;
            draft.notes.extend(line.how.map(str::to_owned));
        }
        draft.title(title.text);
        match second {
            Some(second) => draft.abstract_text(second.text),
            None => draft.notes.push("a title without an abstract".into()),
        }
        batch.draft(draft);
    })
}
