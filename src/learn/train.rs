//! From annotated papers to weight tables.

use std::collections::HashMap;
use std::fmt::Write as _;

use rayon::prelude::*;

use super::answers::{group_keys, keys};
use super::softmax::{self, Row};
use crate::error::Result;
use crate::extract::candidates::Group;
use crate::extract::citations;
use crate::extract::decide::{self, Models, NONE};
use crate::extract::features::{Features, of_name, of_places};
use crate::extract::linear::{GATE, Linear};
use crate::extract::{Extractor, with_scene};
use crate::model::{Kind, Paper, RecordJson, Role};
use crate::text::Document;

/// An annotation that is only learnt from counts so much of one that is also judged by.
const OWN_WEIGHT: f64 = 0.6;
/// The role of an entity that annotators need not agree on counts so much.
const OPTIONAL_WEIGHT: f64 = 0.5;
/// A feature must occur so often.
const LEAST: u32 = 5;
/// And weigh so much for some class, in hundredths: what weighs less costs time and decides nothing.
const SLIGHTEST: i64 = 4;

/// The roles of each kind, as the columns of the weight tables.
pub(crate) const ROLES: [&[Role]; 4] = [
    &[Role::Proposed, Role::Baseline, Role::Used],
    &[Role::Introduced, Role::Evaluated, Role::Mentioned],
    &[Role::Addressed, Role::Mentioned],
    &[Role::Reported, Role::Mentioned],
];

/// A weight table: file name and text.
pub type Table = (&'static str, String);

/// One candidate of a paper.
struct Example {
    paper: usize,
    name: bool,
    features: Vec<u32>,
    /// How many of them, from the first, are those of the name by itself.
    own: usize,
    /// Class of the model of kinds; `None` where annotators need not agree.
    class: Option<usize>,
    /// Kind and role, required or not.
    role: Option<(Kind, Role, bool)>,
}

/// Feature texts by number.
#[derive(Default)]
struct Index {
    ids: HashMap<String, u32>,
    names: Vec<String>,
}

impl Index {
    fn id(&mut self, name: String) -> u32 {
        if let Some(id) = self.ids.get(&name) {
            return *id;
        }
        let id = self.names.len() as u32;
        self.names.push(name.clone());
        self.ids.insert(name, id);
        id
    }
}

/// The material of a training run.
pub struct Material {
    index: Index,
    gold: Vec<Example>,
    extractor: Extractor,
    /// Annotated papers below this one are judged by, the others only learnt from.
    judged: usize,
}

impl Material {
    /// Finds and labels the candidates of annotated papers, the first `judged` of which can be judged
    /// by.
    pub fn new(extractor: Extractor, papers: &[Paper], gold: &[RecordJson], judged: usize) -> Self {
        let mut index = Index::default();
        let mut labelled = Vec::new();
        let found: Vec<_> = papers.par_iter().map(|p| named(&extractor, p)).collect();
        for (i, ((paper, record), found)) in papers.iter().zip(gold).zip(found).enumerate() {
            let doc = Document::new(paper);
            for (group, features, own) in found {
                let features = features.into_iter().map(|f| index.id(f)).collect();
                labelled.push(Example { own, ..label(i, &doc, &group, features, record) });
            }
        }
        Self { index, gold: labelled, extractor, judged }
    }

    /// The records of the judged papers, each extracted with weights fitted without its fold.
    ///
    /// # Errors
    /// As [`fit`](Self::fit).
    pub fn cross_validate(mut self, papers: &[Paper], folds: usize) -> Result<Vec<RecordJson>> {
        let fold = |paper: usize| (paper.wrapping_mul(2_654_435_761) >> 7) % folds;
        let mut out = vec![RecordJson::default(); papers.len()];
        for f in 0..folds {
            let tables = self.fit(&|paper| paper >= self.judged || fold(paper) != f)?;
            self.extractor.set_models(models(&tables));
            for (i, paper) in papers.iter().enumerate().filter(|(i, _)| fold(*i) == f) {
                out[i] = RecordJson::new(paper, &self.extractor.extract(paper));
            }
        }
        Ok(out)
    }

    /// The weight tables fitted on the annotated papers that `keep` admits: file name and text.
    ///
    /// # Errors
    /// [`Error::Program`](crate::Error::Program) where one cannot be fitted.
    pub fn fit(&self, keep: &(dyn Fn(usize) -> bool + Sync)) -> Result<Vec<Table>> {
        let gold: Vec<&Example> = self.gold.iter().filter(|e| keep(e.paper)).collect();
        let classes: Vec<&str> = std::iter::once("none").chain(Kind::ALL.map(Kind::name)).collect();
        let kinds = |(file, name): (&'static str, bool)| {
            let (kinds, gate) =
                rayon::join(|| self.fit_kinds(&gold, name), || self.fit_gate(&gold, name));
            Ok((file, self.table(&kinds?, &classes, Some(&gate?))))
        };
        let roles = |(kind, file): (Kind, &'static str)| {
            let w = self.fit_roles(&gold, kind)?;
            let classes: Vec<&str> = ROLES[kind as usize].iter().map(|r| r.name()).collect();
            Ok((file, self.table(&w, &classes, None)))
        };
        let files = ["method_role.tsv", "dataset_role.tsv", "task_role.tsv", "metric_role.tsv"];
        let (out, roles): (Result<Vec<_>>, Result<Vec<_>>) = rayon::join(
            || [("names.tsv", true), ("phrases.tsv", false)].into_par_iter().map(kinds).collect(),
            || Kind::ALL.into_par_iter().zip(files).map(roles).collect(),
        );
        let mut out = out?;
        out.extend(roles?);
        Ok(out)
    }

    fn fit_kinds(&self, gold: &[&Example], name: bool) -> Result<Vec<f64>> {
        let rows = gold.iter().filter(|e| e.name == name).filter_map(|e| {
            Some(Row { features: e.features.clone(), class: e.class?, weight: self.weight(e) })
        });
        self.solve(rows.collect(), Kind::ALL.len() + 1)
    }

    /// Log-odds that a name is noted by readers, from the name by itself: a weight a feature.
    fn fit_gate(&self, gold: &[&Example], name: bool) -> Result<Vec<f64>> {
        let rows = gold.iter().filter(|e| e.name == name).map(|e| Row {
            features: e.features[..e.own].to_vec(),
            class: usize::from(e.class != Some(NONE)),
            weight: self.weight(e),
        });
        let w = self.solve(rows.collect(), 2)?;
        Ok(w.chunks_exact(2).map(|pair| pair[1] - pair[0]).collect())
    }

    fn fit_roles(&self, gold: &[&Example], kind: Kind) -> Result<Vec<f64>> {
        let roles = ROLES[kind as usize];
        let rows = gold.iter().filter_map(|e| {
            let (k, role, required) = e.role?;
            let class = roles.iter().position(|r| *r == role)?;
            let weight = self.weight(e) * if required { 1.0 } else { OPTIONAL_WEIGHT };
            (k == kind).then(|| Row { features: e.features.clone(), class, weight })
        });
        self.solve(rows.collect(), roles.len())
    }

    fn weight(&self, example: &Example) -> f64 {
        if example.paper < self.judged { 1.0 } else { OWN_WEIGHT }
    }

    /// Fits, leaving rare features out.
    fn solve(&self, mut rows: Vec<Row>, classes: usize) -> Result<Vec<f64>> {
        let mut count = vec![0_u32; self.index.names.len()];
        for f in rows.iter().flat_map(|r| &r.features) {
            count[*f as usize] += 1;
        }
        let kept: Vec<usize> = (0..count.len()).filter(|f| count[*f] >= LEAST).collect();
        let mut number = vec![u32::MAX; count.len()];
        for (n, f) in kept.iter().enumerate() {
            number[*f] = n as u32;
        }
        for row in &mut rows {
            row.features = row
                .features
                .iter()
                .map(|f| number[*f as usize])
                .filter(|n| *n != u32::MAX)
                .collect();
        }
        let fitted = softmax::fit(&rows, kept.len(), classes)?;
        let mut w = vec![0.0; count.len() * classes];
        for (n, f) in kept.iter().enumerate() {
            w[f * classes..(f + 1) * classes]
                .copy_from_slice(&fitted[n * classes..(n + 1) * classes]);
        }
        Ok(w)
    }

    /// A weight table: features in order, weights in hundredths, without rows of zeros.
    fn table(&self, w: &[f64], classes: &[&str], gate: Option<&[f64]>) -> String {
        let n = classes.len();
        let mut order: Vec<usize> = (0..self.index.names.len()).collect();
        order.sort_by(|a, b| self.index.names[*a].cmp(&self.index.names[*b]));
        let columns = [classes, if gate.is_some() { &[GATE] } else { &[] }].concat();
        let mut out = format!("feature\t{}\n", columns.join("\t"));
        for i in order {
            let gate = gate.map(|gate| gate[i]);
            let row: Vec<i64> = w[i * n..(i + 1) * n]
                .iter()
                .chain(&gate)
                .map(|x| (x * 100.0).round() as i64)
                .collect();
            let name = &self.index.names[i];
            if row.iter().all(|x| x.abs() < SLIGHTEST) || name.contains(['\t', '\n', '\r']) {
                continue;
            }
            out.push_str(name);
            for x in row {
                let _ = write!(out, "\t{x}");
            }
            out.push('\n');
        }
        out
    }
}

/// The candidates of a paper with their feature texts.
fn named(extractor: &Extractor, paper: &Paper) -> Vec<(Group, Vec<String>, usize)> {
    let doc = Document::new(paper);
    let mut features = Features::new(true);
    with_scene(extractor.vocabulary(), &doc, &citations::find(paper, &doc), |scene, groups| {
        let named = |group: &Group| {
            of_name(scene, group, &mut features);
            let own = features.hashes.len();
            of_places(scene, group, &mut features);
            (group.clone(), features.names.clone().unwrap_or_default(), own)
        };
        groups.iter().map(named).collect()
    })
}

fn label(
    paper: usize,
    doc: &Document,
    group: &Group,
    features: Vec<u32>,
    record: &RecordJson,
) -> Example {
    let have = group_keys(doc, group);
    let hits: Vec<_> =
        record.entities.iter().filter(|e| !keys(&e.name, &e.aliases).is_disjoint(&have)).collect();
    let required = hits.iter().find(|e| !e.optional);
    let class = match required {
        Some(e) => Some(e.kind as usize + 1),
        None if hits.is_empty() => Some(NONE),
        None => None,
    };
    let role = required.or(hits.first()).map(|e| (e.kind, e.role, !e.optional));
    Example { paper, name: decide::is_name(group), own: features.len(), features, class, role }
}

/// Models from fitted tables.
fn models(tables: &[Table]) -> Models {
    let table = |i: usize| tables.get(i).map_or_else(Linear::default, |(_, t)| Linear::parse(t));
    Models { names: table(0), phrases: table(1), roles: [table(2), table(3), table(4), table(5)] }
}
