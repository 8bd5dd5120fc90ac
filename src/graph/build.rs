//! Papers, records and their resolution → graph.

use std::collections::BTreeMap;

use super::{
    Edge, EdgeKind, EntityNode, Evidence, Figure, Graph, LinkNode, Node, NodeId, PaperNode,
    WorkNode,
};
use crate::error::{Error, Result};
use crate::model::{Entity, Kind, LinkKind, Mention, Outcome, Paper, Record, Role};
use crate::resolve::{CitedWork, Resolution, ResolvedEntity, Target};

/// How to build.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct BuildOptions {
    /// Leave out what is less likely than this, 0 to 1.
    pub min_confidence: f32,
}

/// Builds the graph of papers and what they name.
///
/// Nodes come in this order: papers as given, entities, links and works by id; edges by paper, then
/// those between papers and those between entities. Takes time linear in papers and mentions.
///
/// # Errors
/// [`Error::Usage`] where two papers share an id, or the three inputs differ in length.
pub fn build(
    papers: Vec<Paper>,
    records: &[Record],
    resolution: &Resolution,
    options: &BuildOptions,
) -> Result<Graph> {
    let lengths = [records.len(), resolution.members.len(), resolution.references.len()];
    if lengths.iter().any(|n| *n != papers.len()) {
        return Err(Error::usage(
            format!("{} papers with {} records", papers.len(), records.len()),
            "extract a record from every paper and resolve those records",
        ));
    }
    let mut builder = Builder::with_nodes(papers, records, resolution)?;
    for (i, record) in records.iter().enumerate() {
        builder.paper_edges(i, record, options.min_confidence)?;
    }
    for (i, record) in records.iter().enumerate() {
        builder.edges_between_papers(i, record, options.min_confidence)?;
    }
    for (i, record) in records.iter().enumerate() {
        builder.figures(i, record, options.min_confidence)?;
    }
    builder.variants()?;
    Ok(builder.graph)
}

struct Builder<'a> {
    graph: Graph,
    resolution: &'a Resolution,
    first_entity: u32,
    first_work: u32,
    links: BTreeMap<String, NodeId>,
}

impl<'a> Builder<'a> {
    fn with_nodes(
        papers: Vec<Paper>,
        records: &[Record],
        resolution: &'a Resolution,
    ) -> Result<Self> {
        let mut graph = Graph::new();
        for paper in papers {
            let id = format!("paper/{}", paper.id);
            graph.add_node(Node::Paper(PaperNode { id, paper }))?;
        }
        let first_entity = graph.node_count() as u32;
        for entity in &resolution.entities {
            graph.add_node(Node::Entity(entity_node(entity)))?;
        }
        let mut links = BTreeMap::new();
        for (id, (url, kind)) in link_nodes(records) {
            let node = LinkNode { id: id.clone(), url: url.to_owned(), kind };
            links.insert(id, graph.add_node(Node::Link(node))?);
        }
        let first_work = graph.node_count() as u32;
        for work in &resolution.works {
            graph.add_node(Node::Work(work_node(work)))?;
        }
        Ok(Self { graph, resolution, first_entity, first_work, links })
    }

    fn entity(&self, paper: usize, at: usize) -> Option<NodeId> {
        let of = self.resolution.members.get(paper)?.get(at)?;
        Some(NodeId(self.first_entity + of))
    }

    fn target(&self, target: Target) -> NodeId {
        match target {
            Target::Paper(p) => NodeId(p),
            Target::Work(w) => NodeId(self.first_work + w),
        }
    }

    /// Edges from a paper to what it names, links to and cites.
    fn paper_edges(&mut self, i: usize, record: &Record, least: f32) -> Result<()> {
        let paper = NodeId(i as u32);
        let mut edges: BTreeMap<(EdgeKind, NodeId), Edge> = BTreeMap::new();
        for (at, entity) in likely(record, least) {
            if let Some(to) = self.entity(i, at) {
                merge_edge(&mut edges, edge_kind(entity.kind, entity.role), to, paper, entity);
            }
        }
        for link in &record.links {
            if let Some(to) = self.links.get(&link_id(&link.url)) {
                let edge = edges.entry((EdgeKind::LinksTo, *to)).or_insert_with(|| {
                    Edge::new(EdgeKind::LinksTo, link.mention.confidence, Vec::new())
                });
                edge.evidence.push(evidence(paper, &link.mention));
            }
        }
        let resolution = self.resolution;
        let cited = resolution.citations.get(i).into_iter().flatten();
        for (citation, target) in record.citations.iter().zip(cited) {
            let edge = edges
                .entry((EdgeKind::Cites, self.target(*target)))
                .or_insert_with(|| Edge::new(EdgeKind::Cites, 0.0, Vec::new()));
            edge.confidence = edge.confidence.max(citation.mention.confidence);
            edge.evidence.push(evidence(paper, &citation.mention));
        }
        for target in resolution.references.get(i).into_iter().flatten() {
            let edge = edges
                .entry((EdgeKind::Cites, self.target(*target)))
                .or_insert_with(|| Edge::new(EdgeKind::Cites, 1.0, Vec::new()));
            edge.confidence = 1.0;
        }
        self.add_all(paper, edges)
    }

    /// Edges to the papers whose methods and data sets a paper uses.
    fn edges_between_papers(&mut self, i: usize, record: &Record, least: f32) -> Result<()> {
        let paper = NodeId(i as u32);
        let mut edges: BTreeMap<(EdgeKind, NodeId), Edge> = BTreeMap::new();
        for (at, entity) in likely(record, least) {
            let kind = match entity.role {
                Role::Used => EdgeKind::BuildsOn,
                Role::Baseline => EdgeKind::ComparesWith,
                Role::Evaluated => EdgeKind::EvaluatesOnDatasetOf,
                _ => continue,
            };
            let of = self.resolution.members.get(i).and_then(|m| m.get(at));
            let home = of.and_then(|e| self.resolution.homes.get(*e as usize).copied().flatten());
            let known = |h: &u32| *h as usize != i && self.not_younger(NodeId(*h), paper);
            if let Some(home) = home.filter(known) {
                merge_edge(&mut edges, kind, NodeId(home), paper, entity);
            }
        }
        self.add_all(paper, edges)
    }

    /// Whether a paper can have been known to another: no more than a year younger.
    fn not_younger(&self, home: NodeId, paper: NodeId) -> bool {
        let year = |at| self.graph.node(at).and_then(Node::paper).and_then(|p| p.year);
        match (year(home), year(paper)) {
            (Some(home), Some(paper)) => home <= paper.saturating_add(1),
            _ => true,
        }
    }

    /// Edges that state figures.
    fn figures(&mut self, i: usize, record: &Record, least: f32) -> Result<()> {
        for outcome in record.results.iter().filter(|r| r.mention.confidence >= least) {
            let at = |name: &Option<String>, kind| {
                let name = name.as_deref()?;
                let fits = |e: &Entity| {
                    e.kind == kind && (e.name == name || e.aliases.iter().any(|a| a == name))
                };
                self.entity(i, record.entities.iter().position(fits)?)
            };
            let paper = NodeId(i as u32);
            let method = at(&outcome.method, Kind::Method);
            let versus = at(&outcome.versus, Kind::Method);
            let scored = at(&outcome.dataset, Kind::Dataset)
                .or_else(|| at(&outcome.metric, Kind::Metric))
                .or_else(|| method.filter(|_| versus.is_none()));
            let from = method.filter(|m| Some(*m) != scored).unwrap_or(paper);
            let ends = [
                scored.map(|to| (EdgeKind::Scores, from, to)),
                versus
                    .filter(|v| Some(*v) != method)
                    .map(|to| (EdgeKind::Outperforms, method.unwrap_or(paper), to)),
            ];
            for (kind, from, to) in ends.into_iter().flatten() {
                let mut edge = Edge::new(
                    kind,
                    outcome.mention.confidence,
                    vec![evidence(paper, &outcome.mention)],
                );
                edge.figure = Some(Box::new(figure(outcome)));
                self.graph.add_edge(from, to, edge)?;
            }
        }
        Ok(())
    }

    fn variants(&mut self) -> Result<()> {
        for (variant, family) in &self.resolution.variants {
            let edge = Edge::new(EdgeKind::VariantOf, 1.0, Vec::new());
            let (from, to) = (self.first_entity + variant, self.first_entity + family);
            self.graph.add_edge(NodeId(from), NodeId(to), edge)?;
        }
        Ok(())
    }

    fn add_all(&mut self, from: NodeId, edges: BTreeMap<(EdgeKind, NodeId), Edge>) -> Result<()> {
        for ((_, to), mut edge) in edges {
            edge.evidence.sort_by_key(|e| (e.span, e.sentence));
            self.graph.add_edge(from, to, edge)?;
        }
        Ok(())
    }
}

/// The entities of a record that are likely enough, with their positions.
fn likely(record: &Record, least: f32) -> impl Iterator<Item = (usize, &Entity)> {
    record.entities.iter().enumerate().filter(move |(_, e)| e.confidence >= least)
}

/// Adds an entity's mentions to the edge of this kind to this node.
fn merge_edge(
    edges: &mut BTreeMap<(EdgeKind, NodeId), Edge>,
    kind: EdgeKind,
    to: NodeId,
    paper: NodeId,
    entity: &Entity,
) {
    let edge = edges.entry((kind, to)).or_insert_with(|| Edge::new(kind, 0.0, Vec::new()));
    edge.confidence = edge.confidence.max(entity.confidence);
    edge.evidence.extend(entity.mentions.iter().map(|m| evidence(paper, m)));
}

fn edge_kind(kind: Kind, role: Role) -> EdgeKind {
    match role {
        Role::Mentioned if kind == Kind::Method => EdgeKind::Uses,
        role => role.into(),
    }
}

fn evidence(paper: NodeId, mention: &Mention) -> Evidence {
    Evidence { paper, span: mention.span, sentence: mention.sentence, rule: mention.rule }
}

fn figure(outcome: &Outcome) -> Figure {
    Figure {
        method: outcome.method.clone(),
        metric: outcome.metric.clone(),
        value: outcome.value.clone(),
        dataset: outcome.dataset.clone(),
        versus: outcome.versus.clone(),
        delta: outcome.delta,
    }
}

fn entity_node(entity: &ResolvedEntity) -> EntityNode {
    EntityNode {
        id: entity.id.clone(),
        name: entity.name.clone(),
        aliases: entity.aliases.clone(),
        kind: entity.kind,
        generic: entity.generic,
        decisions: entity.decisions.clone(),
    }
}

fn work_node(work: &CitedWork) -> WorkNode {
    WorkNode { id: work.id.clone(), name: work.name.clone(), year: work.year }
}

/// All links by id, each with the smallest of its spellings and kinds.
fn link_nodes(records: &[Record]) -> BTreeMap<String, (&str, LinkKind)> {
    let mut nodes: BTreeMap<String, (&str, LinkKind)> = BTreeMap::new();
    for link in records.iter().flat_map(|r| &r.links) {
        let this = (link.url.as_str(), link.kind);
        nodes
            .entry(link_id(&link.url))
            .and_modify(|n| *n = (n.0.min(this.0), n.1.min(this.1)))
            .or_insert(this);
    }
    nodes
}

/// `https://GitHub.com/a/b/` → `link/github.com/a/b`.
fn link_id(url: &str) -> String {
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest).trim_end_matches('/');
    let (host, path) = bare.split_at(bare.find('/').unwrap_or(bare.len()));
    let host = host.to_lowercase();
    format!("link/{}{path}", host.strip_prefix("www.").unwrap_or(&host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_has_one_id_however_it_is_written() {
        for url in [
            "https://github.com/a/B",
            "http://GitHub.com/a/B/",
            "github.com/a/B",
            "www.github.com/a/B",
        ] {
            assert_eq!(link_id(url), "link/github.com/a/B");
        }
        assert_eq!(link_id(""), "link/");
    }
}
