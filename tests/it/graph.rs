//! Papers and entities as a graph.

use citegraph::graph::{BuildOptions, Csr, EdgeKind, Node, build};
use citegraph::model::{Kind, Record, Role};
use citegraph::resolve::{ResolveOptions, resolve};
use citegraph::{Error, Graph, Lexicon, Paper};
use proptest::prelude::*;

use crate::annotated::{Corpus, annotated};

/// Edges as `from -type-> to`, in insertion order.
fn edges(graph: &Graph) -> Vec<String> {
    let id = |at| graph.node(at).unwrap().id().to_owned();
    graph.edges().map(|(_, a, b, e)| format!("{} -{}-> {}", id(a), e.kind.name(), id(b))).collect()
}

pub(crate) fn small() -> Corpus {
    Corpus::default()
        .paper("blendor", "Blendor: all words mix", "Blendor beats ViT by 2% on ImageNet.")
        .by(&["Ann Lee"], 2020)
        .names(Kind::Method, Role::Proposed, "Blendor", &[])
        .names(Kind::Method, Role::Baseline, "ViT", &["Vision Transformer"])
        .names(Kind::Dataset, Role::Evaluated, "ImageNet", &[])
        .names(Kind::Metric, Role::Reported, "accuracy", &[])
        .states([Some("Blendor"), Some("accuracy"), Some("2%"), Some("ImageNet"), Some("ViT")])
        .links("https://github.com/lee/blendor")
        .paper("words", "WordSet: a new set of words", "We release WordSet.")
        .by(&["Bo Kim"], 2021)
        .names(Kind::Dataset, Role::Introduced, "WordSet", &[])
        .names(Kind::Method, Role::Used, "Blendor", &[])
        .names(Kind::Task, Role::Addressed, "image classification", &[])
        .paper("later", "A later look", "Blendor is slow on WordSet (Kim 2021; Doe 1999).")
        .by(&["Cy Ray"], 2022)
        .names(Kind::Method, Role::Baseline, "Blendor", &[])
        .names(Kind::Dataset, Role::Evaluated, "WordSet", &[])
        .cites("Kim 2021", &["Kim"], 2021)
        .cites("Doe 1999", &["Doe"], 1999)
        .references(&["words"])
        .links("github.com/lee/blendor/")
}

#[test]
fn every_type_of_edge_is_made() {
    let graph = small().graph();
    assert_eq!(
        edges(&graph),
        [
            "paper/blendor -proposes-> method/blendor",
            "paper/blendor -compares_with-> method/vit",
            "paper/blendor -evaluates_on-> dataset/imagenet",
            "paper/blendor -reports-> metric/accuracy",
            "paper/blendor -links_to-> link/github.com/lee/blendor",
            "paper/words -uses-> method/blendor",
            "paper/words -introduces-> dataset/wordset",
            "paper/words -addresses-> task/imageclassification",
            "paper/later -compares_with-> method/blendor",
            "paper/later -evaluates_on-> dataset/wordset",
            "paper/later -links_to-> link/github.com/lee/blendor",
            "paper/later -cites-> paper/words",
            "paper/later -cites-> work/doe-1999",
            "paper/words -builds_on-> paper/blendor",
            "paper/later -compares_with-> paper/blendor",
            "paper/later -evaluates_on_dataset_of-> paper/words",
            "method/blendor -scores-> dataset/imagenet",
            "method/blendor -outperforms-> method/vit",
        ]
    );
}

#[test]
fn edges_show_the_words_that_made_them() {
    let graph = small().graph();
    let blendor = graph.find("method/blendor").unwrap();
    let (_, vit, edge) =
        graph.out_edges(blendor).into_iter().find(|e| e.2.kind == EdgeKind::Outperforms).unwrap();
    assert_eq!(graph.node(vit).unwrap().label(), "ViT");
    assert_eq!(edge.figure.as_ref().unwrap().value, "2%");
    let evidence = edge.evidence[0];
    let paper = graph.node(evidence.paper).unwrap().paper().unwrap();
    assert_eq!(evidence.span.text(paper), "2%");
    assert_eq!(evidence.sentence.text(paper), "Blendor beats ViT by 2% on ImageNet.");
}

#[test]
fn a_listed_reference_and_its_citation_are_one_edge() {
    let graph = small().graph();
    let later = graph.find("paper/later").unwrap();
    let cites: Vec<_> =
        graph.out_edges(later).into_iter().filter(|e| e.2.kind == EdgeKind::Cites).collect();
    assert_eq!(cites.len(), 2);
    assert_eq!(cites[0].2.evidence.len(), 1);
}

#[test]
fn a_younger_paper_is_no_source() {
    let corpus = Corpus::default()
        .paper("old", "Old", "")
        .by(&[], 2001)
        .names(Kind::Method, Role::Used, "Blendor", &[])
        .paper("new", "Blendor: new", "")
        .by(&[], 2020)
        .names(Kind::Method, Role::Proposed, "Blendor", &[]);
    assert!(edges(&corpus.graph()).iter().all(|e| !e.contains("builds_on")));
}

#[test]
fn unlikely_entities_can_be_left_out() {
    let corpus = small();
    let mut options = BuildOptions::default();
    options.min_confidence = 0.95;
    let graph = build(corpus.papers.clone(), &corpus.records, corpus.resolve(), &options).unwrap();
    assert!(edges(&graph).iter().all(|e| !e.contains("proposes")));
}

#[test]
fn mismatched_inputs_and_repeated_ids_are_refused() {
    let corpus = small();
    let resolution = corpus.resolve();
    let options = BuildOptions::default();
    let short = build(corpus.papers.clone(), &corpus.records[1..], &resolution, &options);
    assert!(matches!(short, Err(Error::Usage { .. })));
    let twice = vec![Paper::new("a", "A", ""), Paper::new("a", "B", "")];
    let records = vec![Record::default(); 2];
    let resolution = resolve(&twice, &records, Lexicon::builtin(), &ResolveOptions::default());
    assert!(matches!(build(twice, &records, &resolution, &options), Err(Error::Usage { .. })));
}

#[test]
fn every_annotated_entity_has_its_edge() {
    let Some((papers, records)) = annotated() else { return };
    let resolution = resolve(&papers, &records, Lexicon::builtin(), &ResolveOptions::default());
    let ids: Vec<String> = papers.iter().map(|p| format!("paper/{}", p.id)).collect();
    let graph = build(papers, &records, &resolution, &BuildOptions::default()).unwrap();
    for ((id, record), members) in ids.iter().zip(&records).zip(&resolution.members) {
        let out = graph.out_edges(graph.find(id).unwrap());
        for (entity, member) in record.entities.iter().zip(members) {
            let want = &resolution.entities[*member as usize].id;
            let found = out.iter().any(|(_, to, _)| graph.node(*to).unwrap().id() == want);
            assert!(found, "{id} names {} but has no edge to {want}", entity.name);
        }
    }
    let works = graph.nodes().filter(|(_, n)| matches!(n, Node::Work(_))).count();
    assert!(works > 20, "{works}");
}

proptest! {
    #[test]
    fn a_compressed_view_holds_the_same_edges(
        edges in proptest::collection::vec((0u32..12, 0u32..12, 1u8..4), 0..60)
    ) {
        let edges: Vec<(u32, u32, f32)> =
            edges.into_iter().map(|(a, b, w)| (a, b, f32::from(w))).collect();
        let csr = Csr::directed(12, &edges);
        for v in 0..12 {
            prop_assert!(csr.neighbours(v).is_sorted());
            for to in 0..12 {
                let want: f32 = edges.iter().filter(|e| (e.0, e.1) == (v, to)).map(|e| e.2).sum();
                let got: f32 = csr.row(v).filter(|r| r.0 == to).map(|r| r.1).sum();
                prop_assert!((want - got).abs() < 1e-3);
            }
        }
    }
}
