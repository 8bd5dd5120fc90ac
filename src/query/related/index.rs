//! Finds the papers likest to a vector.

use std::sync::Mutex;

use super::vector::Vector;

/// A question looks at no more postings than this on its way to candidates, the rarest features
/// first, unless it wants a large part of all papers.
const POSTINGS: usize = 1 << 15;
/// At least so many candidates are compared in full.
const POOL: usize = 128;
/// The whole index is read where a question wants one paper in so many, or more.
const EXACT: usize = 16;

/// Vectors by paper and by feature.
#[derive(Debug, Default)]
pub(super) struct Index {
    rows: Sparse,
    postings: Sparse,
    /// Memory of questions that are answered.
    idle: Mutex<Vec<Sums>>,
}

/// What is added up for a question.
#[derive(Debug, Default)]
struct Sums {
    /// For each paper; all 0 between questions.
    by_paper: Vec<f32>,
    /// The papers whose sum is not 0.
    touched: Vec<u32>,
    /// Their sums and numbers, packed so that larger is better.
    packed: Vec<u64>,
}

impl Sums {
    fn add(&mut self, paper: u32, part: f32) {
        let sum = &mut self.by_paper[paper as usize];
        if *sum == 0.0 {
            self.touched.push(paper);
        }
        *sum += part;
    }

    /// The papers with the `pool` largest sums above 0, and those sums; all is 0 again then.
    fn take(&mut self, pool: usize) -> Vec<(f64, u32)> {
        self.packed.clear();
        for paper in self.touched.drain(..) {
            let sum = std::mem::take(&mut self.by_paper[paper as usize]);
            if sum > 0.0 {
                // The bits of positive numbers are in the order of the numbers.
                self.packed.push(u64::from(sum.to_bits()) << 32 | u64::from(!paper));
            }
        }
        if self.packed.len() > pool {
            self.packed.select_nth_unstable_by(pool, |a, b| b.cmp(a));
            self.packed.truncate(pool);
        }
        let unpack = |p: &u64| (f64::from(f32::from_bits((p >> 32) as u32)), !(*p as u32));
        self.packed.iter().map(unpack).collect()
    }
}

impl Clone for Index {
    fn clone(&self) -> Self {
        let (rows, postings) = (self.rows.clone(), self.postings.clone());
        Self { rows, postings, idle: Mutex::default() }
    }
}

/// Lists of numbers with weights, in one array.
#[derive(Debug, Clone, Default)]
struct Sparse {
    starts: Vec<usize>,
    numbers: Vec<u32>,
    weights: Vec<f32>,
}

impl Sparse {
    fn list(&self, at: u32) -> impl ExactSizeIterator<Item = (u32, f32)> {
        let start = self.starts.get(at as usize).copied().unwrap_or(0);
        let end = self.starts.get(at as usize + 1).copied().unwrap_or(start);
        self.numbers[start..end].iter().copied().zip(self.weights[start..end].iter().copied())
    }
}

impl Index {
    /// Indexes papers' vectors over `features` features.
    pub(super) fn new(vectors: &[Vector], features: usize) -> Self {
        let mut rows = Sparse { starts: vec![0], ..Sparse::default() };
        let mut starts = vec![0usize; features + 1];
        for vector in vectors {
            for (feature, weight) in vector.entries() {
                rows.numbers.push(*feature);
                rows.weights.push(*weight);
                starts[*feature as usize + 1] += 1;
            }
            rows.starts.push(rows.numbers.len());
        }
        for at in 0..features {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut postings = Sparse {
            starts,
            numbers: vec![0; rows.numbers.len()],
            weights: vec![0.0; rows.numbers.len()],
        };
        for (paper, vector) in vectors.iter().enumerate() {
            for (feature, weight) in vector.entries() {
                let at = next[*feature as usize];
                postings.numbers[at] = paper as u32;
                postings.weights[at] = *weight;
                next[*feature as usize] += 1;
            }
        }
        Self { rows, postings, idle: Mutex::default() }
    }

    /// Number of papers.
    pub(super) fn papers(&self) -> usize {
        self.rows.starts.len().saturating_sub(1)
    }

    /// A paper's features with weights, in order.
    pub(super) fn row(&self, paper: u32) -> impl ExactSizeIterator<Item = (u32, f32)> {
        self.rows.list(paper)
    }

    /// The `k` papers likest to a vector (more where fewer would be a guess), with their dot
    /// products, likest first; of equals the earlier. Papers that share nothing are left out.
    pub(super) fn likest(&self, vector: &Vector, k: usize) -> Vec<(f64, u32)> {
        let kept = self.idle.lock().ok().and_then(|mut idle| idle.pop());
        let mut sums =
            kept.unwrap_or_else(|| Sums { by_paper: vec![0.0; self.papers()], ..Sums::default() });
        let budget = if k.saturating_mul(EXACT) >= self.papers() { usize::MAX } else { POSTINGS };
        let complete = self.gather(vector, budget, &mut sums);
        let mut found = sums.take(POOL.max(k.saturating_mul(4)));
        if let Ok(mut idle) = self.idle.lock() {
            idle.push(sums);
        }
        if !complete {
            self.compare(vector, &mut found);
        }
        found.sort_by(by_likeness);
        found
    }

    /// Adds up what papers share with a vector, rarest features first; whether all were read.
    fn gather(&self, vector: &Vector, budget: usize, sums: &mut Sums) -> bool {
        let mut order: Vec<(usize, u32, f32)> = vector
            .entries()
            .iter()
            .map(|(feature, weight)| (self.postings.list(*feature).len(), *feature, *weight))
            .collect();
        order.sort_unstable_by_key(|(length, feature, _)| (*length, *feature));
        let mut read = 0;
        for (length, feature, weight) in order {
            read += length;
            if read > budget {
                return false;
            }
            for (paper, theirs) in self.postings.list(feature) {
                sums.add(paper, weight * theirs);
            }
        }
        true
    }

    /// Replaces the papers' sums by their dot products with all of the vector.
    fn compare(&self, vector: &Vector, found: &mut [(f64, u32)]) {
        let weights = Table::new(vector);
        for (score, paper) in found {
            let shared = self.row(*paper).map(|(feature, w)| weights.get(feature) * w);
            *score = shared.map(f64::from).sum();
        }
    }
}

/// The weights of a vector by feature, small enough for the nearest cache: open addressing.
struct Table {
    slots: Vec<(u32, f32)>,
}

/// No feature.
const EMPTY: u32 = u32::MAX;

impl Table {
    fn new(vector: &Vector) -> Self {
        let size = (4 * vector.entries().len()).next_power_of_two().max(4);
        let mut table = Self { slots: vec![(EMPTY, 0.0); size] };
        for entry in vector.entries() {
            let slot = table.slot(entry.0);
            table.slots[slot] = *entry;
        }
        table
    }

    /// The slot of a feature, or the empty one where it would stand.
    fn slot(&self, feature: u32) -> usize {
        let last = self.slots.len() - 1;
        let mut at = feature.wrapping_mul(0x9E37_79B1).rotate_right(16) as usize & last;
        while self.slots[at].0 != feature && self.slots[at].0 != EMPTY {
            at = (at + 1) & last;
        }
        at
    }

    fn get(&self, feature: u32) -> f32 {
        self.slots[self.slot(feature)].1
    }
}

fn by_likeness(a: &(f64, u32), b: &(f64, u32)) -> std::cmp::Ordering {
    b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likest_share_most() {
        let vectors = [
            Vector::new(vec![(0, 1.0), (1, 1.0)]),
            Vector::new(vec![(1, 1.0)]),
            Vector::new(vec![(2, 1.0)]),
        ];
        let index = Index::new(&vectors, 3);
        let found = index.likest(&Vector::new(vec![(0, 2.0), (1, 1.0)]), 10);
        assert_eq!(found, [(3.0, 0), (1.0, 1)]);
        assert_eq!(index.row(1).collect::<Vec<_>>(), [(1, 1.0)]);
        assert!(Index::new(&[], 0).likest(&Vector::default(), 3).is_empty());
    }
}
