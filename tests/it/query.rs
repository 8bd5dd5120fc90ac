//! Questions to a graph.

use citegraph::graph::{Graph, Node, NodeId, NodeKind};
use citegraph::model::{Kind, Role};
use citegraph::query::{
    Measure, Names, RankOptions, ReasonKind, RelatedIndex, RelatedOptions, find, find_paper, path,
    rank, related, show, stats,
};
use citegraph::resolve::{ResolveOptions, resolve};
use citegraph::{Error, Lexicon};

use crate::annotated::{Corpus, annotated};
use crate::graph::small;

fn id(graph: &Graph, at: NodeId) -> &str {
    graph.node(at).unwrap().id()
}

fn found<'a>(graph: &'a Graph, name: &str) -> &'a str {
    id(graph, find(graph, name).unwrap())
}

fn annotated_graph() -> Option<Graph> {
    let (mut papers, mut records) = annotated()?;
    papers.truncate(100);
    records.truncate(100);
    let resolution = resolve(&papers, &records, Lexicon::builtin(), &ResolveOptions::default());
    let options = citegraph::graph::BuildOptions::default();
    Some(citegraph::graph::build(papers, &records, &resolution, &options).unwrap())
}

fn two_sams() -> Graph {
    Corpus::default()
        .paper("a", "Prompting", "")
        .names(Kind::Method, Role::Used, "SAM", &["Segment Anything Model"])
        .paper("b", "Flat minima", "")
        .names(Kind::Method, Role::Used, "SAM", &["sharpness-aware minimization"])
        .graph()
}

#[test]
fn a_node_goes_by_id_title_beginning_name_and_alias() {
    let graph = small().graph();
    assert_eq!(found(&graph, "paper/words"), "paper/words");
    assert_eq!(found(&graph, "words"), "paper/words");
    assert_eq!(found(&graph, "WordSet: a new set of words"), "paper/words");
    assert_eq!(found(&graph, "A later"), "paper/later");
    assert_eq!(found(&graph, "vit"), "method/vit");
    assert_eq!(found(&graph, "Vision Transformers"), "method/vit");
    assert_eq!(found(&graph, "image-net"), "dataset/imagenet");
    assert_eq!(found(&graph, "Doe 1999"), "work/doe-1999");
}

#[test]
fn a_title_goes_first_where_a_paper_is_expected() {
    let graph = small().graph();
    let names = Names::new(&graph);
    assert_eq!(id(&graph, names.find(&graph, "WordSet").unwrap()), "dataset/wordset");
    assert_eq!(id(&graph, find_paper(&graph, "WordSet").unwrap()), "paper/words");
    assert_eq!(id(&graph, find_paper(&graph, "ViT").unwrap()), "method/vit");
}

#[test]
fn an_ambiguous_name_lists_what_it_can_mean() {
    let graph = two_sams();
    let Err(Error::Ambiguous { query, candidates }) = find(&graph, "SAM") else {
        panic!("SAM is two things")
    };
    assert_eq!(query, "SAM");
    let told: Vec<_> = candidates.iter().map(|c| (c.id.as_str(), c.detail.as_str())).collect();
    assert_eq!(
        told,
        [
            ("method/sam~segment-anything-model", "method, \"Segment Anything Model\", 1 edges"),
            (
                "method/sam~sharpness-aware-minimization",
                "method, \"sharpness-aware minimization\", 1 edges"
            ),
        ]
    );
    assert_eq!(found(&graph, "segment anything model"), "method/sam~segment-anything-model");
}

#[test]
fn an_unknown_name_lists_the_nearest() {
    let graph = small().graph();
    let Err(Error::Unknown { candidates, .. }) = find(&graph, "ImageNat") else {
        panic!("there is no ImageNat")
    };
    assert_eq!(candidates[0].id, "dataset/imagenet");
    assert!(matches!(find(&graph, ""), Err(Error::Unknown { .. })));
    assert!(matches!(find(&Graph::new(), "x"), Err(Error::Unknown { .. })));
}

#[test]
fn stats_count_every_node_and_edge() {
    let graph = small().graph();
    let stats = stats(&graph);
    let entities: usize = stats.entities.values().sum();
    assert_eq!(stats.papers + entities + stats.links + stats.works, graph.node_count());
    assert_eq!(stats.edges.values().sum::<usize>(), graph.edge_count());
    assert_eq!((stats.papers, stats.links, stats.works), (3, 1, 1));
    assert_eq!(stats.entities["method"], 2);
    assert_eq!(stats.edges["cites"], 2);
}

#[test]
fn show_gives_edges_with_sentences_and_figures() {
    let graph = small().graph();
    let shown = show(&graph, find(&graph, "method/blendor").unwrap()).unwrap();
    assert_eq!(shown.papers, 3);
    let json = serde_json::to_value(&shown).unwrap();
    assert_eq!(json["id"], "method/blendor");
    assert_eq!(json["kind"], "method");
    let types: Vec<_> = shown.edges.iter().map(|e| (e.kind.name(), e.direction)).collect();
    assert_eq!(
        types,
        [
            ("proposes", "in"),
            ("uses", "in"),
            ("compares_with", "in"),
            ("scores", "out"),
            ("outperforms", "out")
        ]
    );
    let figure = shown.edges[4].edges[0].figure.as_ref().unwrap();
    assert_eq!((figure.value.as_str(), figure.versus.as_deref()), ("2%", Some("ViT")));
    let evidence = &shown.edges[4].edges[0].evidence[0];
    assert_eq!(evidence.sentence, "Blendor beats ViT by 2% on ImageNet.");
    assert!(matches!(show(&graph, NodeId(999)), Err(Error::Usage { .. })));
}

#[test]
fn show_explains_merges_and_splits() {
    let graph = two_sams();
    let at = graph.find("method/sam~segment-anything-model").unwrap();
    let shown = show(&graph, at).unwrap();
    assert!(shown.decisions.iter().any(|d| d.reason.contains("stands for several things")));
}

#[test]
fn a_path_goes_through_the_rarest_nodes_and_shows_why() {
    let graph = small().graph();
    let at = |name| find(&graph, name).unwrap();
    let found = path(&graph, at("ViT"), at("WordSet")).unwrap().unwrap();
    let ids: Vec<_> = found.steps.iter().map(|s| s.to.id.as_str()).collect();
    assert_eq!(ids.last(), Some(&"dataset/wordset"));
    assert_eq!(ids.len(), 3);
    assert!(found.steps.iter().all(|s| !s.evidence.is_empty()), "{found:?}");
    assert!(path(&graph, at("ViT"), at("ViT")).unwrap().unwrap().steps.is_empty());
    assert!(path(&two_sams(), NodeId(0), NodeId(1)).unwrap().is_none());
    assert!(path(&graph, NodeId(0), NodeId(999)).is_err());
}

#[test]
fn ranks_are_by_kind_and_ties_by_id() {
    let graph = small().graph();
    let ids = |by, kind| {
        let options = RankOptions { by, kind, limit: Some(3), ..RankOptions::default() };
        let ranking = rank(&graph, &options).unwrap();
        ranking.results.into_iter().map(|r| r.id).collect::<Vec<_>>()
    };
    for by in [Measure::Degree, Measure::PageRank, Measure::Betweenness] {
        assert_eq!(ids(by, Some(NodeKind::Method))[0], "method/blendor", "{by:?}");
    }
    assert_eq!(
        ids(Measure::Degree, Some(NodeKind::Dataset)),
        ["dataset/imagenet", "dataset/wordset"]
    );
    assert!(ids(Measure::PageRank, Some(NodeKind::Task)).len() == 1);
}

#[test]
fn the_json_of_a_ranking_has_the_promised_shape() {
    let graph = small().graph();
    let options =
        RankOptions { kind: Some(NodeKind::Method), limit: Some(1), ..Default::default() };
    let mut json = serde_json::to_value(rank(&graph, &options).unwrap()).unwrap();
    assert!(json["results"][0]["score"].take().as_f64().unwrap() > 0.0);
    let want = r#"{"by":"pagerank","results":[{"rank":1,"id":"method/blendor","name":"Blendor","kind":"method","score":null}]}"#;
    assert_eq!(json, serde_json::from_str::<serde_json::Value>(want).unwrap());
}

#[test]
fn related_papers_share_what_the_reasons_say() {
    let graph = small().graph();
    let found = related(&graph, find_paper(&graph, "words").unwrap(), &RelatedOptions::default());
    let found = found.unwrap();
    assert_eq!(found.query.id, "paper/words");
    let ids: Vec<_> = found.results.iter().map(|r| r.id.as_str()).collect();
    assert_eq!(ids, ["paper/later", "paper/blendor"]);
    let kinds: Vec<_> = found.results[0].reasons.iter().map(|r| r.kind).collect();
    assert!(kinds.contains(&ReasonKind::Citation), "{found:?}");
    let reason = found.results[0].reasons.iter().find(|r| r.kind == ReasonKind::Dataset).unwrap();
    assert_eq!(reason.name, "WordSet");
    for row in &found.results {
        let total: f64 = row.reasons.iter().map(|r| r.share).sum();
        assert!(total > 0.0 && total < 1.0 + 1e-6, "{row:?}");
    }
}

#[test]
fn related_takes_entities_texts_and_several_papers() {
    let graph = small().graph();
    let index = RelatedIndex::new(&graph);
    let options = RelatedOptions::default();
    let at = |name| find(&graph, name).unwrap();
    let rows = |found: citegraph::query::Related| {
        found.results.into_iter().map(|r| r.id).collect::<Vec<_>>()
    };
    let entity = index.to_nodes(&graph, &[at("method/blendor")], &options).unwrap();
    assert_eq!(rows(entity).len(), 3);
    let several = index.to_nodes(&graph, &[at("words"), at("later")], &options).unwrap();
    assert_eq!(rows(several), ["paper/blendor"]);
    assert_eq!(rows(index.to_text(&graph, "a set of words", &options))[0], "paper/words");
    assert!(index.to_text(&graph, "", &options).results.is_empty());
    assert!(index.to_nodes(&graph, &[], &options).is_err());
    assert!(
        RelatedIndex::new(&Graph::new()).to_text(&Graph::new(), "x", &options).results.is_empty()
    );
}

#[test]
fn the_json_of_related_has_the_promised_shape() {
    let graph = small().graph();
    let options = RelatedOptions { limit: 1, reasons: 1, ..RelatedOptions::default() };
    let found = related(&graph, graph.find("paper/words").unwrap(), &options).unwrap();
    let json = serde_json::to_value(found).unwrap();
    let keys = |v: &serde_json::Value| v.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&json), ["query", "results"]);
    assert_eq!(keys(&json["query"]), ["id", "title"]);
    assert_eq!(keys(&json["results"][0]), ["id", "rank", "reasons", "score", "title"]);
    assert_eq!(keys(&json["results"][0]["reasons"][0]), ["kind", "name", "share"]);
}

#[test]
fn annotated_papers_answer_the_same_at_one_and_two_threads() {
    let Some(graph) = annotated_graph() else { return };
    let answers = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let all = |by| RankOptions { by, ..RankOptions::default() };
            let ranks: Vec<_> =
                Measure::ALL.iter().map(|m| rank(&graph, &all(*m)).unwrap()).collect();
            let index = RelatedIndex::new(&graph);
            let related: Vec<_> = (0..5)
                .map(|p| index.to_nodes(&graph, &[NodeId(p)], &RelatedOptions::default()).unwrap())
                .collect();
            serde_json::to_string(&(ranks, related)).unwrap()
        })
    };
    assert_eq!(answers(1), answers(2));
}

#[test]
fn annotated_papers_have_their_data_sets_at_the_top() {
    let Some(graph) = annotated_graph() else { return };
    let options =
        RankOptions { kind: Some(NodeKind::Dataset), limit: Some(10), ..RankOptions::default() };
    let names: Vec<_> =
        rank(&graph, &options).unwrap().results.into_iter().map(|r| r.name).collect();
    assert!(names.iter().any(|n| n == "ImageNet"), "{names:?}");
    let works = graph.nodes().filter(|(_, n)| matches!(n, Node::Work(_))).count();
    assert_eq!(stats(&graph).works, works);
}
