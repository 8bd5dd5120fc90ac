//! All that is known of one node.

use serde::Serialize;

use super::NodeRef;
use super::naming::papers_naming;
use crate::error::{Error, Result};
use crate::graph::{EdgeKind, Evidence, Figure, Graph, Node, NodeId};
use crate::model::{Field, LinkKind, Rule};
use crate::resolve::Decision;

/// A node, its edges by type, and why its names are one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shown {
    /// Id, name and kind.
    #[serde(flatten)]
    pub node: NodeRef,
    /// Other names of an entity.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Year of a paper or work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// Authors of a paper.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// Abstract of a paper; absent from a graph saved without text.
    #[serde(rename = "abstract", skip_serializing_if = "String::is_empty")]
    pub abstract_text: String,
    /// What a link leads to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<LinkKind>,
    /// Number of papers that name the node.
    pub papers: usize,
    /// Why surface forms were merged or kept apart.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
    /// Edges by type, in the order of [`EdgeKind::ALL`], outgoing before incoming.
    pub edges: Vec<ShownEdges>,
}

/// The edges of one type and direction.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShownEdges {
    /// Type.
    #[serde(rename = "type")]
    pub kind: EdgeKind,
    /// `out` where the shown node is the source, `in` where it is the target.
    pub direction: &'static str,
    /// The edges, in insertion order.
    pub edges: Vec<ShownEdge>,
}

/// One edge of the shown node.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShownEdge {
    /// The other end.
    pub other: NodeRef,
    /// Probability, 0 to 1, that the edge is right.
    pub confidence: f32,
    /// The figure of a `scores` or `outperforms` edge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub figure: Option<Figure>,
    /// What made it.
    pub evidence: Vec<ShownEvidence>,
}

/// A place in a paper, with its text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShownEvidence {
    /// Node id of the paper.
    pub paper: String,
    /// Title or abstract.
    pub field: Field,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The name there; empty in a graph saved without text.
    pub text: String,
    /// The sentence around it; empty in a graph saved without text.
    pub sentence: String,
    /// What found it.
    pub rule: Rule,
}

impl ShownEvidence {
    /// The evidence with its text, which is empty where the graph was saved without.
    pub(crate) fn new(graph: &Graph, evidence: &Evidence) -> Option<Self> {
        let node = graph.node(evidence.paper)?;
        let paper = node.paper()?;
        Some(Self {
            paper: node.id().to_owned(),
            field: evidence.span.field,
            start: evidence.span.start,
            end: evidence.span.end,
            text: evidence.span.text(paper).to_owned(),
            sentence: evidence.sentence.text(paper).to_owned(),
            rule: evidence.rule,
        })
    }

    /// All evidence of an edge, in order.
    pub(crate) fn all(graph: &Graph, evidence: &[Evidence]) -> Vec<Self> {
        evidence.iter().filter_map(|e| Self::new(graph, e)).collect()
    }
}

/// Everything that the graph knows of a node, in time linear in its edges.
///
/// # Errors
/// [`Error::Usage`] where the node is not of this graph.
pub fn show(graph: &Graph, at: NodeId) -> Result<Shown> {
    let (Some(node), Some(reference)) = (graph.node(at), NodeRef::new(graph, at)) else {
        return Err(Error::usage(
            format!("the graph has no node number {}", at.0),
            "take node numbers from the same graph",
        ));
    };
    let mut shown = Shown {
        node: reference,
        aliases: Vec::new(),
        year: None,
        authors: Vec::new(),
        abstract_text: String::new(),
        link: None,
        papers: papers_naming(graph, at).len(),
        decisions: Vec::new(),
        edges: edges_by_type(graph, at),
    };
    match node {
        Node::Paper(n) => {
            shown.year = n.paper.year;
            shown.authors.clone_from(&n.paper.authors);
            shown.abstract_text.clone_from(&n.paper.abstract_text);
        }
        Node::Entity(n) => {
            shown.aliases.clone_from(&n.aliases);
            shown.decisions.clone_from(&n.decisions);
        }
        Node::Link(n) => shown.link = Some(n.kind),
        Node::Work(n) => shown.year = n.year,
    }
    Ok(shown)
}

fn edges_by_type(graph: &Graph, at: NodeId) -> Vec<ShownEdges> {
    let ways = [("out", graph.out_edges(at)), ("in", graph.in_edges(at))];
    let mut out = Vec::new();
    for kind in EdgeKind::ALL {
        for (direction, incident) in &ways {
            let edges: Vec<_> = incident
                .iter()
                .filter(|(_, _, e)| e.kind == kind)
                .filter_map(|(_, other, e)| {
                    Some(ShownEdge {
                        other: NodeRef::new(graph, *other)?,
                        confidence: e.confidence,
                        figure: e.figure.as_deref().cloned(),
                        evidence: ShownEvidence::all(graph, &e.evidence),
                    })
                })
                .collect();
            if !edges.is_empty() {
                out.push(ShownEdges { kind, direction, edges });
            }
        }
    }
    out
}
