//! The same papers make the same graph, in whatever order and portions they come.

use std::sync::Arc;

use citegraph::export::View;
use citegraph::graph::{self, BuildOptions};
use citegraph::read::{self, Input, Library, ReadOptions, Shelf};
use citegraph::resolve::{ResolveOptions, resolve};
use citegraph::store::{self, Kept, Made, Store, Writer};
use citegraph::{Graph, Lexicon};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::store::{EXTRACTOR, json};

/// The graph of what a store holds and some records more, and the store of it.
fn grown(held: Store, records: &[Value]) -> (Graph, Store) {
    let lines: Vec<String> = records.iter().map(Value::to_string).collect();
    let text = lines.join("\n");
    let input = Input::Bytes { name: "more".into(), bytes: Arc::from(text.into_bytes()) };
    let options = ReadOptions { from: Some("json".parse().unwrap()), ..ReadOptions::default() };
    let mut papers = read::open(&[input], &options).unwrap();
    let mut shelf = Shelf::of(&held.papers, &held.sources);
    while let Some(paper) = papers.next_as_named() {
        shelf.add(paper.unwrap());
    }
    let Library { papers, sources, .. } = shelf.finish(papers);
    let known = held.into_records(&papers);
    let records: Vec<_> = papers
        .iter()
        .zip(known)
        .map(|(paper, known)| known.unwrap_or_else(|| EXTRACTOR.extract(paper)))
        .collect();
    let resolution = resolve(&papers, &records, Lexicon::builtin(), &ResolveOptions::default());
    let graph =
        graph::build(papers.clone(), &records, &resolution, &BuildOptions::default()).unwrap();
    let made = Made::default();
    let kept = Kept { records: &records, sources: &sources, made: &made };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("g.citegraph");
    Writer::new(&path).unwrap().write(&View::whole(&graph), Some(kept)).unwrap();
    let store = store::open(&path).unwrap();
    assert_eq!((&store.papers, &store.records, &store.sources), (&papers, &records, &sources));
    (graph, store)
}

/// All that is said of nodes and edges, whatever their numbers, but where papers were read.
fn content(graph: &Graph) -> (Vec<String>, Vec<String>) {
    let document: Value = serde_json::from_str(&json(graph)).unwrap();
    let (mut nodes, mut edges) = (Vec::new(), Vec::new());
    let rows = document["adjacency"].as_array().unwrap();
    for (node, row) in document["nodes"].as_array().unwrap().iter().zip(rows) {
        let mut own = node.clone();
        own.as_object_mut().unwrap().remove("origins");
        nodes.push(own.to_string());
        for edge in row.as_array().unwrap() {
            let mut edge = edge.clone();
            edge.as_object_mut().unwrap().remove("key");
            edges.push(format!("{} {edge}", node["id"]));
        }
    }
    nodes.sort();
    edges.sort();
    (nodes, edges)
}

/// Records of which many are one work, share names and cite each other.
fn record() -> impl Strategy<Value = Value> {
    let title = prop::sample::select(vec![
        "Blendor: all words mix",
        "Blendor: All Words Mix.",
        "A survey of segmentation in the wild",
        "Sharpness-aware minimization revisited",
        "A long title of which no more than sixty letters stand in an id, one",
        "A long title of which no more than sixty letters stand in an id, two",
    ]);
    let text = prop::sample::select(vec![
        "",
        "We propose Blendor, which outperforms ViT by 2.1% on ImageNet and CIFAR-10.",
        "We train with SAM (Sharpness-Aware Minimization) on CIFAR10 (Kim, 2021).",
        "The Segment Anything Model (SAM) is evaluated on COCO; code at https://github.com/a/b.",
        "SAM is compared with Vision Transformer (ViT) on ImageNet (Lee and Kim, 2020).",
    ]);
    let id = prop::option::of(prop::sample::select(vec!["a", "b", "A", "c"]));
    let year = prop::option::of(2019..2023);
    let doi = prop::option::of(prop::sample::select(vec!["10.1000/x", "10.1000/y", "10.1000/z"]));
    let arxiv = prop::option::of(prop::sample::select(vec!["2101.00001", "2101.00002"]));
    let authors = prop::sample::select(vec![vec![], vec!["Ann Lee"], vec!["Bo Kim", "Ann Lee"]]);
    let references = prop::collection::vec(
        prop::sample::select(vec![
            "a",
            "b",
            "doi:10.1000/y",
            "Sharpness-aware minimization revisited",
        ]),
        0..3,
    );
    (title, text, id, year, doi, arxiv, authors, references).prop_map(
        |(title, text, id, year, doi, arxiv, authors, references)| {
            let mut record = json!({"title": title, "abstract": text, "authors": authors,
                "references": references});
            let fields = record.as_object_mut().unwrap();
            let known = [
                ("id", id.map(Value::from)),
                ("year", year.map(Value::from)),
                ("doi", doi.map(Value::from)),
                ("arxiv_id", arxiv.map(Value::from)),
            ];
            for (name, value) in known {
                if let Some(value) = value {
                    fields.insert(name.to_owned(), value);
                }
            }
            record
        },
    )
}

/// Records, the same in another order, and where that is cut.
fn shuffled() -> impl Strategy<Value = (Vec<Value>, Vec<Value>, Vec<usize>)> {
    prop::collection::vec(record(), 1..14).prop_flat_map(|records| {
        let cuts = prop::collection::vec(0..=records.len(), 0..3);
        (Just(records.clone()), Just(records).prop_shuffle(), cuts)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn portions_and_their_order_do_not_matter((records, mut other, mut cuts) in shuffled()) {
        let (at_once, _) = grown(Store::default(), &records);
        cuts.sort_unstable();
        cuts.dedup();
        let mut portions = Vec::new();
        for cut in cuts.into_iter().rev() {
            portions.push(other.split_off(cut));
        }
        portions.push(other);
        let mut graph = Graph::new();
        let mut store = Store::default();
        for portion in portions.iter().rev().filter(|portion| !portion.is_empty()) {
            (graph, store) = grown(store, portion);
        }
        prop_assert_eq!(content(&graph), content(&at_once));
    }

    #[test]
    fn what_is_there_already_changes_nothing(records in prop::collection::vec(record(), 1..10)) {
        let (once, store) = grown(Store::default(), &records);
        let (twice, again) = grown(store.clone(), &records);
        prop_assert!(json(&once) == json(&twice), "another graph");
        prop_assert_eq!(store, again);
    }
}
