//! Containers (`fixtures/read/packed`, made by gzip, bzip2, xz, zstandard, zip and tar) hold the
//! same ten papers; folders and many inputs are read in order.

use std::fs;
use std::path::{Path, PathBuf};

use citegraph::read::{Input, ReadOptions};

use super::{read_file, read_with};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/read")
}

fn titles(path: &Path) -> Vec<String> {
    let (papers, report, failure) = read_file(path);
    assert!(failure.is_none() && report.is_complete(), "{}: {report}", path.display());
    papers.into_iter().map(|paper| paper.title).collect()
}

#[test]
fn every_container_gives_its_papers_in_order() {
    let expected = titles(&fixtures().join("ten/own.jsonl"));
    let mut names = Vec::new();
    for entry in fs::read_dir(fixtures().join("packed")).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(titles(&path), expected, "{}", path.display());
        names.push(path);
    }
    assert!(names.len() >= 7);
}

#[test]
fn members_are_named_in_origins() {
    let (papers, ..) = read_file(&fixtures().join("packed/mixed.zip"));
    assert!(papers[0].origins[0].file.ends_with("mixed.zip!b/first.jsonl"));
    assert!(papers[5].origins[0].file.ends_with("mixed.zip!b/second.jsonl.gz"));
}

#[test]
fn folders_are_read_recursively_and_sorted_and_inputs_in_the_order_given() {
    let folder = tempfile::tempdir().unwrap();
    let line = |title: &str| format!("{{\"title\": \"{title}\"}}\n");
    fs::create_dir_all(folder.path().join("b/c")).unwrap();
    for (name, title) in [("z.jsonl", "Four"), ("a.jsonl", "One"), ("b/b.jsonl", "Two")] {
        fs::write(folder.path().join(name), line(title)).unwrap();
    }
    fs::write(folder.path().join("b/c/a.bib"), "@misc{k, title={Three}}").unwrap();
    fs::write(folder.path().join("b/notes.md"), "no paper here").unwrap();
    fs::write(folder.path().join(".hidden.jsonl"), line("Hidden")).unwrap();
    let inputs = [folder.path().join("z.jsonl"), folder.path().to_owned()].map(Input::from);
    let (papers, report, failure) = read_with(&inputs, &ReadOptions::default());
    assert!(failure.is_none());
    let titles: Vec<_> = papers.iter().map(|paper| paper.title.as_str()).collect();
    assert_eq!(titles, ["Four", "One", "Two", "Three", "Four"]);
    assert_eq!((report.files, report.skipped), (6, 1));
    assert!(report.skips[0].file.ends_with("notes.md"));
}

#[test]
fn limits_are_options() {
    let path = fixtures().join("ten/own.jsonl");
    let small = ReadOptions { max_record_bytes: 420, ..ReadOptions::default() };
    let (papers, report, _) = read_with(&[Input::from(path.clone())], &small);
    assert!(papers.len() < 10 && report.skipped as usize == 10 - papers.len());
    assert!(report.skips[0].reason.contains("larger than the limit of 420 bytes"));
    let shallow = ReadOptions { max_depth: 1, ..ReadOptions::default() };
    let (_, report, failure) = read_with(&[Input::from(path)], &shallow);
    assert!(failure.is_some() && report.skips[0].reason.contains("nested deeper"));
    let zip = fixtures().join("packed/mixed.zip");
    let few = ReadOptions { max_archive_files: 1, ..ReadOptions::default() };
    let (papers, report, _) = read_with(&[Input::from(zip)], &few);
    assert_eq!(papers.len(), 5);
    assert!(report.skips[0].reason.contains("more than 1 files"));
}

#[test]
fn a_format_can_be_chosen_and_columns_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.csv");
    fs::write(&path, "Headline,Body,title\nA Name,Its text.,not this\n").unwrap();
    let options = ReadOptions {
        columns: "title=Headline,abstract=body".parse().unwrap(),
        ..ReadOptions::default()
    };
    let (papers, ..) = read_with(&[Input::from(path.clone())], &options);
    assert_eq!((papers[0].title.as_str(), &*papers[0].abstract_text), ("A Name", "Its text."));
    let missing = ReadOptions { columns: "title=Nope".parse().unwrap(), ..ReadOptions::default() };
    let failure = read_with(&[Input::from(path.clone())], &missing).2.unwrap().to_string();
    assert!(failure.contains("no column is called \"Nope\""), "{failure}");
    let forced = ReadOptions { from: Some("bibtex".parse().unwrap()), ..ReadOptions::default() };
    assert!(read_with(&[Input::from(path)], &forced).2.is_some());
}
