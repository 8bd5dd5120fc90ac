//! A user's own decisions, which go before all others.

use super::spelling::name_key;
use crate::error::{Error, Location, Result};
use crate::model::Kind;

/// The first line of a table of decisions.
const HEADER: &str = "action\tkind\tname\tother";

/// A user's decisions on names: which are the same, which are not, and what to call them.
///
/// A table of tab-separated lines below the header `action kind name other`, where `action` is
/// `same`, `different` or `rename`:
///
/// ```
/// use citegraph::Location;
/// use citegraph::resolve::Overrides;
/// let table = "action\tkind\tname\tother\n\
///              same\tmethod\tSwin\tSwin Transformer\n\
///              different\tdataset\tFACTS\tFact Set\n\
///              rename\tmethod\tLLMs\tLarge Language Model\n";
/// assert!(Overrides::parse(table, &Location::new("mine.tsv")).is_ok());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overrides(Vec<Override>);

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Override {
    pub action: Ruling,
    pub kind: Kind,
    pub name: String,
    pub other: String,
}

/// What a user decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ruling {
    Same,
    Different,
    Rename,
}

impl Overrides {
    /// Reads a table.
    ///
    /// # Errors
    /// [`Error::Input`] with the line: a missing header, a line without four fields, an unknown
    /// action or kind, an empty name.
    pub fn parse(text: &str, at: &Location) -> Result<Self> {
        let mut lines = text.lines().zip(1u64..);
        if lines.next().map(|(line, _)| line) != Some(HEADER) {
            let hint = format!("the first line must be {HEADER:?}");
            return Err(Error::input(at.clone().line(1), "the header is missing", hint));
        }
        let rows = lines.filter(|(line, _)| !line.trim().is_empty());
        rows.map(|(line, number)| row(line, &at.clone().line(number)))
            .collect::<Result<_>>()
            .map(Self)
    }

    /// The lines, in order.
    pub(super) fn rows(&self) -> &[Override] {
        &self.0
    }

    /// What the user calls a thing that goes by one of these keys.
    pub(super) fn new_name(&self, kind: Kind, keys: &[&str]) -> Option<&str> {
        let renamed = self.0.iter().filter(|r| r.action == Ruling::Rename && r.kind == kind);
        renamed
            .filter(|r| keys.contains(&name_key(&r.name).as_str()))
            .map(|r| r.other.as_str())
            .next_back()
    }
}

fn row(line: &str, at: &Location) -> Result<Override> {
    let bad = |what: String, hint: &str| Error::input(at.clone(), what, hint);
    let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
    let [action, kind, name, other] = fields[..] else {
        let what = format!("{} fields where four belong", fields.len());
        return Err(bad(what, "separate action, kind, name and other by single tabs"));
    };
    let action = match action {
        "same" => Ruling::Same,
        "different" => Ruling::Different,
        "rename" => Ruling::Rename,
        _ => {
            return Err(bad(format!("unknown action {action:?}"), "use same, different or rename"));
        }
    };
    let kind = Kind::from_name(kind).ok_or_else(|| {
        bad(format!("unknown kind {kind:?}"), "use method, dataset, task or metric")
    })?;
    if name.is_empty() || other.is_empty() {
        return Err(bad("an empty name".to_owned(), "fill in both names"));
    }
    Ok(Override { action, kind, name: name.to_owned(), other: other.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_named_by_their_line() {
        let line = |rows: &str| {
            let text = format!("{HEADER}\n{rows}");
            match Overrides::parse(&text, &Location::new("t")) {
                Err(Error::Input { at, .. }) => at.line,
                _ => None,
            }
        };
        assert_eq!(line("same\tmethod\tA\tB"), None);
        assert_eq!(line("same\tmethod\tA"), Some(2));
        assert_eq!(line("\nlike\tmethod\tA\tB"), Some(3));
        assert_eq!(line("same\tthing\tA\tB"), Some(2));
        assert_eq!(line("rename\ttask\tA\t"), Some(2));
        assert!(Overrides::parse("", &Location::new("t")).is_err());
    }
}
