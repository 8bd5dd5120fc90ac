//! The command as a user runs it.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

use crate::annotated::shared;

pub(crate) fn citegraph() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_citegraph"));
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

pub(crate) fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sample.jsonl")
}

/// A folder with a file in it.
pub(crate) fn with_file(name: &str, bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// Standard output of a command that succeeds.
pub(crate) fn stdout(args: &[&str]) -> String {
    let out = citegraph().args(args).assert().success();
    String::from_utf8(out.get_output().stdout.clone()).unwrap()
}

/// Standard error of a command that fails with exit code 2 and prints nothing else.
pub(crate) fn refusal(args: &[&str]) -> String {
    let out = citegraph().args(args).assert().code(2);
    let output = out.get_output();
    assert!(output.stdout.is_empty(), "{:?}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stderr.clone()).unwrap()
}

pub(crate) fn as_str(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Builds from a file with these bytes, which must be refused, and says why it was; nothing may be
/// left in the folder beside the input.
fn build_refusal(name: &str, bytes: &[u8]) -> String {
    let (folder, input) = with_file(name, bytes);
    let output = folder.path().join("graph.json");
    let said = refusal(&["build", as_str(&input), "-o", as_str(&output)]);
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().path()).collect();
    assert_eq!(left, [input], "a partial output is left");
    said
}

#[test]
fn the_sample_goes_from_papers_to_answers() {
    let folder = TempDir::new().unwrap();
    let graph = folder.path().join("graph.json");
    let graph = as_str(&graph);
    citegraph().args(["build", as_str(&sample()), "-o", graph]).assert().success();
    let stats: serde_json::Value =
        serde_json::from_str(&stdout(&["stats", graph, "--json"])).unwrap();
    assert_eq!(stats["papers"], 10);
    // The same questions to the papers themselves.
    for question in [&["stats"][..], &["rank"], &["rank", "--by", "degree", "--kind", "dataset"]] {
        let ask = |of: &str| {
            let mut args = vec![question[0], of];
            args.extend(&question[1..]);
            stdout(&args)
        };
        assert_eq!(ask(graph), ask(as_str(&sample())));
    }
}

#[test]
fn extract_prints_a_record_a_paper_in_order() {
    let out = stdout(&["extract", as_str(&sample())]);
    let ids: Vec<_> = out
        .lines()
        .map(|l| serde_json::from_str::<citegraph::model::RecordJson>(l).unwrap().id)
        .collect();
    let papers = fs::read_to_string(sample()).unwrap();
    let want: Vec<_> = papers
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["id"].clone())
        .collect();
    assert_eq!(ids, want);
}

#[test]
fn outputs_are_the_same_twice_and_at_any_number_of_threads() {
    let papers = shared("corpus/trending-papers.txt").unwrap_or_else(sample);
    let papers = as_str(&papers);
    for command in [
        &["build", papers][..],
        &["extract", papers],
        &["export", papers, "-f", "dot"],
        &["export", papers, "-f", "gexf"],
        &["rank", papers, "--by", "betweenness", "--json"],
    ] {
        let run = |threads| {
            let mut args = vec!["--threads", threads];
            args.extend(command);
            stdout(&args)
        };
        let one = run("1");
        assert!(!one.is_empty());
        assert!(one == run("1"), "{command:?} differs between runs");
        assert!(one == run("2"), "{command:?} differs between 1 thread and 2");
    }
}

#[test]
fn standard_input_and_output_carry_papers_and_graphs() {
    let papers = fs::read(sample()).unwrap();
    let built = citegraph().args(["build", "-"]).write_stdin(papers.clone()).assert().success();
    let graph = built.get_output().stdout.clone();
    let stats = |input: Vec<u8>| {
        let out = citegraph().args(["stats", "-"]).write_stdin(input).assert().success();
        out.get_output().stdout.clone()
    };
    assert_eq!(stats(graph), stats(papers));
}

#[test]
fn without_text_no_sentence_is_in_the_graph() {
    let with = stdout(&["build", as_str(&sample())]);
    let without = stdout(&["build", "--no-text", as_str(&sample())]);
    let sentence = "We propose ResNet, whose layers learn";
    assert!(with.contains(sentence) && !without.contains(sentence));
    assert!(without.contains("Segment Anything"), "titles stay");
}

#[test]
fn bad_inputs_are_named_and_leave_nothing_behind() {
    let cases: [(&str, Vec<u8>, &str); 5] = [
        ("empty.txt", Vec::new(), "empty.txt"),
        ("binary.jsonl", vec![0x7f, b'E', b'L', b'F', 0, 0, 1, 2, 0xff, 0xfe], "binary.jsonl"),
        ("nothing.jsonl", b"{}\n{}\n".to_vec(), "nothing.jsonl"),
        ("graph.json", b"{\"directed\": true, \"multi".to_vec(), "graph.json"),
        ("long.jsonl", vec![b'x'; 100 << 20], "long.jsonl"),
    ];
    for (name, bytes, part) in cases {
        let said = build_refusal(name, &bytes);
        assert!(said.starts_with("error: ") || said.contains("\nerror: "), "{said}");
        assert!(said.contains(part), "{said:?} does not name {part}");
        assert!(said.len() < 2_000, "the message is {} bytes long", said.len());
    }
}

#[test]
fn a_missing_file_and_an_empty_folder_are_named() {
    let folder = TempDir::new().unwrap();
    let missing = folder.path().join("missing.txt");
    for command in ["build", "extract", "stats", "rank"] {
        assert!(refusal(&[command, as_str(&missing)]).contains("missing.txt"));
        assert!(refusal(&[command, as_str(folder.path())]).contains(as_str(folder.path())));
    }
}

#[test]
fn a_damaged_record_is_reported_by_its_line_and_skipped() {
    let mut lines = fs::read_to_string(sample()).unwrap();
    lines.push_str("{\"id\": \"cut\", \"title\": \"Cut sh");
    let (_folder, input) = with_file("papers.jsonl", lines.as_bytes());
    let out = citegraph().args(["extract", as_str(&input)]).assert().success();
    let said = String::from_utf8_lossy(&out.get_output().stderr).into_owned();
    assert!(said.contains("papers.jsonl, line 11"), "{said}");
    assert_eq!(String::from_utf8_lossy(&out.get_output().stdout).lines().count(), 10);
}

#[test]
fn a_title_without_an_abstract_at_the_end_is_kept_and_reported() {
    let dump = "Get trending papers in your email inbox once a day!\n\
                Get trending papers in your email inbox!\n\
                SubscribeAlpha: A Method\nWe propose Alpha.\nBeta: Another Method\n";
    let (_folder, input) = with_file("dump.txt", dump.as_bytes());
    let out = citegraph().args(["extract", as_str(&input)]).assert().success();
    let said = String::from_utf8_lossy(&out.get_output().stderr).into_owned();
    assert!(said.contains("2 papers") && said.contains("1 paper without an abstract"), "{said}");
}

#[test]
fn invalid_utf8_is_repaired_and_reported() {
    let bytes =
        b"{\"id\": \"a\", \"title\": \"Caf\xe9 Net\", \"abstract\": \"We propose CafeNet.\"}\n";
    let (_folder, input) = with_file("latin.jsonl", bytes);
    let out = citegraph().args(["extract", as_str(&input)]).assert().success();
    let said = String::from_utf8_lossy(&out.get_output().stderr).into_owned();
    assert!(said.contains("repaired"), "{said}");
}

#[test]
fn outputs_that_cannot_be_written_are_named() {
    let sample = sample();
    let folder = TempDir::new().unwrap();
    let nowhere = folder.path().join("no/such/graph.json");
    let said = refusal(&["build", as_str(&sample), "-o", as_str(&nowhere)]);
    assert!(said.contains("no/such/graph.json"), "{said}");
    let said = refusal(&["build", as_str(&sample), "-o", as_str(folder.path())]);
    assert!(said.contains("is a folder"), "{said}");
    fs::write(folder.path().join("taken"), "x").unwrap();
    let said = refusal(&["export", as_str(&sample), "-f", "csv", "-o", as_str(folder.path())]);
    assert!(said.contains("new or empty folder"), "{said}");
    let said = refusal(&["export", as_str(&sample), "-f", "csv"]);
    assert!(said.contains("new or empty folder"), "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_and_a_closed_pipe_is_not() {
    let full = refusal(&["build", as_str(&sample()), "-o", "/dev/full"]);
    assert!(full.contains("/dev/full"), "{full}");
    let piped = std::process::Command::new("bash")
        .args(["-c", "set -o pipefail; \"$0\" build \"$1\" | head -c 1 >/dev/null"])
        .args([env!("CARGO_BIN_EXE_citegraph"), as_str(&sample())])
        .output()
        .unwrap();
    assert!(piped.status.success(), "{piped:?}");
    assert!(!String::from_utf8_lossy(&piped.stderr).contains("error"), "{piped:?}");
}

#[test]
fn a_failed_build_keeps_the_graph_that_was_there() {
    let (folder, input) = with_file("empty.txt", b"");
    let output = folder.path().join("graph.json");
    fs::write(&output, "mine").unwrap();
    refusal(&["build", as_str(&input), "-o", as_str(&output)]);
    assert_eq!(fs::read_to_string(&output).unwrap(), "mine");
}

#[test]
fn options_that_cannot_be_used_say_what_can() {
    let sample = sample();
    let sample = as_str(&sample);
    for (args, part) in [
        (&["rank", sample, "--by", "fame"][..], "pagerank"),
        (&["rank", sample, "--kind", "person"], "dataset"),
        (&["export", sample], "--format"),
        (&["export", sample, "-f", "xlsx"], "adjacency"),
        (&["export", sample, "-f", "dot", "--layout", "round"], "sfdp"),
        (&["build", sample, "--from", "docx"], "trending"),
        (&["--threads", "0", "stats", sample], "--threads 1"),
        (&["stats", sample, "--lexicon", "no-such.tsv"], "no-such.tsv"),
        (&["show", sample, "zzzzzz"], "zzzzzz"),
    ] {
        let said = refusal(args);
        assert!(said.contains(part), "{args:?} says {said:?}, not {part:?}");
    }
}

#[test]
fn an_ambiguous_name_lists_what_it_can_mean() {
    let said = refusal(&["show", as_str(&sample()), "SAM"]);
    assert!(said.contains("ambiguous"), "{said}");
    assert!(said.contains("Segment Anything Model"), "{said}");
    assert!(said.to_lowercase().contains("sharpness-aware minimization"), "{said}");
}

#[test]
fn a_lexicon_of_the_user_is_laid_over_ours() {
    let table = "kind\tname\taliases\tflags\tsource\nmetric\tVTAB\t\t\tmine\n";
    let (_folder, path) = with_file("mine.tsv", table.as_bytes());
    let kind = |args: &[&str]| {
        let out = stdout(args);
        let record: serde_json::Value = serde_json::from_str(out.lines().nth(1).unwrap()).unwrap();
        let entities = record["entities"].as_array().unwrap().clone();
        entities.iter().find(|e| e["name"] == "VTAB").map(|e| e["kind"].clone())
    };
    let sample = sample();
    assert_eq!(kind(&["extract", as_str(&sample), "--lexicon", as_str(&path)]).unwrap(), "metric");
}

#[test]
fn a_table_of_names_is_checked_by_line() {
    let head = "kind\tname\taliases\tflags\tsource\n";
    let good = format!("{head}metric\tCIFAR-10\t\t\tmine\n");
    let (_folder, path) = with_file("good.tsv", good.as_bytes());
    let said = stdout(&["lexicon", "check", as_str(&path)]);
    assert!(said.contains("1 rows") && said.contains("it is a dataset now"), "{said}");
    let bad = format!("{head}thing\tX\t\t\tmine\n");
    let (_folder, path) = with_file("bad.tsv", bad.as_bytes());
    assert!(refusal(&["lexicon", "check", as_str(&path)]).contains("bad.tsv, line 2"));
}

#[test]
fn output_is_plain_when_piped_and_titles_cannot_steer_a_terminal() {
    let paper = r#"{"id": "evil", "title": "Evil \u001b]0;owned\u0007 \u001b[31mNet", "abstract": "We propose EvilNet."}"#;
    let (_folder, input) = with_file("evil.jsonl", paper.as_bytes());
    let plain = stdout(&["rank", as_str(&input), "--kind", "paper"]);
    assert!(plain.contains("Evil"));
    assert!(!plain.contains('\u{1b}') && !plain.contains('\u{7}'), "{plain:?}");
    let forced = citegraph()
        .env("CLICOLOR_FORCE", "1")
        .args(["rank", as_str(&input), "--kind", "paper"])
        .assert()
        .success();
    let coloured = String::from_utf8(forced.get_output().stdout.clone()).unwrap();
    assert!(coloured.contains("\u{1b}[1m"), "colours are there where they are asked for");
    assert!(!coloured.contains("\u{1b}[31m") && !coloured.contains("\u{1b}]"), "{coloured:?}");
    let refused = citegraph()
        .env("CLICOLOR_FORCE", "1")
        .env("NO_COLOR", "1")
        .args(["rank", as_str(&input), "--kind", "paper"])
        .assert()
        .success();
    assert!(!refused.get_output().stdout.contains(&0x1b), "NO_COLOR is honoured");
}

#[test]
fn nothing_found_is_exit_code_1() {
    let papers = "{\"id\": \"a\", \"title\": \"Alpha\", \"abstract\": \"\"}\n\
                  {\"id\": \"b\", \"title\": \"Beta\", \"abstract\": \"\"}\n";
    let (_folder, input) = with_file("two.jsonl", papers.as_bytes());
    citegraph().args(["path", as_str(&input), "paper/a", "paper/b"]).assert().code(1);
    citegraph().args(["related", as_str(&input), "paper/a"]).assert().code(1);
    citegraph().args(["rank", as_str(&input), "--kind", "work"]).assert().code(1);
}

#[test]
fn a_graph_in_every_format_reads_the_same_from_a_graph_and_from_papers() {
    let folder = TempDir::new().unwrap();
    let graph = folder.path().join("graph.json");
    citegraph().args(["build", as_str(&sample()), "-o", as_str(&graph)]).assert().success();
    for exporter in citegraph::export::FORMATS {
        let format = exporter.format();
        if format.folder || ["svg", "png", "pdf"].contains(&format.name) {
            continue;
        }
        let of = |input: &Path| stdout(&["export", as_str(input), "-f", format.name]);
        assert!(of(&graph) == of(&sample()), "{} differs", format.name);
    }
}

#[test]
fn parts_and_projections_are_exported() {
    let lines = |args: &[&str]| {
        let sample = sample();
        let mut all = vec!["export", as_str(&sample), "-f", "edges"];
        all.extend(args);
        stdout(&all).lines().skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    let around = lines(&["--around", "paper/resnet"]);
    assert!(!around.is_empty());
    assert!(around.len() < lines(&["--around", "paper/resnet", "--depth", "2"]).len());
    assert!(lines(&["--kind", "paper"]).iter().all(|l| l.starts_with("paper/")));
    assert!(lines(&["--top", "3"]).len() < lines(&[]).len());
    let shared = lines(&["--project", "papers"]);
    assert!(shared.iter().any(|l| l.contains("\tshares\t")), "{shared:?}");
}

/// Compares the outputs of commands with snapshots by name; `INSTA_UPDATE=always` writes what changed.
pub(crate) fn assert_snapshots(commands: &[(&str, &[&str])]) {
    for (name, args) in commands {
        insta::with_settings!(
            {
                snapshot_path => "../snapshots",
                prepend_module_to_snapshot => false,
                omit_expression => true,
                description => format!("citegraph {} …", args[0]),
            },
            { insta::assert_snapshot!(*name, stdout(args)) }
        );
    }
}

#[test]
fn answers_read_well() {
    let sample = sample();
    let sample = as_str(&sample);
    assert_snapshots(&[
        ("stats", &["stats", sample][..]),
        ("rank", &["rank", sample, "-k", "5"]),
        ("rank_json", &["rank", sample, "-k", "2", "--kind", "dataset", "--json"]),
        ("related", &["related", sample, "Swin Transformer: Hier", "-k", "3"]),
        ("related_json", &["related", sample, "paper/deit", "-k", "1", "--json"]),
        ("path", &["path", sample, "paper/lora", "paper/bert"]),
        ("show", &["show", sample, "paper/segment-anything"]),
        ("stats_json", &["stats", sample, "--json"]),
        ("export_edges", &["export", sample, "-f", "edges", "--around", "paper/bert"]),
        ("export_dot", &["export", sample, "-f", "dot", "--around", "paper/roberta"]),
        ("help", &["--help"]),
        ("help_export", &["export", "--help"]),
        ("help_build", &["build", "-h"]),
        ("formats", &["formats"]),
    ]);
}
