//! Undoes what sources do to text, and remembers every byte of it.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::compose;

/// LaTeX commands and HTML entities with what they stand for.
const SYMBOLS: &str = include_str!("data/symbols.tsv");

/// A stretch of clean text and the raw bytes it stands for.
#[derive(Debug, Clone, Copy)]
struct Run {
    clean: u32,
    clean_len: u32,
    raw: u32,
    raw_len: u32,
    /// The same bytes on both sides: they map one by one.
    exact: bool,
}

/// Clean text with the way back to the raw text.
///
/// ```
/// use citegraph::text::Clean;
/// let raw = r"\textbf{Con\-vNeXt} gets 82\% &amp; more";
/// let clean = Clean::new(raw);
/// assert_eq!(clean.text(), "ConvNeXt gets 82% & more");
/// let (start, end) = clean.raw_span(9, 17);
/// assert_eq!(&raw[start..end], r"gets 82\%");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Clean {
    text: String,
    /// Empty where the text is clean as read.
    runs: Vec<Run>,
}

struct Symbols {
    commands: HashMap<&'static str, &'static str>,
    entities: HashMap<&'static str, &'static str>,
    accents: HashMap<&'static str, char>,
    /// Commands whose argument is no text of the paper's: keys, labels, addresses.
    hidden: HashSet<&'static str>,
}

/// The longest argument that is looked for behind a command.
const MAX_ARGUMENT: usize = 1024;

fn symbols() -> &'static Symbols {
    static TABLE: OnceLock<Symbols> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Symbols {
            commands: HashMap::new(),
            entities: HashMap::new(),
            accents: HashMap::new(),
            hidden: HashSet::new(),
        };
        for line in SYMBOLS.lines().skip(1) {
            let mut fields = line.split('\t');
            let (Some(kind), Some(name), Some(value)) =
                (fields.next(), fields.next(), fields.next())
            else {
                continue;
            };
            match kind {
                "command" => drop(table.commands.insert(name, value)),
                "entity" => drop(table.entities.insert(name, value)),
                "hidden" => drop(table.hidden.insert(name)),
                _ => {
                    if let Some(mark) = value.chars().next() {
                        table.accents.insert(name, mark);
                    }
                }
            }
        }
        table
    })
}

/// What a LaTeX command without an argument stands for.
pub(crate) fn command_text(name: &str) -> Option<&'static str> {
    symbols().commands.get(name).copied()
}

/// Bytes that never need work; the common case is text made of these alone.
fn plain(b: u8) -> bool {
    matches!(b, b' '..=b'~')
        && !matches!(b, b'\\' | b'$' | b'&' | b'{' | b'}' | b'~' | b'`' | b'\'')
}

impl Clean {
    /// Cleans `raw`. Linear in its length.
    pub fn new(raw: &str) -> Self {
        if raw.bytes().all(|b| plain(b) || b == b'\'') && !raw.contains("''") {
            return Self { text: raw.to_owned(), runs: Vec::new() };
        }
        let mut cleaner = Cleaner { raw, at: 0, out: Self::default(), braces: Vec::new() };
        cleaner.out.text.reserve(raw.len());
        cleaner.run();
        cleaner.out
    }

    /// The clean text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the raw text that a stretch of clean text stands for. Both ends are character
    /// boundaries of the raw text where the arguments are of the clean text. Logarithmic.
    pub fn raw_span(&self, start: usize, end: usize) -> (usize, usize) {
        if self.runs.is_empty() {
            return (start, end);
        }
        let first = self.run_at(start);
        let from = if first.exact {
            first.raw as usize + (start - first.clean as usize)
        } else {
            first.raw as usize
        };
        if end <= start {
            return (from, from);
        }
        let last = self.run_at(end - 1);
        let to = if last.exact {
            last.raw as usize + (end - last.clean as usize)
        } else {
            (last.raw + last.raw_len) as usize
        };
        (from, to.max(from))
    }

    fn run_at(&self, clean: usize) -> Run {
        let after = self.runs.partition_point(|r| r.clean as usize <= clean);
        self.runs[after.saturating_sub(1)]
    }

    fn push_run(&mut self, text: &str, raw: usize, raw_len: usize, exact: bool) {
        if text.is_empty() {
            return;
        }
        let (clean, clean_len) = (self.text.len() as u32, text.len() as u32);
        self.text.push_str(text);
        let (raw, raw_len) = (raw as u32, raw_len as u32);
        if let Some(last) = self.runs.last_mut() {
            let follows = last.raw + last.raw_len == raw;
            if exact && follows && last.exact {
                last.clean_len += clean_len;
                last.raw_len += raw_len;
                return;
            }
        }
        self.runs.push(Run { clean, clean_len, raw, raw_len, exact });
    }
}

struct Cleaner<'a> {
    raw: &'a str,
    at: usize,
    out: Clean,
    /// For each open brace, whether it was kept.
    braces: Vec<bool>,
}

impl Cleaner<'_> {
    fn run(&mut self) {
        while let Some(c) = self.raw[self.at..].chars().next() {
            let stretch = self.raw.as_bytes()[self.at..].iter().take_while(|b| plain(**b)).count();
            if stretch > 0 {
                let text = &self.raw[self.at..self.at + stretch];
                self.out.push_run(text, self.at, stretch, true);
                self.at += stretch;
                continue;
            }
            self.special(c);
        }
    }

    fn special(&mut self, c: char) {
        match c {
            '\\' => self.command(),
            '$' => self.replace("", 1),
            '&' => self.entity(),
            '{' => {
                let keep = matches!(self.out.text.chars().next_back(), Some(p) if p.is_alphanumeric() || matches!(p, '-' | '/'))
                    && !self.raw[self.at..].starts_with("{\\");
                self.braces.push(keep);
                self.replace(if keep { "{" } else { "" }, 1);
            }
            '}' => {
                let keep = self.braces.pop().unwrap_or(true);
                self.replace(if keep { "}" } else { "" }, 1);
            }
            '~' => {
                let address = self.out.text.ends_with('/');
                self.replace(if address { "~" } else { " " }, 1);
            }
            '`' | '\'' => {
                let double = self.raw[self.at + 1..].starts_with(c);
                let text = if double { "\"" } else { "'" };
                self.replace(text, if double { 2 } else { 1 });
            }
            _ => self.character(c, c.len_utf8()),
        }
    }

    fn replace(&mut self, text: &str, raw_len: usize) {
        let exact = &self.raw[self.at..self.at + raw_len] == text;
        self.out.push_run(text, self.at, raw_len, exact);
        self.at += raw_len;
    }

    /// A single character, as such or as an entity, that `len` bytes stand for.
    fn character(&mut self, c: char, len: usize) {
        match c {
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' => self.replace("'", len),
            '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2033}' => self.replace("\"", len),
            '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2212}' => {
                self.replace("-", len);
            }
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => self.replace("", len),
            _ if c.is_control() || c.is_whitespace() => self.replace(" ", len),
            _ if c < '\u{a0}' || c.is_alphabetic() && (c as u32) < 0x2000 => {
                self.replace(c.encode_utf8(&mut [0; 4]), len);
            }
            _ => {
                let folded: String = std::iter::once(c).nfkc().collect();
                self.replace(&folded, len);
            }
        }
    }

    fn entity(&mut self) {
        let rest = &self.raw[self.at + 1..];
        let end = rest.bytes().take(10).position(|b| b == b';');
        let Some(end) = end else { return self.replace("&", 1) };
        let name = &rest[..end];
        let number = name.strip_prefix('#').and_then(|n| match n.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => n.parse().ok(),
        });
        if let Some(c) = number.and_then(char::from_u32) {
            return self.character(c, end + 2);
        }
        match symbols().entities.get(name) {
            Some(text) => self.replace(text, end + 2),
            None => self.replace("&", 1),
        }
    }

    fn command(&mut self) {
        let rest = &self.raw[self.at + 1..];
        let Some(c) = rest.chars().next() else { return self.replace("", 1) };
        if c.is_ascii_alphabetic() {
            let len = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
            return self.named_command(&rest[..len]);
        }
        if let Some(mark) = symbols().accents.get(&rest[..c.len_utf8()]) {
            return self.accent(*mark, 2);
        }
        match c {
            '-' | '/' | '!' | '(' | ')' | '[' | ']' => self.replace("", 2),
            ',' | ';' | ':' | '\\' | ' ' => self.replace(" ", 2),
            _ if c.is_ascii_punctuation() => self.replace(&rest[..1], 2),
            _ => self.replace("", 1),
        }
    }

    fn named_command(&mut self, name: &str) {
        let len = name.len() + 1;
        let one_letter_accent = name.len() == 1 && self.raw[self.at + len..].starts_with('{');
        if one_letter_accent && let Some(mark) = symbols().accents.get(name) {
            return self.accent(*mark, len);
        }
        if symbols().hidden.contains(name)
            && let Some(argument) = argument_len(&self.raw[self.at + len..])
        {
            return self.replace("", len + argument);
        }
        match symbols().commands.get(name) {
            Some(&"") => {
                let space = usize::from(self.raw[self.at + len..].starts_with(' '));
                self.replace("", len + space);
            }
            Some(text) => self.replace(text, len),
            // A macro of the authors' stands for its own name: `\algopt` is their "algopt".
            None => {
                self.replace("", 1);
                self.out.push_run(&self.raw[self.at..self.at + len - 1], self.at, len - 1, true);
                self.at += len - 1;
            }
        }
    }

    /// `\'e`, `\'{e}`: one composed letter.
    fn accent(&mut self, mark: char, head: usize) {
        let rest = &self.raw[self.at + head..];
        let braced = rest.starts_with('{');
        let Some(base) = rest.chars().nth(usize::from(braced)) else {
            return self.replace("", head);
        };
        let Some(letter) = compose(base, mark) else { return self.replace("", head) };
        let closed = braced && rest[1 + base.len_utf8()..].starts_with('}');
        if braced && !closed {
            return self.replace("", head);
        }
        let len = head + base.len_utf8() + if braced { 2 } else { 0 };
        self.replace(letter.encode_utf8(&mut [0; 4]), len);
    }
}

/// The length of what a command takes: `*`, `[...]` as often as it comes, then one `{...}`.
fn argument_len(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut at = usize::from(bytes.first() == Some(&b'*'));
    while bytes.get(at) == Some(&b'[') {
        at += closing(&bytes[at..], b'[', b']')?;
    }
    Some(at + closing(&bytes[at..], b'{', b'}')?)
}

/// The length of a bracketed stretch at the start of `bytes`.
fn closing(bytes: &[u8], open: u8, close: u8) -> Option<usize> {
    if bytes.first() != Some(&open) {
        return None;
    }
    let mut depth = 0_usize;
    for (i, b) in bytes.iter().take(MAX_ARGUMENT).enumerate() {
        if *b == open {
            depth += 1;
        } else if *b == close {
            depth -= 1;
            if depth == 0 {
                return Some(i + 1);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn clean(raw: &str) -> String {
        Clean::new(raw).text().to_owned()
    }

    #[test]
    fn undoes_what_sources_do() {
        let cases = include_str!("../../tests/cases/clean.tsv");
        for line in cases.lines().skip(1) {
            let (raw, expected) = line.split_once('\t').unwrap();
            let raw = raw.replace("<NL>", "\n").replace("<NUL>", "\0");
            assert_eq!(clean(&raw), expected, "for {raw:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_maps_back_to_character_boundaries(raw in "\\PC{0,40}|[\\\\{}$&~`'a-cA-Cé;#-/ ﬁ\n\0]{0,40}") {
            let c = Clean::new(&raw);
            let bounds: Vec<usize> = c.text().char_indices().map(|(i, _)| i).chain([c.text().len()]).collect();
            for &s in &bounds {
                for &e in bounds.iter().filter(|e| **e > s) {
                    let (a, b) = c.raw_span(s, e);
                    prop_assert!(raw.get(a..b).is_some(), "{s}..{e} of {:?} is {a}..{b}", c.text());
                }
            }
        }
    }
}
