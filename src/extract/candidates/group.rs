//! Joins the spans of a paper that name one thing.

use std::collections::HashMap;

use super::{Finds, Found};
use crate::extract::vocabulary::KeyHash;
use crate::text::Document;

/// The spans that name one thing, by spelling key and by abbreviation.
#[derive(Debug, Clone, Default)]
pub(crate) struct Group {
    /// Key of the short form where there is one, else of the most frequent form.
    pub(crate) key: Option<KeyHash>,
    /// Keys of every form.
    pub(crate) keys: Vec<KeyHash>,
    /// Spans in text order, the strongest rule first where several found the same one.
    pub(crate) spans: Vec<Found>,
    /// Index in `spans` of the short form and of the long form that define each other.
    pub(crate) pair: Option<(u32, u32)>,
}

/// The key under which a surface is grouped: plural aside.
pub(crate) fn group_key(surface: &str) -> KeyHash {
    let stem = surface
        .strip_suffix("'s")
        .or_else(|| surface.strip_suffix("es").filter(|s| s.ends_with("ss")))
        .or_else(|| {
            surface.strip_suffix('s').filter(|s| s.len() > 2 && !s.ends_with(['s', 'u', 'i']))
        })
        .unwrap_or(surface);
    KeyHash::of(stem)
}

pub(crate) fn join(doc: &Document, finds: Finds) -> Vec<Group> {
    let mut by_key: HashMap<KeyHash, usize> = HashMap::with_capacity(finds.spans.len());
    let mut groups: Vec<Group> = Vec::new();
    for pair in finds.pairs {
        let (short, long) = (group_key(pair.short.surface(doc)), group_key(pair.long.surface(doc)));
        let at = by_key.get(&short).or_else(|| by_key.get(&long)).copied().unwrap_or_else(|| {
            groups.push(Group::default());
            groups.len() - 1
        });
        let group = &mut groups[at];
        group.key.get_or_insert(short);
        for key in [short, long] {
            by_key.entry(key).or_insert(at);
            if !group.keys.contains(&key) {
                group.keys.push(key);
            }
        }
        if group.pair.is_none() {
            group.pair = Some((group.spans.len() as u32, group.spans.len() as u32 + 1));
        }
        group.spans.push(pair.short);
        group.spans.push(pair.long);
    }
    for found in finds.spans {
        let key = group_key(found.surface(doc));
        let at = *by_key.entry(key).or_insert_with(|| {
            groups.push(Group { key: Some(key), keys: vec![key], ..Group::default() });
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
    group.spans.dedup_by_key(|f| (f.start, f.end, f.name.clone()));
    group.pair = pair.and_then(|(s, l)| {
        let find = |want: (u32, u32)| {
            group.spans.iter().position(|f| (f.start, f.end) == want).map(|i| i as u32)
        };
        Some((find(s)?, find(l)?))
    });
}

impl Group {
    /// The span whose surface is the name: the short form, else the most frequent surface, the
    /// first of them where several are as frequent.
    pub(crate) fn lead(&self) -> &Found {
        if let Some((short, _)) = self.pair {
            return &self.spans[short as usize];
        }
        &self.spans[0]
    }
}
