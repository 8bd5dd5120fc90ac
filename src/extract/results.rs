//! Stated numbers that say how well a method does.
//!
//! [`values`] finds the numbers, [`judge`] tells figures from sizes and settings, [`attach`] says
//! whose they are, of what and on what.

mod attach;
mod judge;
mod values;
mod words;

use crate::model::{Kind, Mention, Outcome, Role, Rule};
use crate::text::Document;

/// An entity with its places in the clean text.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    pub(crate) kind: Kind,
    pub(crate) role: Role,
    /// Canonical name.
    pub(crate) name: String,
    /// Bytes of [`Document::text`].
    pub(crate) spans: Vec<(u32, u32)>,
}

/// Every stated figure of a paper, in text order. Linear in the text for a given number of
/// entities.
pub(crate) fn find(doc: &Document, entities: &[Placed]) -> Vec<Outcome> {
    let values = values::find(doc);
    if values.is_empty() {
        return Vec::new();
    }
    let scene = attach::Scene::new(doc, entities);
    let verdicts = judge::judge(doc, &scene, &values);
    let kept: Vec<_> =
        values.into_iter().zip(verdicts).filter_map(|(v, d)| Some((v, d?))).collect();
    let tied = scene.attach(&kept);
    let outcome = |((value, verdict), tie): (&(values::Value, judge::Verdict), attach::Tie)| {
        let mention = Mention {
            span: doc.token_span(value.first, value.last),
            sentence: doc.sentence_span(value.first),
            rule: Rule::Result,
            confidence: verdict.confidence,
        };
        Outcome {
            method: tie.method,
            metric: tie.metric,
            value: value.text.clone(),
            dataset: tie.dataset,
            versus: tie.versus,
            delta: verdict.delta,
            mention,
        }
    };
    kept.iter().zip(tied).map(outcome).collect()
}
