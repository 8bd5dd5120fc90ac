//! Fits how related papers are ranked to what papers cite.

use std::collections::HashSet;

use rayon::prelude::*;

use crate::error::Result;
use crate::graph::{BuildOptions, EdgeKind, Graph, NodeId, build};
use crate::lexicon::Lexicon;
use crate::model::{Paper, Record};
use crate::query::{RelatedIndex, RelatedOptions, RelatedWeights};
use crate::resolve::{ResolveOptions, resolve};

/// Answers beyond this rank count as not found.
const DEPTH: usize = 50;
/// Weights are multiplied and divided by these in turn, as long as that helps.
const STEPS: [f64; 2] = [1.5, 1.2];

/// A corpus of papers that cite each other, with their references and without.
#[derive(Debug)]
pub struct Citing {
    with: Graph,
    without: Graph,
    /// For each paper, those that it cites.
    cited: Vec<HashSet<u32>>,
    queries: Vec<u32>,
}

/// Mean average precision of the first fifty answers to the papers that cite others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Precision {
    /// With all citations hidden.
    pub hidden: f64,
    /// With all citations but the query's own.
    pub leave_one_out: f64,
}

impl Precision {
    fn mean(self) -> f64 {
        f64::midpoint(self.hidden, self.leave_one_out)
    }
}

/// Every other query: weights are fitted to one half and judged by the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// To fit to.
    First,
    /// To judge by.
    Second,
}

impl Citing {
    /// Builds both graphs; `records[i]` was found in `papers[i]`.
    ///
    /// # Errors
    /// As [`build`].
    pub fn new(papers: Vec<Paper>, records: &[Record]) -> Result<Self> {
        let bare = papers.iter().map(|p| Paper { references: Vec::new(), ..p.clone() }).collect();
        let with = graph(papers, records)?;
        let cited = cited(&with);
        let queries = (0u32..).zip(&cited).filter(|(_, c)| !c.is_empty()).map(|(p, _)| p).collect();
        Ok(Self { with, without: graph(bare, records)?, cited, queries })
    }

    /// The weights under which the first half of the queries is answered best, by coordinate ascent
    /// from the shipped ones.
    pub fn fit(&self) -> RelatedWeights {
        let mut best = RelatedWeights::fitted();
        let mut mean = self.precision(&best, Half::First).mean();
        for step in STEPS {
            for part in 0..best.parts().len() {
                for by in [step, 1.0 / step] {
                    while let Some((weights, better)) = self.improved(best, part, by, mean) {
                        (best, mean) = (weights, better);
                    }
                }
            }
        }
        best
    }

    /// The weights with one multiplied, where that answers the first half better.
    fn improved(
        &self,
        mut weights: RelatedWeights,
        part: usize,
        by: f64,
        mean: f64,
    ) -> Option<(RelatedWeights, f64)> {
        let mut parts = weights.parts();
        let (_, value) = parts.get_mut(part)?;
        **value = (**value * by * 1000.0).round() / 1000.0;
        let better = self.precision(&weights, Half::First).mean();
        (better > mean + 1e-5).then_some((weights, better))
    }

    /// How well one half of the queries is answered.
    pub fn precision(&self, weights: &RelatedWeights, half: Half) -> Precision {
        let options =
            RelatedOptions { limit: DEPTH, reasons: 0, own_citations: false, later: weights.later };
        Precision {
            hidden: self.map(&self.without, weights, &options, half),
            leave_one_out: self.map(&self.with, weights, &options, half),
        }
    }

    fn map(
        &self,
        graph: &Graph,
        weights: &RelatedWeights,
        options: &RelatedOptions,
        half: Half,
    ) -> f64 {
        let index = RelatedIndex::with_weights(graph, weights);
        let first = usize::from(half == Half::Second);
        let queries: Vec<u32> = self.queries.iter().skip(first).step_by(2).copied().collect();
        let precisions: Vec<f64> = queries
            .par_iter()
            .map(|query| {
                let found = index.to_nodes(graph, &[NodeId(*query)], options);
                let ranked = found.map_or(Vec::new(), |r| r.results);
                let ids = ranked.iter().filter_map(|row| Some(graph.find(&row.id)?.0));
                let cited = self.cited.get(*query as usize);
                cited.map_or(0.0, |cited| average_precision(ids, cited))
            })
            .collect();
        precisions.iter().sum::<f64>() / precisions.len().max(1) as f64
    }
}

fn graph(papers: Vec<Paper>, records: &[Record]) -> Result<Graph> {
    let resolution = resolve(&papers, records, Lexicon::builtin(), &ResolveOptions::default());
    build(papers, records, &resolution, &BuildOptions::default())
}

/// For each paper, the papers that it cites.
fn cited(graph: &Graph) -> Vec<HashSet<u32>> {
    let is_paper = |at| graph.node(at).is_some_and(|n| n.paper().is_some());
    let papers = graph.nodes().map(|(at, _)| at).filter(|at| is_paper(*at));
    papers
        .map(|at| {
            let edges = graph.out_edges(at).into_iter();
            let cites = edges.filter(|(_, to, e)| e.kind == EdgeKind::Cites && is_paper(*to));
            cites.map(|(_, to, _)| to.0).filter(|to| *to != at.0).collect()
        })
        .collect()
}

fn average_precision(ranked: impl Iterator<Item = u32>, wanted: &HashSet<u32>) -> f64 {
    let (mut hits, mut sum) = (0.0, 0.0);
    for (id, rank) in ranked.zip(1u32..) {
        if wanted.contains(&id) {
            hits += 1.0;
            sum += hits / f64::from(rank);
        }
    }
    sum / wanted.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_falls_with_every_miss() {
        let wanted = HashSet::from([1, 2]);
        let of = |ranked: &[u32]| average_precision(ranked.iter().copied(), &wanted);
        assert!((of(&[1, 2, 3]) - 1.0).abs() < 1e-12);
        assert!((of(&[3, 1]) - 0.25).abs() < 1e-12);
        assert!(of(&[]).abs() < 1e-12);
    }

    #[test]
    fn cited_papers_are_found_and_fitting_does_no_harm() -> Result<()> {
        let papers: Vec<Paper> = (0..8)
            .map(|i| {
                let topic = ["birds and their nests", "rivers and their fish"][i % 2];
                let mut paper = Paper::new(format!("p{i}"), format!("Notes {i} on {topic}"), topic);
                paper.references = (i > 1).then(|| format!("p{}", i - 2)).into_iter().collect();
                paper
            })
            .collect();
        let citing = Citing::new(papers, &vec![Record::default(); 8])?;
        let before = citing.precision(&RelatedWeights::fitted(), Half::First);
        let after = citing.precision(&citing.fit(), Half::First);
        assert!(before.hidden > 0.2 && after.mean() >= before.mean(), "{before:?} {after:?}");
        Ok(())
    }
}
