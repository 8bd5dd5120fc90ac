//! Short forms and the long forms that they stand for.

use std::sync::OnceLock;

use crate::lexicon::key;

/// Endings of words that do not change what an acronym stands for, one a line, sorted.
const SUFFIXES: &str = include_str!("data/suffixes.txt");

/// The most letters of a short form.
const LETTERS: usize = 10;

/// The most bytes of a long form.
const LONGEST: usize = 200;

/// Words up to this many bytes ("of", "from") need not give a letter.
const FUNCTION_WORD: usize = 4;

/// A word keeps at least this many bytes when its ending goes.
const STEM: usize = 3;

/// A long form: as written, and as compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LongForm {
    /// As written, without words around it that the short form does not stand for.
    pub text: String,
    /// The stems of its words.
    pub stems: Vec<String>,
}

impl LongForm {
    /// A long form of its own.
    pub(super) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), stems: words(text).map(|(_, w)| stem(w)).collect() }
    }

    /// What two spellings of a long form share: "multi-layer perceptrons", "multilayer perceptron".
    pub(super) fn key(&self) -> String {
        self.stems.concat()
    }

    /// Whether two long forms differ only in how far their words are cut: "generative adversarial
    /// net", "generative adversarial network".
    pub(super) fn is_cut_of(&self, other: &Self) -> bool {
        let cut =
            |a: &str, b: &str| a.len().min(b.len()) >= 3 && (a.starts_with(b) || b.starts_with(a));
        self.stems.len() == other.stems.len()
            && self.stems.len() > 1
            && self.stems.iter().zip(&other.stems).all(|(a, b)| a == b || cut(a, b))
    }
}

/// The part of `long` that `short` abbreviates, or `None`.
///
/// In the spirit of Schwartz and Hearst (2003, "A simple algorithm for identifying abbreviation
/// definitions in biomedical text"): the letters of the short form stand in order in the long form,
/// the first at the start of its first word. Here every word of the part must give its beginning,
/// but for a third of the letters; no hyphenated word is cut, and words around the part are left off, so that "deep
/// reinforcement learning (RL) agents" yields "reinforcement learning".
pub(super) fn expansion<'a>(short: &str, long: &'a str) -> Option<&'a str> {
    if !is_short(short) || long.len() <= short.len() + 2 || long.len() > LONGEST {
        return None;
    }
    let bare = short.strip_suffix('s').filter(|s| s.ends_with(char::is_uppercase)).unwrap_or(short);
    let letters: Vec<char> = key(bare).chars().collect();
    let head = &long[..long.find(" (").unwrap_or(long.len())];
    let words: Vec<(usize, String)> =
        words(head).map(|(at, w)| (at, w.to_lowercase())).take(2 * LETTERS).collect();
    let (first, end) = (1..=words.len()).rev().find_map(|end| {
        let cost = |first: usize| Some((align(&letters, &words[first..end])?, end - first, first));
        let (last, word) = words.get(end - 1)?;
        if head.get(last + word.len()..).is_some_and(|rest| rest.starts_with('-')) {
            return None;
        }
        let (.., first) = (0..end).filter_map(cost).min()?;
        Some((first, end))
    })?;
    let start = words.get(with_prefix(head, &words, first))?.0;
    let (last, word) = words.get(end - 1)?;
    let part = head.get(start..last + word.len())?;
    let itself = part.contains(bare) || (letters.len() > 3 && key(part).contains(&key(bare)));
    (!itself).then_some(part)
}

/// The first word of the part that starts at word `first`: the word before it, where a hyphen joins
/// the two and they begin alike ("multi-modal").
fn with_prefix(text: &str, words: &[(usize, String)], first: usize) -> usize {
    let before = first.checked_sub(1).and_then(|i| words.get(i));
    let (Some((_, before)), Some((at, word))) = (before, words.get(first)) else { return first };
    let joined = text.get(..*at).is_some_and(|t| t.ends_with('-'));
    if joined && before.chars().next() == word.chars().next() { first - 1 } else { first }
}

/// How loosely the words spell out the letters: 0 where each letter begins a word or goes on with
/// the beginning of one; `None` where more than a third of the letters do not (one letter, for a
/// single word such as "autoencoder").
fn align(letters: &[char], words: &[(usize, String)]) -> Option<usize> {
    let single = usize::from(words.len() == 1);
    spell(letters, words, (letters.len() / 3).max(single))
}

fn spell(letters: &[char], words: &[(usize, String)], slack: usize) -> Option<usize> {
    let Some(((_, word), rest)) = words.split_first() else {
        return letters.is_empty().then_some(0);
    };
    let first = *letters.first()?;
    if !word.starts_with(first) {
        return None;
    }
    let mut best: Option<usize> = None;
    let mut cost = 0;
    let mut unread = word.chars().skip(1);
    for taken in 1..=letters.len() {
        if taken > 1 {
            let Some(skipped) = unread.position(|c| c == letters[taken - 1]) else { break };
            cost += usize::from(skipped > 0);
        }
        if cost > slack {
            break;
        }
        let rest_cost = after_word(&letters[taken..], rest, slack - cost);
        best = smaller(best, rest_cost.map(|c| c + cost));
    }
    best
}

/// [`spell`] from the next word that may give a letter: short words can be left out at no cost.
fn after_word(letters: &[char], words: &[(usize, String)], slack: usize) -> Option<usize> {
    if words.is_empty() || letters.is_empty() {
        return (words.is_empty() && letters.is_empty()).then_some(0);
    }
    let mut best = spell(letters, words, slack);
    let mut cost = 0;
    for skipped in 0..words.len() - 1 {
        cost += usize::from(words[skipped].1.len() > FUNCTION_WORD);
        if cost > slack {
            break;
        }
        let rest = spell(letters, &words[skipped + 1..], slack - cost);
        best = smaller(best, rest.map(|c| c + cost));
    }
    best
}

/// The smaller of two costs, where there is one.
fn smaller(a: Option<usize>, b: Option<usize>) -> Option<usize> {
    a.into_iter().chain(b).min()
}

/// Whether a form can be an abbreviation: one word of at most [`LETTERS`] letters with a capital.
pub(super) fn is_short(form: &str) -> bool {
    let letters = form.chars().filter(|c| c.is_alphanumeric()).count();
    (2..=LETTERS).contains(&letters)
        && !form.contains(char::is_whitespace)
        && form.chars().any(char::is_uppercase)
}

/// The words of a form with their byte offsets.
fn words(form: &str) -> impl Iterator<Item = (usize, &str)> {
    form.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(move |w| (w.as_ptr() as usize - form.as_ptr() as usize, w))
}

/// The known endings whose last letter is this one.
fn suffixes(last: u8) -> &'static [&'static str] {
    static BY_LAST: OnceLock<[Vec<&str>; 26]> = OnceLock::new();
    let table = BY_LAST.get_or_init(|| {
        let mut table: [Vec<&str>; 26] = Default::default();
        for suffix in SUFFIXES.lines() {
            let at = suffix.bytes().next_back().and_then(letter);
            if let Some(list) = at.and_then(|at| table.get_mut(at)) {
                list.push(suffix);
            }
        }
        table
    });
    letter(last).map_or(&[], |at| &table[at])
}

/// The place of a lower-case letter in the alphabet.
fn letter(byte: u8) -> Option<usize> {
    byte.is_ascii_lowercase().then(|| usize::from(byte - b'a'))
}

/// A word in lower case without its longest known ending.
pub(crate) fn stem(word: &str) -> String {
    let mut out = word.to_lowercase();
    if out.len() > STEM && out.ends_with('s') && !out.ends_with("ss") {
        out.pop();
    }
    let last = out.bytes().next_back().unwrap_or_default();
    let keep = suffixes(last)
        .iter()
        .filter_map(|s| out.strip_suffix(s))
        .map(str::len)
        .filter(|kept| *kept >= STEM)
        .min();
    out.truncate(keep.unwrap_or(out.len()));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_form_finds_its_words() {
        for (short, long, want) in [
            ("SAM", "Segment Anything Model", Some("Segment Anything Model")),
            ("SAM", "sharpness-aware minimization", Some("sharpness-aware minimization")),
            ("RL", "deep reinforcement learning", Some("reinforcement learning")),
            ("RL", "reinforcement learning (RL) techniques", Some("reinforcement learning")),
            ("LLMs", "large language models", Some("large language models")),
            (
                "MLLMs",
                "Multi-modal Large Language Models",
                Some("Multi-modal Large Language Models"),
            ),
            ("SSL", "semi-supervised learning methods", Some("semi-supervised learning")),
            ("PPO", "policy optimization", None),
            ("GD", "gradient-based training", None),
            ("U-Net", "U-Net segmentation model", None),
            (
                "GradCAM",
                "gradient-weighted class activation mapping",
                Some("gradient-weighted class activation mapping"),
            ),
            (
                "BERT",
                "Bidirectional Encoder Representations from Transformers",
                Some("Bidirectional Encoder Representations from Transformers"),
            ),
            ("LLMs", "base LLMs", None),
            ("EM", "emergent misalignment", Some("emergent misalignment")),
            ("AR", "autoregressive models", Some("autoregressive")),
            ("ViT", "Vision Transformer", Some("Vision Transformer")),
            ("LoRA", "low-rank adaptation", Some("low-rank adaptation")),
            ("BERT", "BERT baseline classifier", None),
            ("AMR", "AMR graph", None),
            ("CNN", "recurrent network", None),
            ("ImageNet", "large image collection", None),
        ] {
            assert_eq!(expansion(short, long), want, "{short} of {long}");
        }
    }

    #[test]
    fn long_forms_meet_in_their_stems() {
        let same = |a: &str, b: &str| {
            let (a, b) = (LongForm::new(a), LongForm::new(b));
            a.key() == b.key() || a.is_cut_of(&b)
        };
        assert!(same("sharpness-aware minimization", "Sharpness Aware Minimizer"));
        assert!(same("multi-layer perceptrons", "multilayer perceptron"));
        assert!(same("class activation maps", "classification activation map"));
        assert!(same("Generative Adversarial Nets", "generative adversarial network"));
        assert!(!same("multimodal large language model", "multilingual large language model"));
        assert!(!same("Segment Anything Model", "sharpness-aware minimization"));
        assert!(!same("augmented reality", "autoregressive"));
    }

    #[test]
    fn suffixes_are_sorted() {
        assert!(SUFFIXES.lines().is_sorted());
        assert!(SUFFIXES.lines().all(|s| !s.is_empty()));
    }
}
