//! LaTeX: `\cite{tian2019student}`, `\citep[see][p. 3]{a, b}`.

use std::sync::OnceLock;

use memchr::memmem::Finder;

use super::citation;
use crate::model::{Citation, Field, Paper, Span};
use crate::text::Document;

const CONFIDENCE: f32 = 0.99;
/// The longest list of keys that is looked for behind a command.
const MAX_KEYS: usize = 2048;

pub(super) fn find(paper: &Paper, doc: &Document, out: &mut Vec<Citation>) {
    static CITE: OnceLock<Finder<'_>> = OnceLock::new();
    let cite = CITE.get_or_init(|| Finder::new("cite"));
    for field in [Field::Title, Field::Abstract] {
        let text = field.of(paper);
        for hit in cite.find_iter(text.as_bytes()) {
            let Some((start, keys)) = keys_of(text, hit) else { continue };
            let mut at = start;
            for item in keys.split(',') {
                let key = item.trim();
                let from = at + (item.len() - item.trim_start().len());
                at += item.len() + 1;
                if key.is_empty() || key.contains(char::is_whitespace) {
                    continue;
                }
                let (start, end) = (from as u32, (from + key.len()) as u32);
                let (authors, year) = read_key(key);
                let span = Span { field, start, end };
                out.push(citation(doc, span, key.to_owned(), authors, year, CONFIDENCE));
            }
        }
    }
}

/// The keys of the command whose name holds the "cite" at `hit`, and where they start.
fn keys_of(text: &str, hit: usize) -> Option<(usize, &str)> {
    let prefix = text[..hit].bytes().rev().take_while(u8::is_ascii_alphabetic).count();
    if !text[..hit - prefix].ends_with('\\') {
        return None;
    }
    let mut at = hit + text[hit..].bytes().take_while(u8::is_ascii_alphabetic).count();
    at += usize::from(text[at..].starts_with('*'));
    while text[at..].starts_with('[') {
        at += within(text, at)?.find(']')? + 1;
    }
    let start = at + 1;
    let keys = within(text, at)?.strip_prefix('{')?;
    Some((start, &keys[..keys.find('}')?]))
}

/// As much of a text from `at` as an argument can take.
fn within(text: &str, at: usize) -> Option<&str> {
    let mut end = (at + MAX_KEYS).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(at..end)
}

/// Author and year of a key such as `tian2019student`, `li-etal-2020-name`, `Wu:2016`.
fn read_key(key: &str) -> (Vec<String>, Option<i32>) {
    let none = (Vec::new(), None);
    let letters = key.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    let (name, rest) = key.split_at(letters);
    let years = rest.as_bytes().windows(4).position(|w| {
        matches!(w[..2], [b'1', b'9'] | [b'2', b'0']) && w[2..].iter().all(u8::is_ascii_digit)
    });
    let Some(at) = years else { return none };
    let between =
        rest.as_bytes()[..at].iter().all(|b| b.is_ascii_alphabetic() || b"-_:.".contains(b));
    let Some(year) = rest.get(at..at + 4).and_then(|y| y.parse().ok()) else { return none };
    let mut chars = name.chars();
    match chars.next() {
        Some(first) if between && chars.as_str().chars().count() > 0 => {
            (vec![first.to_uppercase().chain(chars).collect()], Some(year))
        }
        _ => none,
    }
}
