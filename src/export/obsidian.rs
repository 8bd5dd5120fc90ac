//! A folder of Markdown notes for Obsidian: one a paper and one an entity, joined by wiki links, with the
//! evidence quoted.

use std::collections::HashSet;
use std::io;

use super::clean::printable;
use super::{ExportOptions, Exporter, Format, Output, View, ViewEdge};
use crate::graph::Node;

/// Markdown notes.
pub(super) struct Obsidian;

/// The longest name of a note, in bytes; file systems allow 255 with the extension.
const LONGEST_NAME: usize = 120;

impl Exporter for Obsidian {
    fn format(&self) -> &Format {
        &Format {
            name: "obsidian",
            extension: "",
            media_type: "",
            folder: true,
            about: "Obsidian and other Markdown notes; keeps labels, links, sentences",
        }
    }

    fn write(
        &self,
        view: &View<'_>,
        _options: &ExportOptions,
        out: &mut dyn Output,
    ) -> io::Result<()> {
        let names = names(view);
        let mut into = vec![Vec::new(); view.node_count()];
        for edge in view.edges() {
            if let Some(list) = into.get_mut(edge.target) {
                list.push(edge);
            }
        }
        for (place, (node, name)) in view.nodes().zip(&names).enumerate() {
            out.begin(&format!("{name}.md"))?;
            front_matter(node, out)?;
            if let Some(paper) = node.paper()
                && view.has_text()
                && !paper.abstract_text.is_empty()
            {
                writeln!(out, "\n{}", prose(&paper.abstract_text))?;
            }
            let from = view.edges_from(place).into_iter().map(|e| (e.target, e)).collect();
            section(view, &names, "", from, out)?;
            let to = into.get(place).into_iter().flatten().map(|e| (e.source, *e)).collect();
            section(view, &names, " (from)", to, out)?;
        }
        Ok(())
    }
}

/// A name for each note: the folder of its kind and its label, unique whatever the letter case,
/// without the characters that file systems and wiki links cannot hold.
fn names(view: &View<'_>) -> Vec<String> {
    let mut taken = HashSet::new();
    let mut name = |node: &Node| {
        let kept: String = printable(node.label())
            .chars()
            .map(|c| if "\\/:*?\"<>|#^[]%".contains(c) { '-' } else { c })
            .collect();
        let mut end = kept.len().min(LONGEST_NAME);
        while !kept.is_char_boundary(end) {
            end -= 1;
        }
        let base = kept.get(..end).unwrap_or_default().trim_matches([' ', '.']);
        let base = format!("{}/{}", node.kind().name(), if base.is_empty() { "-" } else { base });
        let mut unique = base.clone();
        let mut number = 1;
        while !taken.insert(unique.to_lowercase()) {
            number += 1;
            unique = format!("{base} ({number})");
        }
        unique
    };
    view.nodes().map(&mut name).collect()
}

/// Properties as YAML, whose values are JSON strings, which are YAML too.
fn front_matter(node: &Node, out: &mut dyn Output) -> io::Result<()> {
    let mut aliases = vec![node.label()];
    aliases.extend(node.entity().into_iter().flat_map(|e| e.aliases.iter().map(String::as_str)));
    writeln!(out, "---")?;
    writeln!(out, "id: {}", serde_json::to_string(node.id())?)?;
    writeln!(out, "tags: [{}]", node.kind().name())?;
    writeln!(out, "aliases: {}", serde_json::to_string(&aliases)?)?;
    if let Some(paper) = node.paper() {
        if let Some(year) = paper.year {
            writeln!(out, "year: {year}")?;
        }
        writeln!(out, "authors: {}", serde_json::to_string(&paper.authors)?)?;
    }
    if let Some(url) = node.address() {
        writeln!(out, "url: {}", serde_json::to_string(url)?)?;
    }
    writeln!(out, "---")
}

/// Edges with their other ends, under a heading a type.
fn section(
    view: &View<'_>,
    names: &[String],
    suffix: &str,
    mut edges: Vec<(usize, ViewEdge<'_>)>,
    out: &mut dyn Output,
) -> io::Result<()> {
    edges.sort_by_key(|(_, edge)| edge.edge.map(|own| own.kind));
    for group in edges.chunk_by(|(_, a), (_, b)| a.kind == b.kind) {
        let kind = group.first().map_or("", |(_, edge)| edge.kind);
        writeln!(out, "\n## {}{suffix}\n", kind.replace('_', " "))?;
        for (other, edge) in group {
            line(view, names, edge, *other, out)?;
        }
    }
    Ok(())
}

/// A link to the other end, and the sentences behind the edge as quotes.
fn line(
    view: &View<'_>,
    names: &[String],
    edge: &ViewEdge<'_>,
    other: usize,
    out: &mut dyn Output,
) -> io::Result<()> {
    let (Some(name), Some(node)) = (names.get(other), view.node(other)) else { return Ok(()) };
    writeln!(out, "- [[{name}|{}]]", prose(node.label()).replace(['|', '[', ']'], "-"))?;
    let mut last = "";
    for evidence in view.evidence(edge) {
        let sentence = view.text(evidence.paper, evidence.sentence);
        if !sentence.is_empty() && sentence != last {
            writeln!(out, "  > {}", prose(sentence))?;
            last = sentence;
        }
    }
    Ok(())
}

/// Text on one line that Markdown and HTML take for text.
fn prose(text: &str) -> String {
    let mut out = String::new();
    for c in printable(text).chars() {
        if "\\`*_{}[]<>#|!$~=".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
