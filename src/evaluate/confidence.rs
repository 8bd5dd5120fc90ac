//! Whether confidences are probabilities, and what a threshold on them buys.

use serde::Serialize;

use super::score::score;
use crate::model::RecordJson;

/// Confidence against truth, in ten bins of equal width.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Calibration {
    /// Expected calibration error: the difference between confidence and truth in a bin, averaged
    /// over entities (Naeini et al., 2015). 0 is perfect.
    pub error: f64,
    /// The bins that hold entities, least likely first.
    pub bins: Vec<Bin>,
}

/// Entities of about the same confidence.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bin {
    /// Number of entities.
    pub entities: usize,
    /// Their mean confidence.
    pub confidence: f64,
    /// The share of them whose name, kind and role are right.
    pub right: f64,
}

/// Figures of methods and data sets at least as likely as a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Point {
    /// The threshold.
    pub min_confidence: f64,
    /// Precision of edges.
    pub p: f64,
    /// Recall of edges.
    pub r: f64,
    /// F1 of edges.
    pub f1: f64,
}

const BINS: usize = 10;

impl Calibration {
    pub(super) fn of(judged: &[(f32, bool)]) -> Self {
        let mut sums = [(0_usize, 0.0, 0_usize); BINS];
        for (confidence, right) in judged {
            let confidence = f64::from(*confidence);
            let tenths = confidence * BINS as f64;
            let at = (1..BINS).rev().find(|lower| tenths >= *lower as f64).unwrap_or(0);
            let bin = &mut sums[at];
            bin.0 += 1;
            bin.1 += confidence;
            bin.2 += usize::from(*right);
        }
        let bins: Vec<Bin> = sums
            .iter()
            .filter(|(n, ..)| *n > 0)
            .map(|(n, sum, right)| Bin {
                entities: *n,
                confidence: sum / *n as f64,
                right: *right as f64 / *n as f64,
            })
            .collect();
        let all = judged.len().max(1) as f64;
        let weighted = |b: &Bin| (b.confidence - b.right).abs() * b.entities as f64 / all;
        Self { error: bins.iter().map(weighted).sum(), bins }
    }
}

/// The figures of edges at thresholds from 0 to 0.9.
pub(super) fn curve(gold: &[RecordJson], found: &[RecordJson]) -> Vec<Point> {
    (0..BINS)
        .map(|tenths| {
            let min_confidence = tenths as f64 / BINS as f64;
            let edges = score(gold, found, min_confidence as f32).named("edge:");
            Point { min_confidence, p: edges.p, r: edges.r, f1: edges.f1 }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coin_that_says_so_is_calibrated() {
        let coin = Calibration::of(&[(0.5, true), (0.5, false)]);
        assert!(coin.error.abs() < 1e-9);
        let liar = Calibration::of(&[(0.9, false), (0.9, false)]);
        assert!((liar.error - 0.9).abs() < 1e-6);
        assert_eq!(liar.bins.len(), 1);
    }
}
