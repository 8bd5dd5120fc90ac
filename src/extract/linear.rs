//! A linear model over features: multinomial logistic regression, read from a table.
//!
//! A weight table has a header `feature`, then one column a class; each row gives a feature's
//! weights in hundredths, `0` where a class does not care. A column `gate` says how much a feature
//! of the name by itself speaks for its being looked at in the text.

use super::features::Features;
use super::value::feature_hash;

/// No model has more classes.
pub(crate) const MOST: usize = 5;

/// The column that is no class.
pub(crate) const GATE: &str = "gate";

/// Weights by feature: open addressing, two thirds full at most, so that a lookup touches one cache
/// line and the table stays in the cache.
#[derive(Debug, Clone, Default)]
pub(crate) struct Linear {
    pub(crate) classes: Vec<String>,
    slots: Vec<Slot>,
    /// How far a hash is shifted to give its first slot.
    shift: u32,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    /// The low half of the feature's hash, 0 for a free slot.
    tag: u32,
    /// Hundredths: the classes, then the gate.
    weights: [i16; MOST + 1],
}

/// Weights added up, in hundredths: the classes, then the gate.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sums([i32; MOST + 1]);

impl Sums {
    /// The log-odds that a name is worth looking at in the text.
    pub(crate) fn gate(self) -> f32 {
        self.0[MOST] as f32 / 100.0
    }
}

impl Linear {
    /// Reads a weight table; rows that do not parse weigh nothing.
    pub(crate) fn parse(table: &str) -> Self {
        let rows = table.lines().count().saturating_sub(1);
        let bits = (rows + rows / 2).max(2).next_power_of_two().ilog2();
        let mut lines = table.lines();
        let columns: Vec<&str> = lines.next().unwrap_or("").split('\t').skip(1).collect();
        let classes: Vec<String> =
            columns.iter().filter(|c| **c != GATE).map(|c| (*c).to_owned()).collect();
        let places: Vec<usize> = columns
            .iter()
            .map(|c| classes.iter().position(|class| class == c).unwrap_or(MOST))
            .collect();
        let slots = vec![Slot::default(); 1 << bits];
        let mut it = Self { classes, slots, shift: u64::BITS - bits };
        for line in lines {
            let mut fields = line.split('\t');
            let Some(feature) = fields.next() else { continue };
            let mut weights = [0; MOST + 1];
            for (place, field) in places.iter().zip(fields) {
                if let Some(weight) = weights.get_mut(*place) {
                    *weight = field.parse().unwrap_or(0);
                }
            }
            it.insert(feature_hash(feature), weights);
        }
        it
    }

    fn insert(&mut self, hash: u64, weights: [i16; MOST + 1]) {
        let mut at = self.first(hash);
        while self.slots[at].tag != 0 {
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.slots[at] = Slot { tag: tag(hash), weights };
    }

    #[inline]
    fn first(&self, hash: u64) -> usize {
        hash.checked_shr(self.shift).map_or(0, |at| at as usize)
    }

    /// The weights of a feature; zeros where the table has none.
    #[inline]
    fn weights(&self, hash: u64) -> [i16; MOST + 1] {
        let mut at = self.first(hash);
        loop {
            let Some(slot) = self.slots.get(at) else { return [0; MOST + 1] };
            // One branch for hit and miss: which it will be cannot be foreseen. A free slot weighs 0.
            if slot.tag == tag(hash) || slot.tag == 0 {
                return slot.weights;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// What one feature weighs for a class.
    pub(crate) fn weight(&self, hash: u64, class: usize) -> f32 {
        self.weights(hash).get(class).map_or(0.0, |w| f32::from(*w) / 100.0)
    }

    /// `sums` with the weights of features added.
    pub(crate) fn add(&self, features: &[u64], mut sums: Sums) -> Sums {
        for hash in features {
            for (sum, weight) in sums.0.iter_mut().zip(self.weights(*hash)) {
                *sum += i32::from(weight);
            }
        }
        sums
    }

    /// The probability of each class; positions beyond the classes are 0.
    pub(crate) fn probabilities(&self, sums: Sums) -> [f32; MOST] {
        let classes = self.classes.len().min(MOST);
        let sums = sums.0.map(|sum| sum as f32 / 100.0);
        let top = sums[..classes].iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let mut shares = [0.0; MOST];
        for (share, sum) in shares.iter_mut().zip(&sums[..classes]) {
            *share = (sum - top).exp();
        }
        let total: f32 = shares.iter().sum();
        shares.map(|share| share / total)
    }

    /// The probability of each class, given a candidate's features.
    pub(crate) fn judge(&self, features: &Features) -> [f32; MOST] {
        self.probabilities(self.add(&features.hashes, Sums::default()))
    }
}

const fn tag(hash: u64) -> u32 {
    // Never 0, which marks free slots.
    hash as u32 | 1
}

#[cfg(test)]
mod tests {
    use super::super::value::{Value, template};
    use super::*;

    #[test]
    fn weights_decide_and_unknown_features_do_not() {
        let model = Linear::parse("feature\ta\tb\tgate\nx=1\t100\t-100\t250\n");
        let mut f = Features::new(true);
        f.add(template!("x"), Value::known("1"));
        f.add(template!("y"), Value::known("1"));
        let sums = model.add(&f.hashes, Sums::default());
        let p = model.probabilities(sums);
        assert!((p[0] - 0.880_797).abs() < 1e-4 && (p[0] + p[1] - 1.0).abs() < 1e-6);
        assert!((sums.gate() - 2.5).abs() < 1e-6);
    }

    #[test]
    fn an_empty_table_prefers_no_class() {
        let p = Linear::parse("feature\ta\tb").judge(&Features::new(false));
        assert!((p[0] - 0.5).abs() < 1e-6);
    }
}
