//! A small language that picks papers: `dataset:ImageNet role:evaluated NOT method:ViT year:2024..`

use crate::error::{Error, Result};
use crate::graph::{Edge, Graph, Node, NodeId, NodeKind};
use crate::model::Paper;
use crate::resolve::name_key;

/// What a paper must be like.
///
/// Conditions stand side by side (or joined by `AND`) where all must hold, with `OR` between them where
/// one must, behind `NOT` where none may; parentheses group. Names with spaces stand in quotation
/// marks. A condition is one of
///
/// - `method:NAME`, `dataset:NAME`, `task:NAME`, `metric:NAME`: the paper names this entity. A `role:R`
///   and a `confidence:0.8..` among the same conditions must hold for that naming.
/// - `role:R`: the paper names something in this role (`proposes`, `evaluates_on`; or `proposed`,
///   `evaluated` as records say it).
/// - `year:2024`, `year:2020..2022`, `year:..2019`; `author:NAME`; `venue:NAME`; `cites:ID`.
/// - a word: it stands in title or abstract.
///
/// ```
/// use citegraph::query::Filter;
/// assert!(Filter::parse("dataset:ImageNet AND role:evaluated NOT method:ViT year:2024..").is_ok());
/// assert!(Filter::parse("(year:2024").is_err());
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Filter(Expr);

#[derive(Debug, Clone, PartialEq)]
enum Expr {
    All(Vec<Expr>),
    Any(Vec<Expr>),
    Not(Box<Expr>),
    Is(Condition),
}

#[derive(Debug, Clone, PartialEq)]
enum Condition {
    Entity(NodeKind, String),
    Role(String),
    Confidence(Range),
    Year(Range),
    Author(String),
    Venue(String),
    Cites(String),
    Word(String),
}

/// Numbers from one bound to another, both included.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Range {
    from: f64,
    to: f64,
}

impl Filter {
    /// Reads a filter.
    ///
    /// # Errors
    /// [`Error::Usage`] with what is wrong: an unknown field, a number that is none, a parenthesis
    /// without its other half.
    pub fn parse(text: &str) -> Result<Self> {
        let tokens = tokens(text)?;
        let mut rest = tokens.as_slice();
        let expr = any(&mut rest)?;
        match rest.first() {
            None => Ok(Self(expr)),
            Some(token) => Err(wrong(&format!("{token:?} is one too many"))),
        }
    }

    /// Whether a paper is like this; nodes of other kinds never are.
    pub fn matches(&self, graph: &Graph, at: NodeId) -> bool {
        let paper = graph.node(at).and_then(Node::paper);
        paper.is_some_and(|paper| self.0.holds(graph, at, paper, &[]))
    }

    /// The papers like this, with what they name, link to and cite, as a graph of its own, in which
    /// every query works. Takes time linear in the graph.
    pub fn apply(&self, graph: &Graph) -> Graph {
        let mut keep: Vec<bool> =
            (0..graph.node_count() as u32).map(|v| self.matches(graph, NodeId(v))).collect();
        let named: Vec<NodeId> = graph
            .edges()
            .filter(|(_, from, to, _)| {
                keep[from.0 as usize] && graph.node(*to).is_some_and(|n| n.paper().is_none())
            })
            .map(|(_, _, to, _)| to)
            .collect();
        for at in named {
            keep[at.0 as usize] = true;
        }
        graph.induced(|at, _| keep.get(at.0 as usize).copied().unwrap_or(false))
    }
}

impl Expr {
    /// Whether the expression holds for a paper; `beside` are the conditions in the same group.
    fn holds(&self, graph: &Graph, at: NodeId, paper: &Paper, beside: &[Expr]) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|p| p.holds(graph, at, paper, parts)),
            Self::Any(parts) => parts.iter().any(|p| p.holds(graph, at, paper, &[])),
            Self::Not(part) => !part.holds(graph, at, paper, &[]),
            Self::Is(condition) => condition.holds(graph, at, paper, beside),
        }
    }
}

impl Condition {
    fn holds(&self, graph: &Graph, at: NodeId, paper: &Paper, beside: &[Expr]) -> bool {
        let has = |text: &str, part: &str| text.to_lowercase().contains(&part.to_lowercase());
        match self {
            Self::Entity(kind, name) => {
                let key = name_key(name);
                named(graph, at).any(|(to, edge)| {
                    let node = graph.node(to);
                    node.is_some_and(|n| n.kind() == *kind && is_called(n, name, &key))
                        && beside.iter().all(|b| b.allows(edge))
                })
            }
            Self::Role(role) => named(graph, at).any(|(_, edge)| in_role(edge, role)),
            Self::Confidence(range) => {
                named(graph, at).any(|(_, edge)| range.holds(f64::from(edge.confidence)))
            }
            Self::Year(range) => paper.year.is_some_and(|y| range.holds(f64::from(y))),
            Self::Author(name) => paper.authors.iter().any(|a| has(a, name)),
            Self::Venue(name) => paper.venue.as_deref().is_some_and(|v| has(v, name)),
            Self::Cites(id) => graph.out_edges(at).into_iter().any(|(_, to, edge)| {
                edge.kind == crate::graph::EdgeKind::Cites
                    && graph.node(to).is_some_and(|n| is_called(n, id, &name_key(id)))
            }),
            Self::Word(word) => has(&paper.title, word) || has(&paper.abstract_text, word),
        }
    }
}

impl Expr {
    /// Whether an edge fits, as far as this is about edges.
    fn allows(&self, edge: &Edge) -> bool {
        match self {
            Self::Is(Condition::Role(role)) => in_role(edge, role),
            Self::Is(Condition::Confidence(range)) => range.holds(f64::from(edge.confidence)),
            _ => true,
        }
    }
}

impl Range {
    fn holds(self, number: f64) -> bool {
        self.from <= number && number <= self.to
    }

    fn parse(text: &str) -> Result<Self> {
        let bound = |part: &str, open: f64| {
            if part.is_empty() {
                return Ok(open);
            }
            part.parse::<f64>().map_err(|_| wrong(&format!("{part:?} is no number")))
        };
        let (from, to) = text.split_once("..").unwrap_or((text, text));
        Ok(Self { from: bound(from, f64::NEG_INFINITY)?, to: bound(to, f64::INFINITY)? })
    }
}

/// What a paper names, with the edges that say so.
fn named(graph: &Graph, at: NodeId) -> impl Iterator<Item = (NodeId, &Edge)> {
    let out = graph.out_edges(at).into_iter().map(|(_, to, edge)| (to, edge));
    out.filter(|(to, _)| graph.node(*to).is_some_and(|n| n.entity().is_some()))
}

fn is_called(node: &Node, name: &str, key: &str) -> bool {
    let alias = |n: &Node| n.entity().is_some_and(|e| e.aliases.iter().any(|a| name_key(a) == key));
    let plain = node.id().split_once('/').is_some_and(|(_, id)| id == name);
    node.id() == name || plain || name_key(node.label()) == key || alias(node)
}

/// Roles go by the edge's type, or by the role of the record that it stands for.
fn in_role(edge: &Edge, role: &str) -> bool {
    let type_of = match role {
        "proposed" => "proposes",
        "baseline" => "compares_with",
        "used" => "uses",
        "introduced" => "introduces",
        "evaluated" => "evaluates_on",
        "addressed" => "addresses",
        "reported" => "reports",
        "mentioned" => "mentions",
        other => other,
    };
    edge.kind.name() == type_of
}

fn wrong(what: &str) -> Error {
    Error::usage(
        format!("the filter cannot be read: {what}"),
        "write conditions such as dataset:ImageNet role:evaluated NOT method:ViT year:2024..",
    )
}

/// Parentheses and words; quotation marks hold words together.
fn tokens(text: &str) -> Result<Vec<String>> {
    let mut tokens = vec![String::new()];
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '(' | ')' if !quoted => tokens.extend([c.to_string(), String::new()]),
            c if c.is_whitespace() && !quoted => tokens.push(String::new()),
            c => tokens.last_mut().into_iter().for_each(|t| t.push(c)),
        }
    }
    if quoted {
        return Err(wrong("a quotation mark has no other half"));
    }
    tokens.retain(|t| !t.is_empty());
    Ok(tokens)
}

fn any(rest: &mut &[String]) -> Result<Expr> {
    let mut parts = vec![all(rest)?];
    while rest.first().is_some_and(|t| t == "OR") {
        *rest = &rest[1..];
        parts.push(all(rest)?);
    }
    Ok(if parts.len() == 1 { parts.remove(0) } else { Expr::Any(parts) })
}

fn all(rest: &mut &[String]) -> Result<Expr> {
    let mut parts = Vec::new();
    while let Some(token) = rest.first() {
        match token.as_str() {
            "OR" | ")" => break,
            "AND" => *rest = &rest[1..],
            _ => parts.push(one(rest)?),
        }
    }
    if parts.is_empty() { Err(wrong("a condition is missing")) } else { Ok(Expr::All(parts)) }
}

fn one(rest: &mut &[String]) -> Result<Expr> {
    let Some((token, after)) = rest.split_first() else {
        return Err(wrong("a condition is missing"));
    };
    *rest = after;
    match token.as_str() {
        "NOT" => Ok(Expr::Not(Box::new(one(rest)?))),
        "(" => {
            let inner = any(rest)?;
            match rest.split_first() {
                Some((close, after)) if close == ")" => *rest = after,
                _ => return Err(wrong("a parenthesis has no other half")),
            }
            Ok(inner)
        }
        word => condition(word).map(Expr::Is),
    }
}

fn condition(word: &str) -> Result<Condition> {
    let Some((field, value)) = word.split_once(':') else {
        return Ok(Condition::Word(word.to_owned()));
    };
    let value = value.to_owned();
    Ok(match field {
        "method" => Condition::Entity(NodeKind::Method, value),
        "dataset" => Condition::Entity(NodeKind::Dataset, value),
        "task" => Condition::Entity(NodeKind::Task, value),
        "metric" => Condition::Entity(NodeKind::Metric, value),
        "role" => Condition::Role(value),
        "confidence" => Condition::Confidence(Range::parse(&value)?),
        "year" => Condition::Year(Range::parse(&value)?),
        "author" => Condition::Author(value),
        "venue" => Condition::Venue(value),
        "cites" => Condition::Cites(value),
        _ => return Err(wrong(&format!("there is no field {field:?}"))),
    })
}
