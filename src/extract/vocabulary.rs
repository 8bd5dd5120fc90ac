//! The lexicon and the word lists, arranged for lookup by hash.

use super::candidates::group::group_key;
use super::cue::{CLASSES, Class};
use super::elsewhere::{self, Behaviour};
use super::key_hash::KeyHash;
use super::value::Value;
use crate::lexicon::hash::{HashedMap, word_hash};
use crate::lexicon::{Flags, Lexicon, words};
use crate::model::Kind;

/// What the lexicon says of a name: the kinds it can be, in the order of the tables.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    pub(crate) kinds: Vec<(Kind, Flags)>,
    /// Whether a row spells it with an upper-case letter or a digit.
    pub(crate) cased: bool,
    /// What a table of the user says it is, whatever the text looks like.
    pub(crate) decreed: Option<Kind>,
}

impl Known {
    pub(crate) fn is(&self, kind: Kind) -> bool {
        self.kinds.iter().any(|(k, _)| *k == kind)
    }

    /// The kind of a family that the lexicon calls generic.
    pub(crate) fn family(&self) -> Option<Kind> {
        self.kinds.iter().find(|(_, flags)| flags.generic).map(|(kind, _)| *kind)
    }

    pub(crate) fn generic(&self) -> bool {
        self.kinds.iter().any(|(_, f)| f.generic)
    }
}

/// What the tables say of a name.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Facts<'a> {
    /// Its rows in the lexicon.
    pub(crate) known: Option<&'a Known>,
    /// Whether longer names of the lexicon start with it.
    pub(crate) goes_on: bool,
    /// Of what class it is, where it looks like a name and is none.
    pub(crate) not_name: Option<Value<'static>>,
    /// How it behaves in the literature.
    pub(crate) behaviour: Option<Behaviour>,
}

/// Positions in the lists of a [`Vocabulary`].
#[derive(Debug, Clone, Copy, Default)]
struct Entry {
    known: Option<u32>,
    behaviour: Option<u32>,
    not_name: Option<u8>,
    goes_on: bool,
}

/// What figures beside a word are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Measure {
    /// Nothing of the kind.
    #[default]
    None,
    /// Of this quantity, where they have a unit: a metric of the lexicon.
    Quantity,
    /// Of this quantity, even plain numbers: a metric that is written with a capital.
    Level,
}

/// What the word tables say of a word.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Word {
    /// Its class of cue words, 0 for none.
    pub(crate) cue: Class,
    /// Too frequent to mean anything.
    pub(crate) stop: bool,
    /// Follows names after a hyphen without being part of them.
    suffix: bool,
    /// Alone, with more words, or as a plural, it is a name of the lexicon.
    pub(crate) starts: bool,
    /// One more than the share of its places inside sentences where it has a capital, as a level from 0 to 9; 0
    /// where nothing is known.
    pub(crate) capital: u8,
    /// Position of its word class in [`Vocabulary::word_classes`]; the first is for none.
    pub(crate) class: u16,
    /// What figures beside it are.
    pub(crate) measure: Measure,
    /// How many tasks and metrics of the lexicon end in it.
    pub(crate) heads: (u16, u16),
}

/// The lexicon and the word lists by hash.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    /// Every name, and what names can start with at the boundaries of tokens.
    names: HashedMap<Entry>,
    known: Vec<Known>,
    behaviours: Vec<Behaviour>,
    /// The features that [`Behaviour::levels`] count.
    pub(crate) attributes: Vec<Value<'static>>,
    not_names: Vec<Value<'static>>,
    words: HashedMap<Word>,
    /// The classes of words by the company they keep.
    pub(crate) word_classes: Vec<Value<'static>>,
}

impl Vocabulary {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let mut v = Self::default();
        for (i, row) in lexicon.rows().iter().enumerate() {
            for form in row.forms() {
                let known = v.add_name(form, row.kind, row.flags);
                if lexicon.is_overlaid(i) && !row.flags.common && !row.flags.generic {
                    known.decreed.get_or_insert(row.kind);
                }
            }
        }
        for (word, class) in words::rows(words::CUES) {
            if let Some(c) = CLASSES.iter().position(|c| *c == class) {
                v.word_mut(word).cue = c as Class;
            }
        }
        for (word, _) in words::rows(words::STOPWORDS) {
            v.word_mut(word).stop = true;
        }
        for (word, _) in words::rows(words::SUFFIXES) {
            v.word_mut(word).suffix = true;
        }
        v.add_classes();
        v.add_not_names();
        v.add_behaviours();
        v
    }

    fn add_not_names(&mut self) {
        for (word, class) in words::rows(words::NOT_NAMES) {
            let known = self.not_names.iter().position(|c| c.text == class);
            let at = known.unwrap_or_else(|| {
                self.not_names.push(Value::of(class));
                self.not_names.len() - 1
            });
            self.name_mut(KeyHash::of(word)).not_name = Some(at as u8);
        }
    }

    fn add_behaviours(&mut self) {
        self.attributes =
            words::rows(elsewhere::ATTRIBUTES).map(|(feature, _)| Value::of(feature)).collect();
        for (name, behaviour) in elsewhere::names() {
            self.name_mut(group_key(name)).behaviour = Some(self.behaviours.len() as u32);
            self.behaviours.push(behaviour);
        }
    }

    fn name_mut(&mut self, key: KeyHash) -> &mut Entry {
        self.names.entry(key.get()).or_default()
    }

    fn word_mut(&mut self, word: &str) -> &mut Word {
        self.words.entry(word_hash(word)).or_default()
    }

    fn add_classes(&mut self) {
        self.word_classes.push(Value::known("none"));
        let mut known: HashedMap<u16> = HashedMap::default();
        for row in elsewhere::words() {
            let next = self.word_classes.len() as u16;
            let class = *known.entry(word_hash(row.class)).or_insert(next);
            if class == next {
                self.word_classes.push(Value::of(row.class));
            }
            let word = self.word_mut(row.word);
            word.class = class;
            word.capital = row.capital + 1;
        }
    }

    fn add_name(&mut self, form: &str, kind: Kind, flags: Flags) -> &mut Known {
        self.mark_start(form);
        if kind == Kind::Metric && !flags.common && !form.contains(' ') {
            let word = self.word_mut(form);
            let capital = form.bytes().any(|b| b.is_ascii_uppercase());
            word.measure =
                word.measure.max(if capital { Measure::Level } else { Measure::Quantity });
        }
        let mut hash = KeyHash::default();
        let mut last = ' ';
        for c in form.chars() {
            let boundary = !c.is_alphanumeric() || c.is_ascii_digit() != last.is_ascii_digit();
            if boundary && hash != KeyHash::default() {
                self.name_mut(hash).goes_on = true;
            }
            hash.push(c);
            last = c;
        }
        let next = self.known.len() as u32;
        let at = *self.name_mut(hash).known.get_or_insert(next) as usize;
        if at == self.known.len() {
            self.known.push(Known::default());
        }
        self.add_head(form, kind);
        let known = &mut self.known[at];
        if !known.kinds.iter().any(|(k, _)| *k == kind) {
            known.kinds.push((kind, flags));
        }
        known.cased |= form.chars().any(|c| c.is_uppercase() || c.is_ascii_digit());
        known
    }

    /// Counts the last word of a task or metric.
    fn add_head(&mut self, form: &str, kind: Kind) {
        let head = form.rsplit([' ', '-']).next().unwrap_or(form);
        let (tasks, metrics) = match kind {
            Kind::Task => (1, 0),
            Kind::Metric => (0, 1),
            _ => return,
        };
        let heads = &mut self.word_mut(head).heads;
        *heads = (heads.0.saturating_add(tasks), heads.1.saturating_add(metrics));
    }

    fn mark_start(&mut self, form: &str) {
        let end = form.find(|c: char| !c.is_alphanumeric()).unwrap_or(form.len());
        let first = &form[..end];
        self.word_mut(first).starts = true;
        if end == form.len() {
            for ending in ["s", "es"] {
                self.word_mut(&format!("{first}{ending}")).starts = true;
            }
        }
    }

    /// What the tables say of the name with a key.
    pub(crate) fn facts(&self, key: KeyHash) -> Facts<'_> {
        let Some(entry) = self.names.get(&key.get()) else { return Facts::default() };
        Facts {
            known: entry.known.map(|at| &self.known[at as usize]),
            goes_on: entry.goes_on,
            not_name: entry.not_name.map(|at| self.not_names[usize::from(at)]),
            behaviour: entry.behaviour.map(|at| self.behaviours[at as usize]),
        }
    }

    /// The lexicon's rows of the name with a key.
    pub(crate) fn known(&self, key: KeyHash) -> Option<&Known> {
        self.facts(key).known
    }

    /// What is known under a name's own key, else under its key without a plural ending.
    pub(crate) fn known_as(&self, exact: KeyHash, stem: KeyHash) -> Option<&Known> {
        self.known(exact).or_else(|| if stem == exact { None } else { self.known(stem) })
    }

    /// What is known of the word with a hash.
    pub(crate) fn word(&self, hash: u64) -> Word {
        self.words.get(&hash).copied().unwrap_or_default()
    }

    pub(crate) fn is_suffix(&self, word: u64) -> bool {
        self.word(word).suffix
    }
}
