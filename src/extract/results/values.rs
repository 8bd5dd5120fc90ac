//! Numbers with their units and ranges.

use super::words::{self, Class};
use crate::text::{Document, Shape, Token};

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// "%", "percent", "points".
    Percent,
    /// "3x", "4 times", "10-fold".
    Times,
    /// "25Hz", "1.7 mm".
    Physical,
    /// "3rd", "second" (place).
    Rank,
    /// "half", "fourfold", "an order of magnitude".
    Words,
    /// "O(n log n)".
    Bound,
    /// A plain number.
    None,
}

/// A number as it stands: with its sign, its unit and the end of its range.
#[derive(Debug, Clone)]
pub(super) struct Value {
    /// Tokens: first, one past the last, unit included.
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) unit: Unit,
    /// It has a decimal point, and is no more than a metric can be.
    pub(super) decimal: bool,
    /// As written, without LaTeX.
    pub(super) text: String,
}

/// The numbers of the abstract, in order, addresses and references aside.
pub(super) fn find(doc: &Document) -> Vec<Value> {
    let mut out = Vec::new();
    let mut at = doc.title_tokens;
    while at < doc.tokens.len() {
        let found = read(doc, at).or_else(|| in_words(doc, at)).or_else(|| bound(doc, at));
        match found {
            Some(value) => {
                at = value.last;
                out.push(value);
            }
            None => at += 1,
        }
    }
    out
}

/// A number's digits and what is glued to them: "25Hz" is 25 and "Hz".
struct Number<'a> {
    glued: &'a str,
    decimal: bool,
    last: usize,
}

fn read(doc: &Document, start: usize) -> Option<Value> {
    let mut first = start;
    let number = number(doc, start)?;
    if is_part_of_a_name(doc, start) {
        return None;
    }
    let mut last = number.last;
    let mut decimal = number.decimal;
    let mut unit = unit(doc, &number, &mut last)?;
    // "2.17%-3.81%", "0.65 ± 0.02", "1.8 to 3.2 times"
    if let Some(other) = range(doc, start, last, unit) {
        let mut end = other.last;
        let other_unit = self::unit(doc, &other, &mut end)?;
        if unit == Unit::None || other_unit == unit {
            last = end;
            unit = if unit == Unit::None { other_unit } else { unit };
            decimal |= other.decimal;
        }
    }
    // "1280 × 720" is a size.
    let digit = |i: usize| doc.word(i).starts_with(|c: char| c.is_ascii_digit());
    if unit == Unit::Times
        && (digit(last) || doc.word(last - 1) == "×" && start > 0 && doc.word(start - 1) == "×")
    {
        return None;
    }
    while first > doc.title_tokens && is_sign(doc, first - 1) && !doc.tokens[first].spaced {
        first -= 1;
    }
    let text = doc.slice(first, last).to_owned();
    Some(Value { first, last, unit, decimal, text })
}

/// A sign, or the point of ".89".
fn is_sign(doc: &Document, i: usize) -> bool {
    matches!(doc.word(i), "+" | "-" | "~" | "<" | ">" | "≤" | "≥" | "≈" | ".")
        && (doc.tokens[i].spaced
            || matches!(i.checked_sub(1).map_or("", |b| doc.word(b)), "(" | "+" | "~"))
}

/// The digits at a token: "84.2", "10,000", "30-40", "25Hz".
fn number(doc: &Document, i: usize) -> Option<Number<'_>> {
    let token = doc.tokens.get(i)?;
    let text = doc.word(i);
    if !token.shape.has(Shape::DIGIT) || !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let digits =
        text.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')).count();
    if text[..digits].ends_with(['.', ',']) {
        return None;
    }
    let mut rest = &text[digits..];
    let mut decimal = text[..digits].contains('.');
    // "30-40" is one token.
    if let Some(second) = rest.strip_prefix('-')
        && second.starts_with(|c: char| c.is_ascii_digit())
    {
        let more = second.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
        decimal |= second[..more].contains('.');
        rest = &second[more..];
    }
    decimal |= i > 0 && doc.word(i - 1) == "." && doc.tokens[i - 1].spaced;
    Some(Number { glued: rest, decimal, last: i + 1 })
}

/// "M2M-100" is one token, but "Claude 3.5", "GPT 4" and "v 2" are not: a capital word before a
/// plain number makes it a version, unless it is a metric.
fn is_part_of_a_name(doc: &Document, i: usize) -> bool {
    let Some(before) = i.checked_sub(1).and_then(|b| doc.tokens.get(b)) else { return false };
    let touching = !doc.tokens[i].spaced;
    let joined =
        touching && matches!(doc.word(i - 1), "/" | "_" | "^" | "@" | "#" | ":" | "=") && {
            let owner = i.checked_sub(2).and_then(|b| doc.tokens.get(b));
            !before.spaced
                && owner.is_some_and(|o| !o.is_punctuation())
                && !matches!(doc.word(i - 1), "=" | ":" | "/")
        };
    let capital = before.shape.has(Shape::UPPER_FIRST)
        && before.sentence == doc.tokens[i].sentence
        && i >= 2
        && doc.tokens[i - 2].sentence == before.sentence
        && !words::classes(before.hash).any(Class::QUANTITY | Class::LEVEL);
    joined || capital && !is_followed_by_unit(doc, i)
}

fn is_followed_by_unit(doc: &Document, i: usize) -> bool {
    doc.tokens
        .get(i + 1)
        .is_some_and(|t| words::classes(t.hash).any(Class::POINT | Class::TIMES | Class::UNIT))
}

/// The unit of a number; moves `last` past it. None where letters are glued to it that are no
/// unit: "3D", "7B".
fn unit(doc: &Document, number: &Number<'_>, last: &mut usize) -> Option<Unit> {
    let glued = number.glued.trim_start_matches('-');
    if !glued.is_empty() {
        let classes = words::classes(crate::text::token::word_hash(glued));
        return if matches!(glued, "st" | "nd" | "rd" | "th" | "^th" | "^nd" | "^rd" | "^st") {
            Some(Unit::Rank)
        } else if classes.any(Class::TIMES) {
            Some(Unit::Times)
        } else if classes.any(Class::UNIT) {
            Some(Unit::Physical)
        } else {
            None
        };
    }
    let Some(next) = doc.tokens.get(*last) else { return Some(Unit::None) };
    let classes = words::classes(next.hash);
    let next_word = doc.word(*last);
    let found = if classes.any(Class::POINT) {
        // "percentage points"
        let more = doc.tokens.get(*last + 1).filter(|_| next_word.len() > 1 || next_word == "%");
        if more.is_some_and(|t| is_point_word(t, doc, *last + 1)) {
            *last += 1;
        }
        Unit::Percent
    } else if classes.any(Class::TIMES) {
        Unit::Times
    } else if classes.any(Class::UNIT) && (next.end - next.start > 1 || is_unit_letter(next_word)) {
        Unit::Physical
    } else {
        return Some(Unit::None);
    };
    *last += 1;
    // "mm / s"
    let per = doc.word(*last) == "/"
        && doc.tokens.get(*last + 1).is_some_and(|t| words::classes(t.hash).any(Class::UNIT));
    if found == Unit::Physical && per {
        *last += 2;
    }
    Some(found)
}

/// "half", "fourfold", "two orders of magnitude", "ranked second".
fn in_words(doc: &Document, at: usize) -> Option<Value> {
    let token = doc.tokens.get(at)?;
    let value = |first: usize, last: usize, unit: Unit| Value {
        first,
        last,
        unit,
        decimal: false,
        text: doc.slice(first, last).to_owned(),
    };
    let classes = words::classes(token.hash);
    if classes.any(Class::WORD) {
        return Some(value(at, at + 1, Unit::Words));
    }
    if matches!(doc.word(at), "order" | "orders")
        && doc.word(at + 1) == "of"
        && doc.word(at + 2).starts_with("magnitude")
        && at > doc.title_tokens
    {
        return Some(value(at - 1, at + 3, Unit::Words));
    }
    let ranked = at > doc.title_tokens
        && words::classes(doc.tokens[at - 1].hash).any(Class::RANK)
        && matches!(doc.word(at), "first" | "second" | "third" | "fourth" | "fifth");
    ranked.then(|| value(at, at + 1, Unit::Rank))
}

/// The longest bound that is read, in tokens.
const MAX_BOUND: usize = 60;

/// "O(n log n)": a letter for an order, then brackets.
fn bound(doc: &Document, at: usize) -> Option<Value> {
    if !matches!(doc.word(at), "O" | "Õ" | "Θ") || doc.word(at + 1) != "(" {
        return None;
    }
    let mut depth = 0_usize;
    for i in at + 1..(at + MAX_BOUND).min(doc.tokens.len()) {
        match doc.word(i) {
            "(" => depth += 1,
            ")" => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            let text = doc.slice(at, i + 1).to_owned();
            return Some(Value { first: at, last: i + 1, unit: Unit::Bound, decimal: false, text });
        }
    }
    None
}

fn is_point_word(token: &Token, doc: &Document, i: usize) -> bool {
    words::classes(token.hash).any(Class::POINT) && doc.word(i).starts_with("point")
}

/// One-letter units are read in lower case only, but for watt, volt and newton.
fn is_unit_letter(word: &str) -> bool {
    !word.bytes().all(|b| b.is_ascii_uppercase()) || matches!(word, "W" | "V" | "N" | "J")
}

/// The number that ends the range which starts at `start` and goes on at `at`: "- 3.81", "± 0.2",
/// "to 3.2", "between 1 and 2"; not "from 62 to 70", which are two figures.
fn range(doc: &Document, start: usize, at: usize, unit: Unit) -> Option<Number<'_>> {
    let before = |n: usize| start.checked_sub(n).map_or("", |i| doc.word(i));
    let next = match doc.word(at) {
        "-" | "±" | "~" => at + 1,
        "+" if doc.word(at + 1) == "-" => at + 2,
        "+" if doc.word(at + 1) == "/" => at + 3,
        "to" if before(1) != "from" || before(2).starts_with("rang") => at + 1,
        "and" if before(1) == "between" => at + 1,
        // A tilde that was read as a space.
        _ if unit == Unit::Percent => at,
        _ => return None,
    };
    number(doc, next)
}
