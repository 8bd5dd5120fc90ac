//! What the tables know of a name: the lexicon, and how it behaves in the literature.

use super::{Features, NONE, Scene};
use crate::extract::candidates::{Found, Group};
use crate::extract::key_hash::KeyHash;
use crate::extract::value::{Value, template};
use crate::model::Kind;

pub(super) fn add(scene: &Scene<'_>, group: &Group, f: &mut Features) {
    lexicon(scene, group, f);
    behaviour(scene, group.lead().key, f);
    words(scene, group.lead(), f);
}

/// The name of a kind as a feature value.
pub(super) const fn kind_value(kind: Kind) -> Value<'static> {
    Value::known(kind.name())
}

fn lexicon(scene: &Scene<'_>, group: &Group, f: &mut Features) {
    let vocabulary = scene.text.vocabulary;
    let mut any = false;
    let mut last = None;
    for found in &group.spans {
        if last == Some(found.exact) {
            continue;
        }
        last = Some(found.exact);
        let facts = vocabulary.facts(found.exact);
        let stem = || if found.key == found.exact { None } else { vocabulary.known(found.key) };
        if let Some(known) = facts.known.or_else(stem) {
            any = true;
            for (kind, flags) in &known.kinds {
                let kind = kind_value(*kind);
                f.add(template!("lexicon"), kind);
                if flags.common {
                    f.add(template!("lexicon_common"), kind);
                }
                if flags.generic {
                    f.add(template!("lexicon_generic"), kind);
                }
                if !flags.common && !flags.generic && known.kinds.len() == 1 {
                    f.add(template!("lexicon_sure"), kind);
                }
            }
        }
        if let Some(class) = facts.not_name {
            f.add(template!("not_name"), class);
        }
    }
    if !any {
        f.add(template!("lexicon"), NONE);
        parts(scene, group.lead().surface(scene.doc), f);
    }
}

/// What the lexicon knows of a name's parts: `ConvNeXt` in `ConvNeXt-B`, `KITTI` in `KITTI08`.
fn parts(scene: &Scene<'_>, surface: &str, f: &mut Features) {
    let vocabulary = scene.text.vocabulary;
    let cuts = surface.char_indices().rev().filter(|(i, c)| {
        *i > 2
            && (matches!(c, '-' | ' ' | '_' | '/')
                || c.is_ascii_digit() && !surface[..*i].ends_with(|p: char| p.is_ascii_digit()))
    });
    let stem = cuts
        .filter_map(|(cut, _)| vocabulary.known(KeyHash::of(&surface[..cut])))
        .find(|known| !known.generic());
    for (kind, _) in stem.map_or(&[][..], |known| &known.kinds) {
        f.add(template!("stem"), kind_value(*kind));
    }
    let Some(cut) = surface.find(['-', ' ']) else { return };
    let rest = &surface[cut + 1..];
    if rest.len() <= 2 {
        return;
    }
    let tail = vocabulary.known(KeyHash::of(rest));
    for (kind, flags) in tail.map_or(&[][..], |known| &known.kinds) {
        let breadth =
            if flags.generic { Value::known("generic") } else { Value::known("specific") };
        f.add2(template!("tail"), kind_value(*kind), breadth);
    }
}

/// How the name behaves in the literature.
fn behaviour(scene: &Scene<'_>, name: KeyHash, f: &mut Features) {
    let vocabulary = scene.text.vocabulary;
    let Some(row) = vocabulary.facts(name).behaviour else {
        f.add(template!("elsewhere_papers"), NONE);
        return;
    };
    let size = (u32::BITS - row.papers.leading_zeros()) as usize;
    f.add(template!("elsewhere_papers"), PAPERS[size.min(PAPERS.len() - 1)]);
    for (attribute, level) in vocabulary.attributes.iter().zip(row.levels) {
        if *level != b'0' {
            f.add2(template!("elsewhere"), *attribute, level_value(*level));
        }
    }
}

/// How its words behave in the literature.
fn words(scene: &Scene<'_>, lead: &Found, f: &mut Features) {
    let (first, last) = (lead.first as usize, lead.last as usize);
    let in_table = scene.text.words[first..last].iter().filter(|w| w.capital > 0);
    let lowest = in_table.map(|w| w.capital - 1).min();
    f.add(template!("capital"), lowest.map_or(NONE, |l| LEVELS[usize::from(l).min(9)]));
    f.add(template!("first_class"), scene.kin(first));
    f.add(template!("last_class"), scene.kin(last - 1));
}

/// A digit of a table's levels.
fn level_value(digit: u8) -> Value<'static> {
    LEVELS[usize::from(digit.saturating_sub(b'0')).min(9)]
}

const LEVELS: [Value<'static>; 10] = [
    Value::known("0"),
    Value::known("1"),
    Value::known("2"),
    Value::known("3"),
    Value::known("4"),
    Value::known("5"),
    Value::known("6"),
    Value::known("7"),
    Value::known("8"),
    Value::known("9"),
];

const PAPERS: [Value<'static>; 11] = [
    Value::known("0"),
    Value::known("1"),
    Value::known("2"),
    Value::known("4"),
    Value::known("8"),
    Value::known("16"),
    Value::known("32"),
    Value::known("64"),
    Value::known("128"),
    Value::known("256"),
    Value::known("512"),
];
