//! Words with their shape.
//!
//! A token is a run of letters and digits with the connectors that names use inside: `GPT-3.5`,
//! `word2vec`, `Recall@10`, `Q&A`, `L_2`, `WMT'14`, and a trailing `+` or `*` as in `RefCOCO+`, `A*`.
//! Every other character that is not white space is a token of its own.

use crate::lexicon::hash::word_hash;

/// What characters a word is made of: a set of flags.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shape(u16);

impl Shape {
    /// Starts with an upper-case letter.
    pub const UPPER_FIRST: Self = Self(1);
    /// Has an upper-case letter after its first character.
    pub const UPPER_INNER: Self = Self(2);
    /// Has a lower-case letter.
    pub const LOWER: Self = Self(4);
    /// Has a digit.
    pub const DIGIT: Self = Self(8);
    /// Has a hyphen inside.
    pub const HYPHEN: Self = Self(16);
    /// Has a letter.
    pub const LETTER: Self = Self(32);
    /// Punctuation or a symbol.
    pub const PUNCTUATION: Self = Self(64);
    /// Has a letter or digit beyond ASCII.
    pub const FOREIGN: Self = Self(128);
    /// Ends in `+` or `*`.
    pub const MARKED: Self = Self(256);
    /// Has `_`, `^`, `@`, `&`, `'` or `.` inside.
    pub const JOINED: Self = Self(512);
    /// Two upper-case letters in a row.
    pub const UPPER_RUN: Self = Self(1024);

    /// Whether all of `other`'s flags are set.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether any of `other`'s flags is set.
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn set(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl std::ops::BitOr for Shape {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A word or a punctuation mark of the clean text.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// First byte in the clean text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// [`word_hash`] of the text.
    pub hash: u64,
    /// What it is made of.
    pub shape: Shape,
    /// Whether white space, or the start of the text, stands before it.
    pub spaced: bool,
    /// Index of its sentence.
    pub sentence: u32,
}

impl Token {
    /// Whether it is made of ASCII letters and digits alone.
    pub const fn is_plain(self) -> bool {
        let other = Shape::HYPHEN.0
            | Shape::JOINED.0
            | Shape::MARKED.0
            | Shape::FOREIGN.0
            | Shape::PUNCTUATION.0;
        self.shape.0 & other == 0
    }

    /// Whether it is punctuation or a symbol.
    pub const fn is_punctuation(self) -> bool {
        self.shape.has(Shape::PUNCTUATION)
    }
}

/// Splits `text` into tokens, appended to `out` with offsets from `base`. Linear.
pub fn tokenize(text: &str, base: u32, out: &mut Vec<Token>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut spaced = true;
    while at < bytes.len() {
        let (c, len) = char_at(text, at);
        if c.is_whitespace() {
            spaced = true;
            at += len;
            continue;
        }
        let (end, shape) =
            if c.is_alphanumeric() { word(text, at) } else { (at + len, Shape::PUNCTUATION) };
        out.push(Token {
            start: base + at as u32,
            end: base + end as u32,
            hash: word_hash(&text[at..end]),
            shape,
            spaced,
            sentence: 0,
        });
        spaced = false;
        at = end;
    }
}

/// The character at a boundary and its length; a space past the end.
fn char_at(text: &str, at: usize) -> (char, usize) {
    match text.as_bytes().get(at) {
        None => (' ', 0),
        Some(b) if b.is_ascii() => (*b as char, 1),
        Some(_) => {
            let c = text[at..].chars().next().unwrap_or(' ');
            (c, c.len_utf8())
        }
    }
}

fn word(text: &str, start: usize) -> (usize, Shape) {
    let mut shape = Shape::default();
    let mut at = start;
    let mut before = ' ';
    let mut numeric = true;
    loop {
        let (c, len) = char_at(text, at);
        if c.is_alphanumeric() {
            numeric &= c.is_ascii_digit();
            note(&mut shape, c, before, at == start);
            before = c;
            at += len;
            continue;
        }
        let (next, _) = char_at(text, at + len);
        if len > 0 && joins(c, before, next, numeric, &text[at + len..]) {
            shape.set(if c == '-' { Shape::HYPHEN } else { Shape::JOINED });
            numeric &= c == ',';
            before = c;
            at += len;
            continue;
        }
        if matches!(c, '+' | '*') && marks(before, text, at) {
            shape.set(Shape::MARKED);
            at += if text[at..].starts_with("++") { 2 } else { 1 };
        }
        return (at, shape);
    }
}

fn note(shape: &mut Shape, c: char, before: char, first: bool) {
    if c.is_ascii_lowercase() {
        shape.set(Shape::LOWER | Shape::LETTER);
    } else if c.is_numeric() {
        shape.set(Shape::DIGIT);
    } else if c.is_uppercase() {
        shape.set(Shape::LETTER);
        shape.set(if first { Shape::UPPER_FIRST } else { Shape::UPPER_INNER });
        if before.is_uppercase() {
            shape.set(Shape::UPPER_RUN);
        }
    } else {
        shape.set(Shape::LETTER);
        if c.is_lowercase() {
            shape.set(Shape::LOWER);
        }
    }
    if !c.is_ascii() {
        shape.set(Shape::FOREIGN);
    }
}

/// Whether `c` holds a word together between `before` and `next`; `numeric` where digits and commas
/// are all that stands before it.
fn joins(c: char, before: char, next: char, numeric: bool, rest: &str) -> bool {
    if !next.is_alphanumeric() || !before.is_alphanumeric() {
        return false;
    }
    match c {
        '-' | '_' | '^' | '@' | '&' => true,
        '.' => {
            if next.is_ascii_digit() {
                return true;
            }
            // "data.To this end" is two sentences, "Node.js" one name.
            let glued = next.is_uppercase()
                && (before.is_lowercase() || before.is_ascii_digit())
                && rest.chars().nth(1).is_none_or(|c| !c.is_uppercase());
            !glued
        }
        ',' => {
            // 10,000 but not CIFAR-10,100.
            before.is_ascii_digit()
                && numeric
                && rest.bytes().take(4).take_while(u8::is_ascii_digit).count() == 3
        }
        '\'' => {
            let possessive = matches!(next, 's' | 'S')
                && rest.chars().nth(1).is_none_or(|c| !c.is_alphanumeric());
            !possessive
        }
        _ => false,
    }
}

/// Whether a `+` or `*` belongs to the word before it: `C++`, `A*`, `RefCOCO+`, not `a + b`, `2+3`.
fn marks(before: char, text: &str, at: usize) -> bool {
    let skip = if text[at..].starts_with("++") { 2 } else { 1 };
    let (next, _) = char_at(text, at + skip);
    before.is_alphabetic() && !next.is_alphanumeric()
        || skip == 2 && before.is_alphanumeric() && !next.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        tokenize(text, 0, &mut out);
        out.iter().map(|t| &text[t.start as usize..t.end as usize]).collect()
    }

    #[test]
    fn names_stay_whole() {
        for name in [
            "GPT-3.5",
            "word2vec",
            "Recall@10",
            "Q&A",
            "L_2",
            "WMT'14",
            "RefCOCO+",
            "A*",
            "C++",
            "state-of-the-art",
            "10,000",
            "1,234,567.5",
            "Node.js",
            "DPM-Solver++",
        ] {
            assert_eq!(words(name), [name]);
        }
    }

    #[test]
    fn a_number_of_any_length_is_one_word() {
        let number = format!("1{}", ",111".repeat(1_000_000));
        assert_eq!(words(&number), [number.as_str()]);
    }

    #[test]
    fn everything_else_comes_apart() {
        assert_eq!(words("10,1000 1-10,000"), ["10", ",", "1000", "1-10", ",", "000"]);
        assert_eq!(words("CIFAR-10,100"), ["CIFAR-10", ",", "100"]);
        assert_eq!(words("BERT's (SOTA) a+b"), ["BERT", "'", "s", "(", "SOTA", ")", "a", "+", "b"]);
        assert_eq!(words("old data.To this"), ["old", "data", ".", "To", "this"]);
        assert_eq!(words("Poly/MHR."), ["Poly", "/", "MHR", "."]);
    }
}
