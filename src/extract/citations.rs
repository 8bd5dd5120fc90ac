//! Bibliographic references in the text.
//!
//! Each file is one way to write them: [`author_year`] in words, [`brackets`] by number or label,
//! [`commands`] by LaTeX key. What is found is put in text order, each work once in the record.

mod author_year;
mod brackets;
mod commands;
mod words;

use std::collections::BTreeSet;

use crate::model::{Citation, Mention, Paper, Rule, Span};
use crate::text::Document;

/// Every reference of a paper, in text order, as often as it comes.
pub(crate) fn find(paper: &Paper, doc: &Document) -> Vec<Citation> {
    let mut found = Vec::new();
    author_year::find(paper, doc, &mut found);
    brackets::find(paper, doc, &mut found);
    commands::find(paper, doc, &mut found);
    found.sort_by(|a, b| (a.mention.span, &a.text).cmp(&(b.mention.span, &b.text)));
    found
}

/// The references without those to a work that is cited before.
pub(crate) fn distinct(mut found: Vec<Citation>) -> Vec<Citation> {
    if found.len() < 2 {
        return found;
    }
    let dated: BTreeSet<String> = found
        .iter()
        .filter(|c| c.year.is_some())
        .filter_map(|c| Some(c.authors.first()?.to_lowercase()))
        .collect();
    let mut seen = BTreeSet::new();
    found.retain(|c| {
        let author = c.authors.first().map(|a| a.to_lowercase());
        let vague = c.year.is_none() && author.as_ref().is_some_and(|a| dated.contains(a));
        let work = match (author, c.year) {
            (Some(author), Some(year)) => format!("{author} {year}"),
            _ => c.text.trim_end_matches('.').to_lowercase(),
        };
        !vague && seen.insert(work)
    });
    found
}

/// A reference that stands at `span`.
fn citation(
    doc: &Document,
    span: Span,
    text: String,
    authors: Vec<String>,
    year: Option<i32>,
    confidence: f32,
) -> Citation {
    let sentence = doc.sentence_around(doc.token_at(span.field, span.start), span);
    let mention = Mention { span, sentence, rule: Rule::Citation, confidence };
    Citation { text, authors, year, mention }
}

#[cfg(test)]
mod tests {
    use super::super::cases;
    use super::*;
    use proptest::prelude::*;

    fn shown(c: &Citation) -> String {
        let year = c.year.map(|y| format!(" {y}")).unwrap_or_default();
        if c.authors.is_empty() { c.text.clone() } else { c.authors.join("+") + &year }
    }

    #[test]
    fn every_case_gives_its_citations() {
        cases::check(include_str!("../../tests/cases/citations.tsv"), |text| {
            let paper = Paper::new("x", "A Title", text);
            let found = distinct(find(&paper, &Document::new(&paper)));
            found.iter().map(shown).collect::<Vec<_>>().join(" | ")
        });
    }

    #[test]
    fn the_text_is_as_written() {
        let text = "Shown by O’Hara and Lee’s (2004)[7] group, [Ng et al., 2023], \\cite{wu2019x}.";
        let paper = Paper::new("x", "T", text);
        let found = find(&paper, &Document::new(&paper));
        let texts: Vec<_> = found.iter().map(|c| c.text.as_str()).collect();
        assert_eq!(texts, ["O’Hara and Lee’s (2004)", "7", "Ng et al., 2023", "wu2019x"]);
        for c in found {
            assert_eq!(c.mention.span.text(&paper), c.text);
        }
    }

    #[test]
    fn a_work_cited_again_is_found_again_and_recorded_once() {
        let text = "Adam et al. (2019) show it. Adam et al. show more.";
        let paper = Paper::new("x", "T", text);
        let found = find(&paper, &Document::new(&paper));
        assert_eq!(found.iter().map(shown).collect::<Vec<_>>(), ["Adam 2019", "Adam"]);
        assert_eq!(distinct(found).iter().map(shown).collect::<Vec<_>>(), ["Adam 2019"]);
    }

    #[test]
    fn no_reference_goes_on_from_the_title_to_the_abstract() {
        let paper = Paper::new("x", "A Reply to Ng et al. (2019", ") We reply.");
        let found = find(&paper, &Document::new(&paper));
        assert_eq!(found[0].text, "Ng et al. (2019");
    }

    #[test]
    fn the_word_table_is_sorted() {
        words::assert_table_sorted();
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in "(Ng| et al\\.?| and |, |\\(|\\)|\\[|\\]| 2019b?|1|-|,|;|\\\\cite|\\{|\\}|\\$|é|AB\\+12| van der |'s| in ){0,30}") {
            let paper = Paper::new("x", text.clone(), text);
            for c in find(&paper, &Document::new(&paper)) {
                prop_assert!(!c.mention.span.text(&paper).is_empty());
                prop_assert!(!c.text.is_empty());
            }
        }
    }
}
