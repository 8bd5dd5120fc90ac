//! Plain text, one paper a block: a title on the first line, the abstract below, a blank line.

use std::sync::Arc;

use crate::read::batch::Batch;
use crate::read::draft::Draft;
use crate::read::feed::{Feed, Halt};
use crate::read::fields::{FieldName, lookup};
use crate::read::options::ReadOptions;
use crate::read::parse::names;
use crate::read::parse::text::without_label;
use crate::read::stream::{Grouping, Parse, Source, groups};

use super::Format;

pub(super) static FORMAT: Format = Format {
    name: "text",
    extensions: &["txt", "text"],
    media_type: "text/plain",
    about: "plain text: a title line, the abstract below it, a blank line; or `Title:` labels",
    detect,
    cut,
};

/// A longer first line is no title.
const LONGEST_TITLE: usize = 300;
/// Of the blocks in sight, so many must look like a paper.
const SHARE: f64 = 0.6;

fn detect(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let mut blanks = Blanks::default();
    let mut blocks: Vec<Vec<&str>> = Vec::new();
    for line in text.lines() {
        if blanks.starts(line.as_bytes()) || blocks.is_empty() {
            blocks.push(Vec::new());
        }
        if let Some(block) = blocks.last_mut().filter(|_| !line.trim().is_empty()) {
            block.push(line.trim());
        }
    }
    blocks.retain(|block| !block.is_empty());
    let fitting = blocks.iter().filter(|block| is_paper(block)).count();
    !blocks.is_empty() && fitting as f64 >= SHARE * blocks.len() as f64
}

/// A short line that ends no sentence, and sentences that begin below it; or labels.
fn is_paper(block: &[&str]) -> bool {
    let [title, rest @ ..] = block else { return false };
    if label(title).is_some_and(|(field, _)| field == FieldName::Title) {
        return true;
    }
    let Some(second) = rest.first() else { return false };
    let is_title = title.len() < LONGEST_TITLE
        && title.split_whitespace().count() > 1
        && title.starts_with(|c: char| c.is_alphanumeric())
        && !title.ends_with(['.', ';', ',', '{', ':']);
    let length: usize = rest.iter().map(|line| line.len()).sum();
    let opens = second.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || c == '"');
    let closes = rest.last().is_some_and(|line| line.ends_with(['.', '!', '?', '"', ')', '/']));
    is_title && opens && closes && length > title.len()
}

/// `Title: …`, where the label is a known name of a field.
fn label(line: &str) -> Option<(FieldName, &str)> {
    let (label, value) = line.split_once(':')?;
    let field = lookup(label.trim())?;
    (label.split_whitespace().count() < 3).then_some((field, value.trim()))
}

/// Blocks between blank lines; one that only holds a title takes the block after it.
#[derive(Default)]
struct Blanks {
    /// Lines of the block so far.
    lines: usize,
    blank: bool,
    titled: bool,
}

impl Grouping for Blanks {
    fn starts(&mut self, line: &[u8]) -> bool {
        let line = line.trim_ascii();
        if line.is_empty() {
            self.blank = true;
            return false;
        }
        let ends_sentence = line.ends_with(b".");
        let goes_on =
            self.lines == 1 && self.titled && (ends_sentence || line.len() > LONGEST_TITLE);
        let starts = std::mem::take(&mut self.blank) && self.lines > 0 && !goes_on;
        if starts || self.lines == 0 {
            self.lines = 0;
            self.titled = line.len() < LONGEST_TITLE && !ends_sentence;
        }
        self.lines += 1;
        starts
    }
}

fn cut(source: &mut Source<'_>, _: &ReadOptions, feed: &Feed) -> Result<(), Halt> {
    let parse: Parse = Arc::new(parse);
    groups(source, feed, Blanks::default(), &parse)
}

fn parse(text: &str, line: u64, batch: &mut Batch) {
    let mut draft = Draft::at(line);
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let Some((first, rest)) = lines.split_first() else { return };
    if label(first).is_some() {
        labelled(&mut draft, &lines);
    } else {
        draft.title(first);
        draft.wrapped_abstract(without_label(&rest.join("\n"), "abstract"));
    }
    batch.draft(draft);
}

/// Fields under labels, each up to the next one.
fn labelled(draft: &mut Draft, lines: &[&str]) {
    let mut fields: Vec<(FieldName, String)> = Vec::new();
    for line in lines {
        match (label(line), fields.last_mut()) {
            (Some((field, value)), _) => fields.push((field, value.to_owned())),
            (None, Some((_, value))) => {
                value.push('\n');
                value.push_str(line);
            }
            (None, None) => {}
        }
    }
    for (field, value) in fields {
        match field {
            FieldName::Abstract => draft.wrapped_abstract(&value),
            FieldName::Authors => names::split(&value).iter().for_each(|name| draft.author(name)),
            FieldName::References => value.lines().for_each(|line| draft.reference(line)),
            _ => super::set(draft, field, &value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::detect;

    #[test]
    fn prose_is_no_list_of_papers() {
        assert!(detect(b"A Title of a Paper\nIt does one thing, and it does it well.\n\nAnother One\nWe show more.\n"));
        assert!(detect(b"A Title of a Paper\n\nIt does one thing, and it does it well.\n"));
        assert!(detect(b"Title: A b\nAbstract: c\n"));
        assert!(!detect(
            b"This is a readme. It has a long line that is broken\nin the middle of a sentence.\n"
        ));
        assert!(!detect(b"int main() {\n  return 0;\n}\n"));
    }
}
