//! Everything in a paper that might be a name: high recall, judged later.
//!
//! Each file is one family of rules and returns [`Found`] spans; [`find`] runs them all and
//! [`group`] joins the spans that name one thing. To add a family: one file, one line in [`find`].

mod abbreviations;
mod braces;
mod cued;
pub(crate) mod group;
mod hidden;
mod lexical;
mod phrases;
mod runs;
mod shapes;
mod title;

use super::gloss::Glossed;
use super::key_hash::KeyHash;
use crate::model::{Citation, Rule};
use crate::text::Document;

pub(crate) use group::Group;

/// A span that might be a name.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// Bytes of the clean text.
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Key of the surface as it is, and without a plural ending; set when groups are made.
    pub(crate) exact: KeyHash,
    pub(crate) key: KeyHash,
    /// Tokens: first, one past the last.
    pub(crate) first: u32,
    pub(crate) last: u32,
    /// The rule that found it, and every rule that did.
    pub(crate) rule: Rule,
    pub(crate) rules: Rules,
    /// The name, where it is not the text of the span (`CIFAR-{10,100}`).
    pub(crate) name: Option<Box<str>>,
}

impl Found {
    pub(crate) fn tokens(doc: &Document, first: usize, last: usize, rule: Rule) -> Self {
        Self {
            start: doc.tokens[first].start,
            end: doc.tokens[last - 1].end,
            first: first as u32,
            last: last as u32,
            rule,
            rules: Rules::of(rule),
            name: None,
            exact: KeyHash::default(),
            key: KeyHash::default(),
        }
    }

    pub(crate) fn surface<'a>(&'a self, doc: &'a Document) -> &'a str {
        match &self.name {
            Some(name) => name,
            None => &doc.text()[self.start as usize..self.end as usize],
        }
    }
}

/// A set of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rules(u16);

impl Rules {
    pub(crate) const fn of(rule: Rule) -> Self {
        Self(1 << rule as u16)
    }

    pub(crate) const fn has(self, rule: Rule) -> bool {
        self.0 & Self::of(rule).0 != 0
    }

    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether a rule beside these found it.
    pub(crate) const fn beside(self, others: Self) -> bool {
        self.0 & !others.0 != 0
    }
}

/// Two spans that name one thing: a short form and its long form.
#[derive(Debug, Clone)]
pub(crate) struct Pair {
    pub(crate) short: Found,
    pub(crate) long: Found,
}

/// What the rules found.
#[derive(Debug, Default)]
pub(crate) struct Finds {
    pub(crate) spans: Vec<Found>,
    pub(crate) pairs: Vec<Pair>,
}

/// Runs every rule family over a document. What stands in addresses and references is no name.
pub(crate) fn find(text: &Glossed<'_>, citations: &[Citation]) -> Vec<Group> {
    let doc = text.doc;
    let hidden = hidden::tokens(doc, citations);
    let mut finds = Finds::default();
    abbreviations::find(doc, &mut finds);
    title::find(text, &mut finds);
    lexical::find(text, &mut finds);
    shapes::find(text, &mut finds);
    runs::find(text, &mut finds);
    braces::find(text, &mut finds);
    cued::find(text, &mut finds);
    phrases::find(text, &mut finds);
    if hidden.contains(&true) {
        let open = |f: &Found| !hidden[f.first as usize..f.last as usize].contains(&true);
        finds.spans.retain(open);
        finds.pairs.retain(|p| open(&p.short) && open(&p.long));
    }
    group::join(doc, finds)
}
