//! One BibTeX or BibLaTeX entry, by the `biblatex` crate where it can be, else line by line.

use std::collections::BTreeMap;

use biblatex::{
    Bibliography, Chunks, ChunksExt, Entry, RawBibliography, RawChunk, RawEntry, Spanned,
};

/// The fields that make a paper.
const WANTED: [&str; 22] = [
    "abstract",
    "annote",
    "archiveprefix",
    "author",
    "booktitle",
    "crossref",
    "date",
    "doi",
    "eprint",
    "eprinttype",
    "eventtitle",
    "journal",
    "journaltitle",
    "note",
    "pmcid",
    "pmid",
    "school",
    "subtitle",
    "title",
    "url",
    "xdata",
    "year",
];

/// Macros by lower-case name, each with its text.
pub(in crate::read) type Macros = BTreeMap<String, String>;

/// An entry, its values as plain text.
#[derive(Debug, Default, PartialEq)]
pub(in crate::read) struct Fields {
    pub(in crate::read) key: String,
    values: BTreeMap<String, String>,
    pub(in crate::read) authors: Vec<String>,
    /// What had to be mended.
    pub(in crate::read) notes: Vec<String>,
}

impl Fields {
    /// The value of a field, or nothing.
    pub(in crate::read) fn get(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    /// Sets a field that has no value yet.
    pub(in crate::read) fn keep(&mut self, name: &str, value: &str) {
        let value = value.trim();
        if !value.is_empty() {
            self.values.entry(name.to_owned()).or_insert_with(|| value.to_owned());
        }
    }
}

/// The entries in a text, or why there are none.
pub(in crate::read) fn entries(
    text: &str,
    macros: &Macros,
    depth: usize,
) -> Result<Vec<Fields>, String> {
    if is_deeper(text, depth) {
        return Err(format!("nested deeper than the limit of {depth} levels"));
    }
    let braced = in_braces(text);
    match RawBibliography::parse(braced.as_deref().unwrap_or(text)) {
        Ok(raw) => Ok(raw.entries.into_iter().map(|entry| read(entry.v, macros)).collect()),
        Err(error) => salvage(text, &error.kind.to_string()),
    }
}

/// An entry in parentheses, which BibTeX allows and the crate does not read, in braces.
fn in_braces(text: &str) -> Option<String> {
    let open = text.find(['{', '('])?;
    let close = text.rfind(')').filter(|close| *close > open)?;
    let kind = text[..open].trim().strip_prefix('@')?.trim_end();
    let is_entry = is_name(kind) && text[open..].starts_with('(');
    is_entry
        .then(|| format!("{}{{{}}}{}", &text[..open], &text[open + 1..close], &text[close + 1..]))
}

/// Adds the macros that a text defines, expanded with those before them.
pub(in crate::read) fn define(text: &str, macros: &mut Macros) {
    let Ok(raw) = RawBibliography::parse(text) else { return };
    for pair in raw.abbreviations {
        let part = |chunk: &Spanned<RawChunk<'_>>| match chunk.v {
            RawChunk::Normal(text) => text.to_owned(),
            RawChunk::Abbreviation(name) => {
                macros.get(&name.to_lowercase()).cloned().unwrap_or_default()
            }
        };
        let value: String = pair.value.v.iter().map(part).collect();
        macros.insert(pair.key.v.to_lowercase(), value);
    }
}

/// Whether braces nest deeper than `depth`, escaped ones aside.
fn is_deeper(text: &str, depth: usize) -> bool {
    let (mut open, mut escaped) = (0_usize, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'{' => open += 1,
            b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        if open > depth {
            return true;
        }
    }
    false
}

fn read<'a>(mut entry: RawEntry<'a>, macros: &'a Macros) -> Fields {
    let mut fields = Fields { key: entry.key.v.to_owned(), ..Fields::default() };
    entry.fields.retain(|pair| WANTED.iter().any(|name| pair.key.v.eq_ignore_ascii_case(name)));
    for chunk in entry.fields.iter_mut().flat_map(|pair| &mut pair.value.v) {
        if let RawChunk::Abbreviation(name) = chunk.v {
            let value = macros.get(&name.to_lowercase()).map(String::as_str);
            if value.is_none() {
                fields.notes.push(format!("the macro {name:?} is not defined"));
            }
            chunk.v = RawChunk::Normal(value.unwrap_or(name));
        }
    }
    if let Some(resolved) = resolve(entry.clone()) {
        take(&mut fields, &resolved);
        return fields;
    }
    // One value that TeX would refuse does not cost the others.
    let pairs = std::mem::take(&mut entry.fields);
    for pair in pairs {
        let (name, text) = (pair.key.v.to_lowercase(), raw(&pair.value.v));
        if let Some(resolved) = resolve(RawEntry { fields: vec![pair], ..entry.clone() }) {
            take(&mut fields, &resolved);
        } else {
            fields.notes.push(format!("the {name} is not sound TeX and stays as it is"));
            fields.keep(&name, &without_braces(&text));
        }
    }
    fields
}

fn resolve(entry: RawEntry<'_>) -> Option<Entry> {
    let raw = RawBibliography {
        preamble: String::new(),
        entries: vec![Spanned::zero(entry)],
        abbreviations: Vec::new(),
    };
    Bibliography::from_raw(raw).ok()?.into_iter().next()
}

fn take(fields: &mut Fields, entry: &Entry) {
    if entry.fields.contains_key("author") {
        let people = entry.author().unwrap_or_default();
        let name = |p: &biblatex::Person| {
            let parts = [&p.given_name, &p.prefix, &p.name, &p.suffix];
            let parts: Vec<_> =
                parts.into_iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
            parts.join(" ")
        };
        let named = people.iter().map(name).filter(|name| name != "others");
        fields.authors.extend(named);
    }
    for (name, chunks) in &entry.fields {
        fields.keep(name, &plain(chunks));
    }
}

fn plain(chunks: &Chunks) -> String {
    // Some writers escape underscores in formulas too.
    chunks.format_verbatim().replace('\u{a0}', " ").replace("\\_", "_")
}

fn raw(chunks: &[Spanned<RawChunk<'_>>]) -> String {
    let text = |chunk: &Spanned<RawChunk<'_>>| match chunk.v {
        RawChunk::Normal(text) | RawChunk::Abbreviation(text) => text.to_owned(),
    };
    chunks.iter().map(text).collect()
}

fn without_braces(text: &str) -> String {
    text.replace(['{', '}'], "")
}

/// Fields of an entry that does not parse: each starts on a line of its own with `name =`.
fn salvage(text: &str, error: &str) -> Result<Vec<Fields>, String> {
    let mut fields = Fields::default();
    let mut values: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        if let Some((_, rest)) =
            line.strip_prefix('@').and_then(|entry| entry.split_once(['{', '(']))
        {
            rest.trim().trim_end_matches(',').clone_into(&mut fields.key);
            continue;
        }
        let start = line.split_once('=').map(|(name, value)| (name.trim(), value.trim()));
        match (start, values.last_mut()) {
            (Some((name, value)), _) if is_name(name) => {
                values.push((name.to_lowercase(), value.to_owned()));
            }
            (_, Some((_, last))) => {
                last.push(' ');
                last.push_str(line);
            }
            (_, None) => {}
        }
    }
    for (name, value) in values.iter().filter(|(name, _)| WANTED.contains(&name.as_str())) {
        let value = value.trim_end_matches(['}', ',', ' ']).trim_matches('"');
        let value = without_braces(value);
        if name == "author" {
            let names = value.split(" and ").map(super::names::natural);
            fields.authors.extend(names);
        }
        fields.keep(name, &value);
    }
    if fields.values.contains_key("title") {
        fields.notes.push(format!("the entry is not sound BibTeX ({error}); read line by line"));
        return Ok(vec![fields]);
    }
    Err(format!("not sound BibTeX: {error}"))
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Fields {
        entries(text, &Macros::new(), 100).unwrap().remove(0)
    }

    #[test]
    fn tex_becomes_text_and_names_are_spoken() {
        let entry = one(
            r#"@article{k1, title = {The {BERT} of $x^2$ \& {\"u}}, author = "M{\"u}ller, J{\'o}n and van der Berg, A. and others", year = 2019}"#,
        );
        assert_eq!(entry.get("title"), "The BERT of $x^2$ & ü");
        assert_eq!(entry.authors, ["Jón Müller", "A. van der Berg"]);
        assert_eq!((entry.key.as_str(), entry.get("year")), ("k1", "2019"));
        assert!(entry.notes.is_empty());
    }

    #[test]
    fn macros_expand_when_they_are_defined() {
        let mut macros = Macros::new();
        define("@string{A = \"Conf\"} @string{b = a # \" on X\"} @string{c = c}", &mut macros);
        let text = "@misc{k, title = {T}, journal = B, note = zzz}";
        let entry = entries(text, &macros, 100).unwrap().remove(0);
        assert_eq!(entry.get("journal"), "Conf on X");
        assert_eq!(entry.notes, ["the macro \"zzz\" is not defined"]);
    }

    #[test]
    fn parentheses_hold_an_entry_too() {
        let fields =
            one("@ARTICLE(k,\n  title = {A {T}itle (long)}, % as printed\n  year = 2015\n)");
        assert_eq!((fields.get("title"), fields.get("year")), ("A Title (long)", "2015"));
        assert!(fields.notes.is_empty(), "{:?}", fields.notes);
    }

    #[test]
    fn one_bad_value_or_brace_does_not_cost_the_entry() {
        let entry = one("@misc{k, title = {Costs}, abstract = {It costs $5.}}");
        assert_eq!((entry.get("title"), entry.get("abstract")), ("Costs", "It costs $5."));
        let entry = one("@misc{k,\n title = {An {Open Brace},\n year = {2020},\n}\n");
        assert_eq!((entry.get("title"), entry.get("year")), ("An Open Brace", "2020"));
        assert_eq!(entry.notes.len(), 1);
    }
}
