//! `export --annotate`: keywords are added to the user's own bibliography, and nothing else changes.

use std::fs;
use std::path::{Path, PathBuf};

use citegraph::export::{View, annotate};
use citegraph::graph::{Edge, EdgeKind, EntityNode, Graph, Node, PaperNode};
use citegraph::{Kind, Paper};
use proptest::prelude::*;

use crate::cli::{as_str, citegraph, refusal, sample, with_file};
use crate::cli_reading::snapshot;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/export").join(name)
}

/// Whether `after` is `before` with bytes added.
fn only_adds(before: &[u8], after: &[u8]) -> bool {
    let mut rest = after.iter();
    before.iter().all(|byte| rest.any(|other| other == byte))
}

#[test]
fn a_dirty_file_keeps_every_byte_and_gets_keywords() {
    let dirty = fixture("dirty.bib");
    let out = citegraph()
        .args(["export", as_str(&sample()), "--annotate", as_str(&dirty)])
        .assert()
        .success();
    let output = out.get_output();
    let (before, after) = (fs::read(&dirty).unwrap(), output.stdout.clone());
    assert!(only_adds(&before, &after));
    snapshot("annotated_bibliography", &String::from_utf8(after).unwrap().replace('\r', "␍"));
    let said = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(
        said.ends_with(
            "dirty.bib: 3 of 6 entries were given keywords, 1 are of no paper of the graph, \
             2 are not sound BibTeX\n"
        ),
        "{said}"
    );
}

#[test]
fn an_annotated_file_has_nothing_more_to_get() {
    let refs = fixture("refs.bib");
    let once = citegraph()
        .args(["export", as_str(&refs), "-f", "bibtex", "--annotate", as_str(&refs)])
        .assert()
        .success();
    let once = once.get_output().stdout.clone();
    let before = fs::read(&refs).unwrap();
    assert!(only_adds(&before, &once) && once != before);
    let (_folder, path) = with_file("once.bib", &once);
    let twice =
        citegraph().args(["export", as_str(&refs), "--annotate", as_str(&path)]).assert().success();
    assert_eq!(twice.get_output().stdout, once);
}

#[test]
fn what_cannot_be_annotated_is_refused() {
    let (refs, sample) = (fixture("refs.bib"), sample());
    let said = refusal(&["export", as_str(&sample), "-f", "dot", "--annotate", as_str(&refs)]);
    assert!(said.contains("--annotate writes BibTeX, not dot"), "{said}");
    let said = refusal(&["export", as_str(&sample), "--annotate", "no-such.bib"]);
    assert!(said.contains("no-such.bib"), "{said}");
    let (_folder, empty) = with_file("empty.bib", b"nothing");
    let said = refusal(&["export", as_str(&sample), "--annotate", as_str(&empty)]);
    assert!(said.contains("empty.bib"), "{said}");
}

/// A graph of one paper that uses one method.
fn graph(paper: Paper, method: &str) -> Graph {
    let mut graph = Graph::new();
    let node = PaperNode { id: "paper/p".into(), paper };
    let from = graph.add_node(Node::Paper(Box::new(node))).unwrap();
    let entity = EntityNode {
        id: "method/m".into(),
        name: method.to_owned(),
        aliases: Vec::new(),
        kind: Kind::Method,
        generic: false,
        decisions: Vec::new(),
    };
    let to = graph.add_node(Node::Entity(entity)).unwrap();
    graph.add_edge(from, to, Edge::new(EdgeKind::Uses, 1.0, Vec::new())).unwrap();
    graph
}

#[test]
fn an_entry_is_not_taken_for_another_work() {
    let mut paper = Paper::new("p", "Attention for Everything", "");
    paper.year = Some(2020);
    paper.ids.insert("doi".into(), "10.1/a".into());
    paper.ids.insert("key".into(), "smith".into());
    let graph = graph(paper, "BERT");
    let view = View::whole(&graph);
    for (entry, matched) in [
        ("@misc{x, title = {T}, doi = {https://doi.org/10.1/A}}", 1),
        ("@misc{x, title = {Attention for everything}, year = 2020}", 1),
        ("@misc{x, title = {Attention for Everything}, year = 2010}", 0),
        ("@misc{x, title = {Attention for Everything}, year = 2020, doi = {10.1/b}}", 0),
        ("@misc{smith, title = {Attention to all}, year = 2020}", 1),
        ("@misc{smith, title = {Something else}, year = 1990}", 0),
    ] {
        let got = annotate(&view, entry.as_bytes(), "a.bib").unwrap();
        assert_eq!((got.matched, got.unmatched), (matched, 1 - matched), "{entry}");
    }
}

#[test]
fn a_file_in_another_encoding_stays_in_it() {
    let graph = graph(Paper::new("p", "A Study of Names in Many Languages", ""), "Pokémon");
    let file = b"@misc{p, title = {A Study of Names in Many Languages}, author = {M\xfcller}}\n";
    let got = annotate(&View::whole(&graph), file, "latin1.bib").unwrap();
    assert!(got.bibliography.ends_with(b"author = {M\xfcller}, keywords = {Pokemon}}\n"));
}

proptest! {
    /// Whatever the file and the name, bytes are only added, and a second pass adds none.
    #[test]
    fn bytes_are_only_added(
        title in "[A-Za-z]{24,30}",
        before in "[a-z@{}\"=,% \n]{0,12}",
        value in "(\\{[a-z,; {}]{0,8}\\}|\"[a-z;, ]{0,8}\"|[a-z]{1,4}|7)( # (\\{\\}|\"b\"|c))?",
        name in "\\PC{1,12}",
    ) {
        let file = format!("{before}\n@misc{{k, title = {{{title}}}, keywords = {value}, year = 1}}\n");
        let graph = graph(Paper::new("p", title, ""), &name);
        let view = View::whole(&graph);
        if let Ok(once) = annotate(&view, file.as_bytes(), "a.bib") {
            prop_assert!(only_adds(file.as_bytes(), &once.bibliography));
            let twice = annotate(&view, &once.bibliography, "a.bib").unwrap();
            prop_assert_eq!(twice.bibliography, once.bibliography);
        }
    }
}
