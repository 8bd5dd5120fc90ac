//! Multinomial logistic regression with an L2 penalty, fitted by L-BFGS.

use argmin::core::{CostFunction, Error, Executor, Gradient, State};
use argmin::solver::linesearch::MoreThuenteLineSearch;
use argmin::solver::quasinewton::LBFGS;
use rayon::prelude::*;

/// One observation: active features, class, weight.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) features: Vec<u32>,
    pub(crate) class: usize,
    pub(crate) weight: f64,
}

/// Strength of the fit against the penalty, as in scikit-learn's `C`.
const STRENGTH: f64 = 0.15;
const ROUNDS: u64 = 40;
/// Rows are summed in so many fixed stretches, so that the sum does not depend on threads.
const STRETCHES: usize = 4;

struct Problem<'a> {
    rows: &'a [Row],
    classes: usize,
    size: usize,
    strength: f64,
}

impl Problem<'_> {
    /// Loss and gradient of one stretch of rows.
    fn stretch(&self, rows: &[Row], w: &[f64]) -> (f64, Vec<f64>) {
        let c = self.classes;
        let mut gradient = vec![0.0; w.len()];
        let mut loss = 0.0;
        let mut p = vec![0.0; c];
        for row in rows {
            p.fill(0.0);
            for f in &row.features {
                let at = *f as usize * c;
                for (p, w) in p.iter_mut().zip(&w[at..at + c]) {
                    *p += w;
                }
            }
            let top = p.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let total: f64 = p.iter().map(|x| (x - top).exp()).sum();
            loss += row.weight * (top + total.ln() - p[row.class]);
            for (k, x) in p.iter_mut().enumerate() {
                *x = row.weight * ((*x - top).exp() / total - f64::from(u8::from(k == row.class)));
            }
            for f in &row.features {
                let at = *f as usize * c;
                for (g, p) in gradient[at..at + c].iter_mut().zip(&p) {
                    *g += p;
                }
            }
        }
        (loss, gradient)
    }

    fn both(&self, w: &[f64]) -> (f64, Vec<f64>) {
        let size = self.rows.len().div_ceil(STRETCHES).max(1);
        let parts: Vec<_> = self.rows.par_chunks(size).map(|rows| self.stretch(rows, w)).collect();
        let mut gradient: Vec<f64> = w.iter().map(|x| x / self.strength).collect();
        let mut loss = w.iter().map(|x| x * x).sum::<f64>() / (2.0 * self.strength);
        for (l, g) in parts {
            loss += l;
            for (a, b) in gradient.iter_mut().zip(g) {
                *a += b;
            }
        }
        (loss, gradient)
    }
}

impl CostFunction for Problem<'_> {
    type Param = Vec<f64>;
    type Output = f64;
    fn cost(&self, w: &Self::Param) -> Result<f64, Error> {
        Ok(self.both(w).0)
    }
}

impl Gradient for Problem<'_> {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;
    fn gradient(&self, w: &Self::Param) -> Result<Vec<f64>, Error> {
        Ok(self.both(w).1)
    }
}

/// The weights, feature by feature, class by class. Features are numbered below `features`.
///
/// # Errors
/// [`Error::Program`](crate::Error::Program) where the solver gives up.
pub(crate) fn fit(rows: &[Row], features: usize, classes: usize) -> crate::Result<Vec<f64>> {
    // The line search would never end.
    if rows.iter().any(|row| !row.weight.is_finite()) {
        return Err(failed("a row has no finite weight".to_owned()));
    }
    let problem = Problem { rows, classes, size: features * classes, strength: STRENGTH };
    let start = vec![0.0; problem.size];
    let solver = LBFGS::new(MoreThuenteLineSearch::new(), 7)
        .with_tolerance_grad(1e-2)
        .unwrap_or_else(|_| LBFGS::new(MoreThuenteLineSearch::new(), 7));
    let run = Executor::new(problem, solver).configure(|s| s.param(start).max_iters(ROUNDS)).run();
    let fitted = run.map_err(|e| failed(e.to_string()))?;
    let best = fitted.state().get_best_param().filter(|w| w.iter().all(|x| x.is_finite()));
    best.cloned().ok_or_else(|| failed("no weights were found".to_owned()))
}

fn failed(what: String) -> crate::Error {
    let hint = "look for annotations that cannot be learnt from".to_owned();
    crate::Error::Program { program: "L-BFGS".to_owned(), what, hint }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The probability of each class.
    fn probabilities(w: &[f64], classes: usize, features: &[u32]) -> Vec<f64> {
        let mut p = vec![0.0; classes];
        for f in features {
            let at = *f as usize * classes;
            for (p, w) in p.iter_mut().zip(&w[at..at + classes]) {
                *p += w;
            }
        }
        let top = p.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let total: f64 = p.iter().map(|x| (x - top).exp()).sum();
        p.iter().map(|x| (x - top).exp() / total).collect()
    }

    #[test]
    fn a_feature_that_tells_classes_apart_gets_weight() {
        let rows: Vec<Row> = (0..40)
            .map(|i| Row { features: vec![2, (i % 2) as u32], class: i % 2, weight: 1.0 })
            .collect();
        let w = fit(&rows, 3, 2).unwrap();
        let p = probabilities(&w, 2, &[0, 2]);
        assert!(p[0] > 0.7, "{p:?}");
        assert!(probabilities(&w, 2, &[1, 2])[1] > 0.7);
    }

    #[test]
    fn a_fit_that_fails_gives_no_weights() {
        let row = |class| Row { features: vec![0], class, weight: f64::NAN };
        assert!(fit(&[row(0), row(1)], 1, 2).is_err());
    }
}
