//! Sparse vectors.

/// Features with weights, sorted by feature, each once.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Vector(Vec<(u32, f32)>);

impl Vector {
    /// Sorts entries and adds up those of one feature.
    pub(super) fn new(mut entries: Vec<(u32, f32)>) -> Self {
        entries.sort_by_key(|e| e.0);
        entries.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        Self(entries)
    }

    /// The entries in order of feature.
    pub(super) fn entries(&self) -> &[(u32, f32)] {
        &self.0
    }

    /// The weight of a feature; 0 where it is absent.
    pub(super) fn get(&self, feature: u32) -> f32 {
        self.0.binary_search_by_key(&feature, |e| e.0).map_or(0.0, |i| self.0[i].1)
    }

    /// Euclidean length.
    pub(super) fn length(&self) -> f32 {
        self.0.iter().map(|e| f64::from(e.1) * f64::from(e.1)).sum::<f64>().sqrt() as f32
    }

    /// The same direction with this length; a vector of zeros stays.
    #[must_use]
    pub(super) fn scaled_to(self, length: f32) -> Self {
        let now = self.length();
        if now > 0.0 { self.times(length / now) } else { self }
    }

    /// Every weight so many times.
    #[must_use]
    pub(super) fn times(mut self, factor: f32) -> Self {
        for entry in &mut self.0 {
            entry.1 *= factor;
        }
        self
    }

    /// The `k` heaviest entries; the smaller feature of equals.
    #[must_use]
    pub(super) fn heaviest(mut self, k: usize) -> Self {
        if self.0.len() > k {
            self.0.select_nth_unstable_by(k, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            self.0.truncate(k);
            self.0.sort_unstable_by_key(|e| e.0);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_sorted_and_added_up() {
        let vector = Vector::new(vec![(3, 1.0), (1, 2.0), (3, 3.0)]);
        assert_eq!(vector.entries(), [(1, 2.0), (3, 4.0)]);
        assert_eq!((vector.get(3), vector.get(2)), (4.0, 0.0));
        assert_eq!(vector.clone().heaviest(1).entries(), [(3, 4.0)]);
        assert!((vector.scaled_to(1.0).length() - 1.0).abs() < 1e-6);
        assert!(Vector::default().scaled_to(1.0).entries().is_empty());
    }
}
