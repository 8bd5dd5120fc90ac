//! The reading stage on the real corpora and on small files of our own.
#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "helpers of tests")]

mod broken;
mod formats;
mod library;
mod packed;
mod properties;
mod sources;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use citegraph::Paper;
use citegraph::read::{self, Input, LossReport, ReadOptions};

/// A corpus file, or `None` (and a word about it) where the corpora are not there.
fn corpus(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus").join(name);
    if path.exists() {
        return Some(path);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is missing", path.display());
    eprintln!("skipped: {} is not there", path.display());
    None
}

fn read_with(
    inputs: &[Input],
    options: &ReadOptions,
) -> (Vec<Paper>, LossReport, Option<citegraph::Error>) {
    let mut papers = match read::open(inputs, options) {
        Ok(papers) => papers,
        Err(error) => return (Vec::new(), LossReport::default(), Some(error)),
    };
    let mut out = Vec::new();
    let mut failure = None;
    for paper in &mut papers {
        match paper {
            Ok(paper) => out.push(paper),
            Err(error) => failure = Some(error),
        }
    }
    (out, papers.report().clone(), failure)
}

fn read_file(path: &Path) -> (Vec<Paper>, LossReport, Option<citegraph::Error>) {
    read_with(&[Input::from(path.to_owned())], &ReadOptions::default())
}

fn read_bytes(name: &str, bytes: &[u8]) -> (Vec<Paper>, LossReport, Option<citegraph::Error>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    read_file(&path)
}

#[test]
fn the_trending_page_has_119_papers() {
    let Some(path) = corpus("trending-papers.txt") else { return };
    let (papers, report, failure) = read_file(&path);
    assert!(failure.is_none());
    assert_eq!(papers.len(), 119);
    assert!(papers[0].title.starts_with("OverLoCK: "));
    assert!(papers.iter().all(|p| p.abstract_text.len() > 400));
    assert_eq!((report.skipped, report.abstracts_missing), (0, 0));
    assert_eq!(papers[0].origins[0].line, 3);
    let ids: std::collections::BTreeSet<_> = papers.iter().map(|p| &p.id).collect();
    assert_eq!(ids.len(), 119);
}

#[test]
fn the_large_corpus_is_read_from_its_gz() {
    let Some(path) = corpus("papers-40k.jsonl.gz") else { return };
    let (papers, report, failure) = read_file(&path);
    assert!(failure.is_none());
    assert_eq!((papers.len(), report.skipped), (40_000, 0));
    assert_eq!(papers.iter().filter(|p| p.ids.contains_key("arxiv")).count(), 18_007);
    assert_eq!(papers[0].origins[0].record, 1);
    assert_eq!(papers[39_999].origins[0].record, 40_000);
}

#[test]
fn references_of_the_citing_corpus_are_ids_of_its_papers() {
    let Some(path) = corpus("citing-papers.jsonl.gz") else { return };
    let (papers, _, _) = read_file(&path);
    let ids: std::collections::BTreeSet<_> = papers.iter().map(|p| p.id.as_str()).collect();
    let cites = papers.iter().flat_map(|p| &p.references);
    assert_eq!(cites.filter(|r| ids.contains(r.as_str())).count(), 23_446);
    assert_eq!(papers.len(), 4_333);
}

#[test]
fn a_title_at_the_end_of_the_dump_is_a_paper_without_abstract() {
    let (papers, report, _) = read_bytes(
        "dump.txt",
        b"Get trending papers in your email inbox!\nSubscribeOne: A Title\nIts text, in one line.\nLast: A Title\n",
    );
    assert_eq!(papers.len(), 2);
    assert_eq!(papers[0].title, "One: A Title");
    assert_eq!(papers[1].abstract_text, "");
    assert_eq!(report.abstracts_missing, 1);
    assert_eq!(report.notes[0].line, Some(4));
}

#[test]
fn a_truncated_line_is_skipped_and_named() {
    let (papers, report, failure) =
        read_bytes("p.jsonl", b"{\"title\": \"A b\"}\n{\"title\": \"C\n{\"title\": \"D e\"}\n");
    assert!(failure.is_none());
    assert_eq!(papers.len(), 2);
    assert_eq!(report.skipped, 1);
    assert_eq!(report.skips[0].line, Some(2));
}

#[test]
fn a_hundred_megabyte_line_is_a_message() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("big.jsonl");
    let mut file = fs::File::create(&path).unwrap();
    file.write_all(b"{\"title\": \"").unwrap();
    let megabyte = vec![b'x'; 1 << 20];
    for _ in 0..100 {
        file.write_all(&megabyte).unwrap();
    }
    file.write_all(b"\"}\n{\"title\": \"The next\"}\n").unwrap();
    let (papers, report, failure) = read_file(&path);
    assert!(failure.is_none());
    assert_eq!(papers[0].title, "The next");
    assert_eq!(papers[0].origins[0].line, 2);
    assert!(report.skips[0].reason.contains("larger than the limit"), "{}", report.skips[0]);
}

#[test]
fn bad_files_end_the_run_with_a_message() {
    let message = |name: &str, bytes: &[u8]| {
        let (papers, _, failure) = read_bytes(name, bytes);
        assert!(papers.is_empty());
        failure.unwrap().to_string()
    };
    assert!(message("e.jsonl", b"").contains("the file is empty"));
    assert!(message("b.jsonl", &[0; 500]).contains("binary data"));
    assert!(message("n.jsonl", b"{\"a\": 1}\n").contains("no paper could be read"));
    let missing = read_file(Path::new("/no/such/file")).2.unwrap().to_string();
    assert!(missing.contains("cannot read"), "{missing}");
    let folder = tempfile::tempdir().unwrap();
    let empty = read_file(folder.path()).2.unwrap().to_string();
    assert!(empty.contains("holds no files"), "{empty}");
}
