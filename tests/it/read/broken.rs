//! Damaged, hostile and foreign files (`fixtures/read/broken`): each gets its message, and nothing
//! beside the damage is lost.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::read_file;

/// A row of `broken.tsv`: file, papers that come through, records skipped, and what must be said (nothing,
/// where it is empty).
struct Row {
    file: String,
    papers: usize,
    skipped: u64,
    message: String,
}

fn rows() -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/read/broken.tsv");
    let text = fs::read_to_string(path).unwrap();
    let row = |line: &str| {
        let cells: Vec<_> = line.split('\t').collect();
        Row {
            file: cells[0].into(),
            papers: cells[1].parse().unwrap(),
            skipped: cells[2].parse().unwrap(),
            message: cells[3].into(),
        }
    };
    text.lines().skip(1).map(row).collect()
}

#[test]
fn each_broken_file_gets_its_message_and_loses_nothing_else() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/read/broken");
    let rows = rows();
    let mut wrong = Vec::new();
    for row in &rows {
        let (papers, report, failure) = read_file(&folder.join(&row.file));
        let said: Vec<String> = failure
            .iter()
            .map(ToString::to_string)
            .chain(report.skips.iter().chain(&report.notes).map(ToString::to_string))
            .collect();
        let is_said = match row.message.as_str() {
            "" => said.is_empty(),
            message => said.iter().any(|text| text.contains(message)),
        };
        let fails_alone = failure.is_some() == (row.papers == 0);
        if papers.len() != row.papers || report.skipped != row.skipped || !is_said || !fails_alone {
            wrong.push(format!(
                "{}\t{}\t{}\t{}",
                row.file,
                papers.len(),
                report.skipped,
                said.join(" | ").replace(&format!("{}/", folder.display()), "")
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    let listed: BTreeSet<_> = rows.iter().map(|row| row.file.clone()).collect();
    let there: BTreeSet<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(listed, there);
    assert!(listed.len() >= 60);
}
