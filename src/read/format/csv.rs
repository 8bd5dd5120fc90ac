//! Tables with a header, between commas, tabs, semicolons or bars.

use std::sync::Arc;

use csv::{ReaderBuilder, StringRecord};

use crate::error::{Error, Location};
use crate::read::batch::Batch;
use crate::read::draft::Draft;
use crate::read::feed::{Feed, Halt};
use crate::read::fields::{FieldName, assigned};
use crate::read::options::{Columns, ReadOptions};
use crate::read::parse::names;
use crate::read::stream::{Packer, Parse, Piece, Source, too_large};

use super::Format;

pub(super) static FORMAT: Format = Format {
    name: "csv",
    extensions: &["csv", "tsv"],
    media_type: "text/csv",
    about: "CSV or TSV with a header: Scopus, Lens, IEEE Xplore, Embase, ASReview, OpenAlex, own",
    detect,
    cut,
};

const DELIMITERS: [u8; 4] = *b",\t;|";
/// What Excel writes above a table to tell its delimiter.
const EXCEL: &[u8] = b"sep=";
/// A quoted field with more lines than this was never closed.
const LONGEST_FIELD: usize = 500;

/// How to read the lines of a table.
#[derive(Debug, Clone)]
struct Header {
    delimiter: u8,
    names: Vec<String>,
    fields: Vec<Option<FieldName>>,
}

impl Header {
    /// The header of a table, read with the delimiter under which most of it is known.
    fn of(head: &[u8], columns: &Columns) -> Option<Self> {
        let known = |header: &Self| header.fields.iter().flatten().count();
        let tried = DELIMITERS.iter().filter_map(|delimiter| Self::with(head, *delimiter, columns));
        // The first of equals, so that the comma wins.
        tried.rev().max_by_key(known)
    }

    fn with(head: &[u8], delimiter: u8, columns: &Columns) -> Option<Self> {
        let record = record(head, delimiter)?;
        let names: Vec<String> = record.iter().map(|name| name.trim().to_owned()).collect();
        let fields = assigned(names.iter().map(String::as_str), columns);
        Some(Self { delimiter, names, fields })
    }

    fn has(&self, field: FieldName) -> bool {
        self.fields.contains(&Some(field))
    }
}

/// The first record of a text.
fn record(text: &[u8], delimiter: u8) -> Option<StringRecord> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(text.len().clamp(64, 8 << 10))
        .from_reader(text);
    let mut record = csv::ByteRecord::new();
    let there = reader.read_byte_record(&mut record).ok()?;
    there.then(|| StringRecord::from_byte_record_lossy(record))
}

/// The header, which may stand below blank lines and Excel's mark.
fn header_part(head: &[u8]) -> &[u8] {
    let head = head.trim_ascii_start();
    match head.get(..EXCEL.len()) {
        Some(mark) if mark.eq_ignore_ascii_case(EXCEL) => {
            let end = head.iter().position(|b| *b == b'\n').unwrap_or(head.len());
            head[end..].trim_ascii_start()
        }
        _ => head,
    }
}

fn detect(head: &[u8]) -> bool {
    let part = header_part(head);
    if part.starts_with(b"{") || part.starts_with(b"[") || part.starts_with(b"<") {
        return false;
    }
    Header::of(part, &Columns::default()).is_some_and(|header| {
        header.has(FieldName::Title) && header.fields.iter().flatten().count() > 1
    })
}

fn cut(source: &mut Source<'_>, options: &ReadOptions, feed: &Feed) -> Result<(), Halt> {
    let head = source.head();
    let part = header_part(head);
    let before = head.len() - part.len();
    let header = Header::of(part, &options.columns);
    let at = Location::new(&*source.name);
    source.consume(before);
    let header = checked(header, options, at.line(source.line()))?;
    let mut rows = Rows {
        delimiter: header.delimiter,
        limit: source.limit(),
        feed,
        packer: Packer::new(parser(header)),
        pending: Vec::new(),
        open: false,
        header: true,
    };
    while let Some(piece) = source.lines() {
        match piece {
            Piece::TooLong { line } => {
                rows.packer.skip(line, too_large(rows.limit), feed)?;
            }
            Piece::Lines(block) => {
                for (number, line) in block.raw_lines() {
                    rows.line(number, line)?;
                }
            }
        }
    }
    rows.end()
}

fn checked(header: Option<Header>, options: &ReadOptions, at: Location) -> Result<Header, Error> {
    let hint = "say which columns hold what: --columns title=NAME,abstract=NAME";
    let Some(header) = header else {
        return Err(Error::input(at, "the table has no header", hint));
    };
    if header.names.len() > options.max_columns {
        let what = format!("{} columns", header.names.len());
        let hint = format!("the limit is {}; it can be raised", options.max_columns);
        return Err(Error::input(at, what, hint));
    }
    let is_there =
        |name: &&str| header.names.iter().any(|column| column.eq_ignore_ascii_case(name));
    if let Some(missing) = options.columns.columns().find(|name| !is_there(name)) {
        let what = format!("no column is called {missing:?}");
        return Err(Error::input(at, what, format!("there are {}", header.names.join(", "))));
    }
    if header.has(FieldName::Title) {
        return Ok(header);
    }
    let what = format!("none of the columns {} is known for titles", header.names.join(", "));
    Err(Error::input(at, what, hint))
}

/// Lines until they make a row.
struct Rows<'a> {
    delimiter: u8,
    limit: usize,
    feed: &'a Feed,
    packer: Packer,
    pending: Vec<(u64, Vec<u8>)>,
    /// A quoted field goes on over the end of the line.
    open: bool,
    /// The row to come is the header.
    header: bool,
}

impl Rows<'_> {
    fn line(&mut self, number: u64, line: &[u8]) -> Result<(), Halt> {
        if self.pending.is_empty() && line.trim_ascii().is_empty() {
            return Ok(());
        }
        self.open = is_open(line, self.open, self.delimiter);
        self.pending.push((number, line.to_vec()));
        if !self.open {
            return self.send();
        }
        let bytes: usize = self.pending.iter().map(|(_, line)| line.len()).sum();
        if self.pending.len() > LONGEST_FIELD || bytes > self.limit {
            return self.give_up();
        }
        Ok(())
    }

    fn send(&mut self) -> Result<(), Halt> {
        let lines = std::mem::take(&mut self.pending);
        let Some((number, _)) = lines.first() else { return Ok(()) };
        if std::mem::take(&mut self.header) {
            return Ok(());
        }
        let parts: Vec<_> = lines.iter().map(|(_, line)| &line[..]).collect();
        self.packer.add(*number, &parts.concat(), self.feed)
    }

    /// A quote was never closed: its line is lost, those after it are read anew.
    fn give_up(&mut self) -> Result<(), Halt> {
        let mut lines = std::mem::take(&mut self.pending).into_iter();
        self.open = false;
        if let Some((number, _)) = lines.next() {
            self.packer.skip(number, "a quote is never closed", self.feed)?;
        }
        for (number, line) in lines {
            self.line(number, &line)?;
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), Halt> {
        while self.open && !self.pending.is_empty() {
            self.give_up()?;
        }
        self.packer.flush(self.feed)
    }
}

/// Whether a quoted field is open after a line, given whether one was before it.
fn is_open(line: &[u8], mut open: bool, delimiter: u8) -> bool {
    let mut fresh = !open;
    let mut bytes = line.iter().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' if open => {
                if bytes.peek() == Some(&&b'"') {
                    bytes.next();
                } else {
                    open = false;
                }
            }
            b'"' if fresh => open = true,
            _ => {}
        }
        fresh = !open && *byte == delimiter;
    }
    open
}

fn parser(header: Header) -> Parse {
    Arc::new(move |text, line, batch| parse(text, line, &header, batch))
}

fn parse(text: &str, line: u64, header: &Header, batch: &mut Batch) {
    let Some(row) = record(text.as_bytes(), header.delimiter) else { return };
    if row.iter().all(|value| value.trim().is_empty()) {
        return;
    }
    let mut draft = Draft::at(line);
    let (given, named) = (row.len(), header.names.len());
    if given != named && !row.iter().skip(named).all(str::is_empty) {
        draft.note(format!("{given} fields where the header names {named}"));
    }
    for (value, field) in row.iter().zip(&header.fields) {
        match field {
            Some(field) if !value.trim().is_empty() => fill(&mut draft, *field, value),
            _ => {}
        }
    }
    batch.draft(draft);
}

fn fill(draft: &mut Draft, field: FieldName, value: &str) {
    match field {
        FieldName::Url => {
            value.split([' ', ';', '|', '\n']).for_each(|url| draft.url(url));
        }
        FieldName::References => {
            let mark = if value.contains('|') { "|" } else { "; " };
            let parts = value.split(mark);
            parts.flat_map(str::lines).for_each(|reference| draft.reference(reference));
        }
        FieldName::Authors => {
            let parts: Vec<_> = value.split(';').map(without_number).collect();
            for name in names::split(&parts.join(";")) {
                draft.author(&name);
            }
        }
        FieldName::Id if draft.known(value) => {}
        _ => super::set(draft, field, value),
    }
}

/// Scopus writes `He, Kaiming (57209052101)`.
fn without_number(name: &str) -> &str {
    let name = name.trim();
    let Some((stem, number)) = name.rsplit_once('(') else { return name };
    let is_number = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if number.strip_suffix(')').is_some_and(is_number) { stem.trim_end() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_open_at_the_start_of_a_field_only() {
        assert!(is_open(b"1,\"a\n", false, b','));
        assert!(!is_open(b"b\",2\n", true, b','));
        assert!(!is_open(b"1,5\" disk,2\n", false, b','));
        assert!(!is_open(b"\"a \"\"b\"\" c\",2\n", false, b','));
    }

    #[test]
    fn the_delimiter_is_the_one_under_which_the_header_is_known() {
        for (head, delimiter) in [
            ("Title,Year\n", b','),
            ("title\tabstract, short\n", b'\t'),
            ("\"Title\";\"Abstract\"\n", b';'),
        ] {
            let header = Header::of(head.as_bytes(), &Columns::default()).unwrap();
            assert_eq!(header.delimiter, delimiter, "{head}");
        }
        assert!(detect(b"sep=;\nTitle;Year\n"));
        assert!(!detect(b"Some prose, with a title and commas\n"));
    }
}
