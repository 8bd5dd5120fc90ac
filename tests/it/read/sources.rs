//! What sources keep apart: claims beside the text, abstracts and citations beside the papers,
//! books beside their parts.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use citegraph::extract::Extractor;
use citegraph::graph::{BuildOptions, EdgeKind};
use citegraph::read::{self, Input, Library, ReadOptions};
use citegraph::resolve::{ResolveOptions, resolve};
use citegraph::{Graph, Lexicon, graph};

use super::corpus;

fn library(files: &[(&str, &str)]) -> Library {
    let input = |(name, text): &(&str, &str)| Input::Bytes {
        name: (*name).to_owned(),
        bytes: Arc::from(text.as_bytes()),
    };
    let inputs: Vec<_> = files.iter().map(input).collect();
    read::all(&inputs, &ReadOptions::default()).unwrap()
}

fn ten(names: &[&str]) -> Library {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/read/ten");
    let inputs: Vec<_> = names.iter().map(|name| Input::from(folder.join(name))).collect();
    read::all(&inputs, &ReadOptions::default()).unwrap()
}

fn built(library: Library) -> Graph {
    let lexicon = Lexicon::builtin();
    let extractor = Extractor::new(lexicon);
    let records: Vec<_> = library.papers.iter().map(|p| extractor.extract(p)).collect();
    let resolution = resolve(&library.papers, &records, lexicon, &ResolveOptions::default());
    graph::build(library.papers, &records, &resolution, &BuildOptions::default()).unwrap()
}

#[test]
fn a_corpus_given_twice_has_each_of_its_citations_once() {
    let Some(path) = corpus("citing-papers.jsonl.gz") else { return };
    let twice = [Input::from(path.clone()), Input::from(path)];
    let library = read::all(&twice, &ReadOptions::default()).unwrap();
    assert_eq!((library.papers.len(), library.report.duplicates), (4_333, 4_333));
    let graph = built(library);
    let is_paper = |at| graph.node(at).is_some_and(|node| node.paper().is_some());
    // A citation that only the text has is less than certain.
    let cites = graph.edges().filter(|(_, _, to, edge)| {
        edge.kind == EdgeKind::Cites && edge.confidence >= 1.0 && is_paper(*to)
    });
    assert_eq!(cites.count(), 23_446);
}

/// Edges with evidence in claims: ends and type, and the statements.
fn claimed(graph: &Graph) -> Vec<(String, String)> {
    let id = |at| graph.node(at).unwrap().id().to_owned();
    let mut out = Vec::new();
    for (_, from, to, edge) in graph.edges() {
        for evidence in &edge.evidence {
            let paper = graph.node(evidence.paper).and_then(graph::Node::paper).unwrap();
            let sentence = evidence.sentence.text(paper);
            if sentence.starts_with("Papers with Code: ") {
                let line = format!("{} {} {}", id(from), edge.kind.name(), id(to));
                out.push((line, sentence.to_owned()));
            }
        }
    }
    out
}

#[test]
fn names_links_and_results_of_papers_with_code_are_edges_that_say_so() {
    let names = ["pwc-papers.json", "pwc-links.json", "pwc-evaluation.json"];
    let graph = built(ten(&names));
    let claimed = claimed(&graph);
    let statement = |edge: &str| {
        let found = claimed.iter().find(|(line, _)| line == edge);
        found.map_or_else(|| panic!("no {edge} in {claimed:#?}"), |(_, text)| text.as_str())
    };
    let paper = "paper/arxiv:1512.03385";
    assert_eq!(
        statement(&format!("{paper} addresses task/imageclassification")),
        "Papers with Code: task Image Classification"
    );
    let code = statement(&format!("{paper} links_to link/github.com/example/he2015deep"));
    assert_eq!(code, "Papers with Code: code https://github.com/example/he2015deep");
    let row = "Papers with Code: task Image Classification, dataset ImageNet, method Model, \
               metric Top 1 Accuracy, value 80%";
    assert_eq!(statement("method/model scores dataset/imagenet"), row);
    let figures = graph.edges().filter_map(|(.., edge)| edge.figure.as_deref());
    let stated = figures.filter(|f| f.metric.as_deref() == Some("Top 1 Accuracy"));
    assert_eq!(stated.filter(|f| f.value == "80%").count(), 10);
    // The same dumps again add nothing.
    let again = built(ten(&[&names[..], &names[..]].concat()));
    assert_eq!(again.edge_count(), graph.edge_count());
}

/// A table of a data set with a part, and a row of no paper.
const TABLE: &str = r#"[{"task": "Image Classification", "subtasks": [], "datasets": [{"dataset": "ImageNet",
 "sota": {"rows": [{"model_name": "Unknown", "metrics": {"Accuracy": "9%"}, "paper_title": "", "paper_url": ""}]},
 "subdatasets": [{"dataset": "ImageNet-A", "sota": {"rows": [
  {"model_name": "ViT-L", "metrics": {"Accuracy": "44.1"}, "paper_title": "An Image is Worth 16x16 Words"}]}}]}]}]"#;

#[test]
fn rows_of_no_paper_are_reported_and_parts_of_data_sets_read() {
    let library = library(&[("evaluation.json", TABLE)]);
    let report = &library.report;
    assert_eq!((report.records, report.papers, report.skipped), (2, 1, 1));
    assert_eq!(report.skips[0].reason, "no title");
    let graph = built(library);
    let mut figures = graph.edges().filter_map(|(.., edge)| edge.figure.as_deref());
    assert!(figures.any(|figure| figure.value == "44.1"));
    assert!(graph.nodes().any(|(_, node)| node.id() == "dataset/imageneta"));
}

#[test]
fn a_graph_with_claims_is_saved_and_loaded_whole() {
    let graph = built(ten(&["pwc-evaluation.json"]));
    let saved = citegraph::export::to_string(&graph, "adjacency").unwrap();
    let at = citegraph::Location::new("saved");
    let loaded = citegraph::export::load(saved.as_bytes(), &at).unwrap();
    assert_eq!(citegraph::export::to_string(&loaded, "adjacency").unwrap(), saved);
    assert!(!claimed(&loaded).is_empty());
}

/// The three bulk files in the order of their names, so that papers come last.
const S2AG: [(&str, &str); 3] = [
    (
        "abstracts.jsonl",
        "{\"corpusid\": 1, \"openaccessinfo\": {\"externalids\": {}}, \"abstract\": \"Its text.\"}\n\
         {\"corpusid\": 9, \"openaccessinfo\": null, \"abstract\": \"Of no paper here.\"}\n",
    ),
    (
        "citations.jsonl",
        "{\"citationid\": 5, \"citingcorpusid\": 2, \"citedcorpusid\": 1, \"isinfluential\": false}\n\
         {\"citationid\": 6, \"citingcorpusid\": 2, \"citedcorpusid\": 77, \"isinfluential\": true}\n\
         {\"citationid\": 7, \"citingcorpusid\": 2, \"citedcorpusid\": 1, \"isinfluential\": false}\n",
    ),
    (
        "papers.jsonl",
        "{\"corpusid\": 1, \"externalids\": {\"DOI\": \"10.1/a\"}, \"title\": \"The First\", \"year\": 2020}\n\
         {\"corpusid\": 2, \"externalids\": null, \"title\": \"The Second\", \"year\": 2021}\n",
    ),
];

#[test]
fn bulk_abstracts_and_citations_join_their_papers() {
    let library = library(&S2AG);
    let report = &library.report;
    assert_eq!((report.papers, report.records, report.skipped), (2, 7, 0));
    assert_eq!((report.parts_unmatched, report.abstracts_missing), (1, 1));
    assert_eq!(library.papers[0].abstract_text, "Its text.");
    assert_eq!(library.papers[1].references, ["s2corpus:1", "s2corpus:77"]);
    let graph = built(library);
    let cites: BTreeSet<_> = graph
        .edges()
        .filter(|(.., edge)| edge.kind == EdgeKind::Cites)
        .map(|(_, _, to, _)| graph.node(to).unwrap().id().to_owned())
        .collect();
    let expected = ["paper/doi:10.1/a", "work/s2corpus:77"].map(str::to_owned);
    assert_eq!(cites, BTreeSet::from(expected));
}

#[test]
fn a_stream_counts_what_it_cannot_join() {
    let inputs = S2AG
        .map(|(name, text)| Input::Bytes { name: name.into(), bytes: Arc::from(text.as_bytes()) });
    let mut papers = read::open(&inputs, &ReadOptions::default()).unwrap();
    assert_eq!(papers.by_ref().flatten().count(), 2);
    assert_eq!(papers.report().parts_unmatched, 5);
}

#[test]
fn abstracts_alone_are_no_papers() {
    let (name, text) = S2AG[0];
    let input = Input::Bytes { name: name.into(), bytes: Arc::from(text.as_bytes()) };
    let error = read::all(&[input], &ReadOptions::default()).unwrap_err().to_string();
    assert!(error.contains("no paper could be read"), "{error}");
}

#[test]
fn a_bibtex_entry_inherits_from_the_book_below_it() {
    let library = library(&[(
        "dblp.bib",
        "@inproceedings{a, title = {A Part}, crossref = {conf/x/2017}}\n\n\
         @proceedings{conf/x/2017, title = {Proceedings of X}, year = {2017}, doi = {10.1/x}}\n",
    )]);
    let part = &library.papers[0];
    assert_eq!((part.venue.as_deref(), part.year), (Some("Proceedings of X"), Some(2017)));
    assert!(!part.ids.contains_key("doi"));
    assert_eq!(library.papers.len(), 2);
}
