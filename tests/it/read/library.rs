//! Records of one work become one paper.

use std::fs;
use std::path::PathBuf;

use citegraph::read::{self, Input, Library, ReadOptions};

use super::corpus;

fn library(files: &[(&str, &str)]) -> Library {
    let folder = tempfile::tempdir().unwrap();
    let inputs: Vec<Input> = files
        .iter()
        .map(|(name, text)| {
            let path: PathBuf = folder.path().join(name);
            fs::write(&path, text).unwrap();
            Input::from(path)
        })
        .collect();
    read::all(&inputs, &ReadOptions::default()).unwrap()
}

#[test]
fn fields_of_both_sides_are_kept_and_conflicts_listed() {
    let Library { papers, report, .. } = library(&[
        (
            "a.jsonl",
            r#"{"title": "Segment Anything", "year": 2023, "arxiv_id": "2304.02643v1", "abstract": "Short.", "url": "https://a.org", "references": ["x"], "venue": "CoRR"}"#,
        ),
        (
            "b.bib",
            "@article{k, title={Segment anything}, year={2024}, eprint={2304.02643}, doi={10.1109/x}, author={Kirillov, A.}, abstract={A longer text.}, url={https://b.org}}",
        ),
        ("c.jsonl", r#"{"title": "SAM", "doi": "10.1109/X", "references": ["y"]}"#),
    ]);
    assert_eq!(papers.len(), 1);
    let paper = &papers[0];
    assert_eq!(paper.abstract_text, "A longer text.");
    assert_eq!((paper.year, paper.venue.as_deref()), (Some(2023), Some("CoRR")));
    assert_eq!(paper.ids["doi"], "10.1109/x");
    assert_eq!(paper.urls, ["https://a.org", "https://b.org"]);
    assert_eq!(paper.references, ["x", "y"]);
    assert_eq!(paper.origins.len(), 3);
    assert_eq!((report.duplicates, report.papers, report.records), (2, 1, 3));
    let conflicts: Vec<_> = report.conflicts.iter().map(|c| (&*c.field, &*c.other)).collect();
    assert_eq!(conflicts, [("year", "2024"), ("title", "SAM")]);
}

#[test]
fn a_later_record_can_show_two_papers_to_be_one() {
    let Library { papers, report, .. } = library(&[(
        "a.jsonl",
        "{\"id\": \"a\", \"title\": \"One name\", \"doi\": \"10.1/a\"}\n\
         {\"id\": \"b\", \"title\": \"Other name\", \"arxiv_id\": \"2304.02643\"}\n\
         {\"id\": \"c\", \"title\": \"Cites\", \"references\": [\"b\"]}\n\
         {\"id\": \"d\", \"title\": \"One name\", \"doi\": \"10.1/a\", \"arxiv_id\": \"2304.02643v2\"}\n",
    )]);
    let ids: Vec<_> = papers.iter().map(|paper| paper.id.as_str()).collect();
    assert_eq!(ids, ["a", "c"]);
    assert_eq!(papers[1].references, ["a"]);
    assert_eq!(report.duplicates, 2);
}

#[test]
fn two_papers_with_one_title_stay_two() {
    let Library { papers, .. } = library(&[(
        "a.jsonl",
        "{\"title\": \"A Survey\", \"year\": 2020, \"authors\": [\"Ann One\"]}\n\
         {\"title\": \"A Survey\", \"year\": 2020, \"authors\": [\"Bob Two\"]}\n",
    )]);
    let ids: Vec<_> = papers.iter().map(|paper| paper.id.as_str()).collect();
    assert_eq!(ids, ["a-survey", "a-survey-2"]);
}

#[test]
fn the_large_corpus_given_twice_adds_nothing() {
    let Some(path) = corpus("papers-40k.jsonl.gz") else { return };
    let once = read::all(&[Input::from(path.clone())], &ReadOptions::default()).unwrap();
    let inputs = [Input::from(path.clone()), Input::from(path)];
    let twice = read::all(&inputs, &ReadOptions::default()).unwrap();
    // One paper stands there twice: with a formula in its title and with the symbol.
    assert_eq!(once.papers.len(), 39_999);
    assert_eq!((once.report.duplicates, twice.report.duplicates), (1, 40_001));
    for (one, two) in once.papers.iter().zip(&twice.papers) {
        // Each was read at the same place.
        assert_eq!(one, two);
    }
}
