//! Names by the shape of one word: CamelCase, acronyms, hyphenated and numbered names.

use super::{Finds, Found};
use crate::extract::vocabulary::Vocabulary;
use crate::model::Rule;
use crate::text::token::{Shape, word_hash};
use crate::text::{Document, Token};

pub(super) fn find(doc: &Document, vocabulary: &Vocabulary, finds: &mut Finds) {
    for (i, token) in doc.tokens.iter().enumerate() {
        let Some(end) = name_end(doc, *token, vocabulary) else { continue };
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
fn name_end(doc: &Document, token: Token, vocabulary: &Vocabulary) -> Option<u32> {
    let text = &doc.text()[token.start as usize..token.end as usize];
    let cut = base_len(text, vocabulary);
    let base = &text[..cut];
    let shape = if cut == text.len() { token.shape } else { shape_of(base) };
    if !name_like(shape) || !base.chars().any(char::is_alphabetic) {
        return None;
    }
    let first = base.chars().next()?;
    let letters = base.chars().filter(|c| c.is_alphabetic()).count();
    // "10k", "3D", "5th", "90nm" are quantities; "3DGS" and "4M-21" can be names.
    if first.is_numeric() && (letters < 2 || !base.chars().any(char::is_uppercase)) {
        return None;
    }
    (base.chars().count() > 1).then_some(token.start + cut as u32)
}

/// Length of a token's text without suffixes of the kind `-based`.
pub(super) fn base_len(text: &str, vocabulary: &Vocabulary) -> usize {
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
