//! Names, kinds and roles in sentences of our own, one file a family: `tests/cases/names/*.tsv`.
//!
//! A row holds a title, a text, the methods and data sets that a careful reader notes in them, and
//! whether extraction notes just these: `yes`, or `no` for what it is known to miss. With
//! `CITEGRAPH_UPDATE` set the last column is written anew.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use citegraph::extract::Extractor;
use citegraph::{Kind, Lexicon, Paper};

/// So many cases must hold, whatever the last column says.
const FLOOR: usize = 235;
const HEADER: &str = "title\ttext\texpected\tholds";

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/names");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    files
}

/// `CIFAR-10 dataset evaluated | FooNet method proposed`, sorted by name.
fn found(extractor: &Extractor, title: &str, text: &str) -> String {
    let record = extractor.extract(&Paper::new("case", title, text));
    let mut names: Vec<String> = record
        .entities
        .iter()
        .filter(|e| matches!(e.kind, Kind::Method | Kind::Dataset) && !e.generic)
        .map(|e| format!("{} {} {}", e.name, e.kind.name(), e.role.name()))
        .collect();
    names.sort();
    names.join(" | ")
}

#[test]
fn every_case_holds_or_is_known_to_be_missed() {
    let extractor = Extractor::new(Lexicon::builtin());
    let (mut cases, mut held, mut wrong) = (0, 0, Vec::new());
    for file in files() {
        let table = fs::read_to_string(&file).unwrap();
        assert_eq!(table.lines().next(), Some(HEADER), "{}", file.display());
        let mut updated = format!("{HEADER}\n");
        for line in table.lines().skip(1) {
            let [title, text, expected, holds] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{}: four columns in: {line}", file.display());
            };
            let found = found(&extractor, title, text);
            let answer = if found == expected { "yes" } else { "no" };
            cases += 1;
            held += usize::from(found == expected);
            writeln!(updated, "{title}\t{text}\t{expected}\t{answer}").unwrap();
            if answer != holds {
                wrong.push(format!("{title}\n  {text}\n  expected {expected}\n  got      {found}"));
            }
        }
        if std::env::var_os("CITEGRAPH_UPDATE").is_some() {
            fs::write(&file, updated).unwrap();
        }
    }
    assert!(held >= FLOOR, "{held} of {cases} cases hold");
    if std::env::var_os("CITEGRAPH_UPDATE").is_none() {
        assert!(wrong.is_empty(), "{} changed\n{}", wrong.len(), wrong.join("\n"));
    }
}
