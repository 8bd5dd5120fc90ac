//! Sizes and versions of one thing: `OverLoCK-T` of `OverLoCK`, `ResNet-50` of `ResNet`,
//! `GPT-4o-mini` of `GPT-4o`.

use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

use regex::Regex;

use super::ResolvedEntity;
use super::decision::{Action, Decision};
use super::spelling::name_key;
use crate::model::Kind;

/// Words that name a size or version, one a line, sorted.
const WORDS: &str = include_str!("data/variants.txt");

/// Pairs of entities of which the first is a size or version of the second, the nearest family
/// that the corpus names; each pair is explained on the first.
pub(super) fn variants(entities: &mut [ResolvedEntity]) -> Vec<(u32, u32)> {
    let mut by_name: BTreeMap<(Kind, String), Vec<u32>> = BTreeMap::new();
    for (i, e) in entities.iter().enumerate() {
        by_name.entry((e.kind, name_key(&e.name))).or_default().push(i as u32);
    }
    let named = |e: &ResolvedEntity| matches!(e.kind, Kind::Method | Kind::Dataset);
    let pairs: Vec<(u32, u32)> = entities
        .iter()
        .enumerate()
        .filter(|(_, e)| named(e))
        .filter_map(|(i, e)| {
            let only = |f| match by_name.get(&(e.kind, name_key(f))).map(Vec::as_slice) {
                Some([f]) if *f != i as u32 && is_name(&entities[*f as usize].name) => Some(*f),
                _ => None,
            };
            Some((i as u32, families(&e.name).find_map(only)?))
        })
        .collect();
    for (variant, family) in &pairs {
        let family = entities[*family as usize].name.clone();
        let entity = &mut entities[*variant as usize];
        entity.decisions.push(Decision {
            action: Action::Variant,
            form: entity.name.clone(),
            reason: format!("\"{}\" is a size or version of \"{family}\"", entity.name),
        });
    }
    pairs
}

/// Whether a family has a name of its own: not "systems" for "System 1".
fn is_name(family: &str) -> bool {
    family.chars().any(char::is_uppercase)
}

/// Whether `name` is `family` followed by a size or version.
pub(super) fn is_variant(name: &str, family: &str) -> bool {
    families(name).any(|f| f == family)
}

/// The shorter names of which `name` may be a size or version, longest first.
pub(super) fn families(name: &str) -> impl Iterator<Item = &str> {
    let letters = |s: &str| s.chars().filter(|c| c.is_alphabetic()).count() >= 2;
    let mut rest = Some(name);
    std::iter::from_fn(move || {
        rest = rest.and_then(without_suffix).filter(|r| letters(r));
        rest
    })
}

/// `name` without its last size or version.
fn without_suffix(name: &str) -> Option<&str> {
    if let Some((rest, last)) = name.rsplit_once(['-', ' ', '_', '/'])
        && is_version(last)
    {
        return Some(rest.trim_end_matches(['-', ' ', '_', '/']));
    }
    let digits = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let letters = digits.chars().filter(|c| c.is_alphabetic()).count();
    (digits.len() < name.len() && digits.ends_with(char::is_alphabetic) && letters > 2)
        .then_some(digits)
}

fn words() -> &'static HashSet<&'static str> {
    static TABLE: OnceLock<HashSet<&str>> = OnceLock::new();
    TABLE.get_or_init(|| WORDS.lines().collect())
}

/// A word of the table, a number, a number of parameters (`7B`, `1.3b`), a version (`v2`, `4o`,
/// `B0`, `L/16`).
fn is_version(word: &str) -> bool {
    static SHAPE: OnceLock<Option<Regex>> = OnceLock::new();
    let shape =
        SHAPE.get_or_init(|| Regex::new(r"^(?i:v?\d+(\.\d+)*[bkmo]?|[a-z]\d{1,3})$").ok()).as_ref();
    words().contains(word.to_lowercase().as_str()) || shape.is_some_and(|s| s.is_match(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_versions_have_their_families() {
        let all = |n| families(n).collect::<Vec<_>>();
        assert_eq!(all("OverLoCK-T"), ["OverLoCK"]);
        assert_eq!(all("ResNet-50"), ["ResNet"]);
        assert_eq!(all("ResNet50"), ["ResNet"]);
        assert_eq!(all("GPT-4o-mini"), ["GPT-4o", "GPT"]);
        assert_eq!(all("LLaMA-2-7B"), ["LLaMA-2", "LLaMA"]);
        assert_eq!(all("ViT-L/16"), ["ViT-L", "ViT"]);
        assert!(all("Conv-LoRA").is_empty());
        assert!(all("F1").is_empty());
        assert!(!is_variant("CIFAR-100", "CIFAR-10"));
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(WORDS.lines().is_sorted());
    }
}
