//! Why an entity was taken for what it is: the features that decided, with their weights.

use super::decide::{self, Judged};
use super::features::{Features, Scene, of_name, of_places};
use super::linear::Linear;
use super::{Extractor, Models, citations};
use crate::model::{Kind, Paper, Role};
use crate::text::Document;

/// Why one entity of a paper was kept, under which kind and role.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Why {
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: Kind,
    /// Role.
    pub role: Role,
    /// What spoke most for the kind and against it, the weightiest first.
    pub for_kind: Vec<Reason>,
    /// What spoke most for the role and against it, the weightiest first.
    pub for_role: Vec<Reason>,
}

/// One feature of a name or its surroundings.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Reason {
    /// `template=value`; the templates stand in `extract/features`.
    pub feature: String,
    /// By how much it moves the log-odds of the verdict against the likeliest other one.
    pub weight: f32,
}

/// So many features tell the story.
const SHOWN: usize = 8;

impl Extractor {
    /// Why each entity that [`Extractor::extract`] finds in the text is what it is, in the same order;
    /// what sources claim beside the text has no such reasons.
    ///
    /// ```
    /// use citegraph::{Lexicon, Paper, extract::Extractor};
    ///
    /// let extractor = Extractor::new(Lexicon::builtin());
    /// let paper = Paper::new("x", "FooNet: Fast Image Classification", "We propose FooNet.");
    /// let why = extractor.why(&paper);
    /// assert_eq!(why[0].name, "FooNet");
    /// assert!(why[0].for_kind.iter().any(|r| r.weight > 0.0));
    /// ```
    pub fn why(&self, paper: &Paper) -> Vec<Why> {
        let doc = Document::new(paper);
        self.judged(&doc, &citations::find(paper, &doc), |scene, judged| {
            judged.iter().map(|j| why(scene, &self.models, j)).collect()
        })
    }
}

fn why(scene: &Scene<'_>, models: &Models, judged: &Judged<'_>) -> Why {
    let mut features = Features::new(true);
    of_name(scene, judged.group, &mut features);
    of_places(scene, judged.group, &mut features);
    let kinds = if decide::is_name(judged.group) { &models.names } else { &models.phrases };
    Why {
        name: judged.group.lead().surface(scene.doc).to_owned(),
        kind: judged.kind,
        role: judged.role,
        for_kind: reasons(kinds, judged.kind.name(), &features),
        for_role: reasons(&models.roles[judged.kind as usize], judged.role.name(), &features),
    }
}

/// The features that weigh most between a class and the likeliest other one.
fn reasons(model: &Linear, class: &str, features: &Features) -> Vec<Reason> {
    let Some(own) = model.classes.iter().position(|c| c == class) else { return Vec::new() };
    let shares = model.judge(features);
    let others = (0..model.classes.len()).filter(|c| *c != own);
    let Some(other) = others.max_by(|a, b| shares[*a].total_cmp(&shares[*b])) else {
        return Vec::new();
    };
    let names = features.names.iter().flatten();
    let mut reasons: Vec<Reason> = names
        .zip(&features.hashes)
        .map(|(name, hash)| Reason {
            feature: name.clone(),
            weight: model.weight(*hash, own) - model.weight(*hash, other),
        })
        .filter(|reason| reason.weight != 0.0)
        .collect();
    reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    reasons.truncate(SHOWN);
    reasons
}
