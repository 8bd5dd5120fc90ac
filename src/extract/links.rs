//! URLs, each as a working one, with what it leads to.
//!
//! [`scan`] finds them in the text as read, [`target`] says what they are.

mod scan;
mod target;

use std::collections::BTreeSet;

use crate::model::{Field, Link, Mention, Paper, Rule, address_key};
use crate::text::Document;

/// Every URL of a paper, in text order; one that comes again is left out.
pub(crate) fn find(paper: &Paper, doc: &Document) -> Vec<Link> {
    let mut links = Vec::new();
    let mut seen = BTreeSet::new();
    for field in [Field::Title, Field::Abstract] {
        let mut from = 0;
        for found in scan::urls(field.of(paper)) {
            let token = doc.token_at(field, found.span.start as u32);
            if seen.insert(address_key(&found.url)) {
                let kind = target::kind(&found.url, doc, token, from);
                let span = found.span_in(field);
                let mention = Mention {
                    span,
                    sentence: doc.sentence_around(token, span),
                    rule: Rule::Url,
                    confidence: found.confidence,
                };
                links.push(Link { url: found.url, kind, mention });
            }
            from = doc.token_at(field, found.span.end as u32);
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::super::cases;
    use super::*;
    use proptest::prelude::*;

    fn links(text: &str) -> Vec<Link> {
        let paper = Paper::new("x", "A Title", text);
        find(&paper, &Document::new(&paper))
    }

    #[test]
    fn every_case_gives_its_links() {
        cases::check(include_str!("../../tests/cases/links.tsv"), |text| {
            let found = links(text);
            let shown = found.iter().map(|l| format!("{} {}", l.kind.name(), l.url));
            shown.collect::<Vec<_>>().join(" | ")
        });
    }

    #[test]
    fn spans_hold_the_address_as_written() {
        let paper = Paper::new("x", "T", r"Code: \url{https://github.com/a/b\_c}. Fine.");
        let links = find(&paper, &Document::new(&paper));
        assert_eq!(links[0].mention.span.text(&paper), r"https://github.com/a/b\_c");
        assert_eq!(links[0].url, "https://github.com/a/b_c");
    }

    #[test]
    fn what_is_trimmed_may_be_longer_as_written() {
        for (text, written) in [
            ("Code at https://a.org/b/\u{a0}?/. see x.org", "https://a.org/b"),
            (r"Code at https://a.org/b\&. See x.org", "https://a.org/b"),
        ] {
            let paper = Paper::new("x", "T", text);
            let links = find(&paper, &Document::new(&paper));
            assert_eq!(links[0].mention.span.text(&paper), written);
            assert_eq!(links[0].url, written);
        }
    }

    #[test]
    fn host_and_word_tables_are_sorted() {
        target::assert_tables_sorted();
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in "(https?:|//| |www\\.|github|\\.|com|org|/|\\\\_|\\{|\\}|\\$|~|é|this URL|\u{a0}|\\?|[a-z]){0,30}") {
            let paper = Paper::new("x", "", text);
            for link in find(&paper, &Document::new(&paper)) {
                prop_assert!(url::Url::parse(&link.url).is_ok());
                prop_assert!(!link.mention.span.text(&paper).is_empty());
            }
        }
    }
}
