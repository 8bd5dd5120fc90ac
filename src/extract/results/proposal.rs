//! What a paper calls a method that has no name: "we propose a retrieval strategy", "the sarcasm
//! classifier achieves".

use std::sync::OnceLock;

use super::text::Text;
use super::words::Class;
use crate::lexicon::hash::HashedMap;
use crate::lexicon::hash::word_hash;
use crate::lexicon::words;

/// The longest such phrase, and how far behind "propose" it starts, in tokens.
const MAX_PHRASE: usize = 8;
const REACH: usize = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Propose,
    Head,
    Stop,
}

fn parts() -> &'static HashedMap<Part> {
    static PARTS: OnceLock<HashedMap<Part>> = OnceLock::new();
    PARTS.get_or_init(|| {
        let stop = words::rows(words::STOPWORDS).map(|(w, _)| (word_hash(w), Part::Stop));
        let cues = words::rows(words::CUES).filter_map(|(w, class)| match class {
            "propose" => Some((word_hash(w), Part::Propose)),
            "method_head" => Some((word_hash(w), Part::Head)),
            _ => None,
        });
        stop.chain(cues).collect()
    })
}

fn part(text: &Text<'_>, i: usize) -> Option<Part> {
    parts().get(&text.doc.tokens.get(i)?.hash).copied()
}

/// Whether a token is a word for methods: "model", "framework".
pub(super) fn is_head(text: &Text<'_>, i: usize) -> bool {
    part(text, i) == Some(Part::Head)
}

/// The phrase behind the first "we propose a" of the abstract that ends in a word for methods.
pub(super) fn phrase(text: &Text<'_>) -> Option<String> {
    let doc = text.doc;
    (doc.title_tokens..doc.tokens.len())
        .filter(|i| part(text, *i) == Some(Part::Propose))
        .filter(|i| {
            let start = text.sentence(*i).0;
            (start..*i).any(|i| text.class(i).any(Class::SELF))
        })
        .find_map(|cue| behind(text, cue))
}

fn behind(text: &Text<'_>, cue: usize) -> Option<String> {
    let article =
        (cue + 1..=cue + REACH).find(|i| text.class(*i).any(Class::ARTICLE | Class::NUMBER))?;
    let mut first = article + 1;
    while text.class(first).any(Class::PRAISE) || text.word(first) == "," {
        first += 1;
    }
    let goes_on = |i: &usize| {
        let token = text.doc.tokens.get(*i);
        token.is_some_and(|t| !t.is_punctuation())
            && part(text, *i) != Some(Part::Stop)
            && !text.class(*i).any(Class::PREPOSITION | Class::LINK)
    };
    let end = (first..first + MAX_PHRASE).take_while(goes_on).last()? + 1;
    let head = (first..end).rev().find(|i| part(text, *i) == Some(Part::Head))?;
    let end = if head == first { complement(text, head + 1) } else { head + 1 };
    Some(text.doc.slice(first, end).to_owned())
}

/// Where "method" ends with what it is for: "method for building a corpus", "framework of grasping".
fn complement(text: &Text<'_>, after: usize) -> usize {
    if !text.class(after).any(Class::PREPOSITION | Class::LEAD) {
        return after;
    }
    let belongs = |i: &usize| {
        let word = text.doc.tokens.get(*i).is_some_and(|t| !t.is_punctuation());
        let grammar = text.class(*i).any(Class::PREPOSITION | Class::LINK | Class::BE);
        word && !grammar
            && (part(text, *i) != Some(Part::Stop) || text.class(*i).any(Class::ARTICLE))
    };
    (after + 1..after + MAX_PHRASE).take_while(belongs).last().map_or(after, |last| last + 1)
}

/// The phrase between two tokens that is the subject of a verb and ends in a word for methods:
/// "the sarcasm classifier achieves". Not "our method", which is the paper's own.
pub(super) fn subject(text: &Text<'_>, from: usize, to: usize) -> Option<String> {
    let verb = (from..to).rev().find(|i| text.class(*i).any(Class::REACH | Class::CHANGE))?;
    let head = verb.checked_sub(1).filter(|i| part(text, *i) == Some(Part::Head))?;
    let belongs = |i: &usize| {
        part(text, *i) != Some(Part::Stop)
            && !text.doc.tokens[*i].is_punctuation()
            && !text
                .class(*i)
                .any(Class::PREPOSITION | Class::LINK | Class::PRAISE | Class::ARTICLE)
    };
    let first =
        (from.max(head.saturating_sub(MAX_PHRASE))..=head).rev().take_while(belongs).last()?;
    let own = first.checked_sub(1).is_some_and(|i| text.class(i).any(Class::SELF))
        || (first..head).any(|i| text.class(i).any(Class::SELF));
    (first < head && !own).then(|| text.doc.slice(first, head + 1).to_owned())
}
