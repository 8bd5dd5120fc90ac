//! Joins the spans of a paper that name one thing.

use smallvec::SmallVec;

use super::{Finds, Found};
use crate::extract::key_hash::KeyHash;
use crate::lexicon::hash::HashedMap;
use crate::text::Document;

/// The spans that name one thing, by spelling key and by abbreviation.
#[derive(Debug, Clone, Default)]
pub(crate) struct Group {
    /// Spans in text order, the strongest rule first where several found the same one.
    pub(crate) spans: SmallVec<[Found; 1]>,
    /// Index in `spans` of the short form and of the long form that define each other.
    pub(crate) pair: Option<(u32, u32)>,
}

/// The key under which a surface is grouped: plural aside.
pub(crate) fn group_key(surface: &str) -> KeyHash {
    KeyHash::of(singular(surface))
}

/// The key of a surface, and the one under which it is grouped.
fn keys(surface: &str) -> (KeyHash, KeyHash) {
    let (stem, exact) = (singular(surface), KeyHash::of(surface));
    (exact, if stem.len() == surface.len() { exact } else { KeyHash::of(stem) })
}

/// A surface without possessive or plural ending.
fn singular(surface: &str) -> &str {
    surface
        .strip_suffix("'s")
        .or_else(|| surface.strip_suffix("es").filter(|s| s.ends_with("ss")))
        .or_else(|| {
            surface.strip_suffix('s').filter(|s| s.len() > 2 && !s.ends_with(['s', 'u', 'i']))
        })
        .unwrap_or(surface)
}

/// Joins finds into groups and gives every span its keys.
pub(crate) fn join(doc: &Document, mut finds: Finds) -> Vec<Group> {
    for found in
        finds.pairs.iter_mut().flat_map(|p| [&mut p.short, &mut p.long]).chain(&mut finds.spans)
    {
        (found.exact, found.key) = keys(found.surface(doc));
    }
    let mut by_key: HashedMap<usize> = HashedMap::default();
    by_key.reserve(finds.spans.len());
    let mut groups: Vec<Group> = Vec::with_capacity(finds.spans.len());
    for pair in finds.pairs {
        let (short, long) = (pair.short.key, pair.long.key);
        let known = by_key.get(&short.get()).or_else(|| by_key.get(&long.get()));
        let at = known.copied().unwrap_or_else(|| {
            groups.push(Group::default());
            groups.len() - 1
        });
        for key in [short, long] {
            by_key.entry(key.get()).or_insert(at);
        }
        let group = &mut groups[at];
        if group.pair.is_none() {
            group.pair = Some((group.spans.len() as u32, group.spans.len() as u32 + 1));
        }
        group.spans.push(pair.short);
        group.spans.push(pair.long);
    }
    for found in finds.spans {
        let at = *by_key.entry(found.key.get()).or_insert_with(|| {
            groups.push(Group::default());
            groups.len() - 1
        });
        groups[at].spans.push(found);
    }
    for group in &mut groups {
        settle(group);
    }
    groups
}

/// Sorts the spans and keeps one where several rules found the same.
fn settle(group: &mut Group) {
    let pair = group.pair.map(|(s, l)| {
        let at = |i: u32| (group.spans[i as usize].start, group.spans[i as usize].end);
        (at(s), at(l))
    });
    group.spans.sort_by_key(|f| (f.start, f.end, f.rule));
    group.spans.dedup_by(|later, kept| {
        let same = (later.start, later.end) == (kept.start, kept.end) && later.name == kept.name;
        if same {
            kept.rules = kept.rules.and(later.rules);
        }
        same
    });
    group.pair = pair.and_then(|(s, l)| {
        let find = |want: (u32, u32)| {
            group.spans.iter().position(|f| (f.start, f.end) == want).map(|i| i as u32)
        };
        Some((find(s)?, find(l)?))
    });
}

impl Group {
    /// The span whose surface is the name: the short form, else the first.
    pub(crate) fn lead(&self) -> &Found {
        if let Some((short, _)) = self.pair {
            return &self.spans[short as usize];
        }
        &self.spans[0]
    }
}
