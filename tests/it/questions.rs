//! Questions to a graph as a user asks them.

use std::fs;

use serde_json::Value;

use crate::cli::{as_str, assert_snapshots, citegraph, refusal, sample, stdout, with_file};

/// The JSON document that answers a question to the sample.
fn json(args: &[&str]) -> Value {
    let sample = sample();
    let mut all = vec![args[0], as_str(&sample)];
    all.extend(&args[1..]);
    all.push("--json");
    serde_json::from_str(&stdout(&all)).unwrap()
}

/// The values of one key in the rows of an answer.
fn column<'a>(answer: &'a Value, key: &str) -> Vec<&'a str> {
    answer["results"].as_array().unwrap().iter().map(|row| row[key].as_str().unwrap()).collect()
}

#[test]
fn questions_are_answered_for_reading_and_as_json() {
    let sample = sample();
    let sample = as_str(&sample);
    let papers = fs::read_to_string(sample).unwrap();
    let fewer = papers.split_once('\n').unwrap().1;
    let (_folder, fewer) = with_file("fewer.jsonl", fewer.as_bytes());
    let fewer = as_str(&fewer);
    assert_snapshots(&[
        ("related_several", &["related", sample, "paper/deit", "paper/swin", "-k", "2"]),
        ("related_text", &["related", sample, "--text", "low-rank adaptation of BERT", "-k", "2"]),
        ("related_entity", &["related", sample, "ImageNet", "--no-citations", "-k", "2"]),
        ("related_ppr", &["related", sample, "paper/deit", "--by", "ppr", "-k", "2", "--json"]),
        ("rank_role", &["rank", sample, "--by", "degree", "--role", "evaluated", "-k", "3"]),
        ("path_several", &["path", sample, "paper/lora", "paper/bert", "-k", "2"]),
        ("path_json", &["path", sample, "paper/lora", "paper/bert", "-k", "2", "--json"]),
        ("communities", &["communities", sample, "-k", "3"]),
        ("communities_json", &["communities", sample, "-k", "1", "--json"]),
        ("components", &["components", sample]),
        ("leaderboard", &["leaderboard", sample, "ImageNet"]),
        ("leaderboard_json", &["leaderboard", sample, "ImageNet", "--json"]),
        ("compare", &["compare", sample, "method/roberta"]),
        ("compare_json", &["compare", sample, "method/convnext", "--json"]),
        ("lineage", &["lineage", sample, "method/vit"]),
        ("lineage_json", &["lineage", sample, "method/roberta", "--json"]),
        ("diff", &["diff", fewer, sample]),
        ("diff_json", &["diff", fewer, sample, "--json"]),
        ("entities", &["entities", sample, "--kind", "method", "-k", "4"]),
        ("suspicious", &["entities", sample, "--suspicious"]),
        ("suspicious_json", &["entities", sample, "--suspicious", "--json"]),
        ("help_related", &["related", "--help"]),
        ("help_rank", &["rank", "--help"]),
    ]);
}

#[test]
fn filters_and_folding_go_before_every_question() {
    let papers = |filter: &str| json(&["stats", "--where", filter])["papers"].clone();
    assert_eq!(papers("dataset:ImageNet AND role:evaluated NOT method:ViT year:2022.."), 1);
    assert_eq!(papers("kind:paper year:..2018"), 2);
    let kinds = json(&["rank", "--where", "kind:dataset"]);
    assert!(column(&kinds, "kind").iter().all(|k| ["dataset", "paper"].contains(k)));
    assert!(column(&kinds, "kind").contains(&"dataset"));
    let sample = sample();
    let sample = as_str(&sample);
    let edges = stdout(&["export", sample, "-f", "edges", "--where", "role:evaluated"]);
    assert!(edges.lines().skip(1).all(|l| l.contains("\tevaluates_on\t")), "{edges}");
    assert!(edges.lines().count() > 5);
    let has = |args: &[&str]| column(&json(args), "id").contains(&"method/resnet152");
    assert!(has(&["entities"]) && !has(&["entities", "--fold-variants"]));
}

#[test]
fn a_filter_that_cannot_be_read_is_refused_in_one_line_with_its_byte() {
    let sample = sample();
    for (filter, byte) in [("year:2020 (method:ViT", "byte 10"), ("kind:person", "byte 5")] {
        for command in [&["stats", as_str(&sample)][..], &["related", as_str(&sample), "x"]] {
            let said = refusal(&[command, &["--where", filter]].concat());
            assert!(said.contains(byte), "{said}");
            assert_eq!(said.trim_end().lines().count(), 1, "{said}");
        }
    }
}

#[test]
fn unknown_names_list_the_nearest_in_every_question() {
    let sample = sample();
    let sample = as_str(&sample);
    for args in [
        &["related", sample, "Imagenat"][..],
        &["rank", sample, "--near", "Imagenat"],
        &["path", sample, "paper/bert", "Imagenat"],
        &["leaderboard", sample, "Imagenat"],
        &["compare", sample, "Imagenat"],
        &["lineage", sample, "Imagenat"],
    ] {
        assert!(refusal(args).contains("dataset/imagenet"), "{args:?}");
    }
}

#[test]
fn a_text_can_come_from_standard_input() {
    let sample = sample();
    let out = citegraph()
        .args(["related", as_str(&sample), "--text", "-", "-k", "1", "--json"])
        .write_stdin("low-rank adaptation")
        .assert()
        .success();
    let answer: Value = serde_json::from_slice(&out.get_output().stdout).unwrap();
    assert_eq!(column(&answer, "id"), ["paper/lora"]);
    assert_eq!(answer["query"]["id"], "");
    for args in [
        &["related", "-", "--text", "-"][..],
        &["related", as_str(&sample)],
        &["related", as_str(&sample), "--text", "x", "--by", "ppr"],
    ] {
        refusal(args);
    }
}

#[test]
fn later_papers_count_as_much_as_the_user_says() {
    let score = |later: &str| {
        let answer = json(&["related", "paper/bert", "--later", later]);
        let rows = answer["results"].as_array().unwrap();
        rows.iter()
            .find(|r| r["id"] == "paper/roberta")
            .map(|r| r["score"].as_f64().unwrap())
            .unwrap()
    };
    assert!(score("0.5") < score("1"));
}

#[test]
fn every_measure_and_scope_ranks() {
    let measures = citegraph::query::Measure::ALL.into_iter();
    for (measure, scope) in measures.zip(citegraph::query::Scope::ALL.into_iter().cycle()) {
        let answer = json(&["rank", "--by", measure.name(), "--scope", scope.name()]);
        assert_eq!(answer["by"], measure.name());
        assert_eq!(answer["results"].as_array().unwrap().len(), 20);
        assert!(answer.get("error").is_none());
    }
    let near = json(&["rank", "--near", "paper/bert", "--kind", "paper"]);
    assert_eq!(column(&near, "id")[0], "paper/bert");
    let estimate =
        |seed: &str| json(&["rank", "--by", "betweenness", "--samples", "9", "--seed", seed]);
    assert!(estimate("1")["error"].as_f64().unwrap() > 0.0);
    assert_eq!(estimate("1"), estimate("1"));
    assert_ne!(estimate("1"), estimate("2"));
    let sample = sample();
    let said = refusal(&["rank", as_str(&sample), "--near", "paper/bert", "--by", "degree"]);
    assert!(said.contains("pagerank"), "{said}");
}

#[test]
fn a_table_of_names_decides_and_leaving_it_out_takes_it_back() {
    let table = "action\tkind\tname\tother\n\
                 rename\tmethod\tLoRA\tLow-Rank Adapters\n\
                 same\tdataset\tCIFAR-10\tCIFAR-100\n";
    let (_folder, path) = with_file("mine.tsv", table.as_bytes());
    let aliases = ["entities", "--aliases", as_str(&path)];
    let names = |args: &[&str]| {
        let answer = json(args);
        column(&answer, "name").into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let (with, without) = (names(&aliases), names(&["entities"]));
    let has = |names: &[String], name: &str| names.iter().any(|n| n == name);
    assert!(has(&with, "Low-Rank Adapters") && !has(&with, "LoRA"));
    assert!(has(&without, "LoRA") && has(&without, "CIFAR-10") && has(&without, "CIFAR-100"));
    assert_eq!(with.iter().filter(|n| n.starts_with("CIFAR-")).count(), 1);
    let reasons = json(&aliases).to_string();
    assert!(reasons.contains("the user says"), "{reasons}");
    let (_folder, bad) = with_file("bad.tsv", b"action\tkind\tname\tother\nlike\tmethod\ta\tb\n");
    let sample = sample();
    let said = refusal(&["build", as_str(&sample), "--aliases", as_str(&bad)]);
    assert!(said.contains("bad.tsv, line 2"), "{said}");
}

#[test]
fn what_is_unlikely_is_left_out_of_a_graph() {
    let edges = |least: &str| {
        let answer = json(&["stats", "--min-confidence", least]);
        answer["edges"].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum::<u64>()
    };
    assert!(edges("0.9") < edges("0"));
    let sample = sample();
    assert!(refusal(&["build", as_str(&sample), "--min-confidence", "2"]).contains("0 to 1"));
    let folder = tempfile::TempDir::new().unwrap();
    let graph = folder.path().join("graph.json");
    citegraph().args(["build", as_str(&sample), "-o", as_str(&graph)]).assert().success();
    let said = refusal(&["stats", as_str(&graph), "--min-confidence", "0.9"]);
    assert!(said.contains("--where"), "{said}");
}

#[test]
fn a_graph_differs_from_itself_in_nothing() {
    let sample = sample();
    citegraph().args(["diff", as_str(&sample), as_str(&sample)]).assert().code(1);
}
