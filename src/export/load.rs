//! Adjacency JSON → graph: reads back what [`super::adjacency`] writes.

use serde::Deserialize;

use super::adjacency::VERSION;
use super::json::{EdgeJson, EvidenceJson, NodeJson};
use super::view::SHARES;
use crate::error::{Error, Location, Result};
use crate::graph::{
    Edge, EdgeKind, EntityNode, Evidence, Graph, LinkNode, Node, NodeId, NodeKind, PaperNode,
    WorkNode,
};
use crate::model::Paper;

const HINT: &str = "build the graph again with `citegraph build`";

#[derive(Deserialize)]
struct Document<'a> {
    #[serde(default)]
    graph: Vec<(String, serde_json::Value)>,
    #[serde(borrow)]
    nodes: Vec<NodeJson<'a>>,
    #[serde(borrow)]
    adjacency: Vec<Vec<EdgeJson<'a>>>,
}

/// Whether a file that starts like this is a graph, and not papers: a JSON object whose first key
/// is one that only node-and-edge documents have.
///
/// ```
/// use citegraph::export::is_graph;
/// assert!(is_graph(br#"{"directed": true, "multigraph": true"#));
/// assert!(!is_graph(br#"{"id": "a", "title": "A"}"#));
/// ```
pub fn is_graph(head: &[u8]) -> bool {
    let mut rest = head.strip_prefix("\u{feff}".as_bytes()).unwrap_or(head);
    for token in [b'{', b'"'] {
        rest = rest.trim_ascii_start();
        match rest.split_first() {
            Some((first, after)) if *first == token => rest = after,
            _ => return false,
        }
    }
    let key = rest.split(|b| *b == b'"').next().unwrap_or_default();
    [&b"adjacency"[..], b"directed", b"graph", b"multigraph", b"nodes"].contains(&key)
}

/// Loads a graph from the adjacency JSON that [`write`](super::write()) makes.
///
/// # Errors
/// [`Error::Input`] where the bytes are not such a file: malformed JSON, a row too many, an id
/// twice, an edge to nowhere, an unknown type, a confidence outside 0 to 1, a newer version.
pub fn load(bytes: &[u8], at: &Location) -> Result<Graph> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let document: Document<'_> = serde_json::from_slice(bytes).map_err(|e| {
        Error::input(at.clone().line(e.line() as u64), format!("not a citegraph graph ({e})"), HINT)
    })?;
    graph_of(document).map_err(|what| Error::input(at.clone(), what, HINT))
}

type Checked<T> = std::result::Result<T, String>;

fn graph_of(document: Document<'_>) -> Checked<Graph> {
    let version = document.graph.iter().find(|(name, _)| name == "citegraph").map(|(_, v)| v);
    if version.and_then(serde_json::Value::as_u64).is_none_or(|v| v > u64::from(VERSION)) {
        return Err(format!("not a citegraph graph of version {VERSION} or before"));
    }
    if document.adjacency.len() != document.nodes.len() {
        return Err(format!(
            "{} rows of edges for {} nodes",
            document.adjacency.len(),
            document.nodes.len()
        ));
    }
    let mut graph = Graph::new();
    for json in document.nodes {
        graph.add_node(node(json)?).map_err(|e| e.to_string())?;
    }
    let mut edges = Vec::new();
    for (from, row) in document.adjacency.into_iter().enumerate() {
        for target in row {
            let id = target.id.as_deref().ok_or("an edge has no id of its target")?;
            let to = find(&graph, id)?;
            edges.push((target.key, NodeId(from as u32), to, edge(&graph, &target)?));
        }
    }
    edges.sort_by_key(|(key, ..)| *key);
    if let Some(pair) = edges.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        return Err(format!("two edges have the key {}", pair[0].0));
    }
    for (_, from, to, edge) in edges {
        graph.add_edge(from, to, edge).map_err(|e| e.to_string())?;
    }
    Ok(graph)
}

fn find(graph: &Graph, id: &str) -> Checked<NodeId> {
    graph.find(id).ok_or_else(|| format!("no node has the id {id:?}"))
}

fn node(json: NodeJson<'_>) -> Checked<Node> {
    let kind = json.entity_kind();
    let id = json.id.into_owned();
    let label = json.label.into_owned();
    Ok(match (json.kind, kind) {
        (NodeKind::Paper, _) => {
            let own = id
                .strip_prefix("paper/")
                .ok_or_else(|| format!("{id:?} is not the id of a paper, paper/…"))?;
            let paper = Paper {
                id: own.to_owned(),
                title: label,
                abstract_text: json.abstract_text.into_owned(),
                year: json.year,
                authors: json.authors.into_owned(),
                venue: json.venue.map(std::borrow::Cow::into_owned),
                ids: json.ids.into_owned(),
                urls: json.urls.into_owned(),
                references: json.references.into_owned(),
                origins: json.origins.into_owned(),
                claims: json.claims.into_owned(),
            };
            Node::Paper(Box::new(PaperNode { id, paper }))
        }
        (NodeKind::Link, _) => {
            let kind = json.link_kind.ok_or_else(|| format!("{id:?} has no link_kind"))?;
            Node::Link(LinkNode { id, url: label, kind })
        }
        (_, Some(kind)) => Node::Entity(EntityNode {
            id,
            name: label,
            aliases: json.aliases.into_owned(),
            kind,
            generic: json.generic,
            decisions: json.decisions.into_owned(),
        }),
        (_, None) => Node::Work(WorkNode { id, name: label, year: json.year }),
    })
}

fn edge(graph: &Graph, json: &EdgeJson<'_>) -> Checked<Edge> {
    let kind = EdgeKind::from_name(&json.kind).ok_or_else(|| match &*json.kind {
        SHARES => "this is a projection, which cannot be turned back into its graph".to_owned(),
        other => format!("no edge type is called {other:?}"),
    })?;
    let confidence = json
        .confidence
        .filter(|c| (0.0..=1.0).contains(c))
        .ok_or_else(|| format!("a confidence of {:?} is not between 0 and 1", json.confidence))?;
    let evidence = json.evidence.iter().map(|e| evidence(graph, e)).collect::<Checked<Vec<_>>>()?;
    let figure = json.figure.as_deref().cloned().map(Box::new);
    Ok(Edge { kind, confidence, evidence, figure })
}

fn evidence(graph: &Graph, json: &EvidenceJson<'_>) -> Checked<Evidence> {
    let paper = find(graph, &json.paper)?;
    if graph.node(paper).and_then(Node::paper).is_none() {
        return Err(format!("evidence is in {:?}, which is no paper", json.paper));
    }
    Ok(Evidence { paper, span: json.span(), sentence: json.sentence_span(), rule: json.rule })
}
