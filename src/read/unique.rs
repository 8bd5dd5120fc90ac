//! Ids of which none is given twice.

use std::hash::{DefaultHasher, Hash, Hasher};

use rustc_hash::FxHashMap;

/// Ids given so far, by hash: a false alarm costs a needless suffix, no more.
#[derive(Debug, Default)]
pub(super) struct Unique {
    taken: FxHashMap<u64, u32>,
}

impl Unique {
    /// The wanted id, with `-2`, `-3`… where that is taken.
    pub(super) fn give(&mut self, wanted: &str) -> String {
        let first = hash(wanted);
        let mut id = wanted.to_owned();
        let mut place = first;
        while self.taken.contains_key(&place) {
            let next = self.taken.entry(first).or_insert(1);
            *next += 1;
            id = format!("{wanted}-{next}");
            place = hash(&id);
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
        assert_eq!(ids.give("a-title"), "a-title");
        assert_eq!(ids.give("a-title"), "a-title-2");
        assert_eq!(ids.give("a-title-3"), "a-title-3");
        assert_eq!(ids.give("a-title"), "a-title-4");
        assert!(ids.has("a-title-4") && !ids.has("a-title-5"));
    }
}
