//! What is known of a document's words before its candidates are judged.

use crate::extract::candidates::Group;
use crate::extract::cue::{CLASS_VALUES, CLASSES, Class, class};
use crate::extract::gloss::Glossed;
use crate::extract::value::Value;
use crate::model::{Kind, Rule};
use crate::text::Document;
use crate::text::token::Shape;

/// A document and what is known of its words.
pub(crate) struct Scene<'a> {
    pub(crate) doc: &'a Document,
    pub(crate) text: &'a Glossed<'a>,
    /// Each token as a feature value: names and numbers fold into classes.
    values: Vec<Value<'a>>,
    /// Kinds that lexicon matches give each token, as a set of [`bit`]s.
    pub(super) kinds: Vec<u8>,
    /// For each token, the cue classes before it in its sentence, as a set.
    pub(super) before: Vec<u64>,
    /// For each token, the last token before it in its sentence that says what is done.
    pub(super) verb_before: Vec<Option<u32>>,
    /// Tokens of the name before the title's colon, if any.
    pub(super) prefix: usize,
}

const _: () = assert!(CLASSES.len() <= 64, "a set of classes is 64 bits");

impl<'a> Scene<'a> {
    pub(crate) fn new(text: &'a Glossed<'a>, groups: &[Group]) -> Self {
        let doc = text.doc;
        let kinds = kinds(text, groups);
        let values = (0..doc.tokens.len()).map(|i| value(text, &kinds, i)).collect();
        let (before, verb_before) = cues_before(text);
        let prefix = groups
            .iter()
            .flat_map(|g| &g.spans)
            .filter(|f| f.rules.has(Rule::TitlePrefix))
            .map(|f| f.last as usize)
            .max()
            .unwrap_or(0);
        Self { doc, text, values, kinds, before, verb_before, prefix }
    }

    /// A token as a feature value.
    pub(super) fn value(&self, token: usize) -> Value<'a> {
        self.values[token]
    }

    /// The name of a token's class of cue words.
    pub(super) fn cue_value(&self, token: usize) -> Value<'static> {
        CLASS_VALUES[self.text.cue(token) as usize]
    }

    /// The name of a token's class of words by the company they keep.
    pub(super) fn kin(&self, token: usize) -> Value<'static> {
        self.text.vocabulary.word_classes[self.text.words[token].class as usize]
    }
}

/// The set of one kind.
pub(super) const fn bit(kind: Kind) -> u8 {
    1 << kind as u8
}

/// The set of one class of cue words; nothing for none.
pub(super) const fn cue_bit(cue: Class) -> u64 {
    if cue == 0 { 0 } else { 1 << cue }
}

fn kinds(text: &Glossed<'_>, groups: &[Group]) -> Vec<u8> {
    let mut kinds = vec![0; text.words.len()];
    for found in groups.iter().flat_map(|g| &g.spans).filter(|f| f.rules.has(Rule::Lexicon)) {
        let Some(known) = text.vocabulary.known(found.exact) else { continue };
        let named = known.kinds.iter().filter(|(_, flags)| !flags.generic);
        let bits = named.fold(0, |bits, (kind, _)| bits | bit(*kind));
        for kind in &mut kinds[found.first as usize..found.last as usize] {
            *kind |= bits;
        }
    }
    kinds
}

const NUMBER: Value<'static> = Value::known("<number>");
const DATASET: Value<'static> = Value::known("<dataset>");
const METHOD: Value<'static> = Value::known("<method>");
const NAME: Value<'static> = Value::known("<name>");

fn value<'a>(text: &Glossed<'a>, kinds: &[u8], token: usize) -> Value<'a> {
    let shape = text.doc.tokens[token].shape;
    if shape.has(Shape::DIGIT) && !shape.has(Shape::LETTER) {
        NUMBER
    } else if shape.has(Shape::UPPER_INNER) || shape.has(Shape::LETTER | Shape::DIGIT) {
        match kinds[token] {
            DATASET_ONLY => DATASET,
            METHOD_ONLY => METHOD,
            _ => NAME,
        }
    } else {
        text.written(token)
    }
}

const DATASET_ONLY: u8 = bit(Kind::Dataset);
const METHOD_ONLY: u8 = bit(Kind::Method);

fn cues_before(text: &Glossed<'_>) -> (Vec<u64>, Vec<Option<u32>>) {
    let mut sets = Vec::with_capacity(text.words.len());
    let mut verbs = Vec::with_capacity(text.words.len());
    let (mut sentence, mut set, mut verb) = (u32::MAX, 0, None);
    for (i, (token, word)) in text.doc.tokens.iter().zip(&text.words).enumerate() {
        if token.sentence != sentence {
            (sentence, set, verb) = (token.sentence, 0, None);
        }
        sets.push(set);
        verbs.push(verb);
        set |= cue_bit(word.cue);
        if is_verb(word.cue) {
            verb = Some(i as u32);
        }
    }
    (sets, verbs)
}

/// Whether a cue says what is done.
pub(super) const fn is_verb(cue: Class) -> bool {
    matches!(
        cue,
        class::propose
            | class::release
            | class::naming
            | class::evaluate
            | class::train
            | class::outperform
            | class::compare
            | class::use_
            | class::analyse
            | class::improve
            | class::achieve
            | class::example
    )
}
