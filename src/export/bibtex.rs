//! BibTeX of the papers, each with what it names as keywords.

use std::io::{self, Write as _};

use biblatex::{Chunk, Entry, EntryType, Spanned};

use super::blocks::in_blocks;
use super::clean::printable;
use super::{ExportOptions, Exporter, Format, Output, View};
use crate::error::Error;
use crate::graph::Node;
use crate::model::{Kind, Paper};

/// BibTeX.
pub(super) struct BibTex;

impl Exporter for BibTex {
    fn format(&self) -> &Format {
        &Format {
            name: "bibtex",
            extension: "bib",
            media_type: "application/x-bibtex",
            folder: false,
            about: "Zotero, JabRef, LaTeX; keeps papers, with the methods, data sets and tasks that they name as keywords; --annotate adds these to a file of your own",
        }
    }

    fn write(
        &self,
        view: &View<'_>,
        _options: &ExportOptions,
        out: &mut dyn Output,
    ) -> io::Result<()> {
        let papers = view.nodes().enumerate().filter_map(|(place, n)| Some((place, n.paper()?)));
        in_blocks(out, papers, |text, share| {
            for (place, paper) in share {
                let entry = entry(paper, &keywords(view, *place), view.has_text());
                let entry = entry.to_bibtex_string().map_err(|e| {
                    io::Error::other(Error::usage(
                        format!("{:?} cannot be written as BibTeX ({e})", paper.id),
                        "leave it out with a filter",
                    ))
                })?;
                writeln!(text, "{entry}\n")?;
            }
            Ok(())
        })
    }
}

/// Names of the methods, data sets and tasks that the paper at a place names, in order of mention,
/// each once.
pub(super) fn keywords(view: &View<'_>, place: usize) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for edge in view.edges_from(place) {
        let target = view.node(edge.target).and_then(Node::entity);
        if let Some(entity) = target.filter(|entity| entity.kind != Kind::Metric) {
            // A comma separates keywords.
            let name = printable(&entity.name.replace(',', " ")).into_owned();
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

fn entry(paper: &Paper, keywords: &[String], text: bool) -> Entry {
    let kind = if paper.venue.is_some() { EntryType::Article } else { EntryType::Misc };
    let mut entry = Entry::new(key(&paper.id), kind);
    let mut set = |field: &str, value: &str| {
        if !value.is_empty() {
            let chunk = Chunk::Normal(printable(value).into_owned());
            entry.set(field, vec![Spanned::detached(chunk)]);
        }
    };
    set("title", &paper.title);
    set("author", &paper.authors.join(" and "));
    set("year", &paper.year.map(|y| y.to_string()).unwrap_or_default());
    set("journal", paper.venue.as_deref().unwrap_or_default());
    for (scheme, field) in [("doi", "doi"), ("arxiv", "eprint")] {
        set(field, paper.ids.get(scheme).map_or("", String::as_str));
    }
    set("url", paper.urls.first().map_or("", String::as_str));
    set("abstract", if text { &paper.abstract_text } else { "" });
    set("keywords", &keywords.join(", "));
    entry
}

/// A citation key without the characters that end or break one.
fn key(id: &str) -> String {
    let kept = |c: char| c.is_ascii_alphanumeric() || "-_.:/+".contains(c);
    id.chars().map(|c| if kept(c) { c } else { '-' }).collect()
}
