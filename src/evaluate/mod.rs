//! How well records answer annotations: precision, recall and F1 by kind and role, calibration, and
//! what a threshold on the confidence buys.
//!
//! Annotations and records are both [`RecordJson`], paired by title. `load` reads both, `names` says when two names
//! are one, `score` counts what is found, extra and missed, `confidence` asks whether the
//! confidences mean what they say.

mod confidence;
mod load;
pub(crate) mod names;
mod score;

use std::collections::BTreeMap;

use serde::Serialize;

pub use confidence::{Bin, Calibration, Point};
pub use load::load;

use crate::model::RecordJson;

/// What comparing records with annotations shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluation {
    /// Annotated papers.
    pub papers: usize,
    /// Annotated papers without a record of the same title.
    pub unpaired: usize,
    /// Papers whose required methods and data sets are all found with their roles, with nothing wrong
    /// beside them, and whose links and citations are exactly the annotated ones.
    pub exact: usize,
    /// Figures by what is counted: `entities` and `edges` (methods and data sets, without and with
    /// the role), each kind, `edge:method`, `role:method/proposed` and the like, `links`,
    /// `citations`, `results`. Only what occurs.
    #[serde(flatten)]
    pub figures: BTreeMap<String, Figures>,
    /// Whether the confidences are probabilities.
    pub calibration: Calibration,
    /// What is left when less likely entities are dropped.
    pub curve: Vec<Point>,
    /// Every miss, extra and wrong role, in the order of the annotations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Difference>,
}

/// Precision, recall and F1, 0 to 1, with the counts behind them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Figures {
    /// Share of what was found that is right; 1 where nothing was found.
    pub p: f64,
    /// Share of what is required that was found; 1 where nothing is required.
    pub r: f64,
    /// Harmonic mean of both.
    pub f1: f64,
    /// Right.
    pub tp: usize,
    /// Found and wrong.
    pub fp: usize,
    /// Required and not found.
    #[serde(rename = "fn")]
    pub missed: usize,
}

/// One thing that annotation and record say differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Id of the annotated paper.
    pub paper: String,
    /// What is counted: `method`, `links`, and so on.
    pub what: &'static str,
    /// `extra`, `missed`, or `role used for baseline`.
    pub how: String,
    /// The name, address or reference.
    pub name: String,
}

/// Compares records with annotations of the same papers. Linear in both, but for the handful of names
/// that one paper has.
///
/// Two names are one when their letters and digits are (NFKC, letter case aside), a plural `s`
/// aside. What answers an annotation marked optional counts neither for nor against; generic
/// entities are left out.
///
/// ```
/// use citegraph::evaluate::evaluate;
/// use citegraph::model::RecordJson;
///
/// let gold: RecordJson = serde_json::from_str(
///     r#"{"id": "1", "title": "A", "entities": [{"name": "CIFAR-10", "kind": "dataset", "role": "evaluated"}]}"#,
/// )?;
/// let mut found = gold.clone();
/// found.entities[0].name = "CIFAR10".to_owned();
/// let evaluation = evaluate(&[gold], &[found]);
/// assert_eq!(evaluation.figures["dataset"].f1, 1.0);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn evaluate(gold: &[RecordJson], found: &[RecordJson]) -> Evaluation {
    let score = score::score(gold, found, 0.0);
    Evaluation {
        papers: gold.len(),
        unpaired: score.unpaired,
        exact: score.exact,
        figures: score.figures(),
        calibration: Calibration::of(&score.judged),
        curve: confidence::curve(gold, found),
        differences: score.differences,
    }
}

impl Figures {
    fn of(tp: usize, fp: usize, missed: usize) -> Self {
        let share = |of: usize| if of == 0 { 1.0 } else { tp as f64 / of as f64 };
        let (p, r) = (share(tp + fp), share(tp + missed));
        let f1 = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        Self { p, r, f1, tp, fp, missed }
    }
}
