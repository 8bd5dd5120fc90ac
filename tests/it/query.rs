//! Questions to a graph.

use citegraph::graph::{Graph, Node, NodeId, NodeKind};
use citegraph::model::{Kind, Role};
use citegraph::query::{
    Filter, Measure, Names, Oddity, RankOptions, ReasonKind, RelatedIndex, RelatedOptions, Scope,
    community, compare, diff, entities, find, find_paper, leaderboard, lineage, path, paths, rank,
    related, show, stats, suspicious,
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
            ("method/sam~segment-anything-model", "method, \"Segment Anything Model\", 1 edge"),
            (
                "method/sam~sharpness-aware-minimization",
                "method, \"sharpness-aware minimization\", 1 edge"
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
    let options = RelatedOptions { reasons: 50, ..RelatedOptions::default() };
    let found = related(&graph, find_paper(&graph, "words").unwrap(), &options);
    let found = found.unwrap();
    assert_eq!(found.query.id, "paper/words");
    assert_eq!(found.results.len(), 2);
    let later = found.results.iter().find(|r| r.id == "paper/later").unwrap();
    assert!(later.reasons.iter().any(|r| r.kind == ReasonKind::Citation), "{found:?}");
    let reason = later.reasons.iter().find(|r| r.kind == ReasonKind::Dataset).unwrap();
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

fn ids_of(nodes: &[citegraph::query::NodeRef]) -> Vec<&str> {
    nodes.iter().map(|n| n.id.as_str()).collect()
}

#[test]
fn the_k_best_paths_differ_and_get_no_better() {
    let graph = small().graph();
    let at = |name| find(&graph, name).unwrap();
    let found = paths(&graph, at("method/blendor"), at("dataset/wordset"), 5).unwrap();
    let found = found.unwrap();
    let walks: Vec<Vec<&str>> = std::iter::once(&found.steps)
        .chain(&found.others)
        .map(|steps| steps.iter().map(|s| s.to.id.as_str()).collect())
        .collect();
    assert!(walks.len() >= 3, "{walks:?}");
    assert!(walks.is_sorted_by_key(Vec::len));
    for (i, walk) in walks.iter().enumerate() {
        assert!(!walks[..i].contains(walk), "{walks:?}");
        assert_eq!(walk.last(), Some(&"dataset/wordset"));
    }
    assert!(paths(&graph, at("words"), at("later"), 0).unwrap().is_none());
}

#[test]
fn a_filter_picks_papers_and_keeps_what_they_name() {
    let graph = small().graph();
    let picked = |text: &str| {
        let filter = Filter::parse(text).unwrap();
        let papers = graph.nodes().filter(|(at, _)| filter.matches(&graph, *at));
        papers.map(|(_, n)| n.id().trim_start_matches("paper/").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(picked("dataset:WordSet"), ["words", "later"]);
    assert_eq!(picked("dataset:WordSet role:evaluated"), ["later"]);
    assert_eq!(picked("method:Blendor AND NOT role:proposed year:..2021"), ["words"]);
    assert_eq!(picked("method:ViT OR year:2022"), ["blendor", "later"]);
    assert_eq!(picked("(method:ViT OR year:2022) author:ray"), ["later"]);
    assert_eq!(picked("slow"), ["later"]);
    assert_eq!(picked("\"new set\" confidence:0.5.."), ["words"]);
    assert_eq!(picked("cites:words"), ["later"]);
    let part = Filter::parse("year:2020").unwrap().apply(&graph);
    assert_eq!(stats(&part).papers, 1);
    assert!(part.find("method/vit").is_some() && part.find("dataset/wordset").is_none());
    let shown = show(&part, part.find("method/vit").unwrap()).unwrap();
    assert!(shown.edges.iter().flat_map(|e| &e.edges).all(|e| !e.evidence.is_empty()));
    for bad in ["", "(", "a OR", "colour:red", "year:soon", "\"open", "a )"] {
        assert!(matches!(Filter::parse(bad), Err(Error::Usage { .. })), "{bad}");
    }
}

#[test]
fn figures_make_leaderboards_duels_and_lineages() {
    let graph = small()
        .paper("faster", "A faster look", "Speeder has 91% on ImageNet.")
        .by(&["Dee"], 2023)
        .names(Kind::Method, Role::Proposed, "Speeder", &[])
        .names(Kind::Metric, Role::Reported, "accuracy", &[])
        .names(Kind::Dataset, Role::Evaluated, "ImageNet", &[])
        .states([Some("Speeder"), Some("accuracy"), Some("91%"), Some("ImageNet"), None])
        .graph();
    let at = |name| find(&graph, name).unwrap();
    let board = leaderboard(&graph, at("ImageNet")).unwrap();
    let rows: Vec<_> =
        board.results.iter().map(|r| (r.rank, r.number, r.paper.id.as_str())).collect();
    assert_eq!(rows, [(1, Some(91.0), "paper/faster"), (2, Some(2.0), "paper/blendor")]);
    assert_eq!(board.results[0].evidence[0].sentence, "Speeder has 91% on ImageNet.");
    let duels = compare(&graph, at("method/blendor"), None).unwrap();
    assert_eq!(duels.beats[0].other.id, "method/vit");
    let ids = |rows: &[citegraph::query::Compared]| {
        rows.iter().map(|r| r.node.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&duels.compared_in), ["paper/later"]);
    assert_eq!(ids(&duels.compares_with), ["method/vit"]);
    let with = |name| compare(&graph, at("method/blendor"), Some(at(name))).unwrap();
    assert_eq!(with("ViT").beats.len(), 1);
    assert!(with("Speeder").beats.is_empty() && with("Speeder").compared_in.is_empty());
    let lines = lineage(&graph, at("method/blendor")).unwrap();
    let years: Vec<_> = lines.years.iter().map(|y| (y.year, y.papers[0].does.name())).collect();
    assert_eq!(
        years,
        [(Some(2020), "proposes"), (Some(2021), "uses"), (Some(2022), "compares_with")]
    );
    assert!(leaderboard(&graph, at("words")).is_err());
    assert!(compare(&graph, at("ImageNet"), None).is_err());
    assert!(lineage(&graph, at("words")).is_err());
}

#[test]
fn a_diff_names_what_is_new_gone_and_rising() {
    let older = small().graph();
    let newer = small()
        .paper("more", "More looks", "")
        .names(Kind::Method, Role::Baseline, "Blendor", &[])
        .names(Kind::Method, Role::Used, "Thinner", &[])
        .graph();
    let found = diff(&older, &newer);
    assert_eq!(ids_of(&found.new["paper"]), ["paper/more"]);
    assert_eq!(ids_of(&found.new["method"]), ["method/thinner"]);
    assert!(found.gone.is_empty());
    let rising: Vec<_> =
        found.rising.iter().map(|r| (r.node.id.as_str(), r.before, r.after)).collect();
    assert_eq!(rising, [("method/blendor", 1, 2)]);
    assert_eq!(ids_of(&diff(&newer, &older).gone["paper"]), ["paper/more"]);
}

#[test]
fn communities_and_components_are_named_and_cover_the_graph() {
    let graph = small().paper("alone", "Alone", "").graph();
    let parts = community::connected(&graph).results;
    assert_eq!(parts.len(), 1);
    assert_eq!(parts[0].papers, 3);
    let found = community::communities(&graph, &community::LeidenOptions::default());
    assert_eq!(found.results.iter().map(|c| c.nodes.len()).sum::<usize>(), graph.node_count() - 1);
    assert!(found.modularity > 0.0 && !found.results[0].name.is_empty());
}

#[test]
fn odd_names_are_listed_and_users_decide() {
    use citegraph::resolve::Overrides;
    let corpus = Corpus::default()
        .paper("a", "Prompting", "")
        .names(Kind::Method, Role::Used, "Swift", &[])
        .names(Kind::Method, Role::Used, "Swyft", &[])
        .names(Kind::Dataset, Role::Evaluated, "Swift", &[]);
    let graph = corpus.graph();
    let odd: Vec<_> =
        suspicious(&graph).into_iter().map(|s| (s.name, s.why, s.nodes.len())).collect();
    assert_eq!(odd, [("Swift".to_owned(), Oddity::SeveralKinds, 2)]);
    assert_eq!(entities(&graph).len(), 3);
    let table =
        "action\tkind\tname\tother\nsame\tmethod\tSwyft\tSwift\nrename\tmethod\tSwift\tQuick\n";
    let mut options = ResolveOptions::default();
    options.overrides = Overrides::parse(table, &citegraph::Location::new("mine.tsv")).unwrap();
    let resolution = resolve(&corpus.papers, &corpus.records, Lexicon::builtin(), &options);
    let ids: Vec<_> = resolution.entities.iter().map(|e| e.id.as_str()).collect();
    assert_eq!(ids, ["dataset/swift", "method/quick"]);
    assert!(resolution.entities[1].decisions.iter().any(|d| d.reason.starts_with("the user says")));
}

#[test]
fn versions_fold_into_their_family() {
    let graph = Corpus::default()
        .paper("a", "A", "")
        .names(Kind::Method, Role::Used, "Blendor-7B", &[])
        .paper("b", "B", "")
        .names(Kind::Method, Role::Used, "Blendor", &[])
        .graph();
    let folded = graph.fold_variants();
    assert_eq!(stats(&graph).entities["method"], 2);
    assert_eq!(stats(&folded).entities["method"], 1);
    assert_eq!(found(&folded, "Blendor-7B"), "method/blendor");
    assert_eq!(show(&folded, folded.find("method/blendor").unwrap()).unwrap().papers, 2);
    assert!(!stats(&folded).edges.contains_key("variant_of"));
}

#[test]
fn every_measure_ranks_the_graph_in_every_scope() {
    let graph = small().graph();
    for by in Measure::ALL {
        for scope in Scope::ALL {
            let options = RankOptions { by, scope, ..RankOptions::default() };
            let ranking = rank(&graph, &options).unwrap();
            assert_eq!(ranking.results.len(), graph.node_count());
            assert!(
                ranking.results.iter().all(|r| r.score.is_finite() && r.score >= 0.0),
                "{by:?}"
            );
        }
    }
    let near = vec![graph.find("paper/later").unwrap()];
    let personal = RankOptions { near: near.clone(), ..RankOptions::default() };
    assert_eq!(rank(&graph, &personal).unwrap().results[0].id, "paper/later");
    let unused = RankOptions { by: Measure::Degree, near, ..RankOptions::default() };
    assert!(matches!(rank(&graph, &unused), Err(Error::Usage { .. })));
}
