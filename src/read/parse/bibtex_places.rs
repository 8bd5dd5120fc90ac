//! Where the entries of a BibTeX file and their fields stand, byte by byte, for those who change a
//! file in place. What [`super::bibtex`] makes of an entry is another matter.

use std::ops::Range;

/// Entries that are no papers.
const ASIDE: [&str; 5] = ["comment", "preamble", "string", "set", "xdata"];

/// The kind of the entry that a line opens, in lower case: `@article{`.
pub(in crate::read) fn opened(line: &[u8]) -> Option<String> {
    let rest = line.trim_ascii_start().strip_prefix(b"@")?;
    let length = rest.iter().position(|b| !b.is_ascii_alphabetic()).unwrap_or(rest.len());
    let opens = rest[length..].trim_ascii_start();
    let is_entry = length > 0 && (opens.starts_with(b"{") || opens.starts_with(b"("));
    is_entry.then(|| String::from_utf8_lossy(&rest[..length]).to_lowercase())
}

/// Whether entries of a kind are no papers.
pub(in crate::read) fn is_aside(kind: &str) -> bool {
    ASIDE.contains(&kind)
}

/// An entry that may be a paper, by the bytes of its file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct EntryPlace {
    /// The line that the reader names as the origin of its paper, from 1.
    pub(crate) line: u64,
    pub(crate) fields: Vec<FieldPlace>,
    /// Where the key or the last field ends.
    pub(crate) end: usize,
    /// Where the comma after that ends, if there is one.
    pub(crate) comma: Option<usize>,
}

/// A field of an entry, by the bytes of its file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct FieldPlace {
    pub(crate) name: Range<usize>,
    /// The parts of the value that `#` joins, at least one, each with its delimiters.
    pub(crate) parts: Vec<Range<usize>>,
}

/// The entries of a file whose syntax is sound, in order, and the number of the others.
///
/// As the reader does, it takes a line that opens an entry for the start of one wherever it stands.
pub(crate) fn entry_places(file: &[u8]) -> (Vec<EntryPlace>, usize) {
    let (mut places, mut unsound) = (Vec::new(), 0);
    for (line, stretch) in stretches(file) {
        let mut cursor = Cursor { bytes: &file[..stretch.end], at: stretch.start };
        while cursor.seek_entry() {
            match cursor.entry(line) {
                Some(Found::Paper(place)) => places.push(place),
                Some(Found::Aside) => {}
                None => {
                    unsound += 1;
                    break;
                }
            }
        }
    }
    (places, unsound)
}

/// The stretches of a file that start with an entry at a line's start, each with its line.
fn stretches(file: &[u8]) -> Vec<(u64, Range<usize>)> {
    let mut out: Vec<(u64, Range<usize>)> = Vec::new();
    let mut at = 0;
    for (number, line) in (1..).zip(file.split_inclusive(|b| *b == b'\n')) {
        let end = at + line.len();
        if opened(line).is_some() {
            out.push((number, at..end));
        } else if let Some((_, last)) = out.last_mut() {
            last.end = end;
        }
        at = end;
    }
    out
}

/// What an `@` opens.
enum Found {
    Paper(EntryPlace),
    /// A comment, a macro or a preamble.
    Aside,
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    fn rest(&self) -> &[u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.rest().first().copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let eaten = self.peek() == Some(byte);
        self.at += usize::from(eaten);
        eaten
    }

    fn eat_while(&mut self, fits: impl Fn(u8) -> bool) -> Range<usize> {
        let start = self.at;
        self.at += self.rest().iter().take_while(|b| fits(**b)).count();
        start..self.at
    }

    /// Goes past white space and comments to the end of a line.
    fn skip_blank(&mut self) {
        loop {
            self.eat_while(|b| b.is_ascii_whitespace());
            if self.peek() != Some(b'%') {
                return;
            }
            self.eat_while(|b| b != b'\n');
        }
    }

    /// Goes to the next `@` that opens an entry; false where there is none.
    fn seek_entry(&mut self) -> bool {
        loop {
            self.eat_while(|b| b != b'@');
            match opened(self.rest()) {
                Some(_) => return true,
                None if self.peek().is_none() => return false,
                None => self.at += 1,
            }
        }
    }

    /// The entry that starts here; `None` where it is not sound.
    fn entry(&mut self, line: u64) -> Option<Found> {
        let kind = opened(self.rest())?;
        self.eat_while(|b| b != b'{' && b != b'(');
        if is_aside(&kind) {
            // What it holds is of no interest; the next entry is sought behind it.
            return if self.peek() == Some(b'{') {
                self.braced().map(|_| Found::Aside)
            } else {
                Some(Found::Aside)
            };
        }
        let close = if self.eat(b'{') {
            b'}'
        } else {
            self.at += 1;
            b')'
        };
        self.skip_blank();
        let key = self.eat_while(|b| !b.is_ascii_whitespace() && b != b',' && b != close);
        let mut place = EntryPlace { line, fields: Vec::new(), end: key.end, comma: None };
        loop {
            self.skip_blank();
            place.comma = self.eat(b',').then_some(self.at);
            self.skip_blank();
            if self.eat(close) {
                return Some(Found::Paper(place));
            }
            place.comma?;
            let field = self.field(close)?;
            place.end = field.parts.last()?.end;
            place.fields.push(field);
        }
    }

    fn field(&mut self, close: u8) -> Option<FieldPlace> {
        let name = self.eat_while(|b| !b.is_ascii_whitespace() && !b"=,{}()\"#%".contains(&b));
        self.skip_blank();
        if name.is_empty() || !self.eat(b'=') {
            return None;
        }
        let mut parts = Vec::new();
        loop {
            self.skip_blank();
            parts.push(self.part(close)?);
            self.skip_blank();
            if !self.eat(b'#') {
                return Some(FieldPlace { name, parts });
            }
        }
    }

    fn part(&mut self, close: u8) -> Option<Range<usize>> {
        match self.peek()? {
            b'{' => self.braced(),
            b'"' => self.quoted(),
            _ => {
                let ends =
                    |b: u8| b.is_ascii_whitespace() || b == close || b"#,={}\"%".contains(&b);
                Some(self.eat_while(|b| !ends(b))).filter(|bare| !bare.is_empty())
            }
        }
    }

    /// `{…}`; braces count whether escaped or not, as they do for BibTeX itself.
    fn braced(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        let mut depth = 0_usize;
        for (i, byte) in self.rest().iter().enumerate() {
            match byte {
                b'{' => depth += 1,
                b'}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                self.at = start + i + 1;
                return Some(start..self.at);
            }
        }
        None
    }

    /// `"…"`, which ends at a quotation mark outside braces.
    fn quoted(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        let mut depth = 0_usize;
        for (i, byte) in self.rest().iter().enumerate().skip(1) {
            match byte {
                b'{' => depth += 1,
                b'}' => depth = depth.checked_sub(1)?,
                b'"' if depth == 0 => {
                    self.at = start + i + 1;
                    return Some(start..self.at);
                }
                _ => {}
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let part = |range: &Range<usize>| text[range.clone()].to_owned();
        let field = |f: &FieldPlace| {
            let parts: Vec<_> = f.parts.iter().map(part).collect();
            format!("{}={}", part(&f.name), parts.join("#"))
        };
        entry_places(text.as_bytes())
            .0
            .iter()
            .map(|e| {
                format!("{}: {}", e.line, e.fields.iter().map(field).collect::<Vec<_>>().join("; "))
            })
            .collect()
    }

    #[test]
    fn fields_of_every_form_are_found() {
        let text = "Notes @ home.\n@Article(k1,\n  Title = {A {B} \\% c}, % why\n  year=2019,\n)\n\
                    @string{x = \"y\"}\n@misc { k2 , note = x # \", {\"}q\" # {z} } @book{k3} @misc{k4,}";
        assert_eq!(
            shown(text),
            ["2: Title={A {B} \\% c}; year=2019", "7: note=x#\", {\"}q\"#{z}", "7: ", "7: "]
        );
    }

    #[test]
    fn an_unsound_entry_costs_itself_alone() {
        let text = "@misc{a, title = {Open,\n@misc{b, title = {T}}\n@misc{c title = {T}}\n@misc{d, year 1}\n";
        assert_eq!(shown(text), ["2: title={T}"]);
        assert_eq!(entry_places(text.as_bytes()).1, 3);
    }

    proptest! {
        #[test]
        fn places_lie_in_any_text_in_order(text in "[@a{}(),=\"#% \n\\\\é]{0,60}|(@a\\{k,( [a-z]=(\\{[a{}]*\\}|\"[a{}\"]*\"|1),?)*\\}\n?){0,4}") {
            let mut last = 0;
            for entry in entry_places(text.as_bytes()).0 {
                for field in &entry.fields {
                    prop_assert!(field.name.start >= last);
                    last = field.name.end;
                    for part in &field.parts {
                        prop_assert!(part.start >= last && part.end > part.start);
                        last = part.end;
                    }
                }
                prop_assert!(entry.end >= last && entry.end <= text.len());
                prop_assert!(entry.comma.is_none_or(|comma| comma > entry.end && comma <= text.len()));
            }
        }
    }
}
