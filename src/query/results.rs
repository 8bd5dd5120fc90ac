//! Who beats whom, on what, with which numbers.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::naming::papers_naming;
use super::{NodeRef, ShownEvidence};
use crate::error::{Error, Result};
use crate::graph::{Edge, EdgeId, EdgeKind, Figure, Graph, Node, NodeId, NodeKind};
use crate::lexicon::key;

/// Words of metrics of which less is better, one a line, sorted.
const LOWER: &str = include_str!("data/lower_is_better.txt");

/// The stated figures of a data set, a task, a metric or a method.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Leaderboard {
    /// Whose.
    pub of: NodeRef,
    /// The rows: metrics with most rows first, within a metric levels before differences, each
    /// best first.
    pub results: Vec<LeaderboardRow>,
}

/// One stated figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeaderboardRow {
    /// From 1 within a metric.
    pub rank: usize,
    /// The figure in the paper's words.
    #[serde(flatten)]
    pub figure: Figure,
    /// The figure's first number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<f64>,
    /// The paper that states it.
    pub paper: NodeRef,
    /// Its year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// Where it does.
    pub evidence: Vec<ShownEvidence>,
}

/// The figures that papers state for a data set or metric (or a method, as scorer or as beaten), or for a
/// task in the papers that address it. Linear in the edges around the node.
///
/// # Errors
/// [`Error::Usage`] where the node is no entity of this graph.
pub fn leaderboard(graph: &Graph, at: NodeId) -> Result<Leaderboard> {
    let Some(of) = NodeRef::new(graph, at).filter(|n| is_entity(n.kind)) else {
        return Err(Error::usage(
            "a leaderboard is of a data set, a task, a metric or a method",
            "name one of those",
        ));
    };
    let stated: Vec<&Edge> = if of.kind == NodeKind::Task {
        let papers = papers_naming(graph, at);
        let by =
            |e: &Edge| e.evidence.first().is_some_and(|e| papers.binary_search(&e.paper).is_ok());
        graph.edges().map(|(.., e)| e).filter(|e| by(e)).collect()
    } else {
        let around = graph.in_edges(at).into_iter().chain(graph.out_edges(at));
        around.map(|(.., e)| e).collect()
    };
    let mut by_metric: BTreeMap<String, Vec<LeaderboardRow>> = BTreeMap::new();
    for row in stated.into_iter().filter_map(|e| row(graph, e)) {
        let rows = by_metric.entry(key(row.figure.metric.as_deref().unwrap_or(""))).or_default();
        if !rows.iter().any(|r| r.evidence == row.evidence) {
            rows.push(row);
        }
    }
    let mut groups: Vec<(String, Vec<LeaderboardRow>)> = by_metric.into_iter().collect();
    groups.sort_by_key(|(metric, rows)| (metric.is_empty(), Reverse(rows.len()), metric.clone()));
    let results = groups.into_iter().flat_map(|(_, rows)| ranked(rows)).collect();
    Ok(Leaderboard { of, results })
}

fn is_entity(kind: NodeKind) -> bool {
    !matches!(kind, NodeKind::Paper | NodeKind::Link | NodeKind::Work)
}

fn row(graph: &Graph, edge: &Edge) -> Option<LeaderboardRow> {
    let figure = edge.figure.as_deref()?.clone();
    let paper = edge.evidence.first()?.paper;
    Some(LeaderboardRow {
        rank: 0,
        number: number(&figure.value),
        figure,
        paper: NodeRef::new(graph, paper)?,
        year: graph.node(paper)?.paper()?.year,
        evidence: ShownEvidence::all(graph, &edge.evidence),
    })
}

/// Rows of one metric, best first, numbered.
fn ranked(mut rows: Vec<LeaderboardRow>) -> Vec<LeaderboardRow> {
    let metric = rows.first().and_then(|r| r.figure.metric.clone()).unwrap_or_default();
    let lower = is_lower_better(&metric);
    rows.sort_by(|a, b| {
        let value = |r: &LeaderboardRow| {
            r.number.map_or(f64::NEG_INFINITY, |n| if lower && !r.figure.delta { -n } else { n })
        };
        let order = a.figure.delta.cmp(&b.figure.delta).then(value(b).total_cmp(&value(a)));
        order.then_with(|| (&a.paper.id, &a.figure.method).cmp(&(&b.paper.id, &b.figure.method)))
    });
    for (row, rank) in rows.iter_mut().zip(1..) {
        row.rank = rank;
    }
    rows
}

fn is_lower_better(metric: &str) -> bool {
    let lower = metric.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).any(|w| LOWER.lines().any(|l| l == w))
}

/// The first number of a figure as written: `84.2%`, `1,024`, `2.5x`.
fn number(value: &str) -> Option<f64> {
    let start = value.find(|c: char| c.is_ascii_digit())?;
    let rest: String = value.get(start..)?.chars().filter(|c| *c != ',').collect();
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    let negative = value.get(..start)?.ends_with(['-', '−']);
    let number: f64 = rest.get(..end)?.trim_end_matches('.').parse().ok()?;
    Some(if negative { -number } else { number })
}

/// Whom a method beats and who beats it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// The method.
    pub of: NodeRef,
    /// Methods that papers say it outperforms.
    pub beats: Vec<Duel>,
    /// Methods that papers say outperform it.
    pub beaten_by: Vec<Duel>,
    /// Methods, general ones aside, with which the papers that propose it compare.
    pub compares_with: Vec<Compared>,
    /// Papers that compare their work with it.
    pub compared_in: Vec<Compared>,
}

/// A method or a paper on the other side of a comparison without a figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Compared {
    /// Which.
    #[serde(flatten)]
    pub node: NodeRef,
    /// Where it is stated.
    pub evidence: Vec<ShownEvidence>,
}

/// One method against another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Duel {
    /// The other one; a paper, where the text names no method.
    pub other: NodeRef,
    /// The figure.
    pub figure: Figure,
    /// Where it is stated.
    pub evidence: Vec<ShownEvidence>,
}

/// Whom a method beats, who beats it, and who compares with whom; where `with` is given, what there is
/// between these two alone. Linear in the edges of the method and of the papers that propose it.
///
/// # Errors
/// [`Error::Usage`] where the node is no method of this graph.
pub fn compare(graph: &Graph, at: NodeId, with: Option<NodeId>) -> Result<Comparison> {
    let Some(of) = NodeRef::new(graph, at).filter(|n| n.kind == NodeKind::Method) else {
        return Err(Error::usage("only methods beat each other", "name a method"));
    };
    let wanted = |other: NodeId| with.is_none_or(|with| with == other);
    let duels = |edges: Vec<(EdgeId, NodeId, &Edge)>| {
        let won = edges
            .into_iter()
            .filter(|(_, other, e)| e.kind == EdgeKind::Outperforms && wanted(*other));
        won.filter_map(|(_, other, e)| {
            Some(Duel {
                other: NodeRef::new(graph, other)?,
                figure: e.figure.as_deref()?.clone(),
                evidence: ShownEvidence::all(graph, &e.evidence),
            })
        })
        .collect()
    };
    let own = proposing(graph, at);
    let theirs = with.map(|with| proposing(graph, with));
    let baselines = own.iter().flat_map(|paper| graph.out_edges(*paper));
    let rivals = graph.in_edges(at).into_iter();
    Ok(Comparison {
        of,
        beats: duels(graph.out_edges(at)),
        beaten_by: duels(graph.in_edges(at)),
        compares_with: compared(
            graph,
            baselines.filter(|(_, to, _)| {
                wanted(*to) && graph.node(*to).and_then(Node::entity).is_some_and(|e| !e.generic)
            }),
        ),
        compared_in: compared(
            graph,
            rivals.filter(|(_, from, _)| theirs.as_ref().is_none_or(|t| t.contains(from))),
        ),
    })
}

/// The other ends of those edges that compare.
fn compared<'a>(
    graph: &Graph,
    edges: impl Iterator<Item = (EdgeId, NodeId, &'a Edge)>,
) -> Vec<Compared> {
    let comparing = edges.filter(|(.., e)| e.kind == EdgeKind::ComparesWith);
    comparing
        .filter_map(|(_, other, e)| {
            let evidence = ShownEvidence::all(graph, &e.evidence);
            Some(Compared { node: NodeRef::new(graph, other)?, evidence })
        })
        .collect()
}

/// The papers that propose a method.
fn proposing(graph: &Graph, at: NodeId) -> Vec<NodeId> {
    let edges = graph.in_edges(at).into_iter().filter(|(.., e)| e.kind == EdgeKind::Proposes);
    edges.map(|(_, from, _)| from).collect()
}

/// What became of an entity over the years.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lineage {
    /// The entity.
    pub of: NodeRef,
    /// The years in which papers name it; papers without a year come last, under none.
    pub years: Vec<LineageYear>,
}

/// One year of a [`Lineage`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LineageYear {
    /// The year.
    pub year: Option<i32>,
    /// Papers of the year that name the entity, each with what it does with it.
    pub papers: Vec<LineagePaper>,
}

/// One paper of a [`LineageYear`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LineagePaper {
    /// The paper.
    pub paper: NodeRef,
    /// What it does with the entity.
    pub does: EdgeKind,
    /// The sentences that say so.
    pub evidence: Vec<ShownEvidence>,
}

/// The papers that name an entity, by year: who introduced it, used it, compared with it. Linear in
/// the entity's edges.
///
/// # Errors
/// [`Error::Usage`] where the node is no entity of this graph.
pub fn lineage(graph: &Graph, at: NodeId) -> Result<Lineage> {
    let Some(of) = NodeRef::new(graph, at).filter(|n| is_entity(n.kind)) else {
        return Err(Error::usage("only entities have a lineage", "name a method or a data set"));
    };
    let mut years: BTreeMap<(bool, Option<i32>), Vec<LineagePaper>> = BTreeMap::new();
    for (_, from, edge) in graph.in_edges(at) {
        let Some(paper) = graph.node(from).and_then(Node::paper) else { continue };
        let Some(reference) = NodeRef::new(graph, from) else { continue };
        if edge.figure.is_none() {
            years.entry((paper.year.is_none(), paper.year)).or_default().push(LineagePaper {
                paper: reference,
                does: edge.kind,
                evidence: ShownEvidence::all(graph, &edge.evidence),
            });
        }
    }
    let years = years
        .into_iter()
        .map(|((_, year), mut papers)| {
            papers.sort_by(|a, b| (a.does, &a.paper.id).cmp(&(b.does, &b.paper.id)));
            LineageYear { year, papers }
        })
        .collect();
    Ok(Lineage { of, years })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_written() {
        for (text, want) in [
            ("84.2%", Some(84.2)),
            ("1,024", Some(1024.0)),
            ("2.5x", Some(2.5)),
            ("-3 points", Some(-3.0)),
            ("by 7.", Some(7.0)),
            ("half", None),
            ("", None),
        ] {
            assert_eq!(number(text), want, "{text}");
        }
    }

    #[test]
    fn of_errors_less_is_better() {
        assert!(is_lower_better("word error rate") && is_lower_better("FID"));
        assert!(!is_lower_better("Top-1 accuracy") && !is_lower_better("mIoU"));
        assert!(LOWER.lines().is_sorted());
    }
}
