//! The single conditions of a filter.

use crate::graph::{Edge, EdgeKind, Node, NodeKind};
use crate::model::Paper;
use crate::resolve::name_key;

/// One condition.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Condition {
    Paper(PaperIs),
    Cites(Called),
    Entity(EntityIs),
    Naming(NamingIs),
}

/// What a paper is like by itself.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum PaperIs {
    From(Range),
    /// Part of an author's name, in lower case.
    By(String),
    /// Part of the venue, in lower case.
    In(String),
    /// Part of title or abstract, in lower case.
    Says(String),
}

impl PaperIs {
    pub(super) fn holds(&self, paper: &Paper) -> bool {
        let has = |text: &str, part: &String| text.to_lowercase().contains(part);
        match self {
            Self::From(range) => paper.year.is_some_and(|y| range.holds(f64::from(y))),
            Self::By(name) => paper.authors.iter().any(|a| has(a, name)),
            Self::In(name) => paper.venue.as_deref().is_some_and(|v| has(v, name)),
            Self::Says(word) => has(&paper.title, word) || has(&paper.abstract_text, word),
        }
    }
}

/// What a node goes by, and its spelling key.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Called {
    name: String,
    key: String,
}

impl Called {
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), key: name_key(name) }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Whether one of the things that a paper names is cited by it and goes by this.
    pub(super) fn is_cited<'a>(&self, named: impl Iterator<Item = (&'a Edge, &'a Node)>) -> bool {
        let mut cited = named.filter(|(edge, _)| edge.kind == EdgeKind::Cites);
        cited.any(|(_, to)| self.is_name_of(to))
    }

    fn is_name_of(&self, node: &Node) -> bool {
        let plain = node.id().split_once('/').is_some_and(|(_, id)| id == self.name);
        let is_alias = |aliases: &[String]| aliases.iter().any(|a| name_key(a) == self.key);
        node.id() == self.name
            || plain
            || name_key(node.label()) == self.key
            || node.entity().is_some_and(|e| is_alias(&e.aliases))
    }
}

/// An entity by kind and name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct EntityIs {
    pub kind: NodeKind,
    pub called: Called,
}

impl EntityIs {
    pub(super) fn is(&self, node: &Node) -> bool {
        node.kind() == self.kind && self.called.is_name_of(node)
    }
}

/// How a paper names something.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum NamingIs {
    Kind(NodeKind),
    Role(EdgeKind),
    Confidence(Range),
}

impl NamingIs {
    pub(super) fn holds(&self, edge: &Edge, to: &Node) -> bool {
        match self {
            Self::Kind(kind) => to.kind() == *kind,
            Self::Role(kind) => edge.kind == *kind,
            Self::Confidence(range) => range.holds(f64::from(edge.confidence)),
        }
    }

    /// Whether it asks for papers, of which each is one, whatever it names.
    pub(super) fn is_of_papers(&self) -> bool {
        *self == Self::Kind(NodeKind::Paper)
    }
}

/// Numbers from one bound to another, both included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Range {
    pub from: f64,
    pub to: f64,
}

impl Range {
    fn holds(self, number: f64) -> bool {
        self.from <= number && number <= self.to
    }
}
