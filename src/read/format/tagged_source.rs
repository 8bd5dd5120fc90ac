//! What the formats of tagged lines share: cutting, and what their tags mean (`data/tags.tsv`).

use std::collections::HashMap;
use std::sync::Arc;

use crate::read::draft::Draft;
use crate::read::feed::{Feed, Halt};
use crate::read::parse::names::natural;
use crate::read::parse::tagged::{Field, Grammar, fields};
use crate::read::parse::text::{unwrapped, without_tags};
use crate::read::stream::{Parse, Source, groups};

const TABLE: &str = include_str!("../data/tags.tsv");

/// One format of tagged lines.
#[derive(Clone, Copy)]
pub(super) struct Tagged {
    /// Its rows in the table.
    pub(super) table: &'static str,
    pub(super) grammar: Grammar,
    /// The tag that closes each record, where one does.
    pub(super) end: Option<&'static str>,
    /// Tags of which one opens each record.
    pub(super) starts: &'static [&'static str],
}

/// What the tags of a format mean.
fn meanings(table: &'static str) -> HashMap<&'static str, &'static str> {
    TABLE
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .filter_map(|row| match row[..] {
            [format, tag, field, _] if format == table => Some((tag, field)),
            _ => None,
        })
        .collect()
}

/// How many lines may stand above the first record, such as a number or a remark.
const ABOVE: usize = 5;

/// Whether one of the first lines that are not blank has one of these tags.
pub(super) fn has_line(head: &[u8], format: Tagged, tags: &[&str]) -> bool {
    let lines = head.split(|b| *b == b'\n').map(<[u8]>::trim_ascii_end);
    lines.filter(|line| !line.is_empty()).take(ABOVE).any(|line| {
        let line = String::from_utf8_lossy(&line[..line.len().min(64)]);
        (format.grammar.field)(&line).is_some_and(|(tag, _)| tags.contains(&tag))
    })
}

/// Makes one paper of each record. A line before the first record is passed over.
pub(super) fn cut(source: &mut Source<'_>, feed: &Feed, format: Tagged) -> Result<(), Halt> {
    let meanings = meanings(format.table);
    let starts = move |line: &[u8]| {
        let head = &line[..line.len().min(16)];
        let head = String::from_utf8_lossy(head);
        (format.grammar.field)(&head).is_some_and(|(tag, _)| format.starts.contains(&tag))
    };
    let parse: Parse = Arc::new(move |text, line, batch| {
        let fields = fields(text, format.grammar);
        let is_record = |field: &&Field| format.starts.contains(&field.tag.as_str());
        if fields.iter().take(1).any(|field| is_record(&field)) {
            let mut draft = Draft::at(line);
            if let Some(end) = format.end.filter(|end| !fields.iter().any(|f| f.tag == *end)) {
                draft.note(format!("the record has no {end} at its end"));
            }
            fill(&mut draft, &fields, &meanings);
            batch.draft(draft);
        } else if line > 1 {
            batch.skip(line, format!("no {} record here", format.starts.join(" or ")));
        }
    });
    groups(source, feed, starts, &parse)
}

fn fill(draft: &mut Draft, fields: &[Field], meanings: &HashMap<&str, &str>) {
    let meant = |field: &Field| meanings.get(field.tag.as_str()).copied().unwrap_or_default();
    let full = fields.iter().any(|field| meant(field) == "author");
    for field in fields {
        let value = field.value.as_str();
        match meant(field) {
            "title" => draft.title_if_none(&without_tags(value)),
            "abstract" => draft.wrapped_abstract(&without_tags(value)),
            "author" => draft.author(&natural(value)),
            "short author" if !full => draft.author(&natural(value)),
            "year" => draft.year(value),
            "venue" => draft.venue(value),
            "doi" => draft.doi(value),
            "pmid" | "pmcid" => draft.identifier(meant(field), value),
            "url" => value.split([';', '\n']).for_each(|url| draft.url(url)),
            "reference" => reference(draft, value),
            "key" => draft.external("key", value),
            // Places where some writers put an identifier, and others anything.
            "identifier" => {
                if let Some(doi) = value.strip_suffix("[doi]") {
                    draft.doi(doi);
                }
            }
            "known" => {
                for word in value.split([' ', ';', '\n', ',']) {
                    draft.known(word);
                }
            }
            _ => {}
        }
    }
}

/// `Author, Year, SOURCE, V1, P1, DOI 10.…`.
fn reference(draft: &mut Draft, text: &str) {
    match text.rsplit_once("DOI ") {
        Some((_, doi)) => {
            let first = doi.trim_matches(['[', ']', ' ']).split(',').next();
            draft.reference(first.unwrap_or(doi));
        }

        None => draft.reference_to_title(&unwrapped(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_its_fields_are_known() {
        let rows: Vec<&str> = TABLE.lines().skip(1).collect();
        assert!(rows.is_sorted());
        let known = [
            "abstract",
            "author",
            "doi",
            "identifier",
            "key",
            "known",
            "pmcid",
            "pmid",
            "reference",
            "short author",
            "title",
            "url",
            "venue",
            "year",
        ];
        for row in rows {
            let cells: Vec<_> = row.split('\t').collect();
            assert_eq!(cells.len(), 4, "{row}");
            assert!(known.contains(&cells[2]), "{row}");
        }
    }
}
