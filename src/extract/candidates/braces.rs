//! Several names in one slot: `CIFAR-{10,100}`, `CIFAR-10/100`, `Yelp-2 and 5`.

use super::{Finds, Found};
use crate::extract::gloss::Glossed;
use crate::extract::key_hash::KeyHash;
use crate::model::Rule;
use crate::text::Document;
use crate::text::token::Shape;

pub(super) fn find(text: &Glossed<'_>, finds: &mut Finds) {
    let doc = text.doc;
    for at in 0..doc.tokens.len() {
        match doc.word(at) {
            "{" if at > 1 => in_braces(doc, at, finds),
            "/" | "," | "&" if at > 0 => after_slash(text, at, finds),
            _ => {}
        }
    }
}

fn in_braces(doc: &Document, open: usize, finds: &mut Finds) {
    let hyphen = doc.word(open - 1) == "-";
    let stem = if hyphen { open - 2 } else { open - 1 };
    let close = (open + 1..doc.tokens.len().min(open + 12)).find(|i| doc.word(*i) == "}");
    let Some(close) = close else { return };
    if doc.tokens[stem].is_punctuation() || doc.tokens[stem].sentence != doc.tokens[close].sentence
    {
        return;
    }
    for i in open + 1..close {
        if doc.tokens[i].is_punctuation() {
            continue;
        }
        let joint = if hyphen { "-" } else { "" };
        let mut found = Found::tokens(doc, stem, i + 1, Rule::List);
        found.name = Some(format!("{}{joint}{}", doc.word(stem), doc.word(i)).into());
        finds.spans.push(found);
    }
}

/// `CIFAR-10/100`: the second number takes the first one's stem where the lexicon knows the whole.
fn after_slash(text: &Glossed<'_>, slash: usize, finds: &mut Finds) {
    let doc = text.doc;
    let Some(next) = doc.tokens.get(slash + 1) else { return };
    let apart = next.sentence != doc.tokens[slash - 1].sentence;
    if apart || next.shape.has(Shape::LETTER) || !next.shape.has(Shape::DIGIT) {
        return;
    }
    let before = doc.word(slash - 1);
    let stem = before.trim_end_matches(|c: char| c.is_ascii_digit());
    if stem.is_empty() || stem.len() == before.len() {
        return;
    }
    let name = format!("{stem}{}", doc.word(slash + 1));
    if text.vocabulary.known(KeyHash::of(&name)).is_some() {
        let mut found = Found::tokens(doc, slash - 1, slash + 2, Rule::List);
        found.name = Some(name.into());
        finds.spans.push(found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lexicon;
    use crate::extract::vocabulary::Vocabulary;
    use crate::model::Paper;

    fn names(title: &str, body: &str) -> Vec<String> {
        let doc = Document::new(&Paper::new("x", title, body));
        let vocabulary = Vocabulary::new(Lexicon::builtin());
        let mut finds = Finds::default();
        find(&Glossed::new(&doc, &vocabulary), &mut finds);
        finds.spans.iter().map(|f| f.surface(&doc).to_owned()).collect()
    }

    #[test]
    fn names_in_one_slot_stand_in_one_sentence() {
        assert_eq!(names("On CIFAR-10/100", "We use Foo{A,B}."), ["CIFAR-100", "FooA", "FooB"]);
        assert!(names("On CIFAR-10", "/ 100 classes").is_empty());
        assert!(names("On Foo{A", ",B} we say").is_empty());
    }
}
