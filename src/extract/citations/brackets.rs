//! `[1]`, `[5, 6]`, `[2]-[4]`, `[ZRKB21]`.

use super::citation;
use super::words::{self, Class};
use crate::lexicon::hash::word_hash;
use crate::model::{Citation, Paper, Span};
use crate::text::Document;

const CONFIDENCE: f32 = 0.95;
/// The longest bracket that is looked into, in bytes.
const MAX_BRACKET: usize = 100;
/// No list of references is longer.
const MAX_NUMBER: u32 = 999;
/// No range of references is wider.
const MAX_RANGE: u32 = 50;

/// One item of a bracket.
enum Item<'a> {
    Numbers(u32, u32),
    Label(&'a str),
    /// "page 5"
    Locator,
}

pub(super) fn find(paper: &Paper, doc: &Document, out: &mut Vec<Citation>) {
    let text = doc.text();
    let abstract_start = paper_start(doc);
    let mut before: Option<(usize, u32)> = None;
    let mut dollars = Dollars { text: &paper.abstract_text, at: 0, open: false };
    for open in memchr::memchr_iter(b'[', &text.as_bytes()[abstract_start..]) {
        let open = open + abstract_start;
        let Some((content, close)) = content(text, open) else { continue };
        let Some(items) = items(content) else { continue };
        let span = doc.span(open + 1, close);
        if reads_as_mathematics(text, open, &items) || dollars.enclose(span.start as usize) {
            continue;
        }
        let from = before.filter(|(end, _)| text[*end..open].trim() == "-").map(|(_, n)| n + 1);
        let mut at = open + 1;
        for (item, written) in items.iter().zip(content.split([',', ';'])) {
            let lead = written.len() - written.trim_start().len();
            let span = doc.span(at + lead, at + lead + written.trim().len());
            at += written.len() + 1;
            push(doc, item, span, from, out);
        }
        before = match items.last() {
            Some(Item::Numbers(_, last)) => Some((close + 1, *last)),
            _ => None,
        };
    }
}

fn push(doc: &Document, item: &Item<'_>, span: Span, from: Option<u32>, out: &mut Vec<Citation>) {
    let mut add = |text: String| out.push(citation(doc, span, text, Vec::new(), None, CONFIDENCE));
    match item {
        Item::Numbers(first, last) => {
            let first = from.filter(|f| f < first && first - f < MAX_RANGE).unwrap_or(*first);
            (first..=*last).for_each(|n| add(n.to_string()));
        }
        Item::Label(label) => add((*label).to_owned()),
        Item::Locator => {}
    }
}

/// Where the abstract starts in the clean text: titles cite nothing.
fn paper_start(doc: &Document) -> usize {
    doc.tokens.get(doc.title_tokens).map_or(doc.text().len(), |t| t.start as usize)
}

/// What stands between the bracket at `open` and its end.
fn content(text: &str, open: usize) -> Option<(&str, usize)> {
    let inner = text.as_bytes()[open + 1..].iter().take(MAX_BRACKET);
    let len = inner.clone().position(|b| *b == b']')?;
    let content = &text[open + 1..open + 1 + len];
    (!content.contains('[')).then_some((content, open + 1 + len))
}

/// The items of a bracket, where all of them are references.
fn items(content: &str) -> Option<Vec<Item<'_>>> {
    let items: Vec<_> = content.split([',', ';']).map(|i| item(i.trim())).collect::<Option<_>>()?;
    (!matches!(items.first(), None | Some(Item::Locator))).then_some(items)
}

fn item(text: &str) -> Option<Item<'_>> {
    if text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b' ')) {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        let number = |t: &str| {
            let t = t.trim();
            let n = t.parse::<u32>().ok().filter(|n| (1..=MAX_NUMBER).contains(n))?;
            (!t.starts_with('0')).then_some(n)
        };
        let (first, last) = (number(first)?, number(last)?);
        return (first <= last && last - first < MAX_RANGE).then_some(Item::Numbers(first, last));
    }
    let word = text.split([' ', '.']).next().unwrap_or("");
    if words::is(word_hash(word), Class::Locator) {
        return Some(Item::Locator);
    }
    is_label(text).then_some(Item::Label(text))
}

/// `ZRKB21`, `ABC+20`, `Vas17a`: initials or the start of a name, then two digits of a year.
fn is_label(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let plus = usize::from(text[letters..].starts_with('+'));
    let year = &text.as_bytes()[letters + plus..];
    let digits = year.iter().take_while(|b| b.is_ascii_digit()).count();
    let suffix = &year[digits..];
    (2..=8).contains(&letters)
        && digits == 2
        && (suffix.is_empty() || suffix.len() == 1 && suffix[0].is_ascii_lowercase())
        && text[..letters].bytes().any(|b| b.is_ascii_uppercase())
        && !words::is_known_name(text)
}

/// Whether what stands before a bracket makes it an interval or an index: "in the range [1, 5]",
/// "p∈[1,2]", `W[1]`.
fn reads_as_mathematics(text: &str, open: usize, items: &[Item<'_>]) -> bool {
    let before = &text[..open];
    let word = before.trim_end().rsplit(|c: char| c.is_whitespace()).next().unwrap_or("");
    let touching = !before.ends_with(char::is_whitespace);
    let letters = word.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    if touching && letters.chars().count() == 1 {
        return true;
    }
    let symbol = word.ends_with(['∈', '=', '×', '<', '>', '≤', '≥', '^', '_', '*', '⊂', '⊆']);
    let pair = matches!(items, [Item::Numbers(a, b), Item::Numbers(c, d)] if a == b && c == d && a < c)
        || matches!(items, [Item::Numbers(a, b)] if a < b);
    symbol && (touching || pair) || pair && words::is(word_hash(letters), Class::Interval)
}

/// The dollar signs of a text, read once from its start.
struct Dollars<'a> {
    text: &'a str,
    at: usize,
    /// Whether mathematics is open at `at`.
    open: bool,
}

impl Dollars<'_> {
    /// Whether a place stands between dollar signs; places come in order.
    fn enclose(&mut self, place: usize) -> bool {
        let bytes = self.text.as_bytes();
        let stretch = bytes.get(self.at..place).unwrap_or_default();
        for dollar in memchr::memchr_iter(b'$', stretch) {
            let dollar = self.at + dollar;
            self.open ^= dollar == 0 || bytes[dollar - 1] != b'\\';
        }
        self.at = self.at.max(place);
        self.open
    }
}
