//! What sources say of a paper beside its title and abstract.

use serde::{Deserialize, Serialize};

use super::{Field, Kind, LinkKind, Role, Span};

/// Statements of sources, such as the rows of a table of results: their text, a line each, and what
/// stands where in it. The text is a [`Field`] of the paper, so a mention in it shows its source.
///
/// ```
/// use citegraph::model::{Claims, Claimed, Kind, Role};
///
/// let mut claims = Claims::default();
/// claims.add("Papers with Code", &[(Claimed::Entity(Kind::Task, Role::Addressed), "Image Classification")]);
/// assert_eq!(claims.text(), "Papers with Code: task Image Classification\n");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Claims {
    text: String,
    claims: Vec<Claim>,
}

/// One statement.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Claim {
    /// Who says it.
    pub source: String,
    /// All of it.
    pub sentence: Span,
    /// What it names, and where.
    pub parts: Vec<(Claimed, Span)>,
}

/// What a part of a statement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Claimed {
    /// A name, and what it does in the paper.
    Entity(Kind, Role),
    /// An address.
    Link(LinkKind),
    /// The figure of a result whose method, metric and data set the statement names.
    Value,
}

impl Claimed {
    /// What stands before the part.
    const fn label(self) -> &'static str {
        match self {
            Self::Entity(kind, _) => kind.name(),
            Self::Link(kind) => kind.name(),
            Self::Value => "value",
        }
    }
}

impl Claims {
    /// Adds what a source says. Nothing happens where it names nothing or is there already.
    pub fn add(&mut self, source: &str, parts: &[(Claimed, &str)]) {
        let start = self.text.len();
        let mut sentence = format!("{source}:");
        let mut placed = Vec::new();
        for (what, text) in parts {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if text.is_empty() {
                continue;
            }
            sentence.push_str(if placed.is_empty() { " " } else { ", " });
            sentence.push_str(what.label());
            sentence.push(' ');
            let at = start + sentence.len();
            sentence.push_str(&text);
            placed.push((*what, span(at, start + sentence.len())));
        }
        if placed.is_empty() || self.text.lines().any(|line| line == sentence) {
            return;
        }
        let whole = span(start, start + sentence.len());
        self.claims.push(Claim { source: source.to_owned(), sentence: whole, parts: placed });
        self.text.push_str(&sentence);
        self.text.push('\n');
    }

    /// Adds the statements of others that are not there already.
    pub fn append(&mut self, others: &Self) {
        for claim in &others.claims {
            let parts: Vec<_> =
                claim.parts.iter().map(|(what, at)| (*what, others.slice(*at))).collect();
            self.add(&claim.source, &parts);
        }
    }

    /// All statements, a line each.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The statements in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Claim> {
        self.claims.iter()
    }

    /// Whether no source said anything.
    pub fn is_empty(&self) -> bool {
        self.claims.is_empty()
    }

    fn slice(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }
}

fn span(start: usize, end: usize) -> Span {
    Span { field: Field::Claims, start: start as u32, end: end as u32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_keep_their_places_when_they_move() {
        let method = Claimed::Entity(Kind::Method, Role::Used);
        let mut one = Claims::default();
        one.add("A", &[(method, "Foo"), (Claimed::Value, " 9\n% ")]);
        let mut other = Claims::default();
        other.add("B", &[(Claimed::Link(LinkKind::Code), "x.org")]);
        other.append(&one);
        other.append(&one);
        other.add("C", &[(method, " ")]);
        assert_eq!(other.text(), "B: code x.org\nA: method Foo, value 9 %\n");
        let parts: Vec<_> =
            other.iter().flat_map(|c| &c.parts).map(|(_, at)| other.slice(*at)).collect();
        assert_eq!(parts, ["x.org", "Foo", "9 %"]);
        assert_eq!(other.slice(other.iter().last().unwrap().sentence), "A: method Foo, value 9 %");
    }
}
