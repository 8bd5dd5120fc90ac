//! Annotations, paired with the candidates that answer them.

use std::collections::BTreeSet;

use crate::extract::candidates::{self, Group};
use crate::extract::citations;
use crate::extract::vocabulary::Vocabulary;
use crate::lexicon::key;
use crate::model::{Kind, Paper, RecordJson};
use crate::text::Document;

/// The keys under which an annotated entity can be found.
pub(crate) fn keys(name: &str, aliases: &[String]) -> BTreeSet<String> {
    let bare = |s: &str| key(s).replace("plus", "").replace("star", "");
    let mut out: BTreeSet<String> =
        std::iter::once(name).chain(aliases.iter().map(String::as_str)).map(bare).collect();
    let stems: Vec<String> = out
        .iter()
        .filter(|k| k.len() > 3)
        .filter_map(|k| k.strip_suffix('s'))
        .map(str::to_owned)
        .collect();
    out.extend(stems);
    out
}

/// The keys of a candidate's surfaces.
pub(crate) fn group_keys(doc: &Document, group: &Group) -> BTreeSet<String> {
    let surfaces: Vec<String> = group.spans.iter().map(|s| s.surface(doc).to_owned()).collect();
    keys(&surfaces[0], &surfaces[1..])
}

/// Share of the required entities that some candidate answers, by kind, and those that none does.
pub fn recall(
    papers: &[Paper],
    gold: &[RecordJson],
    misses: &mut Vec<String>,
) -> Vec<(Kind, usize, usize)> {
    let vocabulary = Vocabulary::new(crate::Lexicon::builtin());
    let mut out: Vec<_> = Kind::ALL.iter().map(|k| (*k, 0, 0)).collect();
    let mut total = 0;
    for (paper, gold) in papers.iter().zip(gold) {
        let doc = Document::new(paper);
        let groups = candidates::find(&doc, &vocabulary, &citations::find(paper, &doc));
        total += groups.len();
        let have: BTreeSet<String> = groups.iter().flat_map(|g| group_keys(&doc, g)).collect();
        for e in gold.entities.iter().filter(|e| !e.optional) {
            let slot = &mut out[e.kind as usize];
            slot.2 += 1;
            if keys(&e.name, &e.aliases).is_disjoint(&have) {
                misses.push(format!("{} {} {}: {:?}", gold.id, e.kind.name(), e.name, e.aliases));
            } else {
                slot.1 += 1;
            }
        }
    }
    misses.push(format!("{} candidates a paper", total / papers.len().max(1)));
    out
}

/// One candidate with what a careful reader makes of it.
#[derive(Debug, serde::Serialize)]
pub struct Example {
    /// Position of the paper.
    pub paper: usize,
    /// Name, then the other surfaces.
    pub surfaces: Vec<String>,
    /// Spans in bytes of the clean text.
    pub spans: Vec<(u32, u32)>,
    /// `method`, `dataset`, `task`, `metric`, `none`, or `optional`.
    pub label: &'static str,
    /// Role, where the label is a kind.
    pub role: &'static str,
    /// Feature texts.
    pub features: Vec<String>,
}

/// All candidates of the annotated papers, labelled.
pub fn examples(papers: &[Paper], gold: &[RecordJson]) -> Vec<Example> {
    let vocabulary = Vocabulary::new(crate::Lexicon::builtin());
    let elsewhere = crate::extract::elsewhere::Elsewhere::new();
    let mut out = Vec::new();
    for (i, (paper, gold)) in papers.iter().zip(gold).enumerate() {
        let doc = Document::new(paper);
        let groups = candidates::find(&doc, &vocabulary, &citations::find(paper, &doc));
        let scene = crate::extract::features::Scene::new(&doc, &vocabulary, &elsewhere, &groups);
        for group in &groups {
            let have = group_keys(&doc, group);
            let hits: Vec<_> = gold
                .entities
                .iter()
                .filter(|e| !keys(&e.name, &e.aliases).is_disjoint(&have))
                .collect();
            let required = hits.iter().find(|e| !e.optional);
            let (label, role) = match (required, hits.is_empty()) {
                (Some(e), _) => (e.kind.name(), e.role.name()),
                (None, false) => ("optional", hits[0].role.name()),
                (None, true) => ("none", ""),
            };
            let features = crate::extract::features::of_group(&scene, group, true);
            let mut surfaces = vec![group.lead().surface(&doc).to_owned()];
            for s in &group.spans {
                let s = s.surface(&doc).to_owned();
                if !surfaces.contains(&s) {
                    surfaces.push(s);
                }
            }
            out.push(Example {
                paper: i,
                surfaces,
                spans: group.spans.iter().map(|s| (s.start, s.end)).collect(),
                label,
                role,
                features: features.names.unwrap_or_default(),
            });
        }
    }
    out
}
