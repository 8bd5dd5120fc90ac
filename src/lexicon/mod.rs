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

use std::collections::{HashMap, HashSet};
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
    /// So many of the first rows are a user's.
    overlaid: usize,
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

    /// This lexicon with a user's rows in front. A form that is in both is the user's alone: a
    /// built-in row loses it and keeps its others, the first of them as its name where it lost that.
    /// A row whose name is the name of one of the user's is replaced, with all of its forms.
    ///
    /// # Errors
    /// [`crate::Error::Input`] with the line, where the table is malformed.
    pub fn overlay(&self, text: &str, at: &Location) -> Result<Self> {
        let mut over = Self::default();
        over.add(table::parse(text, at)?);
        let names: HashSet<String> = over.rows.iter().map(|row| key(&row.name)).collect();
        let theirs: Vec<_> = self
            .rows
            .iter()
            .filter(|row| !names.contains(&key(&row.name)))
            .filter_map(|row| row.without(|form| over.by_key.contains_key(&key(form))))
            .collect();
        over.overlaid = over.rows.len();
        over.add(theirs);
        Ok(over)
    }

    /// Whether a row, by its position, is of a table that was laid over this lexicon.
    pub fn is_overlaid(&self, row: usize) -> bool {
        row < self.overlaid
    }

    /// The rows that a surface form can mean, spelling aside, in table order.
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

    #[test]
    fn a_form_of_the_overlay_is_no_form_of_the_table() {
        let of = |rows: &str| format!("{}\n{rows}", table::HEADER);
        let at = Location::new("mine.tsv");
        let table = of("dataset\tAlpha\tA1|A2\t\tfield\n\
                        dataset\tBeta\tB1|B2\t\tfield\n\
                        dataset\tGamma\tG1\t\tfield\n\
                        dataset\tOmega\t\t\tfield\n");
        let user = of("method\tA1\tBeta|Omega\t\tmine\nmethod\tGamma\t\t\tmine\n");
        let lexicon = Lexicon::default().overlay(&table, &at).unwrap().overlay(&user, &at).unwrap();
        let meant =
            |form: &str| -> Vec<&str> { lexicon.get(form).map(|r| r.name.as_str()).collect() };
        for (form, names) in [
            ("A1", &["A1"][..]),
            ("Alpha", &["Alpha"]),
            ("A2", &["Alpha"]),
            ("Beta", &["A1"]),
            ("B2", &["B1"]),
            ("Gamma", &["Gamma"]),
            ("G1", &[]),
            ("Omega", &["A1"]),
        ] {
            assert_eq!(meant(form), names, "{form}");
        }
        assert_eq!(lexicon.rows().len(), 4);
    }
}
