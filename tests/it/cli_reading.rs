//! How the command reads: duplicates, losses, limits, columns.

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use tempfile::TempDir;

use crate::cli::{as_str, citegraph};

/// Two files that share a paper, hold one without an abstract, and one record that is cut off.
const FILES: [(&str, &str); 2] = [
    (
        "a.jsonl",
        "{\"title\": \"ECViT: Efficient Convolutional Vision Transformer\", \"year\": 2025, \"doi\": \"10.1/a\", \"abstract\": \"ECViT. Code: this https URL\"}\n\
         {\"title\": \"Cut sh\n\
         {\"title\": \"A Title Without an Abst\u{1}ract\", \"year\": 2020}\n",
    ),
    (
        "b.bib",
        "@article{k, title={ECViT}, doi={10.1/A}, year={2024},\n abstract={We propose ECViT, which reaches 81.3\\% on ImageNet. It saves 30\\% of the time.}}\n",
    ),
];

/// A folder that holds `files`, in which the command is run, so that it names them without a path.
struct Folder(TempDir);

impl Folder {
    fn with(files: &[(&str, &str)]) -> Self {
        let folder = TempDir::new().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        Self(folder)
    }

    /// The exit code, standard output and standard error.
    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let output = citegraph().current_dir(self.0.path()).args(args).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    fn read(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.0.path().join(name)).ok()
    }
}

pub(crate) fn snapshot(name: &str, text: &str) {
    insta::with_settings!(
        { snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true },
        { insta::assert_snapshot!(name, text) }
    );
}

#[test]
fn losses_are_said_and_written_and_duplicates_are_one_paper() {
    let folder = Folder::with(&FILES);
    let (code, _, said) = folder.run(&["build", ".", "-o", "graph", "--report", "report.json"]);
    assert_eq!(code, 0);
    snapshot("losses", &said);
    snapshot("report", &folder.read("report.json").unwrap());
    let stats = folder.run(&["stats", ".", "--json"]).1;
    assert_eq!(serde_json::from_str::<Value>(&stats).unwrap()["papers"], 2);
}

#[test]
fn strict_stops_where_a_record_was_skipped_and_says_so_in_the_report() {
    let folder = Folder::with(&FILES);
    for command in ["build", "extract", "stats"] {
        let (code, out, said) =
            folder.run(&[command, "a.jsonl", "--strict", "--report", "report.json"]);
        // What `extract` streamed before is out; a file of it would not be there.
        assert_eq!((code, out.is_empty() || command == "extract"), (1, true), "{said}");
        assert!(said.contains("a.jsonl, line 2") && said.contains("1 record was skipped"));
        let report: Value = serde_json::from_str(&folder.read("report.json").unwrap()).unwrap();
        assert_eq!(report["skipped"], 1);
        assert_eq!(folder.run(&[command, "b.bib", "--strict"]).0, 0);
    }
    folder.run(&["build", "a.jsonl", "--strict", "-o", "graph.json"]);
    assert_eq!(folder.read("graph.json"), None);
}

#[test]
fn a_run_that_reads_nothing_fails_and_still_reports() {
    let folder = Folder::with(&[("none.jsonl", "{\"a\": 1}\n")]);
    let (code, _, said) = folder.run(&["build", "none.jsonl", "--report", "report.json"]);
    assert_eq!(code, 2);
    assert!(said.contains("no paper could be read"), "{said}");
    let report: Value = serde_json::from_str(&folder.read("report.json").unwrap()).unwrap();
    assert_eq!((&report["papers"], &report["skipped"]), (&0.into(), &1.into()));
}

#[test]
fn a_report_that_cannot_be_written_or_made_is_refused() {
    let folder = Folder::with(&FILES);
    let (code, out, said) = folder.run(&["build", "b.bib", "--report", "no/report.json"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(said.contains("no/report.json"), "{said}");
    folder.run(&["build", "b.bib", "-o", "graph.json"]);
    for option in [
        &["--report", "report.json"][..],
        &["--strict"],
        &["--from", "json"],
        &["--columns", "title=T"],
        &["--lexicon", "names.tsv"],
    ] {
        let (code, _, said) = folder.run(&[&["stats", "graph.json"], option].concat());
        assert_eq!(code, 2);
        assert!(said.contains("graph.json is a graph"), "{said}");
        assert!(said.contains(&format!("give {} to", option[0])), "{said}");
    }
    assert_eq!(folder.read("report.json"), None);
}

#[test]
#[cfg(target_os = "linux")]
fn where_records_cannot_be_written_the_report_still_is() {
    let papers: String = (0..300)
        .map(|i| format!("{{\"title\": \"FooNet {i}\"}}\n"))
        .chain(["{\n".into()])
        .collect();
    let folder = Folder::with(&[("a.jsonl", papers.as_str())]);
    let (code, _, said) =
        folder.run(&["extract", "a.jsonl", "-o", "/dev/full", "--report", "report.json"]);
    assert_eq!(code, 2);
    assert!(said.contains("/dev/full"), "{said}");
    let report: Value = serde_json::from_str(&folder.read("report.json").unwrap()).unwrap();
    assert_eq!((&report["papers"], &report["skipped"]), (&300.into(), &1.into()));
}

#[test]
fn columns_are_named() {
    let folder = Folder::with(&[("t.csv", "Headline,Body,title\nFooNet,We propose FooNet.,no\n")]);
    let columns = "title=Headline,abstract=Body";
    let (code, out, said) = folder.run(&["extract", "t.csv", "--columns", columns]);
    assert_eq!(code, 0, "{said}");
    let record: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(record["title"], "FooNet");
    let (code, _, said) = folder.run(&["extract", "t.csv", "--columns", "headline=title"]);
    assert_eq!(code, 2);
    assert!(said.contains("no field is called \"headline\""), "{said}");
}

#[test]
fn limits_are_options() {
    let folder = Folder::with(&FILES);
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/read");
    let packed = |name: &str| as_str(&fixtures.join("packed").join(name)).to_owned();
    for (input, limit, value, reason) in [
        ("b.bib".to_owned(), "--max-record", "100", "limit of 100 bytes"),
        ("b.bib".to_owned(), "--max-depth", "1", "limit of 1 levels"),
        (packed("mixed.zip"), "--max-files", "1", "more than 1 files"),
        (packed("own.jsonl.xz"), "--max-unpacked", "1kB", "limit of 1000 bytes"),
    ] {
        let said = folder.run(&["extract", &input, limit, value]).2;
        assert!(said.contains(reason), "{limit} {value} says {said}");
    }
    let (code, _, said) = folder.run(&["extract", "b.bib", "--from", "csv", "--max-columns", "1"]);
    assert_eq!(code, 2);
    assert!(said.contains("the limit is 1"), "{said}");
}

/// The graph of a paper, plain and packed.
fn graph_files() -> (Folder, Vec<u8>) {
    let folder = Folder::with(&FILES);
    let (code, out, said) = folder.run(&["build", "b.bib"]);
    assert_eq!(code, 0, "{said}");
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(out.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    fs::write(folder.0.path().join("g.json"), &out).unwrap();
    fs::write(folder.0.path().join("g.json.gz"), &packed).unwrap();
    (folder, packed)
}

#[test]
fn a_graph_is_read_packed_within_the_limits_of_unpacking() {
    let (folder, packed) = graph_files();
    let plain = folder.run(&["stats", "g.json", "--json"]);
    assert_eq!(plain.0, 0, "{}", plain.2);
    assert_eq!(folder.run(&["stats", "g.json.gz", "--json"]), plain);
    let stats = ["stats", "-", "--json"];
    let piped = citegraph().args(stats).write_stdin(packed).output().unwrap();
    assert_eq!(String::from_utf8(piped.stdout).unwrap(), plain.1);
    let (code, _, said) = folder.run(&["stats", "g.json.gz", "--max-unpacked", "1kB"]);
    assert_eq!(code, 2);
    assert!(said.contains("g.json.gz") && said.contains("limit of 1000 bytes"), "{said}");
}

#[test]
fn limits_that_mean_nothing_to_a_graph_are_refused() {
    let (folder, _) = graph_files();
    assert_eq!(folder.run(&["build", "b.bib", "-o", "g.citegraph"]).0, 0);
    for (graph, limit) in [
        ("g.json", "--max-record"),
        ("g.json", "--max-depth"),
        ("g.json.gz", "--max-columns"),
        ("g.citegraph", "--max-files"),
        ("g.citegraph", "--max-unpacked"),
        ("g.citegraph", "--max-unpack-ratio"),
    ] {
        let (code, _, said) = folder.run(&["stats", graph, limit, "3"]);
        assert_eq!(code, 2, "{graph} {limit}: {said}");
        assert!(said.contains("is a graph, of which no papers are read"), "{said}");
        assert!(said.contains(limit), "{said}");
    }
}
