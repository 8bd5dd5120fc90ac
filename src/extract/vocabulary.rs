//! The lexicon and the word lists, arranged for lookup by hash.

use crate::lexicon::words::{self, HashedMap, HashedSet};
use crate::lexicon::{Flags, Lexicon};
use crate::model::Kind;
use crate::text::token::word_hash;

/// What the lexicon says of a name: the kinds it can be, likeliest first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    pub(crate) kinds: Vec<(Kind, Flags, u32)>,
    /// Whether a row spells it with an upper-case letter or a digit.
    pub(crate) cased: bool,
}

impl Known {
    pub(crate) fn is(&self, kind: Kind) -> bool {
        self.kinds.iter().any(|(k, ..)| *k == kind)
    }

    pub(crate) fn generic(&self) -> bool {
        self.kinds.iter().any(|(_, f, _)| f.generic)
    }
}

/// A class of cue words; the position in [`CLASSES`].
pub(crate) type Class = u8;

macro_rules! classes {
    ($($name:ident = $text:literal),* $(,)?) => {
        /// The classes that the cue table may use, in order.
        pub(crate) const CLASSES: &[&str] = &["", $($text),*];
        #[expect(non_camel_case_types, dead_code, reason = "an index with readable names")]
        #[derive(Clone, Copy)]
        enum Index { none, $($name),* }
        /// The classes by name.
        #[expect(non_upper_case_globals, dead_code, reason = "named as in the table")]
        pub(crate) mod class {
            use super::{Class, Index};
            $(pub(crate) const $name: Class = Index::$name as Class;)*
        }
    };
}

classes! {
    achieve = "achieve", analyse = "analyse", and = "and", as_ = "as", at = "at", be = "be", by = "by",
    compare = "compare", dataset_head = "dataset_head", evaluate = "evaluate", example = "example",
    for_ = "for", from = "from", have = "have", improve = "improve", in_ = "in",
    method_head = "method_head", metric_head = "metric_head", naming = "naming", not = "not", of = "of",
    on = "on", outperform = "outperform", over = "over", prior = "prior", propose = "propose",
    release = "release", self_ = "self", task_head = "task_head", the = "the", to = "to", train = "train",
    use_ = "use", with = "with",
}

/// The lexicon and the word lists by hash.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    names: HashedMap<Known>,
    /// Hashes of what a name can start with at a token boundary.
    prefixes: HashedSet,
    cues: HashedMap<Class>,
    stop: HashedSet,
    suffixes: HashedSet,
    not_names: HashedMap<Class>,
    /// Last words of tasks and of metrics in the lexicon, with how many names end so.
    heads: HashedMap<(u16, u16)>,
    pub(crate) not_name_classes: Vec<String>,
}

impl Vocabulary {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let mut v = Self::default();
        for (i, row) in lexicon.rows().iter().enumerate() {
            for form in row.forms() {
                v.add_name(form, row.kind, row.flags, i as u32);
            }
        }
        for (word, class) in words::rows(words::CUES) {
            if let Some(c) = CLASSES.iter().position(|c| *c == class) {
                v.cues.insert(word_hash(word), c as Class);
            }
        }
        v.stop = words::rows(words::STOPWORDS).map(|(w, _)| word_hash(w)).collect();
        v.suffixes = words::rows(words::SUFFIXES).map(|(w, _)| word_hash(w)).collect();
        for (word, class) in words::rows(words::NOT_NAMES) {
            let known = v.not_name_classes.iter().position(|c| c == class);
            let at = known.unwrap_or_else(|| {
                v.not_name_classes.push(class.to_owned());
                v.not_name_classes.len() - 1
            });
            v.not_names.insert(KeyHash::of(word).get(), at as Class);
        }
        v
    }

    fn add_name(&mut self, form: &str, kind: Kind, flags: Flags, row: u32) {
        let mut hash = KeyHash::default();
        let mut last = ' ';
        for c in form.chars() {
            let boundary = !c.is_alphanumeric() || c.is_ascii_digit() != last.is_ascii_digit();
            if boundary && hash != KeyHash::default() {
                self.prefixes.insert(hash.get());
            }
            hash.push(c);
            last = c;
        }
        let known = self.names.entry(hash.get()).or_default();
        if !known.kinds.iter().any(|(k, ..)| *k == kind) {
            known.kinds.push((kind, flags, row));
        }
        known.cased |= form.chars().any(|c| c.is_uppercase() || c.is_ascii_digit());
        if let Some(head) = form.rsplit([' ', '-']).next() {
            let counts = self.heads.entry(word_hash(head)).or_default();
            match kind {
                Kind::Task => counts.0 = counts.0.saturating_add(1),
                Kind::Metric => counts.1 = counts.1.saturating_add(1),
                _ => {}
            }
        }
    }

    pub(crate) fn known(&self, key: KeyHash) -> Option<&Known> {
        self.names.get(&key.get())
    }

    pub(crate) fn is_prefix(&self, key: KeyHash) -> bool {
        self.prefixes.contains(&key.get())
    }

    pub(crate) fn cue(&self, word: u64) -> Class {
        self.cues.get(&word).copied().unwrap_or(0)
    }

    pub(crate) fn is_stop(&self, word: u64) -> bool {
        self.stop.contains(&word)
    }

    pub(crate) fn is_suffix(&self, word: u64) -> bool {
        self.suffixes.contains(&word)
    }

    pub(crate) fn not_name(&self, key: KeyHash) -> Option<Class> {
        self.not_names.get(&key.get()).copied()
    }

    /// How many tasks and metrics of the lexicon end in this word.
    pub(crate) fn heads(&self, word: u64) -> (u16, u16) {
        self.heads.get(&word).copied().unwrap_or_default()
    }
}

/// The hash of a name's spelling key, grown character by character: letters and digits, case
/// aside, `+` and `*` kept. Equal for names that [`crate::lexicon::key`] calls equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct KeyHash(u64);

impl Default for KeyHash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl KeyHash {
    pub(crate) fn of(name: &str) -> Self {
        let mut hash = Self::default();
        hash.extend(name);
        hash
    }

    pub(crate) fn extend(&mut self, text: &str) {
        for c in text.chars() {
            self.push(c);
        }
    }

    pub(crate) fn push(&mut self, c: char) {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() || matches!(c, '+' | '*') && *self != Self::default() {
                self.byte(c.to_ascii_lowercase() as u8);
            }
        } else if c.is_alphanumeric() {
            for lower in c.to_lowercase() {
                for b in lower.encode_utf8(&mut [0; 4]).bytes() {
                    self.byte(b);
                }
            }
        }
    }

    pub(crate) const fn get(self) -> u64 {
        self.0
    }

    const fn byte(&mut self, b: u8) {
        self.0 = (self.0 ^ b as u64).wrapping_mul(0x0100_0000_01b3);
    }
}
