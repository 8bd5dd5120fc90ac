//! A small language that picks papers: `dataset:ImageNet role:evaluated NOT method:ViT year:2024..`
//!
//! `parse` reads it into the `condition`s that a paper and what it names must meet; `print` writes it.

mod condition;
mod parse;
mod print;

use crate::error::Result;
use crate::graph::{Edge, Graph, Node, NodeId};
use condition::{Condition, NamingIs};

/// What a paper must be like.
///
/// Conditions stand side by side (or joined by `AND`) where all must hold, with `OR` between them where
/// one must, behind `NOT` where none may; parentheses group. Names with spaces stand in quotation
/// marks. A condition is one of
///
/// - `method:NAME`, `dataset:NAME`, `task:NAME`, `metric:NAME`: the paper names this entity.
/// - `kind:K` (`dataset`, `link`, …), `role:R` (`proposed`, `evaluated`, … as records say it, or an edge's
///   type, `evaluates_on`) and `confidence:0.8..` narrow the name beside them in the same group.
///   In a group without a name the paper must name something that fits all of them, and of what it
///   names, links to and cites, [`apply`](Filter::apply) keeps what fits.
/// - `year:2024`, `year:2020..2022`, `year:..2019`; `author:NAME`; `venue:NAME`; `cites:ID`.
/// - a word: it stands in title or abstract.
///
/// ```
/// use citegraph::query::Filter;
/// assert!(Filter::parse("dataset:ImageNet AND role:evaluated NOT method:ViT year:2024..").is_ok());
/// let wrong = Filter::parse("year:2024 colour:red").unwrap_err();
/// assert!(wrong.to_string().contains("byte 10"));
/// let filter = Filter::parse("a OR NOT (year:..2019 b)")?;
/// assert_eq!(filter.to_string(), r#""a" OR NOT (year:..2019 "b")"#);
/// # Ok::<(), citegraph::Error>(())
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

impl Filter {
    /// Reads a filter.
    ///
    /// # Errors
    /// [`Error::Usage`](crate::Error::Usage) with what is wrong and at which byte: an unknown field, role
    /// or kind, a number that is none, a parenthesis without its other half.
    pub fn parse(text: &str) -> Result<Self> {
        parse::parse(text).map(Self)
    }

    /// Whether a paper is like this; nodes of other kinds never are.
    pub fn matches(&self, graph: &Graph, at: NodeId) -> bool {
        self.0.holds(&Asked { graph, at })
    }

    /// The papers like this, with what they name, link to and cite, as a graph of its own, in which
    /// every query works. Takes time linear in the graph.
    pub fn apply(&self, graph: &Graph) -> Graph {
        let mut kept: Vec<bool> =
            (0..graph.node_count() as u32).map(|v| self.matches(graph, NodeId(v))).collect();
        let is_kept = |kept: &[bool], at: NodeId| kept.get(at.0 as usize).copied().unwrap_or(false);
        let is_paper = |at| graph.node(at).is_some_and(|n| n.paper().is_some());
        let fits = |to: NodeId, edge: &Edge| graph.node(to).is_some_and(|n| self.0.keeps(edge, n));
        let named: Vec<NodeId> = graph
            .edges()
            .filter(|(_, from, to, edge)| {
                is_kept(&kept, *from) && !is_paper(*to) && fits(*to, edge)
            })
            .map(|(_, _, to, _)| to)
            .collect();
        for at in named {
            kept[at.0 as usize] = true;
        }
        graph.part(|at, _| is_kept(&kept, at), |from, to, edge| !is_paper(from) || fits(to, edge))
    }
}

/// The paper that an expression is asked about.
#[derive(Clone, Copy)]
struct Asked<'a> {
    graph: &'a Graph,
    at: NodeId,
}

impl<'a> Asked<'a> {
    /// What the paper names, links to and cites, with the edges that say so.
    fn named(self) -> impl Iterator<Item = (&'a Edge, &'a Node)> {
        let edges = self.graph.out_edges(self.at).into_iter();
        edges.filter_map(move |(_, to, edge)| Some((edge, self.graph.node(to)?)))
    }
}

impl Expr {
    fn holds(&self, asked: &Asked<'_>) -> bool {
        match self {
            Self::All(parts) => all_hold(parts, asked),
            Self::Any(parts) => parts.iter().any(|part| part.holds(asked)),
            Self::Not(part) => !part.holds(asked),
            Self::Is(_) => all_hold(std::slice::from_ref(self), asked),
        }
    }

    /// Whether a graph of the papers for which this holds keeps one of the things that they name.
    fn keeps(&self, edge: &Edge, to: &Node) -> bool {
        match self {
            Self::All(parts) => {
                let own = names_entity(parts) || narrowing(parts).all(|c| c.holds(edge, to));
                own && parts.iter().all(|part| part.keeps(edge, to))
            }
            Self::Any(parts) => parts.iter().any(|part| part.keeps(edge, to)),
            Self::Not(_) | Self::Is(_) => true,
        }
    }
}

/// Whether the conditions of a group hold, those on names for one and the same thing named.
fn all_hold(parts: &[Expr], asked: &Asked<'_>) -> bool {
    let Some(paper) = asked.graph.node(asked.at).and_then(Node::paper) else { return false };
    parts.iter().all(|part| match part {
        Expr::Is(Condition::Paper(condition)) => condition.holds(paper),
        Expr::Is(Condition::Cites(id)) => id.is_cited(asked.named()),
        Expr::Is(Condition::Entity(entity)) => asked
            .named()
            .any(|(edge, to)| entity.is(to) && narrowing(parts).all(|c| c.holds(edge, to))),
        Expr::Is(Condition::Naming(_)) if names_entity(parts) => true,
        Expr::Is(Condition::Naming(one)) => {
            narrowing(parts).all(NamingIs::is_of_papers)
                || asked.named().any(|(edge, to)| {
                    one.holds(edge, to) && narrowing(parts).all(|c| c.holds(edge, to))
                })
        }
        other => other.holds(asked),
    })
}

fn names_entity(parts: &[Expr]) -> bool {
    parts.iter().any(|part| matches!(part, Expr::Is(Condition::Entity(_))))
}

/// The conditions of a group that narrow what its papers name.
fn narrowing(parts: &[Expr]) -> impl Iterator<Item = &NamingIs> {
    parts.iter().filter_map(|part| match part {
        Expr::Is(Condition::Naming(condition)) => Some(condition),
        _ => None,
    })
}
