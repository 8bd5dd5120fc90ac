//! Ids of which none is given twice.

use std::hash::{DefaultHasher, Hash, Hasher};

use rustc_hash::FxHashMap;

/// Ids given so far, by hash: a false alarm costs a needless suffix, no more.
#[derive(Debug, Default)]
pub(super) struct Unique {
    taken: FxHashMap<u64, u32>,
}

impl Unique {
    /// None given yet, of so many that will be.
    pub(super) fn with_room(count: usize) -> Self {
        let mut taken = FxHashMap::default();
        taken.reserve(count);
        Self { taken }
    }

    /// Gives the wanted id or, where that is taken, the one that is returned: with `-2`, `-3`….
    pub(super) fn other_than(&mut self, wanted: &str) -> Option<String> {
        let first = hash(wanted);
        let mut id = None;
        let mut place = first;
        while self.taken.contains_key(&place) {
            let next = self.taken.entry(first).or_insert(1);
            *next += 1;
            let other = format!("{wanted}-{next}");
            place = hash(&other);
            id = Some(other);
        }
        self.taken.insert(place, 1);
        id
    }

    /// Whether an id is given.
    pub(super) fn has(&self, id: &str) -> bool {
        self.taken.contains_key(&hash(id))
    }
}

fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_stay_readable_when_they_collide() {
        let mut ids = Unique::default();
        assert_eq!(ids.other_than("a-title"), None);
        assert_eq!(ids.other_than("a-title").unwrap(), "a-title-2");
        assert_eq!(ids.other_than("a-title-3"), None);
        assert_eq!(ids.other_than("a-title").unwrap(), "a-title-4");
        assert!(ids.has("a-title-4") && !ids.has("a-title-5"));
    }
}
