//! Graphs in stores: read back as they were written, refused where they are not what they were.

use std::path::{Path, PathBuf};

use citegraph::export::{self, View};
use citegraph::extract::Extractor;
use citegraph::resolve::resolve;
use citegraph::store::{self, Kept, Made, Store, Writer};
use citegraph::{Graph, Lexicon, Paper, Record, graph};
use tempfile::TempDir;

/// A graph with what it was made of.
pub(crate) struct Whole {
    pub(crate) graph: Graph,
    pub(crate) records: Vec<Record>,
}

pub(crate) fn whole(papers: Vec<Paper>) -> Whole {
    let lexicon = Lexicon::builtin();
    let extractor = Extractor::new(lexicon);
    let records: Vec<Record> = papers.iter().map(|p| extractor.extract(p)).collect();
    let resolution = resolve(&papers, &records, lexicon, &Default::default());
    let graph = graph::build(papers, &records, &resolution, &Default::default()).unwrap();
    Whole { graph, records }
}

/// All of a graph as text.
pub(crate) fn json(graph: &Graph) -> String {
    export::to_string(graph, "adjacency").unwrap()
}

pub(crate) fn sample() -> Vec<Paper> {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sample.jsonl");
    citegraph::read::all(&[sample.into()], &Default::default()).unwrap().papers
}

fn written(whole: &Whole) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("g.citegraph");
    write(whole, &path);
    (folder, path)
}

fn write(whole: &Whole, path: &Path) {
    let made = Made { min_confidence: 0.25, ..Made::default() };
    let kept = Kept { records: &whole.records, sources: &[], made: &made };
    Writer::new(path).unwrap().write(&View::whole(&whole.graph), Some(kept)).unwrap();
}

#[test]
fn a_graph_comes_back_as_it_was_written() {
    let whole = whole(sample());
    let (_folder, path) = written(&whole);
    assert!(json(&store::load(&path).unwrap()) == json(&whole.graph), "another graph");
    let Store { papers, records, made, is_current, .. } = store::open(&path).unwrap();
    assert_eq!(papers, sample());
    assert_eq!(records, whole.records);
    assert!((made.min_confidence - 0.25).abs() < f32::EPSILON && is_current);
}
