//! When two surface forms are one name, spelling aside.

use std::sync::OnceLock;

use crate::lexicon::key;
use crate::model::Kind;

/// Head nouns that add nothing to a name ("the KITTI dataset"), by kind: one pair a line, sorted.
const HEADS: &str = include_str!("data/heads.tsv");

/// The key under which names meet: [`key()`] of the singular without a possessive.
///
/// ```text
/// "LLMs", "LLM's" → llm        "Neural networks" → neuralnetwork        "FACTS" → facts
/// ```
pub(crate) fn name_key(surface: &str) -> String {
    let bare = surface.trim().trim_end_matches("'s").trim_end_matches("’s");
    let mut folded = key(bare);
    let last = bare.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    for _ in 0..plural_ending(last) {
        folded.pop();
    }
    let common = last.len() > 4 && last.chars().all(char::is_lowercase);
    if common && folded.ends_with('y') {
        folded.pop();
        folded.push('i');
    } else if common && folded.ends_with("ie") {
        folded.pop();
    }
    if folded.is_empty() { key(surface) } else { folded }
}

/// How many letters at the end of a word are its plural ending, of which `ies` counts for two:
/// `y` and `ie` meet in `i`.
fn plural_ending(word: &str) -> usize {
    let Some(stem) = word.strip_suffix('s') else { return 0 };
    let Some(before) = stem.chars().next_back() else { return 0 };
    if before.is_uppercase() || before.is_ascii_digit() {
        return usize::from(stem.len() >= 2);
    }
    if stem.len() < 3 || before == 's' || !before.is_lowercase() {
        return 0;
    }
    let sibilant = ["sses", "xes", "ches", "shes", "ies"].iter().any(|end| word.ends_with(end));
    if sibilant { 2 } else { 1 }
}

/// The name without an article in front and a head noun of its kind behind, where something with
/// a capital or a digit is left: "the KITTI dataset" → "KITTI".
pub(super) fn without_head(kind: Kind, surface: &str) -> Option<&str> {
    let bare = surface.strip_prefix("the ").or_else(|| surface.strip_prefix("The "));
    let bare = bare.unwrap_or(surface).trim();
    let trimmed = heads()
        .iter()
        .filter(|(k, _)| *k == kind)
        .filter_map(|(_, head)| strip_word(bare, head))
        .min_by_key(|rest| rest.len())
        .unwrap_or(bare);
    let named = trimmed.chars().any(|c| c.is_uppercase() || c.is_ascii_digit());
    (trimmed.len() < surface.len() && named).then_some(trimmed)
}

/// `text` without `word` (singular or plural, any letter case) at its end.
fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let singular = text.strip_suffix('s').unwrap_or(text);
    [text, singular].into_iter().find_map(|t| {
        let at = t.len().checked_sub(word.len())?;
        let (rest, end) = (t.get(..at)?, t.get(at..)?);
        let whole = rest.ends_with([' ', '-']) && end.eq_ignore_ascii_case(word);
        whole.then(|| rest.trim_end_matches([' ', '-']))
    })
}

fn heads() -> &'static [(Kind, &'static str)] {
    static TABLE: OnceLock<Vec<(Kind, &'static str)>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let row = |line: &'static str| {
            let (kind, head) = line.split_once('\t')?;
            Some((Kind::from_name(kind)?, head))
        };
        HEADS.lines().filter_map(row).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_plurals_and_possessives_meet() {
        for (a, b) in [
            ("CIFAR10", "CIFAR-10"),
            ("TinyImageNet", "Tiny ImageNet"),
            ("LLMs", "LLM"),
            ("GPT-4's", "GPT-4"),
            ("Neural Networks", "neural network"),
            ("policies", "policy"),
            ("movies", "movie"),
            ("losses", "loss"),
            ("3DMMs", "3DMM"),
        ] {
            assert_eq!(name_key(a), name_key(b), "{a} and {b}");
        }
    }

    #[test]
    fn different_names_keep_apart() {
        for (a, b) in
            [("CIFAR-10", "CIFAR-100"), ("FACTS", "FACT"), ("RefCOCO+", "RefCOCO"), ("loss", "los")]
        {
            assert_ne!(name_key(a), name_key(b), "{a} and {b}");
        }
    }

    #[test]
    fn head_nouns_go_where_a_name_is_left() {
        assert_eq!(without_head(Kind::Dataset, "the KITTI dataset"), Some("KITTI"));
        assert_eq!(without_head(Kind::Dataset, "GLUE Benchmarks"), Some("GLUE"));
        assert_eq!(without_head(Kind::Method, "diffusion model"), None);
        assert_eq!(without_head(Kind::Dataset, "KITTI"), None);
    }

    #[test]
    fn the_table_of_heads_is_sorted_and_well_formed() {
        assert_eq!(heads().len(), HEADS.lines().count());
        assert!(HEADS.lines().is_sorted());
    }
}
