//! From the text of a filter to its conditions, by recursive descent.

use super::Expr;
use super::condition::{Called, Condition, EntityIs, NamingIs, PaperIs, Range};
use crate::error::{Error, Result};
use crate::graph::{EdgeKind, NodeKind};
use crate::model::{Kind, Role};

/// Parentheses and `NOT`s nest no deeper than this.
const DEPTH: usize = 64;

/// Fields beside the four kinds of entity.
const FIELDS: [&str; 7] = ["kind", "role", "confidence", "year", "author", "venue", "cites"];

pub(super) fn parse(text: &str) -> Result<Expr> {
    let tokens = tokens(text)?;
    let mut parser = Parser { rest: &tokens, end: text.len(), depth: 0 };
    let expr = parser.any()?;
    match parser.rest.first() {
        None => Ok(expr),
        Some(token) => Err(wrong(token.at, &format!("{:?} is one too many", token.text))),
    }
}

/// A parenthesis or a word, and the byte where it begins.
#[derive(Debug, Clone, PartialEq)]
struct Token {
    at: usize,
    text: String,
    /// The byte where each character of `text` stands: quotation marks are not in it.
    places: Vec<usize>,
    /// Whether a part of it stands in quotation marks, so that it is no operator.
    quoted: bool,
}

impl Token {
    fn is(&self, operator: &str) -> bool {
        !self.quoted && self.text == operator
    }

    /// Where a byte of `text` stands.
    fn place(&self, byte: usize) -> usize {
        let before = self.text.char_indices().take_while(|(i, _)| *i < byte).count();
        let last = || {
            let end = self.places.last().zip(self.text.chars().next_back());
            end.map_or(self.at, |(at, c)| at + c.len_utf8())
        };
        self.places.get(before).copied().unwrap_or_else(last)
    }
}

/// Cuts at blanks and parentheses; quotation marks hold words together.
fn tokens(text: &str) -> Result<Vec<Token>> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut open: Option<Token> = None;
    let mut quote = None;
    for (at, c) in text.char_indices() {
        if c == '"' {
            quote = if quote.is_some() { None } else { Some(at) };
        } else if quote.is_none() && (c.is_whitespace() || c == '(' || c == ')') {
            tokens.extend(open.take());
            if !c.is_whitespace() {
                tokens.push(Token { at, text: c.to_string(), places: vec![at], quoted: false });
            }
            continue;
        }
        let token = open.get_or_insert_with(|| Token {
            at,
            text: String::new(),
            places: Vec::new(),
            quoted: false,
        });
        if c == '"' {
            token.quoted = true;
        } else {
            token.text.push(c);
            token.places.push(at);
        }
    }
    tokens.extend(open);
    match quote {
        None => Ok(tokens),
        Some(at) => Err(wrong(at, "a quotation mark has no other half")),
    }
}

struct Parser<'a> {
    rest: &'a [Token],
    /// The byte behind the text.
    end: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn next(&mut self) -> Option<&'a Token> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    fn take(&mut self, operator: &str) -> bool {
        let found = self.rest.first().is_some_and(|t| t.is(operator));
        if found {
            self.rest = &self.rest[1..];
        }
        found
    }

    /// Where the next token begins.
    fn at(&self) -> usize {
        self.rest.first().map_or(self.end, |t| t.at)
    }

    fn any(&mut self) -> Result<Expr> {
        let first = self.all()?;
        let mut others = Vec::new();
        while self.take("OR") {
            others.push(self.all()?);
        }
        if others.is_empty() {
            return Ok(first);
        }
        others.insert(0, first);
        Ok(Expr::Any(others))
    }

    fn all(&mut self) -> Result<Expr> {
        let mut parts = vec![self.one()?];
        while self.rest.first().is_some_and(|t| !t.is("OR") && !t.is(")")) {
            self.take("AND");
            parts.push(self.one()?);
        }
        Ok(Expr::All(parts))
    }

    fn one(&mut self) -> Result<Expr> {
        let at = self.at();
        let Some(token) = self.next().filter(|t| !["AND", "OR", ")"].iter().any(|o| t.is(o)))
        else {
            return Err(wrong(at, "a condition is missing"));
        };
        if token.is("NOT") {
            return self.deeper(at, Self::one).map(|part| Expr::Not(Box::new(part)));
        }
        if !token.is("(") {
            return condition(token).map(Expr::Is);
        }
        let inner = self.deeper(at, Self::any)?;
        if self.take(")") { Ok(inner) } else { Err(wrong(at, "a parenthesis has no other half")) }
    }

    fn deeper(&mut self, at: usize, part: impl Fn(&mut Self) -> Result<Expr>) -> Result<Expr> {
        if self.depth == DEPTH {
            return Err(wrong(at, "it is nested too deeply"));
        }
        self.depth += 1;
        let found = part(self)?;
        self.depth -= 1;
        Ok(found)
    }
}

fn condition(token: &Token) -> Result<Condition> {
    let Some((field, value)) = token.text.split_once(':') else {
        return Ok(Condition::Paper(PaperIs::Says(token.text.to_lowercase())));
    };
    let value_from = field.len() + 1;
    let value_at = token.place(value_from);
    if value.is_empty() {
        return Err(wrong(value_at, &format!("{field}: says nothing")));
    }
    if let Some(kind) = Kind::from_name(field) {
        let (kind, called) = (kind.into(), Called::new(value));
        return Ok(Condition::Entity(EntityIs { kind, called }));
    }
    let range = || range(token, value_from);
    Ok(match field {
        "kind" => Condition::Naming(NamingIs::Kind(kind(value, value_at)?)),
        "role" => Condition::Naming(NamingIs::Role(role(value, value_at)?)),
        "confidence" => Condition::Naming(NamingIs::Confidence(range()?)),
        "year" => Condition::Paper(PaperIs::From(range()?)),
        "author" => Condition::Paper(PaperIs::By(value.to_lowercase())),
        "venue" => Condition::Paper(PaperIs::In(value.to_lowercase())),
        "cites" => Condition::Cites(Called::new(value)),
        _ => {
            let known: Vec<&str> = Kind::ALL.map(Kind::name).into_iter().chain(FIELDS).collect();
            return Err(unknown(token.at, "field", field, &known));
        }
    })
}

fn kind(name: &str, at: usize) -> Result<NodeKind> {
    NodeKind::from_name(name)
        .ok_or_else(|| unknown(at, "kind", name, &NodeKind::ALL.map(NodeKind::name)))
}

/// A role goes by its name in records, or by the type of the edge that stands for it.
fn role(name: &str, at: usize) -> Result<EdgeKind> {
    let roles = || Role::ALL.map(Role::name).into_iter();
    EdgeKind::from_role(name).ok_or_else(|| {
        let known: Vec<&str> = roles().chain(EdgeKind::ALL.map(EdgeKind::name)).collect();
        unknown(at, "role", name, &known)
    })
}

/// The range that stands in a token from a byte on.
fn range(token: &Token, from_byte: usize) -> Result<Range> {
    let text = &token.text[from_byte..];
    let bound = |part: &str, at: usize, open: f64| match part.parse::<f64>() {
        _ if part.is_empty() => Ok(open),
        Ok(number) if !number.is_nan() => Ok(number),
        _ => Err(wrong(at, &format!("{part:?} is no number"))),
    };
    let (from, to, to_at) = match text.split_once("..") {
        Some((from, to)) => (from, to, token.place(from_byte + from.len() + 2)),
        None => (text, text, token.place(from_byte)),
    };
    let from = bound(from, token.place(from_byte), f64::NEG_INFINITY)?;
    Ok(Range { from, to: bound(to, to_at, f64::INFINITY)? })
}

fn unknown(at: usize, what: &str, name: &str, known: &[&str]) -> Error {
    Error::usage(
        said(at, &format!("no {what} is called {name:?}")),
        format!("use one of {}", known.join(", ")),
    )
}

fn wrong(at: usize, what: &str) -> Error {
    Error::usage(
        said(at, what),
        "write conditions such as dataset:ImageNet role:evaluated NOT method:ViT year:2024..",
    )
}

fn said(at: usize, what: &str) -> String {
    format!("the filter cannot be read at byte {at}: {what}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn byte(text: &str) -> Option<usize> {
        let said = parse(text).err()?.to_string();
        said.split_once("at byte ")?.1.split(':').next()?.parse().ok()
    }

    #[test]
    fn faults_are_named_by_their_byte() {
        for (text, at) in [
            ("", 0),
            ("year:2024 OR", 12),
            ("(year:2024", 0),
            ("a b )", 4),
            ("a AND OR b", 6),
            ("é colour:red", 3),
            ("a role:boss", 7),
            ("kind:person", 5),
            ("year:2020..soon", 11),
            ("year:", 5),
            ("a \"b c", 2),
            ("\"\"é:", 5),
            ("year:\"20\"..x", 11),
        ] {
            assert_eq!(byte(text), Some(at), "{text:?}");
        }
    }

    #[test]
    fn quoted_operators_are_words() {
        let word = |w: &str| Expr::Is(Condition::Paper(PaperIs::Says(w.to_owned())));
        assert_eq!(
            parse("\"OR\" AND \"a (b)\"").ok(),
            Some(Expr::All(vec![word("or"), word("a (b)")]))
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[ a-z:().\"0-9é]{0,40}") {
            if let Some(at) = byte(&text) {
                prop_assert!(at <= text.len() && text.is_char_boundary(at));
            }
        }
    }

    #[test]
    fn nesting_has_an_end() {
        assert_eq!(byte(&"(".repeat(100_000)), Some(DEPTH));
        assert_eq!(byte(&"NOT ".repeat(100_000)), Some(4 * DEPTH));
    }
}
