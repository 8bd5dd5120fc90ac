//! What holds of every corpus, graph and filter.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use citegraph::extract::Extractor;
use citegraph::graph::{BuildOptions, Evidence, NodeId, build};
use citegraph::query::{Filter, RankOptions, RelatedIndex, RelatedOptions, rank, related_by_walk};
use citegraph::read::{self, ReadOptions};
use citegraph::resolve::{ResolveOptions, resolve};
use citegraph::{Graph, Lexicon, Paper, Record};
use proptest::prelude::*;
use rayon::prelude::*;

use crate::annotated::shared;
use crate::cli::sample;
use crate::generator::Corpus;
use crate::graph::small;

/// A paper with what it names.
type Known = (Paper, Record);

fn known(papers: Vec<Paper>) -> Vec<Known> {
    let extractor = Extractor::new(Lexicon::builtin());
    papers.into_par_iter().map(|p| (p.clone(), extractor.extract(&p))).collect()
}

/// The sample, and generated papers.
static PAPERS: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let mut papers = read::all(&[sample().into()], &ReadOptions::default()).unwrap().papers;
    papers.extend(Corpus::new(5).take(150).map(paper));
    known(papers)
});

static GRAPH: LazyLock<Graph> = LazyLock::new(|| built(PAPERS.iter()));

fn paper(generated: <Corpus as Iterator>::Item) -> Paper {
    Paper {
        year: Some(generated.year),
        authors: generated.authors,
        references: generated.references,
        venue: Some(generated.venue.to_owned()),
        ..Paper::new(generated.id, generated.title, generated.text)
    }
}

fn built<'a>(known: impl Iterator<Item = &'a Known>) -> Graph {
    let (papers, records): (Vec<_>, Vec<_>) = known.cloned().unzip();
    let resolution = resolve(&papers, &records, Lexicon::builtin(), &ResolveOptions::default());
    build(papers, &records, resolution, &BuildOptions::default()).unwrap()
}

/// All that a graph says, by ids alone and sorted.
fn told(graph: &Graph) -> Vec<String> {
    let id = |at: NodeId| graph.node(at).unwrap().id();
    let shown =
        |e: &Evidence| format!("{} {:?} {:?} {:?}", id(e.paper), e.span, e.sentence, e.rule);
    let nodes = graph.nodes().map(|(_, node)| format!("{node:?}"));
    let edges = graph.edges().map(|(_, from, to, edge)| {
        let evidence: Vec<_> = edge.evidence.iter().map(shown).collect();
        let (kind, confidence, figure) = (edge.kind, edge.confidence, &edge.figure);
        format!("{} {kind:?} {} {confidence} {figure:?} {evidence:?}", id(from), id(to))
    });
    let mut all: Vec<_> = nodes.chain(edges).collect();
    all.sort();
    all
}

#[track_caller]
fn assert_same(one: &Graph, other: &Graph) {
    let (one, other) = (told(one), told(other));
    let (a, b): (BTreeSet<_>, BTreeSet<_>) = (one.iter().collect(), other.iter().collect());
    let differing: Vec<_> = a.symmetric_difference(&b).take(6).collect();
    assert!(differing.is_empty(), "{differing:#?}");
    assert_eq!(one.len(), other.len());
}

fn shuffled() -> impl Strategy<Value = Vec<usize>> {
    Just((0..PAPERS.len()).collect::<Vec<_>>()).prop_shuffle()
}

/// Some of the papers, by position.
fn some_papers() -> impl Strategy<Value = Vec<usize>> {
    prop::sample::subsequence((0..PAPERS.len()).collect::<Vec<_>>(), 2..40)
}

fn of(positions: &[usize]) -> impl Iterator<Item = &Known> {
    positions.iter().map(|at| &PAPERS[*at])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_papers_changes_nothing(order in shuffled()) {
        assert_same(&GRAPH, &built(of(&order)));
    }

    #[test]
    fn related_papers_are_others(positions in some_papers(), asked in prop::collection::vec(any::<prop::sample::Index>(), 1..4)) {
        let graph = built(of(&positions));
        let asked: Vec<NodeId> =
            asked.iter().map(|at| NodeId(at.index(positions.len()) as u32)).collect();
        let options = RelatedOptions { limit: usize::MAX, ..RelatedOptions::default() };
        let index = RelatedIndex::new(&graph);
        let by_content = index.to_nodes(&graph, &asked, &options).unwrap();
        let by_walk = related_by_walk(&graph, &asked, &options).unwrap();
        for row in by_content.results.iter().chain(&by_walk.results) {
            let at = graph.find(&row.id).unwrap();
            prop_assert!(!asked.contains(&at), "{} is asked about", row.id);
        }
    }

    #[test]
    fn ranks_sum_to_one(positions in some_papers(), near in any::<prop::sample::Index>()) {
        let graph = built(of(&positions));
        let near = NodeId(near.index(positions.len()) as u32);
        for near in [vec![], vec![near]] {
            let options = RankOptions { near, ..RankOptions::default() };
            let ranking = rank(&graph, &options).unwrap();
            let sum: f64 = ranking.results.iter().map(|row| row.score).sum();
            prop_assert!((sum - 1.0).abs() < 1e-9, "{sum}");
        }
    }
}

/// A condition of each form, on what the papers have.
fn condition() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        "kind:dataset",
        "kind:paper",
        "kind:link",
        "role:proposed",
        "role:evaluated",
        "role:evaluates_on",
        "confidence:0.8..",
        "confidence:..0.5",
        "year:2020..2022",
        "year:2024..",
        "year:..2015",
        "year:2025",
        "author:an",
        "venue:arxiv",
        "dataset:ImageNet",
        "metric:accuracy",
        "method:BERT",
        "cites:1999",
        "learning",
        "the",
        "\"a b\"",
        "\"OR\"",
    ]);
    let named = any::<prop::sample::Index>().prop_map(|at| {
        let named: Vec<_> = GRAPH.nodes().filter_map(|(_, node)| node.entity()).collect();
        let entity = at.get(&named);
        format!("{}:\"{}\"", entity.kind.name(), entity.name.replace('"', ""))
    });
    prop_oneof![2 => fixed.prop_map(str::to_owned), 1 => named]
}

fn filter() -> impl Strategy<Value = String> {
    condition().prop_recursive(4, 16, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} AND {b}")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} {b}")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} OR {b}")),
            inner.clone().prop_map(|a| format!("NOT ({a})")),
            inner.prop_map(|a| format!("({a})")),
        ]
    })
}

/// The papers that a filter lets through, by id.
fn papers_of(filter: &str) -> BTreeSet<String> {
    let filter = Filter::parse(filter).unwrap();
    let papers = GRAPH.nodes().filter(|(at, _)| filter.matches(&GRAPH, *at));
    papers.map(|(_, node)| node.id().to_owned()).collect()
}

proptest! {
    #[test]
    fn another_condition_never_lets_more_through(filter in filter(), other in condition()) {
        let all = papers_of(&filter);
        for narrower in [format!("{filter} AND {other}"), format!("({filter}) AND ({other})")] {
            prop_assert!(papers_of(&narrower).is_subset(&all), "{narrower:?} lets more through");
        }
    }

    #[test]
    fn an_alternative_never_lets_less_through(filter in filter(), other in condition()) {
        let wider = format!("{filter} OR {other}");
        prop_assert!(papers_of(&filter).is_subset(&papers_of(&wider)));
    }

    #[test]
    fn what_a_filter_keeps_is_what_it_lets_through(filter in filter()) {
        let part = Filter::parse(&filter).unwrap().apply(&GRAPH);
        let kept: BTreeSet<_> = part
            .nodes()
            .filter(|(_, node)| node.paper().is_some())
            .map(|(_, node)| node.id().to_owned())
            .collect();
        prop_assert_eq!(kept, papers_of(&filter));
    }

    #[test]
    fn a_printed_filter_reads_as_it_was(filter in filter()) {
        let read = Filter::parse(&filter).unwrap();
        prop_assert_eq!(Filter::parse(&read.to_string()).unwrap(), read);
    }

    #[test]
    fn any_text_that_is_a_filter_prints_as_one(text in "([a-z]{1,4}:)?[ a-zA-ZİΣς:().\"0-9é-]{0,40}") {
        if let Ok(read) = Filter::parse(&text) {
            let printed = read.to_string();
            prop_assert_eq!(Filter::parse(&printed).ok(), Some(read), "{}", printed);
        }
    }
}

#[test]
fn the_order_of_real_papers_changes_nothing() {
    let Some(corpus) = shared("corpus/papers-40k.jsonl.gz") else { return };
    let papers = read::open(&[corpus.into()], &ReadOptions::default()).unwrap();
    let papers: Vec<Paper> = papers.take(2000).collect::<Result<_, _>>().unwrap();
    let known = known(papers);
    // Positions times a number coprime to theirs, so that each comes once, far from its neighbours.
    let order = (0..known.len()).map(|i| &known[i * 787 % known.len()]);
    assert_same(&built(known.iter()), &built(order));
    assert_same(&built(known.iter()), &built(known.iter().rev()));
}

#[test]
fn graphs_that_differ_are_told_apart() {
    assert_ne!(told(&small().graph()), told(&built(PAPERS.iter().take(3))));
    assert_ne!(told(&built(PAPERS.iter())), told(&built(PAPERS.iter().skip(1))));
}
