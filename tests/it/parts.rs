//! Each part of a graph that can be asked for, in each format: what is written holds so many nodes and edges.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::Path;
use std::process::Command as Program;
use std::sync::LazyLock;

use assert_cmd::Command;
use citegraph::export;
use oxrdfio::{RdfFormat, RdfParser};
use parquet::file::reader::{FileReader, SerializedFileReader};
use serde_json::Value;
use tempfile::{NamedTempFile, TempDir};

use crate::cli::{as_str, sample};

/// Ways to ask for a part of the graph, the whole first.
const PARTS: [&[&str]; 10] = [
    &[],
    &["--top", "9"],
    &["--top", "9", "--by", "degree"],
    &["--top", "9", "--by", "betweenness"],
    &["--around", "CIFAR-10"],
    &["--around", "CIFAR-10", "--depth", "2"],
    &["--where", "dataset:CIFAR-10 year:2020.."],
    &["--kind", "paper", "--kind", "dataset", "--min-papers", "2", "--connected"],
    &["--project", "papers"],
    &["--project", "entities", "--top", "20"],
];

/// What a part holds, as its node-link JSON says.
struct Part {
    nodes: Vec<Value>,
    edges: Vec<Value>,
}

impl Part {
    fn of(json: &Value) -> Self {
        let list = |key: &str| json[key].as_array().unwrap().clone();
        Self { nodes: list("nodes"), edges: list("edges") }
    }

    fn ids(&self) -> BTreeSet<&str> {
        self.nodes.iter().map(|node| node["id"].as_str().unwrap()).collect()
    }

    fn of_kind(&self, kind: &str) -> usize {
        self.nodes.iter().filter(|node| node["kind"] == kind).count()
    }

    /// Pairs of nodes with an edge, whatever its direction.
    fn pairs(&self) -> usize {
        let ends = |edge: &Value| {
            let mut ends = ["source", "target"].map(|key| edge[key].as_str().unwrap().to_owned());
            ends.sort();
            ends
        };
        self.edges.iter().map(ends).collect::<BTreeSet<_>>().len()
    }

    /// Pairs of nodes with an edge from the one to the other.
    fn arcs(&self) -> usize {
        let ends =
            |edge: &Value| ["source", "target"].map(|key| edge[key].as_str().unwrap().to_owned());
        self.edges.iter().map(ends).collect::<BTreeSet<_>>().len()
    }
}

/// The graph of the sample corpus, built once.
static GRAPH: LazyLock<NamedTempFile> = LazyLock::new(|| {
    let file = tempfile::Builder::new().suffix(".json").tempfile().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_citegraph"));
    command.args(["build", as_str(&sample()), "-o", as_str(file.path())]).assert().success();
    file
});

fn exported(format: &str, part: &[&str], into: &Path) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_citegraph"));
    command.args(["export", as_str(GRAPH.path()), "-f", format, "-o", as_str(into)]);
    command.args(part).assert().success();
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

fn length(value: &Value) -> usize {
    value.as_array().map(Vec::len).or(value.as_object().map(serde_json::Map::len)).unwrap()
}

fn count(text: &str, part: &str) -> usize {
    text.matches(part).count()
}

fn rows(path: &Path) -> usize {
    csv::Reader::from_path(path).unwrap().records().map(Result::unwrap).count()
}

fn table(folder: &Path, name: &str) -> usize {
    let file = File::open(folder.join(name).with_extension("parquet")).unwrap();
    let rows = SerializedFileReader::new(file).unwrap().metadata().file_metadata().num_rows();
    usize::try_from(rows).unwrap()
}

fn files(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    entries.map(|path| if path.is_dir() { files(&path) } else { 1 }).sum()
}

/// Nodes, which alone have labels, and triples.
fn triples(format: RdfFormat, path: &Path) -> (usize, usize) {
    let parsed = RdfParser::from_format(format).for_reader(File::open(path).unwrap());
    let quads: Vec<_> = parsed.map(Result::unwrap).collect();
    let labels = quads.iter().filter(|q| q.predicate.as_str().ends_with("rdf-schema#label"));
    (labels.count(), quads.len())
}

/// The data of the page.
fn overview(path: &Path) -> Value {
    let page = text(path);
    let (_, rest) = page.split_once("id=\"overview\">").unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

/// Asserts that what was written in a format is the part.
fn holds(format: &str, path: &Path, part: &Part) {
    let (nodes, edges) = (part.nodes.len(), part.edges.len());
    // None where the format does not tell a number, and more is asserted of it here.
    let found: (Option<usize>, Option<usize>) = match format {
        "adjacency" => {
            let json = json(path);
            let rows = json["adjacency"].as_array().unwrap();
            (Some(length(&json["nodes"])), Some(rows.iter().map(length).sum()))
        }
        "node-link" | "graphology" => {
            let json = json(path);
            (Some(length(&json["nodes"])), Some(length(&json["edges"])))
        }
        "cytoscape" => {
            let json = json(path);
            (Some(length(&json["elements"]["nodes"])), Some(length(&json["elements"]["edges"])))
        }
        "jgf" => {
            let json = json(path);
            (Some(length(&json["graph"]["nodes"])), Some(length(&json["graph"]["edges"])))
        }
        "html" => {
            let json = overview(path);
            (Some(length(&json["id"])), Some(length(&json["target"])))
        }
        "dot" => {
            let text = text(path);
            (Some(count(&text, "\" class=\"")), Some(count(&text, "tooltip=\"")))
        }
        "svg" => {
            let text = text(path);
            (Some(count(&text, "<g id=\"node")), Some(count(&text, "<g id=\"edge")))
        }
        "gexf" | "graphml" => {
            let text = text(path);
            (Some(count(&text, "<node id=")), Some(count(&text, "<edge id=")))
        }
        "pajek" => {
            let text = text(path);
            let (vertices, arcs) = text.split_once("\n*").unwrap();
            (Some(vertices.lines().count() - 1), Some(arcs.lines().count() - 1))
        }
        "csv" | "neo4j" => {
            (Some(rows(&path.join("nodes.csv"))), Some(rows(&path.join("edges.csv"))))
        }
        "parquet" => {
            let kinds = ["papers", "entities", "links", "works"];
            (Some(kinds.iter().map(|kind| table(path, kind)).sum()), Some(table(path, "edges")))
        }
        "edges" => (None, Some(text(path).lines().count() - 1)),
        // What stands between two nodes is one line.
        "vosviewer" => {
            let json = json(path);
            assert_eq!(length(&json["network"]["links"]), part.pairs());
            (Some(length(&json["network"]["items"])), None)
        }
        "matrix-market" => {
            let text = text(path);
            let body: Vec<_> = text.lines().filter(|line| !line.starts_with('%')).collect();
            assert_eq!(body.len() - 1, part.arcs());
            (body[0].split(' ').next().map(|n| n.parse().unwrap()), None)
        }
        // Notes hold their edges as links.
        "obsidian" => (Some(files(path)), None),
        "bibtex" => {
            assert_eq!(
                text(path).lines().filter(|l| l.starts_with('@')).count(),
                part.of_kind("paper")
            );
            (None, None)
        }
        "n-triples" | "turtle" | "json-ld" => {
            let format = RdfFormat::from_extension(path.extension().unwrap().to_str().unwrap());
            let (labels, all) = triples(format.unwrap(), path);
            assert!(all > labels + part.arcs(), "{all} triples");
            (Some(labels), None)
        }
        "png" | "pdf" => {
            let bytes = fs::read(path).unwrap();
            let begins: &[u8] = if format == "png" { b"\x89PNG" } else { b"%PDF" };
            assert!(bytes.starts_with(begins) && bytes.len() > 1000);
            (None, None)
        }
        other => panic!("say here what {other} holds"),
    };
    assert!(found.0.is_none_or(|n| n == nodes), "{format}: {found:?}, not {nodes} nodes");
    assert!(found.1.is_none_or(|n| n == edges), "{format}: {found:?}, not {edges} edges");
}

/// Whether pictures can be drawn; in CI they must be.
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn graphviz() -> bool {
    let there = Program::new("dot").arg("-V").output().is_ok_and(|o| o.status.success());
    if !there {
        assert!(std::env::var_os("CI").is_none(), "Graphviz is missing");
        eprintln!("skipped: pictures, since Graphviz is missing");
    }
    there
}

#[test]
fn every_format_takes_every_part() {
    let folder = TempDir::new().unwrap();
    let pictures = graphviz();
    for (number, options) in PARTS.iter().enumerate() {
        let reference = folder.path().join(format!("{number}.node-link"));
        exported("node-link", options, &reference);
        let part = Part::of(&json(&reference));
        for format in export::FORMATS.iter().map(|e| e.format()) {
            if !pictures && ["svg", "png", "pdf"].contains(&format.name) {
                continue;
            }
            let name = format!("{number}-{}", format.name);
            let path = folder.path().join(name).with_extension(format.extension);
            exported(format.name, options, &path);
            holds(format.name, &path, &part);
        }
    }
}

#[test]
fn parts_are_what_was_asked_for() {
    let folder = TempDir::new().unwrap();
    let part = |options: &[&str]| {
        let path = folder.path().join("part.json");
        exported("node-link", options, &path);
        let json = json(&path);
        (json["directed"] == true, Part::of(&json))
    };
    let (directed, whole) = part(&[]);
    assert!(directed);
    for by in ["pagerank", "degree", "betweenness"] {
        let (_, top) = part(&["--top", "9", "--by", by]);
        assert_eq!(top.nodes.len(), 9, "{by}");
        assert!(!top.edges.is_empty() && top.edges.len() < whole.edges.len(), "{by}");
    }
    // Farther away there is more.
    let [near, far] = ["1", "2"].map(|depth| part(&["--around", "CIFAR-10", "--depth", depth]).1);
    assert!(near.ids().is_subset(&far.ids()) && far.ids().is_subset(&whole.ids()));
    assert!(near.nodes.len() < far.nodes.len() && far.nodes.len() < whole.nodes.len());
    let touch =
        |edge: &&Value| ["source", "target"].iter().any(|end| edge[end] == "dataset/cifar10");
    let around: BTreeSet<_> = whole
        .edges
        .iter()
        .filter(touch)
        .flat_map(|edge| ["source", "target"].map(|end| edge[end].as_str().unwrap()))
        .collect();
    assert_eq!(near.ids(), around);
    // Papers of the filter alone, with what they name.
    let (_, recent) = part(&["--where", "dataset:CIFAR-10 year:2020.."]);
    let papers: Vec<_> = recent.nodes.iter().filter(|node| node["kind"] == "paper").collect();
    assert!(!papers.is_empty() && papers.len() < whole.of_kind("paper"));
    assert!(papers.iter().all(|paper| paper["year"].as_i64().unwrap() >= 2020));
    assert!(recent.ids().contains("dataset/cifar10"));
    // Projections join nodes of one sort without a direction, by the number of what they share.
    let (directed, joined) = part(&["--project", "papers"]);
    assert!(!directed && joined.of_kind("paper") == joined.nodes.len());
    assert_eq!(joined.nodes.len(), whole.of_kind("paper"));
    assert!(joined.edges.iter().all(|e| e["type"] == "shares" && e["weight"].as_u64() >= Some(1)));
    assert_eq!(joined.pairs(), joined.edges.len());
    let (directed, joined) = part(&["--project", "entities"]);
    let kinds = ["method", "dataset", "task", "metric"];
    assert!(!directed && !joined.edges.is_empty());
    assert_eq!(joined.nodes.len(), kinds.iter().map(|kind| whole.of_kind(kind)).sum::<usize>());
}
