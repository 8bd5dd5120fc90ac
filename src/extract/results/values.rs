//! Numbers with their units and ranges.

use super::text::Text;
use super::words::{self, Class};
use crate::lexicon::hash::word_hash;
use crate::text::Shape;

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
pub(super) fn find(text: &Text<'_>) -> Vec<Value> {
    let mut out = Vec::new();
    let mut at = text.doc.title_tokens;
    while at < text.doc.tokens.len() {
        let found = read(text, at).or_else(|| in_words(text, at)).or_else(|| bound(text, at));
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

fn read(text: &Text<'_>, start: usize) -> Option<Value> {
    let mut first = start;
    let number = number(text, start)?;
    if is_part_of_a_name(text, start) {
        return None;
    }
    let mut last = number.last;
    let mut decimal = number.decimal;
    let mut unit = unit(text, &number, &mut last)?;
    // "2.17%-3.81%", "0.65 ± 0.02", "1.8 to 3.2 times"
    if let Some(other) = range(text, start, last, unit) {
        let mut end = other.last;
        if let Some(other_unit) = self::unit(text, &other, &mut end)
            && (unit == Unit::None || other_unit == unit)
        {
            last = end;
            unit = other_unit;
            decimal |= other.decimal;
        }
    }
    // "1280 × 720" is a size.
    let digit = |i: usize| text.word(i).starts_with(|c: char| c.is_ascii_digit());
    if unit == Unit::Times
        && (digit(last) || text.word(last - 1) == "×" && start > 0 && text.word(start - 1) == "×")
    {
        return None;
    }
    while first > text.doc.title_tokens
        && is_sign(text, first - 1)
        && !text.doc.tokens[first].spaced
    {
        first -= 1;
    }
    let text = text.doc.slice(first, last).to_owned();
    Some(Value { first, last, unit, decimal, text })
}

/// A sign, or the point of ".89".
fn is_sign(text: &Text<'_>, i: usize) -> bool {
    matches!(text.word(i), "+" | "-" | "~" | "<" | ">" | "≤" | "≥" | "≈" | ".")
        && (text.doc.tokens[i].spaced || matches!(text.back(i, 1), "(" | "+" | "~"))
}

/// The digits at a token: "84.2", "10,000", "30-40", "25Hz".
fn number<'a>(text: &Text<'a>, i: usize) -> Option<Number<'a>> {
    text.doc.tokens.get(i).filter(|t| t.shape.has(Shape::DIGIT))?;
    let word = text.word(i);
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let digits =
        word.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')).count();
    if word[..digits].ends_with(['.', ',']) {
        return None;
    }
    let mut rest = &word[digits..];
    let mut decimal = word[..digits].contains('.');
    // "30-40" is one token.
    if let Some(second) = rest.strip_prefix('-')
        && second.starts_with(|c: char| c.is_ascii_digit())
    {
        let more = second.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
        decimal |= second[..more].contains('.');
        rest = &second[more..];
    }
    decimal |= i > 0 && text.word(i - 1) == "." && text.doc.tokens[i - 1].spaced;
    Some(Number { glued: rest, decimal, last: i + 1 })
}

/// "M2M-100" is one token, but "Claude 3.5", "GPT 4" and "v 2" are not: a capital word before a
/// plain number makes it a version, unless it is a metric.
fn is_part_of_a_name(text: &Text<'_>, i: usize) -> bool {
    let Some(before) = i.checked_sub(1).and_then(|b| text.doc.tokens.get(b)) else { return false };
    let touching = !text.doc.tokens[i].spaced;
    let joined =
        touching && !before.spaced && matches!(text.word(i - 1), "_" | "^" | "@" | "#") && {
            let owner = i.checked_sub(2).and_then(|b| text.doc.tokens.get(b));
            owner.is_some_and(|o| !o.is_punctuation())
        };
    let capital = before.shape.has(Shape::UPPER_FIRST)
        && before.sentence == text.doc.tokens[i].sentence
        && i >= 2
        && text.doc.tokens[i - 2].sentence == before.sentence
        && !text.class(i - 1).any(Class::QUANTITY | Class::LEVEL);
    joined || capital && !text.class(i + 1).any(Class::POINT | Class::TIMES | Class::UNIT)
}

/// The unit of a number; moves `last` past it. None where letters are glued to it that are no
/// unit: "3D", "7B".
fn unit(text: &Text<'_>, number: &Number<'_>, last: &mut usize) -> Option<Unit> {
    let glued = number.glued.trim_start_matches(['-', '^']);
    if !glued.is_empty() {
        let classes = words::classes(word_hash(glued));
        return if classes.any(Class::PLACE) {
            Some(Unit::Rank)
        } else if classes.any(Class::TIMES) {
            Some(Unit::Times)
        } else if classes.any(Class::UNIT) && is_unit(glued) {
            Some(Unit::Physical)
        } else {
            None
        };
    }
    let classes = text.class(*last);
    let found = if classes.any(Class::POINT) {
        // "percentage points"
        let points = text.class(*last + 1).any(Class::POINT);
        if points && text.word(*last + 1).starts_with("point") {
            *last += 1;
        }
        Unit::Percent
    } else if classes.any(Class::TIMES) {
        Unit::Times
    } else if classes.any(Class::UNIT) && is_unit(text.word(*last)) {
        Unit::Physical
    } else {
        return Some(Unit::None);
    };
    *last += 1;
    // "mm / s"
    let per = text.word(*last) == "/" && text.class(*last + 1).any(Class::UNIT);
    if found == Unit::Physical && per {
        *last += 2;
    }
    Some(found)
}

/// "half", "fourfold", "two orders of magnitude", "ranked second".
fn in_words(text: &Text<'_>, at: usize) -> Option<Value> {
    let value = |first: usize, last: usize, unit: Unit| Value {
        first,
        last,
        unit,
        decimal: false,
        text: text.doc.slice(first, last).to_owned(),
    };
    let classes = text.class(at);
    if classes.any(Class::WORD) {
        return Some(value(at, at + 1, Unit::Words));
    }
    let counted = classes.any(Class::NUMBER | Class::ARTICLE);
    let order = at + usize::from(counted);
    if text.class(order).any(Class::ORDER)
        && text.word(order + 1) == "of"
        && text.word(order + 2).starts_with("magnitude")
    {
        return Some(value(at, order + 3, Unit::Words));
    }
    let ranked = at > text.doc.title_tokens
        && text.class(at - 1).any(Class::RANK)
        && classes.any(Class::ORDINAL);
    ranked.then(|| value(at, at + 1, Unit::Rank))
}

/// The longest bound that is read, in tokens.
const MAX_BOUND: usize = 60;

/// "O(n log n)": a letter for an order, then brackets.
fn bound(text: &Text<'_>, at: usize) -> Option<Value> {
    let letter = text.doc.tokens.get(at).is_some_and(|t| t.end - t.start <= 2);
    if !letter || !matches!(text.word(at), "O" | "Õ" | "Θ") || text.word(at + 1) != "(" {
        return None;
    }
    let operator = at > 0 && matches!(text.word(at - 1), "+" | "-" | "/" | "*");
    if operator {
        return None;
    }
    let mut depth = 0_usize;
    for i in at + 1..(at + MAX_BOUND).min(text.doc.tokens.len()) {
        match text.word(i) {
            "(" => depth += 1,
            ")" => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            let text = text.doc.slice(at, i + 1).to_owned();
            return Some(Value { first: at, last: i + 1, unit: Unit::Bound, decimal: false, text });
        }
    }
    None
}

/// One-letter units are read in lower case only, but for watt, volt, newton and joule.
fn is_unit(word: &str) -> bool {
    word.len() > 1 || !word.bytes().all(|b| b.is_ascii_uppercase()) || "WVNJ".contains(word)
}

/// Whether a word of change stands before a number: "improves it from 62".
fn changes(text: &Text<'_>, start: usize) -> bool {
    (start.saturating_sub(CHANGE_REACH)..start).any(|i| text.class(i).any(Class::CHANGE))
}

/// How far before "from 62 to 70" the word stands that makes it two figures.
const CHANGE_REACH: usize = 14;

/// The number that ends the range which starts at `start` and goes on at `at`: "- 3.81", "± 0.2",
/// "to 3.2", "between 1 and 2"; not "from 62 to 70", which are two figures.
fn range<'a>(text: &Text<'a>, start: usize, at: usize, unit: Unit) -> Option<Number<'a>> {
    let next = match text.word(at) {
        "-" | "±" | "~" => at + 1,
        "+" if text.word(at + 1) == "-" => at + 2,
        "+" if text.word(at + 1) == "/" => at + 3,
        "to" if text.back(start, 1) != "from" || !changes(text, start) => at + 1,
        "and" if text.back(start, 1) == "between" => at + 1,
        // A tilde that was read as a space.
        _ if unit == Unit::Percent => at,
        _ => return None,
    };
    number(text, next)
}
