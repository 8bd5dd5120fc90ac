//! Names and references of many papers → entities and works.

use std::collections::BTreeMap;

use citegraph::model::{Kind, Paper, Record, Role};
use citegraph::resolve::{Action, Overrides, Resolution, ResolveOptions, Target, resolve};
use citegraph::{Lexicon, Location};

use crate::annotated::{Corpus, annotated};

/// Each entity's id with the ids of the papers that name it.
fn members(papers: &[Paper], resolution: &Resolution) -> BTreeMap<String, Vec<String>> {
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (paper, of) in papers.iter().zip(&resolution.members) {
        for entity in of {
            let id = resolution.entities[*entity as usize].id.clone();
            out.entry(id).or_default().push(paper.id.clone());
        }
    }
    for papers in out.values_mut() {
        papers.sort();
    }
    out
}

fn ids(resolution: &Resolution) -> Vec<&str> {
    resolution.entities.iter().map(|e| e.id.as_str()).collect()
}

#[test]
fn spellings_and_long_forms_are_one_entity() {
    use Kind::{Dataset, Method};
    let corpus = Corpus::default()
        .paper("a", "A", "")
        .names(Dataset, Role::Evaluated, "CIFAR-10", &[])
        .names(Dataset, Role::Evaluated, "Tiny ImageNet", &[])
        .names(Method, Role::Used, "RAG", &["retrieval-augmented generation"])
        .paper("b", "B", "")
        .names(Dataset, Role::Evaluated, "CIFAR10", &[])
        .names(Dataset, Role::Evaluated, "CIFAR-100", &[])
        .names(Dataset, Role::Evaluated, "TinyImageNet", &[])
        .names(Method, Role::Used, "Retrieval Augmented Generation", &[])
        .paper("c", "C", "")
        .names(Method, Role::Used, "RAG", &[])
        .names(Dataset, Role::Evaluated, "CIFAR-10 dataset", &[]);
    let resolution = corpus.resolve();
    assert_eq!(
        ids(&resolution),
        ["dataset/cifar10", "dataset/cifar100", "dataset/tinyimagenet", "method/rag"]
    );
    let members = members(&corpus.papers, &resolution);
    assert_eq!(members["dataset/cifar10"], ["a", "b", "c"]);
    assert_eq!(members["method/rag"], ["a", "b", "c"]);
    let rag = &resolution.entities[3];
    assert_eq!(rag.name, "RAG");
    assert!(rag.aliases.contains(&"Retrieval Augmented Generation".to_owned()));
    assert!(rag.decisions.iter().any(|d| d.reason.contains("only long form")), "{rag:?}");
}

#[test]
fn one_acronym_with_two_long_forms_is_two_entities() {
    let corpus = Corpus::default()
        .paper("a", "Prompting", "")
        .names(Kind::Method, Role::Used, "SAM", &["Segment Anything Model"])
        .paper("b", "Flat minima", "")
        .names(Kind::Method, Role::Used, "SAM", &["sharpness-aware minimization"])
        .paper("c", "More flat minima", "")
        .names(Kind::Method, Role::Baseline, "SAM", &["Sharpness-Aware Minimizer"])
        .paper("g", "Yet more flat minima", "")
        .names(Kind::Method, Role::Baseline, "SAM", &["sharpness-aware minimization"])
        .paper("d", "Masks", "We segment anything with the segment anything model.")
        .names(Kind::Method, Role::Used, "SAM", &[])
        .paper("e", "Unclear", "SAM helps.")
        .names(Kind::Method, Role::Used, "SAM", &[])
        .paper("f", "Spelled out", "")
        .names(Kind::Method, Role::Used, "Segment Anything Model", &[]);
    let resolution = corpus.resolve();
    let members = members(&corpus.papers, &resolution);
    assert_eq!(members["method/sam~segment-anything-model"], ["a", "d", "f"]);
    assert_eq!(members["method/sam~sharpness-aware-minimization"], ["b", "c", "g"]);
    assert_eq!(members["method/sam"], ["e"]);
    assert_eq!(members.len(), 3);
    for entity in &resolution.entities {
        assert_eq!(entity.name, "SAM");
        assert!(entity.decisions.iter().any(|d| d.action == Action::Split), "{entity:?}");
    }
    let unclear = resolution.entities.iter().find(|e| e.id == "method/sam").unwrap();
    assert!(unclear.decisions.iter().any(|d| d.action == Action::Abstain));
}

#[test]
fn company_decides_where_the_text_does_not() {
    let named = |corpus: Corpus, names: &[&str]| {
        names.iter().fold(corpus, |c, n| c.names(Kind::Method, Role::Used, n, &[]))
    };
    let mut corpus = Corpus::default().paper("a", "A", "");
    corpus = corpus.names(Kind::Method, Role::Used, "EM", &["expectation maximization"]);
    corpus = named(corpus, &["Gaussian mixture", "Kalman smoother"]).paper("b", "B", "");
    corpus = corpus.names(Kind::Method, Role::Used, "EM", &["emergent misalignment"]);
    corpus = named(corpus, &["GPT-4o"]).paper("c", "C", "");
    corpus = named(corpus, &["EM", "Gaussian mixture", "Kalman smoother"]);
    for i in 0..20 {
        corpus = named(corpus.paper(&format!("other{i}"), "Other", ""), &[&format!("Thing{i}")]);
    }
    let members = members(&corpus.papers, &corpus.resolve());
    assert_eq!(members["method/em~expectation-maximization"], ["a", "c"]);
    assert_eq!(members["method/em~emergent-misalignment"], ["b"]);
}

#[test]
fn variants_are_tied_to_their_family() {
    let corpus = Corpus::default()
        .paper("a", "A", "")
        .names(Kind::Method, Role::Used, "GPT-4o", &[])
        .names(Kind::Method, Role::Used, "ResNet-50", &[])
        .paper("b", "B", "")
        .names(Kind::Method, Role::Used, "GPT-4o-mini", &[])
        .names(Kind::Method, Role::Used, "ResNet", &["ResNet-18"]);
    let resolution = corpus.resolve();
    let id = |i: u32| resolution.entities[i as usize].id.as_str();
    let pairs: Vec<_> = resolution.variants.iter().map(|(a, b)| (id(*a), id(*b))).collect();
    assert_eq!(pairs, [("method/gpt4omini", "method/gpt4o"), ("method/resnet50", "method/resnet")]);
}

#[test]
fn references_find_papers_and_the_rest_become_works() {
    let corpus = Corpus::default()
        .paper("doi:10.1/a", "Shape words", "")
        .by(&["Edoardo M. Ponti", "Ann Lee"], 2023)
        .paper("p2", "Colour words", "")
        .by(&["Ponti, E."], 2023)
        .paper(
            "citing",
            "C",
            "Following work on colour words (Ponti, 2023). Also Kim 2020a, and Ponti and Lee 2023.",
        )
        .cites("Ponti, 2023", &["Ponti"], 2023)
        .cites("Kim 2020a", &["Kim"], 2020)
        .cites("Ponti and Lee 2023", &["Ponti", "Lee"], 2023)
        .references(&["DOI:10.1/A", "title:Colour Words", "arxiv:1706.03762"]);
    let resolution = corpus.resolve();
    let work = |i: u32| resolution.works[i as usize].id.as_str();
    assert_eq!(resolution.citations[2].len(), 3);
    assert_eq!(resolution.citations[2][0], Target::Paper(1));
    assert!(matches!(resolution.citations[2][1], Target::Work(w) if work(w) == "work/kim-2020a"));
    assert_eq!(resolution.citations[2][2], Target::Paper(0));
    assert_eq!(resolution.references[2][..2], [Target::Paper(0), Target::Paper(1)]);
    assert!(
        matches!(resolution.references[2][2], Target::Work(w) if work(w) == "work/arxiv:1706.03762")
    );
}

#[test]
fn an_undecided_citation_abstains() {
    let corpus = Corpus::default()
        .paper("a", "Same words", "")
        .by(&["Kim"], 2020)
        .paper("b", "Same words", "")
        .by(&["Kim"], 2020)
        .paper("c", "C", "As in Kim (2020).")
        .cites("Kim (2020)", &["Kim"], 2020);
    let resolution = corpus.resolve();
    assert!(matches!(resolution.citations[2][..], [Target::Work(_)]));
    assert!(resolution.decisions[0].reason.contains("fits several papers: a, b"));
}

#[test]
fn the_method_of_one_paper_has_that_home() {
    let corpus = Corpus::default()
        .paper("new", "Mixer: a network of mixing layers", "")
        .names(Kind::Method, Role::Proposed, "Mixer", &[])
        .paper("user", "Uses", "")
        .names(Kind::Method, Role::Used, "Mixer", &[])
        .paper("claims", "Claims", "")
        .names(Kind::Method, Role::Proposed, "Mixer", &[])
        .names(Kind::Method, Role::Proposed, "Adaptor", &[])
        .paper("claims too", "Claims", "")
        .names(Kind::Method, Role::Proposed, "Adaptor", &[]);
    let resolution = corpus.resolve();
    assert_eq!(ids(&resolution), ["method/adaptor", "method/mixer"]);
    assert_eq!(resolution.homes, [None, Some(0)]);
    assert!(resolution.entities[0].decisions.iter().any(|d| d.action == Action::Abstain));
}

#[test]
fn the_user_joins_the_senses_of_a_split_name() {
    let corpus = Corpus::default()
        .paper("a", "A", "")
        .names(Kind::Method, Role::Used, "ZQR", &["Zonal Quadrature Rule"])
        .paper("b", "B", "")
        .names(Kind::Method, Role::Used, "ZQR", &["Zebra Queue Ranking"])
        .paper("c", "C", "")
        .names(Kind::Method, Role::Used, "Zonalizer", &[]);
    let with = |rows: &str| {
        let table = format!("action\tkind\tname\tother\n{rows}");
        let mut options = ResolveOptions::default();
        options.overrides = Overrides::parse(&table, &Location::new("mine.tsv")).unwrap();
        resolve(&corpus.papers, &corpus.records, Lexicon::builtin(), &options)
    };
    assert_eq!(corpus.resolve().entities.len(), 3);
    let same = "same\tmethod\tZQR\tZonalizer\n";
    let joined = with(same);
    assert_eq!(joined.entities.len(), 1, "{:?}", ids(&joined));
    let torn = with(&format!("different\tmethod\tZQR\tZonalizer\n{same}"));
    assert!(torn.entities.len() > 1);
    let decisions = torn.entities.iter().flat_map(|e| &e.decisions);
    let refused = |d: &&citegraph::resolve::Decision| {
        d.action == Action::Abstain && d.reason.ends_with("and elsewhere that it is not")
    };
    assert!(decisions.clone().any(|d| refused(&d)));
}

#[test]
fn the_order_of_papers_does_not_matter() {
    let Some((papers, records)) = annotated() else { return };
    let options = ResolveOptions::default();
    let straight = resolve(&papers, &records, Lexicon::builtin(), &options);
    // A fixed permutation: multiplication by a number prime to the length.
    let n = papers.len();
    let order: Vec<usize> = (0..n).map(|i| (i * 7 + 3) % n).collect();
    assert!(n % 7 != 0);
    let shuffled: Vec<Paper> = order.iter().map(|i| papers[*i].clone()).collect();
    let shuffled_records: Vec<Record> = order.iter().map(|i| records[*i].clone()).collect();
    let permuted = resolve(&shuffled, &shuffled_records, Lexicon::builtin(), &options);
    assert_eq!(straight.entities, permuted.entities);
    assert_eq!(straight.works, permuted.works);
    assert_eq!(straight.variants, permuted.variants);
    assert_eq!(members(&papers, &straight), members(&shuffled, &permuted));
    for (new, old) in order.iter().enumerate() {
        assert_eq!(straight.members[*old], permuted.members[new]);
    }
}

#[test]
fn annotated_papers_keep_apart_what_differs_and_join_what_does_not() {
    let Some((papers, records)) = annotated() else { return };
    let resolution = resolve(&papers, &records, Lexicon::builtin(), &ResolveOptions::default());
    let members = members(&papers, &resolution);
    assert!(members["dataset/cifar10"].len() >= 3);
    assert!(members.contains_key("dataset/cifar100"));
    // Two kinds: emergent misalignment is a task there, expectation maximization a method.
    assert_eq!(members["task/em"].len(), 2);
    assert_eq!(members["method/em"].len(), 1);
    assert!(members["method/rag"].len() >= 7);
}
