//! What speaks for and against a candidate: named features, as hashes and, on request, as text.
//!
//! [`Scene`] holds what is known of a document before its candidates are judged; each other file
//! asks one question of a candidate: [`form`] how the name itself looks, [`knowledge`] what the
//! tables know of it, [`context`] which words stand around it, [`lists`] which names stand beside
//! it, [`heads`] what the text calls it, [`place`] where it stands. To add a question: one function
//! that adds to [`Features`], one line in [`of_name`] or
//! [`of_places`].

mod context;
mod form;
mod heads;
mod knowledge;
mod lists;
mod place;
mod scene;

pub(crate) use scene::Scene;

use super::candidates::Group;
use super::value::{Template, Value, template};

/// The features of one candidate.
#[derive(Debug, Clone, Default)]
pub(crate) struct Features {
    pub(crate) hashes: Vec<u64>,
    /// The same features as text, in the same order, where asked for.
    pub(crate) names: Option<Vec<String>>,
    /// Open addressing over `hashes`, so that a feature counts once: part of the hash, and the round
    /// that wrote it.
    seen: Vec<u64>,
    /// Number of this candidate among those that these features were used for.
    round: u32,
    /// Whether a feature may come twice.
    repeats: bool,
}

/// Slots of [`Features::seen`]: a power of two well above the features of nearly every candidate.
const SLOTS: usize = 1024;

impl Features {
    pub(crate) fn new(named: bool) -> Self {
        Self {
            hashes: Vec::with_capacity(256),
            names: named.then(Vec::new),
            seen: vec![0; SLOTS],
            ..Self::default()
        }
    }

    /// Empties the list for a candidate, whose features may repeat or not.
    fn start(&mut self, repeats: bool) {
        self.hashes.clear();
        if let Some(names) = &mut self.names {
            names.clear();
        }
        self.round += 1;
        self.repeats = repeats;
    }

    /// `template=value`.
    #[inline]
    pub(crate) fn add(&mut self, template: Template, value: Value<'_>) {
        self.push(template.one(value), || {
            format!("{}={}", template.name, value.text.to_lowercase())
        });
    }

    /// `template=a b`.
    #[inline]
    pub(crate) fn add2(&mut self, template: Template, a: Value<'_>, b: Value<'_>) {
        self.push(template.two(a, b), || {
            format!("{}={} {}", template.name, a.text.to_lowercase(), b.text.to_lowercase())
        });
    }

    /// `template=n`, counted exactly up to 4, then in powers of two.
    pub(crate) fn count(&mut self, template: Template, n: usize) {
        let bucket = if n <= 4 { n } else { n.next_power_of_two().ilog2() as usize + 2 };
        self.add(template, COUNTS[bucket.min(COUNTS.len() - 1)]);
    }

    #[inline]
    fn push(&mut self, hash: u64, name: impl FnOnce() -> String) {
        if self.repeats && !self.fresh(hash) {
            return;
        }
        self.hashes.push(hash);
        if let Some(names) = &mut self.names {
            names.push(name());
        }
    }

    /// Whether a hash was not pushed before.
    fn fresh(&mut self, hash: u64) -> bool {
        // A crowded table would probe for long; so many features are rare enough to search.
        if self.hashes.len() > SLOTS / 2 {
            return !self.hashes.contains(&hash);
        }
        let entry = hash << 32 | u64::from(self.round);
        let mut slot = (hash >> 32) as usize % SLOTS;
        while self.seen[slot] as u32 == self.round {
            if self.seen[slot] == entry {
                return false;
            }
            slot = (slot + 1) % SLOTS;
        }
        self.seen[slot] = entry;
        true
    }
}

/// 0 to 4, then 8, 16, 32, 64 and more.
const COUNTS: [Value<'static>; 9] = [
    Value::known("0"),
    Value::known("1"),
    Value::known("2"),
    Value::known("3"),
    Value::known("4"),
    Value::known("8"),
    Value::known("16"),
    Value::known("32"),
    Value::known("64"),
];

const YES: Value<'static> = Value::known("yes");
const NO: Value<'static> = Value::known("no");
const NONE: Value<'static> = Value::known("none");

/// Gathers the features of a name by itself, in place of those of the last candidate.
pub(crate) fn of_name(scene: &Scene<'_>, group: &Group, f: &mut Features) {
    f.start(group.spans.len() > 1);
    f.add(template!("bias"), Value::known(""));
    form::add(scene, group, f);
    knowledge::add(scene, group, f);
}

/// Adds the features of the places where it stands.
pub(crate) fn of_places(scene: &Scene<'_>, group: &Group, f: &mut Features) {
    for (i, found) in group.spans.iter().enumerate() {
        let (first, last) = context::reach(scene, group, i);
        context::add(scene, first, last, f);
        heads::around(scene, first, last, f);
        lists::add(scene, first, last, f);
        place::add(scene, found, f);
    }
    place::counts(scene, group, f);
    heads::title(scene, group, f);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_counts_once_a_candidate() {
        let mut f = Features::new(true);
        for _ in 0..2 {
            f.start(true);
            f.add(template!("x"), YES);
            f.add(template!("x"), YES);
            f.count(template!("n"), 5);
            assert_eq!(f.names.as_deref(), Some(&["x=yes".to_owned(), "n=8".to_owned()][..]));
        }
    }
}
