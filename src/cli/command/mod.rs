//! The commands, one a file.

pub(crate) mod build;
pub(crate) mod export;
pub(crate) mod extract;
pub(crate) mod formats;
pub(crate) mod lexicon;
pub(crate) mod path;
pub(crate) mod rank;
pub(crate) mod related;
pub(crate) mod show;
pub(crate) mod stats;
pub(crate) mod view;

use std::fmt::Write as _;

use citegraph::query::ShownEvidence;

use super::screen::{BOLD, DIM, printable, styled};

/// The sentences behind an edge, each once, with the name in bold; nothing where the graph was
/// saved without text.
fn sentences(evidence: &[ShownEvidence], indent: &str) -> String {
    let mut out = String::new();
    let mut last = "";
    for e in evidence.iter().filter(|e| !e.sentence.is_empty()) {
        if e.sentence == last {
            continue;
        }
        last = &e.sentence;
        let sentence = printable(&e.sentence);
        let text = printable(&e.text);
        let marked = match sentence.split_once(&text) {
            Some((before, after)) if !text.is_empty() => {
                format!("{before}{}{after}", styled(BOLD, &text))
            }
            _ => sentence,
        };
        let _ = writeln!(out, "{indent}{} {marked}", styled(DIM, "│"));
    }
    out
}
