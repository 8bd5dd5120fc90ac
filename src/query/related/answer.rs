//! From a question's vector to rows with reasons.

use super::expand::{TEACHERS, expand};
use super::vector::Vector;
use super::{Reason, Related, RelatedIndex, RelatedOptions, RelatedQuery, RelatedRow, is_later};
use crate::graph::{Graph, Node, NodeId};

/// What is asked.
pub(super) struct Question<'a> {
    pub query: RelatedQuery,
    pub vector: Vector,
    /// Papers after this year are later.
    pub year: Option<i32>,
    /// Nodes that are no answer.
    pub asked: &'a [NodeId],
}

/// A paper with its score and the part of it before years are looked at.
struct Scored {
    score: f64,
    likeness: f64,
    paper: u32,
    at: NodeId,
}

impl RelatedIndex {
    /// Ranks, then explains the rows that are wanted.
    pub(super) fn answer(
        &self,
        graph: &Graph,
        question: Question<'_>,
        options: &RelatedOptions,
    ) -> Related {
        let wanted = options.limit.saturating_add(question.asked.len());
        let first = self.ranked(graph, &question, &question.vector, wanted.min(TEACHERS), options);
        let teachers: Vec<(f64, u32)> = first.iter().map(|s| (s.likeness, s.paper)).collect();
        let lesson = expand(&self.index, &question.vector, &teachers, self.lesson);
        let mut rows = self.ranked(graph, &question, &lesson, wanted, options);
        rows.truncate(options.limit);
        let results = rows
            .iter()
            .zip(1..)
            .filter_map(|(scored, rank)| {
                let node = graph.node(scored.at)?;
                Some(RelatedRow {
                    rank,
                    id: node.id().to_owned(),
                    title: node.label().to_owned(),
                    score: scored.score,
                    reasons: self.reasons(graph, &question, &lesson, scored, options.reasons),
                })
            })
            .collect();
        Related { query: question.query, results }
    }

    /// The likest papers, later ones discounted, without those asked about.
    fn ranked(
        &self,
        graph: &Graph,
        question: &Question<'_>,
        vector: &Vector,
        wanted: usize,
        options: &RelatedOptions,
    ) -> Vec<Scored> {
        let found = self.index.likest(vector, wanted);
        let mut rows: Vec<Scored> = found
            .into_iter()
            .filter_map(|(likeness, paper)| {
                let at = self.features.node(paper).filter(|at| !question.asked.contains(at))?;
                let later = is_later(question.year, self.features.year(paper));
                let score = if later { likeness * options.later } else { likeness };
                Some(Scored { score, likeness, paper, at })
            })
            .collect();
        let id = |row: &Scored| graph.node(row.at).map(Node::id);
        rows.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| id(a).cmp(&id(b))));
        rows
    }

    /// The shared features that give most of the score, or those shared with the question's best
    /// answers where it shares none itself; a pair of words stands for its words.
    fn reasons(
        &self,
        graph: &Graph,
        question: &Question<'_>,
        lesson: &Vector,
        row: &Scored,
        wanted: usize,
    ) -> Vec<Reason> {
        if wanted == 0 {
            return Vec::new();
        }
        let all = self.index.row(row.paper);
        let parts = all.map(|(feature, w)| (f64::from(w * lesson.get(feature)), feature));
        let taught: Vec<(f64, u32)> = parts.filter(|(part, _)| *part > 0.0).collect();
        let asked = |s: &&(f64, u32)| question.vector.get(s.1) > 0.0;
        let mut shared: Vec<(f64, u32)> = taught.iter().filter(asked).copied().collect();
        if shared.is_empty() {
            shared = taught;
        }
        for pair in 0..shared.len() {
            for word in self.features.parts(shared[pair].1).into_iter().flatten() {
                if let Ok(at) = shared.binary_search_by_key(&word, |s| s.1) {
                    shared[pair].0 += std::mem::take(&mut shared[at].0);
                }
            }
        }
        shared.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        shared
            .into_iter()
            .filter(|(part, _)| *part > 0.0)
            .take(wanted)
            .filter_map(|(part, feature)| {
                let (kind, name) = self.features.tell(graph, feature, question.asked, row.at)?;
                Some(Reason { kind, name, share: part / row.likeness })
            })
            .collect()
    }
}
