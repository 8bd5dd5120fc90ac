//! Names that the field knows, as tables.
//!
//! Every table is a TSV file under `data/`, embedded at build time: a header, then one row a name,
//! sorted, each with its kind, aliases, flags and a note where it comes from ([`Row`], [`table`]).
//! [`Lexicon`] answers what a surface form is, spelling aside ([`key()`]). A user's table in the
//! same form can be laid over it ([`Lexicon::overlay`]).

pub mod hash;
mod key;
pub mod table;
pub mod words;

use std::collections::HashMap;
use std::sync::OnceLock;

pub use key::key;
pub use table::{Flags, Row};

use crate::error::{Location, Result};
use crate::model::Kind;

/// The embedded tables: file name and text.
const TABLES: [(&str, &str); 5] = [
    ("datasets.tsv", include_str!("data/datasets.tsv")),
    ("generic.tsv", include_str!("data/generic.tsv")),
    ("methods.tsv", include_str!("data/methods.tsv")),
    ("metrics.tsv", include_str!("data/metrics.tsv")),
    ("tasks.tsv", include_str!("data/tasks.tsv")),
];

/// What the field knows of names.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    rows: Vec<Row>,
    by_key: HashMap<String, Vec<u32>>,
}

impl Lexicon {
    /// The tables that ship with the crate, parsed once.
    ///
    /// # Panics
    /// Never: a test holds that the embedded tables parse.
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Lexicon> = OnceLock::new();
        BUILTIN.get_or_init(|| {
            let mut lexicon = Self::default();
            for (file, text) in TABLES {
                if let Ok(rows) = table::parse(text, &Location::new(file)) {
                    lexicon.add(rows);
                }
            }
            lexicon
        })
    }

    /// This lexicon with a user's rows in front: where a form is in both, the user's row decides.
    ///
    /// # Errors
    /// [`crate::Error::Input`] with the line, where the table is malformed.
    pub fn overlay(&self, text: &str, at: &Location) -> Result<Self> {
        let mut over = Self::default();
        over.add(table::parse(text, at)?);
        let theirs: Vec<_> = self
            .rows
            .iter()
            .filter(|row| !over.by_key.contains_key(&key(&row.name)))
            .cloned()
            .collect();
        over.add(theirs);
        Ok(over)
    }

    /// The rows that a surface form can mean, spelling aside; the first is the likeliest.
    pub fn get<'a>(&'a self, surface: &str) -> impl Iterator<Item = &'a Row> + use<'a> {
        self.get_key(&key(surface))
    }

    /// As [`get`](Self::get), for a key made before.
    pub fn get_key<'a>(&'a self, key: &str) -> impl Iterator<Item = &'a Row> + use<'a> {
        self.by_key.get(key).into_iter().flatten().map(|i| &self.rows[*i as usize])
    }

    /// All rows, in table order.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The rows of one kind.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |r| r.kind == kind)
    }

    fn add(&mut self, rows: Vec<Row>) {
        for row in rows {
            let at = self.rows.len() as u32;
            for form in row.forms() {
                let list = self.by_key.entry(key(form)).or_default();
                if !list.contains(&at) {
                    list.push(at);
                }
            }
            self.rows.push(row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_tables_are_well_formed_and_sorted() {
        for (file, text) in TABLES {
            table::parse(text, &Location::new(file)).unwrap();
        }
    }

    #[test]
    fn spelling_variants_meet_and_numbers_keep_apart() {
        let lexicon = Lexicon::builtin();
        let name = |s| lexicon.get(s).next().map(|r| r.name.clone());
        assert_eq!(name("CIFAR10"), name("CIFAR-10"));
        assert_ne!(name("CIFAR-10"), name("CIFAR-100"));
    }

    #[test]
    fn an_overlay_wins_over_the_table() {
        let text = "kind\tname\taliases\tflags\tsource\nmethod\tCIFAR-10\t\t\tmine\n";
        let lexicon = Lexicon::builtin().overlay(text, &Location::new("mine.tsv")).unwrap();
        assert_eq!(lexicon.get("CIFAR-10").next().unwrap().kind, Kind::Method);
    }
}
