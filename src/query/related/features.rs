//! What papers can share: words and pairs of words, entities, authors, ties of citation.

use std::collections::HashSet;

use rayon::prelude::*;
use rustc_hash::FxHashMap as HashMap;

use super::index::Index;
use super::numbers::Numbers;
use super::vector::Vector;
use super::{ReasonKind, RelatedWeights};
use crate::graph::{EdgeKind, Graph, NodeId, NodeKind};
use crate::lexicon::{key, words};
use crate::model::Paper;
use crate::resolve::stem;

/// A title counts as often as this.
const TITLE: usize = 2;
/// A family too general to look up counts this much of another entity.
const GENERIC: f32 = 0.3;

/// An entity that is asked about counts this much more than a word of its name.
const NAMED: f32 = 4.0;
/// So many papers' words are held at a time.
const BATCH: usize = 1024;
/// No word; pairs do not reach across.
const BREAK: u32 = u32::MAX;

/// What a feature is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Feature {
    /// A word, by position in `words`.
    Word(u32),
    /// Two words in a row, stop words aside.
    Pair(u32, u32),
    /// An entity.
    Entity(NodeId),
    /// A paper or work in the citation graph, or a paper itself.
    Cited(NodeId),
    /// An author, by position in `authors`.
    Author(u32),
}

/// All features of a graph, numbered.
#[derive(Debug, Clone, Default)]
pub(super) struct Features {
    all: Vec<Feature>,
    rarity: Vec<f32>,
    numbers: Numbers,
    /// A word's first surface form.
    words: Vec<String>,
    by_word: HashMap<String, u32>,
    authors: Vec<String>,
    by_author: HashMap<String, u32>,
    stop: HashSet<&'static str>,
    /// For each node, its position among the papers.
    papers: Vec<Option<u32>>,
    /// For each position, the node and its year.
    nodes: Vec<(NodeId, Option<i32>)>,
    /// For each word, its number as a feature.
    word_numbers: Vec<u32>,
    weights: RelatedWeights,
}

/// A paper's features by group, before rarity and length.
#[derive(Default)]
struct Raw {
    /// The text until it is counted.
    words: Vec<u32>,
    text: Vec<(Feature, f32)>,
    entities: Vec<(Feature, f32)>,
    authors: Vec<(Feature, f32)>,
    citations: Vec<(Feature, f32)>,
}

impl Raw {
    fn all(&self) -> impl Iterator<Item = &(Feature, f32)> {
        [&self.text, &self.entities, &self.authors, &self.citations].into_iter().flatten()
    }
}

/// A word or key, by its number where it had one when it was read: most have, so that little is
/// left to do in order.
enum Said {
    Known(u32),
    New(String),
}

impl Said {
    fn of(text: String, numbers: &HashMap<String, u32>) -> Self {
        match numbers.get(&text) {
            Some(number) => Self::Known(*number),
            None => Self::New(text),
        }
    }

    /// The same, as far as is known by now.
    fn now(self, numbers: &HashMap<String, u32>) -> Self {
        match self {
            Self::Known(number) => Self::Known(number),
            Self::New(text) => Self::of(text, numbers),
        }
    }
}

impl Features {
    /// The features of a graph, and the vector of every paper in order.
    pub(super) fn of(graph: &Graph, weights: &RelatedWeights) -> (Self, Vec<Vector>) {
        let mut features = Self {
            stop: words::rows(words::STOPWORDS).map(|(word, _)| word).collect(),
            papers: vec![None; graph.node_count()],
            weights: *weights,
            ..Self::default()
        };
        let papers: Vec<(NodeId, &Paper)> =
            graph.nodes().filter_map(|(at, node)| Some((at, node.paper()?))).collect();
        let mut raws: Vec<Raw> = Vec::with_capacity(papers.len());
        for batch in papers.chunks(BATCH) {
            let told: Vec<(Vec<Said>, Vec<Said>)> = batch
                .par_iter()
                .map(|(_, p)| (features.words_of(p), features.authors_of(p)))
                .collect();
            for ((at, paper), (words, authors)) in batch.iter().zip(told) {
                features.papers[at.0 as usize] = Some(raws.len() as u32);
                features.nodes.push((*at, paper.year));
                let authors = authors.into_iter().zip(&paper.authors);
                raws.push(Raw {
                    words: words.into_iter().map(|word| features.word(word)).collect(),
                    authors: authors.map(|(key, name)| features.author(key, name)).collect(),
                    ..Raw::default()
                });
            }
        }
        raws.par_iter_mut().zip(&papers).for_each(|(raw, (at, _))| {
            raw.text = counted(std::mem::take(&mut raw.words).split(|word| *word == BREAK));
            raw.entities = entities(graph, *at);
            raw.citations = citations(graph, *at);
        });
        features.number(&raws);
        let vectors = raws.into_par_iter().map(|raw| features.vector(&raw)).collect();
        (features, vectors)
    }

    /// Number of features.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The node of the paper at this position.
    pub(super) fn node(&self, paper: u32) -> Option<NodeId> {
        self.nodes.get(paper as usize).map(|(at, _)| *at)
    }

    /// The year of the paper at this position.
    pub(super) fn year(&self, paper: u32) -> Option<i32> {
        self.nodes.get(paper as usize)?.1
    }

    /// The position of a paper's node.
    pub(super) fn paper(&self, at: NodeId) -> Option<u32> {
        self.papers.get(at.0 as usize).copied().flatten()
    }

    /// Whether a feature is a tie of citation.
    fn is_citation(&self, feature: u32) -> bool {
        matches!(self.all.get(feature as usize), Some(Feature::Cited(_)))
    }

    /// The words of a paper's title, as often as it counts, and abstract, stop words aside; a break
    /// between two texts.
    fn words_of(&self, paper: &Paper) -> Vec<Said> {
        let title = std::iter::repeat_n(paper.title.as_str(), TITLE);
        let texts = title.chain([paper.abstract_text.as_str()]);
        let said = |word| Said::of(word, &self.by_word);
        texts.flat_map(|text| self.told(text).map(said).chain([Said::Known(BREAK)])).collect()
    }

    /// The keys of a paper's authors.
    fn authors_of(&self, paper: &Paper) -> Vec<Said> {
        paper.authors.iter().map(|name| Said::of(key(name), &self.by_author)).collect()
    }

    /// The words of a text, stop words aside.
    fn told(&self, text: &str) -> impl Iterator<Item = String> {
        tokens(text).filter(|word| word.len() > 1 && !self.stop.contains(word.as_str()))
    }

    /// The number of a word's stem, which it gets where it is new.
    fn word(&mut self, said: Said) -> u32 {
        let surface = match said.now(&self.by_word) {
            Said::Known(number) => return number,
            Said::New(surface) => surface,
        };
        let root = stem(&surface);
        let known = self.by_word.get(&root).copied();
        let number = known.unwrap_or_else(|| {
            self.words.push(surface.clone());
            self.words.len() as u32 - 1
        });
        self.by_word.insert(root, number);
        self.by_word.insert(surface, number);
        number
    }

    /// The feature of an author, whose key gets a number where it is new.
    fn author(&mut self, key: Said, name: &str) -> (Feature, f32) {
        let number = match key.now(&self.by_author) {
            Said::Known(number) => number,
            Said::New(key) => {
                let number = self.authors.len() as u32;
                self.authors.push(name.to_owned());
                self.by_author.insert(key, number);
                number
            }
        };
        (Feature::Author(number), 1.0)
    }

    /// Numbers what the papers share, and weighs it by rarity.
    fn number(&mut self, raws: &[Raw]) {
        let (numbers, counts) =
            Numbers::of(|| raws.iter().flat_map(Raw::all).map(|(feature, _)| feature));
        let (pairs, power) = (self.weights.pairs as f32, self.weights.rarity as f32);
        let papers = raws.len() as f32;
        let rarity = |(feature, count): &(Feature, u32)| {
            let pair = if matches!(feature, Feature::Pair(..)) { pairs } else { 1.0 };
            (((1.0 + papers) / (1.0 + *count as f32)).ln() + 1.0).powf(power) * pair
        };
        self.numbers = numbers;
        self.rarity = counts.par_iter().map(rarity).collect();
        self.all = counts.into_iter().map(|(feature, _)| feature).collect();
        self.word_numbers = vec![0; self.words.len()];
        for (feature, number) in self.all.iter().zip(0..) {
            if let Feature::Word(word) = feature {
                self.word_numbers[*word as usize] = number;
            }
        }
    }

    /// The groups of a paper together. Entities are measured like words, so that a paper which
    /// names one common thing is not all about that.
    fn vector(&self, raw: &Raw) -> Vector {
        let text = self.group(&raw.text);
        let measure = text.length().max(1.0);
        let fixed = |group: &[(Feature, f32)], square: f64| {
            self.group(group).scaled_to(square.sqrt() as f32)
        };
        let parts = [
            text.scaled_to(1.0),
            self.group(&raw.entities).times(self.weights.entities as f32 / measure),
            fixed(&raw.authors, self.weights.authors),
            fixed(&raw.citations, self.weights.citations),
        ];
        Vector::new(parts.iter().flat_map(Vector::entries).copied().collect())
    }

    /// A group's known features, weighed by rarity.
    fn group(&self, features: &[(Feature, f32)]) -> Vector {
        let known = features.iter().filter_map(|(feature, weight)| {
            let number = self.numbers.get(feature)?;
            Some((number, weight * self.rarity[number as usize]))
        });
        Vector::new(known.collect())
    }

    /// The vector of a text that is not in the graph.
    pub(super) fn of_text(&self, text: &str) -> Vector {
        let number = |word: String| {
            let known = self.by_word.get(&word).or_else(|| self.by_word.get(&stem(&word)));
            known.copied().unwrap_or(BREAK)
        };
        let words: Vec<u32> = self.told(text).map(number).collect();
        self.group(&counted(words.split(|word| *word == BREAK))).scaled_to(1.0)
    }

    /// The sum of the vectors of papers, and of what stands for other nodes: an entity with the
    /// words of its name, a work, an author.
    pub(super) fn of_nodes(
        &self,
        graph: &Graph,
        index: &Index,
        nodes: &[NodeId],
        citations: bool,
    ) -> Vector {
        let mut entries: Vec<(u32, f32)> = Vec::new();
        for at in nodes {
            match (self.paper(*at), graph.node(*at)) {
                (Some(paper), _) => entries
                    .extend(index.row(paper).filter(|(f, _)| citations || !self.is_citation(*f))),
                (None, Some(node)) => {
                    let feature = match node.kind() {
                        NodeKind::Work => Feature::Cited(*at),
                        _ => Feature::Entity(*at),
                    };
                    entries.extend(self.numbers.get(&feature).map(|f| (f, NAMED)));
                    let name = self.of_text(node.label()).scaled_to(0.5);
                    entries.extend_from_slice(name.entries());
                }
                (None, None) => {}
            }
        }
        Vector::new(entries)
    }

    /// How a feature is told to a reader: kind and name. `asked` are the nodes asked about, `row`
    /// the paper of the row.
    pub(super) fn tell(
        &self,
        graph: &Graph,
        feature: u32,
        asked: &[NodeId],
        row: NodeId,
    ) -> Option<(ReasonKind, String)> {
        let label = |at: NodeId| graph.node(at).map(|n| n.label().to_owned());
        let word = |w: u32| self.words.get(w as usize).map(String::as_str);
        Some(match *self.all.get(feature as usize)? {
            Feature::Word(w) => (ReasonKind::Text, word(w)?.to_owned()),
            Feature::Pair(a, b) => (ReasonKind::Text, format!("{} {}", word(a)?, word(b)?)),
            Feature::Author(a) => (ReasonKind::Author, self.authors.get(a as usize)?.clone()),
            Feature::Entity(at) => (reason_kind(graph.node(at)?.kind()), label(at)?),
            Feature::Cited(at) if at == row => (ReasonKind::Citation, "cited by it".to_owned()),
            Feature::Cited(at) if asked.contains(&at) => {
                (ReasonKind::Citation, "cites it".to_owned())
            }
            Feature::Cited(at) => (ReasonKind::Citation, label(at)?),
        })
    }

    /// The words of a pair.
    pub(super) fn parts(&self, feature: u32) -> Option<[u32; 2]> {
        match *self.all.get(feature as usize)? {
            Feature::Pair(a, b) => {
                let number = |w: u32| self.word_numbers.get(w as usize).copied();
                Some([number(a)?, number(b)?])
            }
            _ => None,
        }
    }
}

/// The lower-case words of a text.
fn tokens(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase)
}

/// Words, then pairs of words, with their weights by frequency: 1 + ln of the count.
fn counted<'a>(runs: impl Iterator<Item = &'a [u32]>) -> Vec<(Feature, f32)> {
    let mut all = Vec::new();
    for run in runs {
        all.extend(run.iter().map(|word| (None, *word)));
        all.extend(run.windows(2).map(|pair| (Some(pair[0]), pair[1])));
    }
    all.sort_unstable();
    let feature = |(before, word)| match before {
        None => Feature::Word(word),
        Some(before) => Feature::Pair(before, word),
    };
    let equal = all.chunk_by(|a, b| a == b);
    equal.map(|same| (feature(same[0]), 1.0 + (same.len() as f32).ln())).collect()
}

/// What a paper names, by role and confidence.
fn entities(graph: &Graph, paper: NodeId) -> Vec<(Feature, f32)> {
    graph
        .out_edges(paper)
        .into_iter()
        .filter_map(|(_, to, edge)| {
            let entity = graph.node(to)?.entity()?;
            let general = if entity.generic { GENERIC } else { 1.0 };
            Some((Feature::Entity(to), role_weight(edge.kind) * edge.confidence * general))
        })
        .collect()
}

/// How much a role says of what a paper is about.
fn role_weight(kind: EdgeKind) -> f32 {
    match kind {
        EdgeKind::Proposes | EdgeKind::Introduces => 1.0,
        EdgeKind::Uses | EdgeKind::ComparesWith | EdgeKind::EvaluatesOn => 0.8,
        EdgeKind::Addresses => 0.6,
        EdgeKind::Mentions => 0.4,
        EdgeKind::Reports => 0.2,
        _ => 0.0,
    }
}

/// A paper itself and what it is tied to in the citation graph, on either side.
fn citations(graph: &Graph, paper: NodeId) -> Vec<(Feature, f32)> {
    let all = graph.out_edges(paper).into_iter().chain(graph.in_edges(paper));
    let mut joined: Vec<NodeId> = all
        .filter(|(_, _, edge)| is_tie(edge.kind))
        .map(|(_, other, _)| other)
        .filter(|at| graph.node(*at).is_some_and(|n| n.entity().is_none()))
        .collect();
    joined.push(paper);
    joined.sort_unstable();
    joined.dedup();
    joined.into_iter().map(|at| (Feature::Cited(at), 1.0)).collect()
}

/// Whether edges of this type between papers are ties of citation.
pub(super) const fn is_tie(kind: EdgeKind) -> bool {
    matches!(
        kind,
        EdgeKind::Cites
            | EdgeKind::BuildsOn
            | EdgeKind::ComparesWith
            | EdgeKind::EvaluatesOnDatasetOf
    )
}

pub(super) fn reason_kind(kind: NodeKind) -> ReasonKind {
    match kind {
        NodeKind::Method => ReasonKind::Method,
        NodeKind::Dataset => ReasonKind::Dataset,
        NodeKind::Task => ReasonKind::Task,
        NodeKind::Metric => ReasonKind::Metric,
        NodeKind::Paper | NodeKind::Link | NodeKind::Work => ReasonKind::Citation,
    }
}
