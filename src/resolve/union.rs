//! Sets that grow together, except where that would undo a split.

use std::collections::BTreeSet;

/// Union-find in which some elements must never meet.
#[derive(Debug, Clone)]
pub(super) struct Union {
    parent: Vec<u32>,
    /// For each root, the names whose senses it holds: two elements with a name in common are two
    /// senses of it.
    senses: Vec<BTreeSet<u32>>,
}

impl Union {
    /// `n` elements, each alone.
    pub(super) fn new(n: usize) -> Self {
        Self { parent: (0..n as u32).collect(), senses: vec![BTreeSet::new(); n] }
    }

    /// Says that `element` is one of several senses of `name`.
    pub(super) fn set_sense(&mut self, element: u32, name: u32) {
        let root = self.root(element);
        self.senses[root as usize].insert(name);
    }

    /// Says that `element`, and what it is one with, is no longer one of several senses of `name`.
    pub(super) fn forget_sense(&mut self, element: u32, name: u32) {
        let root = self.root(element);
        self.senses[root as usize].remove(&name);
    }

    /// The representative of an element's set: its smallest element.
    pub(super) fn root(&mut self, element: u32) -> u32 {
        let mut at = element;
        while self.parent[at as usize] != at {
            let up = self.parent[self.parent[at as usize] as usize];
            self.parent[at as usize] = up;
            at = up;
        }
        at
    }

    /// Joins two sets; `false` where they are one already, or hold two senses of one name.
    pub(super) fn join(&mut self, a: u32, b: u32) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        if a == b || !self.senses[a as usize].is_disjoint(&self.senses[b as usize]) {
            return false;
        }
        let (root, other) = (a.min(b), a.max(b));
        let moved = std::mem::take(&mut self.senses[other as usize]);
        self.senses[root as usize].extend(moved);
        self.parent[other as usize] = root;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_senses_of_a_name_never_meet() {
        let mut union = Union::new(4);
        union.set_sense(0, 7);
        union.set_sense(1, 7);
        assert!(union.join(0, 2));
        assert!(union.join(1, 3));
        assert!(!union.join(2, 3));
        assert_ne!(union.root(0), union.root(1));
        assert!(!union.join(0, 2), "joined already");
        union.forget_sense(2, 7);
        assert!(union.join(2, 3), "one sense is left");
    }
}
