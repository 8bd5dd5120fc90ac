//! A linear model over features: multinomial logistic regression, read from a table.
//!
//! A weight table has a header `feature`, then one column a class; each row gives a feature's
//! weights in hundredths. `0` where a class does not care.

use crate::lexicon::words::HashedMap;

use super::features::{Features, feature_hash};

/// No model has more classes.
pub(crate) const MOST: usize = 5;

/// Weights by feature.
#[derive(Debug, Clone, Default)]
pub(crate) struct Linear {
    pub(crate) classes: Vec<String>,
    rows: HashedMap<u32>,
    weights: Vec<[f32; MOST]>,
}

impl Linear {
    /// Reads a weight table; rows that do not parse weigh nothing.
    pub(crate) fn parse(table: &str) -> Self {
        let mut lines = table.lines();
        let classes = lines.next().unwrap_or("").split('\t').skip(1).map(str::to_owned).collect();
        let mut it = Self { classes, ..Self::default() };
        for line in lines {
            let mut fields = line.split('\t');
            let Some(feature) = fields.next() else { continue };
            let mut row = [0.0; MOST];
            for (slot, field) in row.iter_mut().zip(fields) {
                *slot = field.parse::<f32>().unwrap_or(0.0) / 100.0;
            }
            it.rows.insert(feature_hash(feature), it.weights.len() as u32);
            it.weights.push(row);
        }
        it
    }

    /// The probability of each class; positions beyond the classes are 0.
    pub(crate) fn probabilities(&self, features: &Features) -> [f32; MOST] {
        let mut sums = [0.0; MOST];
        for hash in &features.hashes {
            if let Some(row) = self.rows.get(hash) {
                for (s, w) in sums.iter_mut().zip(&self.weights[*row as usize]) {
                    *s += w;
                }
            }
        }
        softmax(&mut sums, self.classes.len());
        sums
    }
}

fn softmax(sums: &mut [f32; MOST], classes: usize) {
    let classes = classes.min(MOST);
    let top = sums[..classes].iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut total = 0.0;
    for s in &mut sums[..classes] {
        *s = (*s - top).exp();
        total += *s;
    }
    for (i, s) in sums.iter_mut().enumerate() {
        *s = if i < classes { *s / total } else { 0.0 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_decide_and_unknown_features_do_not() {
        let model = Linear::parse("feature\ta\tb\nx=1\t100\t-100\n");
        let mut f = Features::new(true);
        f.add("x", "1");
        f.add("y", "1");
        let p = model.probabilities(&f);
        assert!((p[0] - 0.880_797).abs() < 1e-4 && (p[0] + p[1] - 1.0).abs() < 1e-6);
    }
}
