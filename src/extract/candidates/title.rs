//! What titles name by their form: `Name: …`, `Long Form for …`, `… via X`.

use super::abbreviations::{initials_match, pair_of_ranges};
use super::{Finds, Found};
use crate::extract::cue::class;
use crate::extract::gloss::Glossed;
use crate::model::Rule;
use crate::text::Document;

/// A longer stretch before a colon is a headline, not a name.
const LONGEST: usize = 8;

pub(super) fn find(text: &Glossed<'_>, finds: &mut Finds) {
    let doc = text.doc;
    let end = doc.title_tokens;
    let body = prefix(doc, end, finds);
    segments(text, body, end, finds);
}

/// The name before the colon; returns where the rest of the title starts.
fn prefix(doc: &Document, end: usize, finds: &mut Finds) -> usize {
    let colon = (1..end.min(LONGEST + 2)).find(|i| {
        matches!(doc.word(*i), ":" | "—") || doc.word(*i) == "-" && doc.tokens[*i].spaced
    });
    let Some(colon) = colon.filter(|colon| colon + 1 < end) else { return 0 };
    let words = (0..colon).filter(|i| !doc.tokens[*i].is_punctuation()).count();
    if words == 0 || words > LONGEST {
        return 0;
    }
    finds.spans.push(Found::tokens(doc, 0, colon, Rule::TitlePrefix));
    expansion(doc, colon, end, finds);
    colon + 1
}

/// `LCTR: Local Continuity TRansformer for …`: the long form right after the colon.
fn expansion(doc: &Document, colon: usize, end: usize, finds: &mut Finds) {
    if colon != 1 {
        return;
    }
    for last in (colon + 3..=end.min(colon + 12)).rev() {
        if initials_match(doc.word(0), doc, colon + 1, last) {
            finds.pairs.push(pair_of_ranges(doc, (0, 1), (colon + 1, last)));
            return;
        }
    }
}

/// The stretches between the prepositions of the title.
fn segments(text: &Glossed<'_>, first: usize, end: usize, finds: &mut Finds) {
    let doc = text.doc;
    let mut start = first;
    let mut at = first;
    while at <= end {
        let boundary = at == end
            || doc.tokens[at].is_punctuation()
                && (doc.tokens[at].spaced
                    || matches!(doc.word(at), ":" | "," | "?" | "(" | ")" | ";"))
            || splits(text.cue(at), text.is_stop(at));
        if boundary {
            if at > start && at - start <= LONGEST {
                finds.spans.push(Found::tokens(doc, start, at, Rule::TaskPhrase));
            }
            start = at + 1;
        }
        at += 1;
    }
}

fn splits(cue: u8, stop: bool) -> bool {
    stop || matches!(
        cue,
        class::use_ | class::for_ | class::on | class::with | class::by | class::in_ | class::of
    )
}
