//! The table format: `kind`, `name`, `aliases`, `flags`, `source`, separated by tabs.

use crate::error::{Error, Location, Result};
use crate::model::Kind;

/// The first line of every table.
pub const HEADER: &str = "kind\tname\taliases\tflags\tsource";

/// One name of the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub kind: Kind,
    /// Canonical name.
    pub name: String,
    /// Other forms of the same thing, spelling variants aside.
    pub aliases: Vec<String>,
    /// What to beware of.
    pub flags: Flags,
    /// Where the row comes from: `field`, or `corpus:N` with the number of papers that hold it.
    pub source: String,
}

/// What to beware of with a name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flags {
    /// Also an ordinary word, a person, or an acronym of several meanings.
    pub common: bool,
    /// A family or setting too general to look up.
    pub generic: bool,
}

impl Row {
    /// The name, then the aliases.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }

    /// The row with what is left of its forms, the first of them as its name; `None` where none is.
    pub(super) fn without(&self, taken: impl Fn(&str) -> bool) -> Option<Self> {
        let mut left = self.forms().filter(|form| !taken(form)).map(str::to_owned);
        Some(Self {
            name: left.next()?,
            aliases: left.collect(),
            source: self.source.clone(),
            ..*self
        })
    }
}

/// Parses a table.
///
/// # Errors
/// [`Error::Input`] with the line: a missing header, a row without five fields, an unknown kind or
/// flag, an empty name or source, a row out of order or twice there.
pub fn parse(text: &str, at: &Location) -> Result<Vec<Row>> {
    let mut lines = text.lines().enumerate();
    if lines.next().map(|(_, l)| l) != Some(HEADER) {
        return Err(Error::input(
            at.clone().line(1),
            "the header is missing",
            format!("the first line must be {HEADER:?}"),
        ));
    }
    let mut rows: Vec<Row> = Vec::new();
    for (i, line) in lines {
        let bad =
            |what: String, hint: &str| Error::input(at.clone().line(i as u64 + 1), what, hint);
        let fields: Vec<&str> = line.split('\t').collect();
        let [kind, name, aliases, flags, source] = fields[..] else {
            return Err(bad(
                format!("{} fields where five belong", fields.len()),
                "separate kind, name, aliases, flags and source by single tabs",
            ));
        };
        let kind = Kind::from_name(kind).ok_or_else(|| {
            bad(format!("unknown kind {kind:?}"), "use method, dataset, task or metric")
        })?;
        if name.trim().is_empty() || source.trim().is_empty() {
            return Err(bad("an empty name or source".into(), "fill in both"));
        }
        let mut parsed = Flags::default();
        for flag in flags.split(',').filter(|f| !f.is_empty()) {
            match flag {
                "common" => parsed.common = true,
                "generic" => parsed.generic = true,
                _ => return Err(bad(format!("unknown flag {flag:?}"), "use common or generic")),
            }
        }
        let row = Row {
            kind,
            name: name.to_owned(),
            aliases: aliases.split('|').filter(|a| !a.is_empty()).map(str::to_owned).collect(),
            flags: parsed,
            source: source.to_owned(),
        };
        if let Some(last) = rows.last() {
            let order = |r: &Row| (r.name.to_lowercase(), r.name.clone(), r.kind);
            if order(last) >= order(&row) {
                return Err(bad(
                    format!("{:?} after {:?}", row.name, last.name),
                    "sort rows by name, letter case aside, and keep each once",
                ));
            }
        }
        rows.push(row);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line_of(text: &str) -> Option<u64> {
        match parse(text, &Location::new("t.tsv")) {
            Err(Error::Input { at, .. }) => at.line,
            _ => None,
        }
    }

    #[test]
    fn each_fault_is_named_by_its_line() {
        let with = |rows: &str| format!("{HEADER}\n{rows}");
        assert_eq!(line_of("name\n"), Some(1));
        assert_eq!(line_of(&with("dataset\tMNIST\n")), Some(2));
        assert_eq!(line_of(&with("thing\tMNIST\t\t\tfield\n")), Some(2));
        assert_eq!(line_of(&with("dataset\tB\t\t\tfield\ndataset\tA\t\t\tfield\n")), Some(3));
        assert_eq!(line_of(&with("dataset\tA\t\tweird\tfield\n")), Some(2));
        assert_eq!(
            parse(&with("dataset\tA\tB|C\tcommon\tfield\n"), &Location::new("t")).unwrap()[0]
                .aliases,
            ["B", "C"]
        );
    }
}
