//! The same ten papers in every format, `fixtures/read/ten`, give the same ten records.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use citegraph::Paper;
use citegraph::read::FORMATS;
use serde_json::{Value, json};

use super::read_file;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/read/ten")
}

/// File, format and fields of every row.
fn table() -> Vec<(String, String, Vec<String>)> {
    let text = fs::read_to_string(folder().join("fields.tsv")).unwrap();
    let row = |line: &str| {
        let cells: Vec<_> = line.split('\t').map(str::to_owned).collect();
        let fields = cells[2].split(' ').map(str::to_owned).collect();
        (cells[0].clone(), cells[1].clone(), fields)
    };
    text.lines().skip(1).map(row).collect()
}

/// One line a paper, of the fields that a format holds. References to the papers themselves, by
/// whatever id, stand as arXiv ids.
fn records(papers: &[Paper], fields: &[String]) -> Vec<String> {
    let mut arxiv = BTreeMap::new();
    for (number, paper) in papers.iter().enumerate() {
        for (scheme, id) in &paper.ids {
            arxiv.insert(format!("{scheme}:{id}"), number);
        }
    }
    let canonical = canonical();
    let reference = |r: &String| match arxiv.get(r) {
        Some(number) => format!("arxiv:{}", canonical[*number]["arxiv_id"].as_str().unwrap()),
        None => r.clone(),
    };
    let value = |paper: &Paper, field: &str| -> Value {
        match field {
            "title" => json!(paper.title),
            "abstract" => json!(paper.abstract_text),
            "year" => json!(paper.year),
            "authors" => json!(paper.authors),
            "venue" => json!(paper.venue),
            "doi" | "arxiv" => json!(paper.ids.get(field)),
            "references" => json!(paper.references.iter().map(reference).collect::<Vec<_>>()),
            other => panic!("no field {other}"),
        }
    };
    let line = |paper: &Paper| {
        let pairs = fields.iter().map(|field| (field.clone(), value(paper, field)));
        Value::Object(pairs.collect()).to_string()
    };
    papers.iter().map(line).collect()
}

fn canonical() -> Vec<Value> {
    serde_json::from_slice(&fs::read(folder().join("papers.json")).unwrap()).unwrap()
}

fn expected(fields: &[String]) -> Vec<String> {
    let papers: Vec<Paper> = canonical()
        .iter()
        .map(|value| {
            let text = |name: &str| value[name].as_str().map(str::to_owned);
            let list = |name: &str| -> Vec<String> {
                value[name].as_array().unwrap().iter().map(|v| v.as_str().unwrap().into()).collect()
            };
            let ids = [("doi", text("doi")), ("arxiv", text("arxiv_id"))];
            Paper {
                year: value["year"].as_i64().map(|year| year as i32),
                authors: list("authors"),
                venue: text("venue"),
                ids: ids.into_iter().filter_map(|(k, v)| Some((k.to_owned(), v?))).collect(),
                references: list("references").iter().map(|id| format!("arxiv:{id}")).collect(),
                ..Paper::new("", text("title").unwrap(), text("abstract").unwrap())
            }
        })
        .collect();
    records(&papers, fields)
}

#[test]
fn ten_papers_are_the_same_in_every_format() {
    let mut differing = Vec::new();
    for (file, format, fields) in table() {
        let (papers, report, failure) = read_file(&folder().join(&file));
        let detected = report.formats.keys().next().cloned().unwrap_or_default();
        if let Some(error) = failure {
            differing.push(format!("{file}: {error}"));
            continue;
        }
        if detected != format {
            differing.push(format!("{file}: taken for {detected}"));
        }
        if report.skipped > 0 || !report.notes.is_empty() {
            differing.push(format!("{file}: {report}"));
        }
        let (read, meant) = (records(&papers, &fields), expected(&fields));
        if read.len() != meant.len() {
            differing.push(format!("{file}: {} papers", read.len()));
        }
        for (read, meant) in read.iter().zip(&meant).filter(|(read, meant)| read != meant) {
            differing.push(format!("{file}:\n   read {read}\n  meant {meant}"));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn every_format_has_a_fixture() {
    let covered: BTreeSet<_> = table().into_iter().map(|(_, format, _)| format).collect();
    let all: BTreeSet<_> = FORMATS.iter().map(|format| format.name.to_owned()).collect();
    assert_eq!(covered, all);
}
