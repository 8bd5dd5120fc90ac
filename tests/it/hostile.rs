//! Text that means harm stays text, wherever it comes out.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::cli::{as_str, citegraph, sample, stdout, with_file};

/// Sets a window title, colours, beeps, moves the cursor, reorders what follows; in C0 and in C1.
const STEERING: &str = "\u{1b}]0;owned\u{7}\u{1b}[31m\u{9b}2J\u{202e}\u{2066}\r\u{8}";
/// Titles that would leave a folder, or that no file system takes.
const PATHS: [&str; 12] = [
    "../../../outside",
    "..",
    ".",
    "/etc/outside",
    "C:\\outside",
    "..\\..\\outside",
    "~/outside",
    "a/../../outside",
    "nul\u{0}byte",
    "trailing. . .",
    "CON",
    "-rf",
];

fn papers(titles: &[&str]) -> (TempDir, PathBuf) {
    let mut lines = String::new();
    for (i, title) in titles.iter().enumerate() {
        let paper = serde_json::json!({
            "id": format!("{title}{i}"),
            "title": title,
            "abstract": format!("We propose EvilNet{i} on ImageNet. See https://x.org/{title}."),
            "authors": [title],
            "venue": title,
        });
        lines += &paper.to_string();
        lines.push('\n');
    }
    with_file("papers.jsonl", lines.as_bytes())
}

/// A graph file whose nodes are called what steers a terminal; titles lose that when they are read.
fn steering_graph() -> (TempDir, PathBuf) {
    let built: String = stdout(&["build", as_str(&sample())]);
    let mut graph: serde_json::Value = serde_json::from_str(&built).unwrap();
    for node in graph["nodes"].as_array_mut().unwrap() {
        for (key, value) in node.as_object_mut().unwrap() {
            match (key.as_str(), &mut *value) {
                ("id" | "kind" | "link_kind" | "decisions" | "claims" | "origins" | "ids", _) => {}
                (_, serde_json::Value::String(text)) => text.push_str(STEERING),
                (_, serde_json::Value::Array(texts)) => {
                    for text in texts.iter_mut().filter(|t| t.is_string()) {
                        *text = format!("{}{STEERING}", text.as_str().unwrap()).into();
                    }
                }
                _ => {}
            }
        }
    }
    with_file("graph.json", graph.to_string().as_bytes())
}

/// Whether a terminal that is sent this would do anything but show it.
fn steers(text: &str) -> bool {
    let reorders = |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().any(|c| (c.is_control() && c != '\n') || reorders(c))
}

#[test]
fn no_answer_steers_a_terminal() {
    let (_folder, graph) = steering_graph();
    let graph = as_str(&graph);
    for args in [
        &["stats", graph][..],
        &["rank", graph],
        &["rank", graph, "--by", "degree", "--kind", "paper"],
        &["show", graph, "paper/resnet"],
        &["show", graph, "dataset/imagenet"],
        &["related", graph, "paper/resnet"],
        &["related", graph, "dataset/imagenet"],
        &["related", graph, "--text", "deep residual learning"],
        &["path", graph, "paper/resnet", "paper/bert"],
        &["communities", graph],
        &["components", graph],
        &["leaderboard", graph, "dataset/imagenet"],
        &["compare", graph, "method/resnet"],
        &["lineage", graph, "method/resnet"],
        &["entities", graph],
        &["entities", graph, "--suspicious"],
        &["diff", graph, as_str(&sample())],
        &["show", graph, "zzzzzz"],
        &["show", graph, "SAM"],
    ] {
        let output = citegraph().args(args).output().unwrap();
        let (out, err) = (String::from_utf8(output.stdout), String::from_utf8(output.stderr));
        let (out, err) = (out.unwrap(), err.unwrap());
        assert!(!out.is_empty() || !err.is_empty(), "{args:?} says nothing");
        // An edge list separates its columns by tabs.
        assert!(!steers(&out.replace('\t', " ")), "{args:?} prints {out:?}");
        assert!(!steers(&err), "{args:?} says {err:?}");
        assert!(!err.contains("panicked"), "{err}");
    }
}

#[test]
fn reports_and_errors_do_not_steer_a_terminal() {
    let line = format!(
        "{{\"id\": \"a\", \"title\": \"T\", \"year\": \"{STEERING}\", \"doi\": \"{STEERING}\"}}\n"
    );
    let line = line.replace('\u{1b}', "\\u001b").replace('\u{7}', "\\u0007");
    let line = line.replace('\r', "\\r").replace('\u{8}', "\\b");
    let name = format!("pa{}pers.jsonl", STEERING.replace('/', ""));
    let (folder, input) = with_file(&name, line.as_bytes());
    let missing = folder.path().join(format!("missing{STEERING}"));
    for args in [&["extract", as_str(&input)][..], &["extract", as_str(&missing)]] {
        let output = citegraph().args(args).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!said.is_empty() && !steers(&said), "{said:?}");
    }
}

/// All files under a folder.
fn files(under: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![under.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let entry = entry.unwrap();
            assert!(!entry.file_type().unwrap().is_symlink());
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    files
}

#[test]
fn folders_of_files_stay_within_themselves() {
    let (folder, papers) = papers(&PATHS);
    for exporter in citegraph::export::FORMATS.iter().filter(|e| e.format().folder) {
        let name = exporter.format().name;
        let into = folder.path().join(name);
        citegraph()
            .args(["export", as_str(&papers), "-f", name, "-o", as_str(&into)])
            .assert()
            .success();
        let made = files(&into);
        assert!(made.iter().all(|path| path.starts_with(&into)) && !made.is_empty());
        let beside: Vec<_> =
            files(folder.path()).into_iter().filter(|p| !p.starts_with(&into)).collect();
        assert_eq!(beside, std::slice::from_ref(&papers), "{name} writes outside of its folder");
        for path in &made {
            let own = path.strip_prefix(&into).unwrap();
            assert!(own.components().count() <= 2, "{} is too deep", own.display());
            assert!(!steers(as_str(own)) && !as_str(own).contains('\\'), "{}", own.display());
        }
        fs::remove_dir_all(&into).unwrap();
    }
}

#[test]
fn archives_are_read_and_never_unpacked() {
    let paper = fs::read(sample()).unwrap();
    let folder = TempDir::new().unwrap();
    let inner = folder.path().join("a/b");
    fs::create_dir_all(&inner).unwrap();
    let zip = inner.join("papers.zip");
    let mut writer = zip::ZipWriter::new(fs::File::create(&zip).unwrap());
    let leaving = ["../../outside.jsonl", "/tmp/outside-citegraph.jsonl", "..\\outside.jsonl"];
    for name in leaving.into_iter().chain(["inside.jsonl"]) {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(&paper).unwrap();
    }
    writer.finish().unwrap();
    let tar = inner.join("papers.tar");
    let mut builder = tar::Builder::new(fs::File::create(&tar).unwrap());
    for name in ["../../outside.jsonl", "inside.jsonl"] {
        let mut header = tar::Header::new_gnu();
        header.set_size(paper.len() as u64);
        // The crate refuses names that lead out, so they are put in as bytes.
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        builder.append(&header, paper.as_slice()).unwrap();
    }
    builder.finish().unwrap();
    drop(builder);
    for archive in [zip, tar] {
        let run = citegraph().args(["extract", as_str(&archive)]).assert().success();
        let said = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
        assert!(said.contains("leads out of the archive"), "{said}");
        assert_eq!(String::from_utf8_lossy(&run.get_output().stdout).lines().count(), 10);
        assert_eq!(files(folder.path()).len(), 2, "something was unpacked");
        assert!(!Path::new("/tmp/outside-citegraph.jsonl").exists());
    }
}

#[test]
fn no_cell_is_a_formula() {
    let titles = [
        "=HYPERLINK(\"http://x.org\")",
        "+1+1",
        "-1+cmd|' /C calc'!A0",
        "@SUM(1)",
        "\t=1",
        "a,\"=1\"\n=2",
    ];
    let (folder, papers) = papers(&titles);
    let mut cells = 0;
    for exporter in citegraph::export::FORMATS.iter().filter(|e| e.format().folder) {
        let into = folder.path().join(exporter.format().name);
        citegraph()
            .args(["export", as_str(&papers), "-f", exporter.format().name, "-o", as_str(&into)])
            .assert()
            .success();
        for path in files(&into).iter().filter(|p| p.extension().is_some_and(|e| e == "csv")) {
            let mut reader = csv::Reader::from_path(path).unwrap();
            for row in reader.records() {
                for cell in &row.unwrap() {
                    cells += 1;
                    let formula = cell.trim_start().starts_with(['=', '+', '-', '@']);
                    assert!(!formula || cell.parse::<f64>().is_ok(), "{cell:?}");
                }
            }
        }
    }
    assert!(cells > 50, "only {cells} cells");
}

#[test]
fn markup_in_text_is_no_markup_in_pages_and_pictures() {
    let hostile = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/hostile.jsonl");
    for format in ["html", "gexf", "graphml"] {
        let text = stdout(&["export", as_str(&hostile), "-f", format]);
        for harm in
            ["<script>window.owned", "<img src=x", "<svg/onload", "]]><", "</script><script>"]
        {
            assert!(!text.contains(harm), "{format} holds {harm:?}");
        }
    }
    // In DOT, what stands in angle brackets and not in quotation marks is HTML; the legend is, which is ours.
    let dot = stdout(&["export", as_str(&hostile), "-f", "dot"]);
    let html: Vec<_> = dot.lines().filter(|line| line.contains("=<")).collect();
    assert!(html.len() == 1 && !html[0].contains("owned"), "{html:?}");
    assert!(dot.contains("owned"), "{dot}");
    assert!(!dot.contains("javascript:"), "{dot}");
}
