//! Papers, records and their resolution → graph.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{
    Edge, EdgeKind, EntityNode, Evidence, Figure, Graph, LinkNode, Node, NodeId, PaperNode,
    WorkNode,
};
use crate::error::{Error, Result};
use crate::model::{Entity, Kind, LinkKind, Mention, Outcome, Paper, Record, Role, address_key};
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
/// those between papers and those between entities. Takes time linear in papers and mentions, and
/// less memory where it is given the resolution itself and not a reference to it.
///
/// # Errors
/// [`Error::Usage`] where two papers share an id, or the three inputs differ in length.
pub fn build<'a>(
    papers: Vec<Paper>,
    records: &[Record],
    resolution: impl Into<Cow<'a, Resolution>>,
    options: &BuildOptions,
) -> Result<Graph> {
    let mut resolution = resolution.into();
    let lengths = [records.len(), resolution.members.len(), resolution.references.len()];
    if lengths.iter().any(|n| *n != papers.len()) {
        return Err(Error::usage(
            format!("{} papers with {} records", papers.len(), records.len()),
            "extract a record from every paper and resolve those records",
        ));
    }
    let (entities, works) = nodes_of(&mut resolution);
    let mut builder = Builder::with_nodes(papers, records, &resolution, entities, works)?;
    for make in [Builder::paper_edges, Builder::edges_between_papers, Builder::figures] {
        builder.add_each(records, |builder, i, record| {
            make(builder, i, record, options.min_confidence)
        })?;
    }
    builder.variants()?;
    Ok(builder.graph)
}

/// Edges with their ends.
type Edges = Vec<(NodeId, NodeId, Edge)>;

/// Records whose edges are made at a time, on all cores.
const BLOCK: usize = 4096;

struct Builder<'a> {
    graph: Graph,
    resolution: &'a Resolution,
    first_entity: u32,
    first_work: u32,
}

impl<'a> Builder<'a> {
    fn with_nodes(
        papers: Vec<Paper>,
        records: &[Record],
        resolution: &'a Resolution,
        entities: Vec<ResolvedEntity>,
        works: Vec<CitedWork>,
    ) -> Result<Self> {
        let mut graph = Graph::new();
        let addresses = link_nodes(records);
        let nodes = papers.len() + entities.len() + addresses.len() + works.len();
        graph.reserve(nodes, most_edges(records, resolution));
        let papers: Vec<Node> = papers.into_par_iter().map(paper_node).collect();
        for paper in papers {
            graph.add_node(paper)?;
        }
        let first_entity = graph.node_count() as u32;
        for entity in entities {
            graph.add_node(Node::Entity(entity_node(entity)))?;
        }
        for (id, url, kind) in addresses {
            graph.add_node(Node::Link(LinkNode { id, url: url.to_owned(), kind }))?;
        }
        let first_work = graph.node_count() as u32;
        for work in works {
            graph.add_node(Node::Work(work_node(work)))?;
        }
        Ok(Self { graph, resolution, first_entity, first_work })
    }

    /// Adds the edges that `make` finds in each record, in order.
    fn add_each(
        &mut self,
        records: &[Record],
        make: impl Fn(&Self, usize, &Record) -> Edges + Sync,
    ) -> Result<()> {
        for (block, records) in records.chunks(BLOCK).enumerate() {
            let first = block * BLOCK;
            let edges: Vec<Edges> = records
                .par_iter()
                .enumerate()
                .map(|(i, record)| make(self, first + i, record))
                .collect();
            for (from, to, edge) in edges.into_iter().flatten() {
                self.graph.add_edge(from, to, edge)?;
            }
        }
        Ok(())
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
    fn paper_edges(&self, i: usize, record: &Record, least: f32) -> Edges {
        let paper = NodeId(i as u32);
        let mut edges: BTreeMap<(EdgeKind, NodeId), Edge> = BTreeMap::new();
        for (at, entity) in likely(record, least) {
            if let Some(to) = self.entity(i, at) {
                merge_edge(&mut edges, edge_kind(entity.kind, entity.role), to, paper, entity);
            }
        }
        for link in &record.links {
            if let Some(to) = self.graph.find(&link_id(&link.url)) {
                let edge = edges.entry((EdgeKind::LinksTo, to)).or_insert_with(|| {
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
        from_paper(paper, edges)
    }

    /// Edges to the papers whose methods and data sets a paper uses.
    fn edges_between_papers(&self, i: usize, record: &Record, least: f32) -> Edges {
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
        from_paper(paper, edges)
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
    fn figures(&self, i: usize, record: &Record, least: f32) -> Edges {
        let mut out = Edges::new();
        for outcome in record.results.iter().filter(|r| r.mention.confidence >= least) {
            let paper = NodeId(i as u32);
            let named = named(record, outcome).map(|at| self.entity(i, at?));
            let [method, versus, dataset, metric] = named;
            let versus = versus.filter(|v| Some(*v) != method);
            let scored = dataset.or(metric).or(method.filter(|_| versus.is_none()));
            let from = method.filter(|m| Some(*m) != scored).unwrap_or(paper);
            let ends = [
                scored.map(|to| (EdgeKind::Scores, from, to)),
                versus.map(|to| (EdgeKind::Outperforms, method.unwrap_or(paper), to)),
            ];
            for (kind, from, to) in ends.into_iter().flatten() {
                let mut edge = Edge::new(
                    kind,
                    outcome.mention.confidence,
                    vec![evidence(paper, &outcome.mention)],
                );
                edge.figure = Some(Box::new(figure(outcome)));
                out.push((from, to, edge));
            }
        }
        out
    }

    fn variants(&mut self) -> Result<()> {
        for (variant, family) in &self.resolution.variants {
            let edge = Edge::new(EdgeKind::VariantOf, 1.0, Vec::new());
            let (from, to) = (self.first_entity + variant, self.first_entity + family);
            self.graph.add_edge(NodeId(from), NodeId(to), edge)?;
        }
        Ok(())
    }
}

/// Edges of one paper, their evidence in text order.
fn from_paper(from: NodeId, edges: BTreeMap<(EdgeKind, NodeId), Edge>) -> Edges {
    let ordered = |((_, to), mut edge): ((EdgeKind, NodeId), Edge)| {
        edge.evidence.sort_by_key(|e| (e.span, e.sentence));
        edge.evidence.shrink_to_fit();
        (from, to, edge)
    };
    edges.into_iter().map(ordered).collect()
}

/// The results of a record that name none of its entities, and so have no edge.
pub fn without_edge(record: &Record) -> impl Iterator<Item = &Outcome> {
    record.results.iter().filter(|outcome| named(record, outcome) == [None; 4])
}

/// Which entities of its record an outcome names: method, baseline, data set, metric.
fn named(record: &Record, outcome: &Outcome) -> [Option<usize>; 4] {
    let at = |name: &Option<String>, kind| {
        let name = name.as_deref()?;
        // A figure may name "Foo Learning model" without its head noun.
        let headed =
            |e: &Entity| e.name.strip_prefix(name).is_some_and(|rest| rest.starts_with(' '));
        let closeness = |e: &Entity| match () {
            () if e.name == name => Some(0),
            () if e.aliases.iter().any(|a| a == name) => Some(1),
            () if kind == Kind::Method && headed(e) => Some(2),
            () => None,
        };
        let of_kind = record.entities.iter().enumerate().filter(|(_, e)| e.kind == kind);
        of_kind.filter_map(|(i, e)| Some((closeness(e)?, i))).min().map(|(_, i)| i)
    };
    [
        at(&outcome.method, Kind::Method),
        at(&outcome.versus, Kind::Method),
        at(&outcome.dataset, Kind::Dataset),
        at(&outcome.metric, Kind::Metric),
    ]
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

/// What becomes nodes, out of a resolution that is ours, else copied.
fn nodes_of(resolution: &mut Cow<'_, Resolution>) -> (Vec<ResolvedEntity>, Vec<CitedWork>) {
    match resolution {
        Cow::Owned(own) => (std::mem::take(&mut own.entities), std::mem::take(&mut own.works)),
        Cow::Borrowed(lent) => (lent.entities.clone(), lent.works.clone()),
    }
}

/// No fewer edges than records make; room that is not used costs no memory.
fn most_edges(records: &[Record], resolution: &Resolution) -> usize {
    let of_record =
        |r: &Record| 2 * (r.entities.len() + r.results.len()) + r.links.len() + r.citations.len();
    let listed: usize = resolution.references.iter().map(Vec::len).sum();
    records.iter().map(of_record).sum::<usize>() + listed + resolution.variants.len()
}

fn entity_node(entity: ResolvedEntity) -> EntityNode {
    let ResolvedEntity { id, name, aliases, kind, generic, decisions } = entity;
    EntityNode { id, name, aliases, kind, generic, decisions }
}

fn work_node(work: CitedWork) -> WorkNode {
    let CitedWork { id, name, year } = work;
    WorkNode { id, name, year }
}

fn paper_node(paper: Paper) -> Node {
    let id = format!("paper/{}", paper.id);
    Node::Paper(Box::new(PaperNode { id, paper }))
}

/// All links by id, each with the smallest of its spellings and kinds.
fn link_nodes(records: &[Record]) -> Vec<(String, &str, LinkKind)> {
    let links = records.par_iter().flat_map_iter(|r| &r.links);
    let mut nodes: Vec<(String, &str, LinkKind)> =
        links.map(|link| (link_id(&link.url), link.url.as_str(), link.kind)).collect();
    nodes.par_sort_unstable();
    nodes.dedup_by(|later, first| {
        let same = later.0 == first.0;
        if same {
            first.2 = first.2.min(later.2);
        }
        same
    });
    nodes
}

/// `https://GitHub.com/a/b/` → `link/github.com/a/b`.
fn link_id(url: &str) -> String {
    format!("link/{}", address_key(url))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Field, Rule, Span};

    #[test]
    fn a_result_that_names_no_entity_has_no_edge() {
        let span = Span { field: Field::Title, start: 0, end: 3 };
        let mention = Mention { span, sentence: span, rule: Rule::Result, confidence: 1.0 };
        let net = Entity {
            name: "FooNet".into(),
            aliases: vec!["Foo".into()],
            kind: Kind::Method,
            role: Role::Proposed,
            generic: false,
            confidence: 1.0,
            mentions: vec![mention],
        };
        let outcome = |method: Option<&str>, dataset: Option<&str>| Outcome {
            method: method.map(str::to_owned),
            metric: None,
            value: "90%".into(),
            dataset: dataset.map(str::to_owned),
            versus: method.map(str::to_owned),
            delta: false,
            mention,
        };
        let results =
            vec![outcome(Some("Foo"), None), outcome(None, Some("FooNet")), outcome(None, None)];
        let record = Record { entities: vec![net], results, ..Record::default() };
        assert_eq!(without_edge(&record).count(), 2);
    }

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
