//! Names by the shape of one word: CamelCase, acronyms, hyphenated and numbered names.

use super::{Finds, Found};
use crate::extract::gloss::Glossed;
use crate::extract::vocabulary::Vocabulary;
use crate::lexicon::hash::word_hash;
use crate::model::Rule;
use crate::text::token::Shape;

pub(super) fn find(text: &Glossed<'_>, finds: &mut Finds) {
    let doc = text.doc;
    for i in 0..doc.tokens.len() {
        let Some(end) = name_end(text, i) else { continue };
        let mut found = Found::tokens(doc, i, i + 1, Rule::Shape);
        found.end = end;
        finds.spans.push(found);
    }
}

/// Whether a word has the shape of a name wherever it stands.
pub(super) fn name_like(shape: Shape) -> bool {
    shape.has(Shape::UPPER_INNER)
        || shape.has(Shape::UPPER_FIRST | Shape::DIGIT)
        || shape.has(Shape::UPPER_FIRST | Shape::MARKED)
        || shape.has(Shape::LETTER | Shape::DIGIT)
        || shape.has(Shape::LETTER | Shape::JOINED)
}

/// Where the name in a token ends: before a suffix such as `-based`; `None` where it is no name.
fn name_end(text: &Glossed<'_>, at: usize) -> Option<u32> {
    let token = text.doc.tokens[at];
    if !name_like(token.shape) {
        return None;
    }
    let end = base_end(text, at);
    let base = &text.doc.text()[token.start as usize..end as usize];
    let shape = if end == token.end { token.shape } else { shape_of(base) };
    if !name_like(shape) || !base.chars().any(char::is_alphabetic) {
        return None;
    }
    let first = base.chars().next()?;
    let letters = base.chars().filter(|c| c.is_alphabetic()).count();
    // "10k", "3D", "5th", "90nm" are quantities; "3DGS" and "4M-21" can be names.
    if first.is_numeric() && (letters < 2 || !base.chars().any(char::is_uppercase)) {
        return None;
    }
    (base.chars().count() > 1).then_some(end)
}

/// Where a token ends without suffixes of the kind `-based`.
pub(super) fn base_end(text: &Glossed<'_>, at: usize) -> u32 {
    let token = text.doc.tokens[at];
    if !token.shape.has(Shape::HYPHEN) {
        return token.end;
    }
    token.start + base_len(text.doc.word(at), text.vocabulary) as u32
}

/// Length of a word without suffixes of the kind `-based`.
fn base_len(text: &str, vocabulary: &Vocabulary) -> usize {
    let mut len = text.len();
    while let Some(hyphen) = text[..len].rfind('-') {
        let suffix = &text[hyphen + 1..len];
        let lower = suffix.bytes().all(|b| b.is_ascii_lowercase());
        if hyphen > 0 && lower && vocabulary.is_suffix(word_hash(suffix)) {
            len = hyphen;
        } else {
            break;
        }
    }
    len
}

fn shape_of(text: &str) -> Shape {
    let mut tokens = Vec::with_capacity(1);
    crate::text::token::tokenize(text, 0, &mut tokens);
    tokens.first().map_or(Shape::default(), |t| t.shape)
}
