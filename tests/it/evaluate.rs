//! `eval` against the scorer that the annotations came with.

use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::annotated::shared;
use crate::cli::{as_str, citegraph};

/// What `eval` and the scorer both count.
fn counts(figures: &Value) -> Value {
    let keep = |(what, of): (&String, &Value)| {
        let counts = ["tp", "fp", "fn"].map(|n| of.get(n).and_then(Value::as_u64));
        counts.iter().all(Option::is_some).then(|| (what.clone(), serde_json::json!(counts)))
    };
    let figures = figures.as_object().unwrap();
    let mut counts: serde_json::Map<String, Value> = figures.iter().filter_map(keep).collect();
    for whole in ["papers", "unpaired", "exact"] {
        counts.insert(whole.to_owned(), figures[whole].clone());
    }
    Value::Object(counts)
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn evaluation_counts_as_the_scorer_does() {
    let (Some(scorer), Some(gold), Some(papers)) =
        (shared("score.py"), shared("gold/train.jsonl"), shared("corpus/train-texts.jsonl"))
    else {
        return;
    };
    let folder = tempfile::TempDir::new().unwrap();
    let records = folder.path().join("records.jsonl");
    citegraph().args(["extract", as_str(&papers), "-o", as_str(&records)]).assert().success();
    // A record less, so that one paper has no partner.
    let text = fs::read_to_string(&records).unwrap();
    fs::write(&records, text.split_once('\n').unwrap().1).unwrap();
    let output = Command::new("python3").arg(scorer).args([&gold, &records]).arg("--json").output();
    let Ok(output) = output else {
        assert!(std::env::var_os("CI").is_none(), "python3 is missing");
        eprintln!("skipped: python3 is missing");
        return;
    };
    let theirs: Value = serde_json::from_slice(&output.stdout).unwrap();
    let ours = citegraph()
        .args(["eval", as_str(&gold), as_str(&records), "--records", "--json"])
        .assert()
        .success();
    let ours: Value = serde_json::from_slice(&ours.get_output().stdout).unwrap();
    let (mut ours, theirs) = (counts(&ours), counts(&theirs));
    // The scorer prints a choice of the roles.
    let listed = theirs.as_object().unwrap();
    ours.as_object_mut().unwrap().retain(|what, _| listed.contains_key(what));
    assert_eq!(ours, theirs);
}
