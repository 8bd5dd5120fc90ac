//! What every target does with its bytes: all must end in an answer or an error, never in a panic, and
//! what is written must be read as it was.

use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock, OnceLock};

use citegraph::export::{self, ExportOptions, Single, View};
use citegraph::extract::Extractor;
use citegraph::graph::{
    BuildOptions, Edge, EdgeKind, Evidence, LinkNode, Node, NodeId, PaperNode, build,
};
use citegraph::model::{Field, LinkKind, Mention, Rule, Span};
use citegraph::query::{Filter, RankOptions, RelatedIndex, RelatedOptions, rank, stats};
use citegraph::read::{self, Input, ReadOptions};
use citegraph::resolve::{ResolveOptions, resolve};
use citegraph::store::{self, Kept, Made};
use citegraph::{Graph, Lexicon, Location, Paper, Record};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new(Lexicon::builtin()));
static SAMPLE: LazyLock<Graph> =
    LazyLock::new(|| graph_of(papers(include_bytes!("../fixtures/sample.jsonl"), None)));

/// Reads `bytes` as `format`, or as what they look like, under small limits.
pub fn read(bytes: &[u8], format: Option<&str>) {
    for paper in papers(bytes, format) {
        assert!(!paper.id.is_empty() && !paper.title.is_empty());
    }
}

fn papers(bytes: &[u8], format: Option<&str>) -> Vec<Paper> {
    let options = ReadOptions {
        from: format.map(|name| name.parse().expect("the target's name is a format's")),
        max_record_bytes: 1 << 16,
        max_depth: 32,
        ..ReadOptions::default()
    };
    let input = Input::Bytes { name: "fuzz".into(), bytes: Arc::from(bytes) };
    let Ok(papers) = read::open(&[input], &options) else { return Vec::new() };
    let whole = |paper: Result<Paper, citegraph::Error>| match paper {
        Ok(paper) => Some(paper),
        Err(error) => {
            assert!(!error.to_string().contains("broke off"), "{error}");
            None
        }
    };
    papers.filter_map(whole).collect()
}

/// Extracts from a title (the first line) and an abstract (the others).
pub fn extract(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (title, rest) = text.split_once('\n').unwrap_or(("", &text));
    checked(&Paper::new("fuzz", title, rest));
}

/// Extracts from addresses.
pub fn links(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let addresses: Vec<_> = text.split('\n').map(|part| format!("at https://{part}")).collect();
    checked(&Paper::new("fuzz", "Links", addresses.join(" and ")));
}

/// The record of a paper, in which every place is one of its texts.
fn checked(paper: &Paper) -> Record {
    let record = EXTRACTOR.extract(paper);
    let mentions = record.entities.iter().flat_map(|e| &e.mentions);
    let others = record.results.iter().map(|r| &r.mention);
    let others = others.chain(record.links.iter().map(|l| &l.mention));
    let others = others.chain(record.citations.iter().map(|c| &c.mention));
    for Mention { span, sentence, confidence, .. } in mentions.chain(others) {
        for place in [span, sentence] {
            let text = place.field.of(paper);
            assert!(text.get(place.start as usize..place.end as usize).is_some(), "{place:?}");
        }
        assert!(span.start >= sentence.start && span.end <= sentence.end, "{span:?} {sentence:?}");
        assert!((0.0..=1.0).contains(confidence), "{confidence}");
    }
    record
}

/// Reads a filter, prints it, and asks it of a graph.
pub fn filter(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Ok(filter) = Filter::parse(&text) else { return };
    assert_eq!(Filter::parse(&filter.to_string()).as_ref().ok(), Some(&filter), "{text:?}");
    let part = filter.apply(&SAMPLE);
    assert!(part.node_count() <= SAMPLE.node_count());
}

/// Loads a graph, asks it, and writes it so that it loads back.
pub fn load(bytes: &[u8]) {
    let Ok(graph) = export::load(bytes, &Location::new("fuzz")) else { return };
    ask(&graph);
    let written = written(&graph, "adjacency");
    let back = export::load(&written, &Location::new("fuzz")).expect("what is written loads");
    assert!(graph.nodes().map(|(_, n)| n).eq(back.nodes().map(|(_, n)| n)));
    assert!(graph.edges().eq(back.edges()));
}

/// Writes a graph whose every text is some of the bytes in every format of one file, and reads back
/// what has a reader.
pub fn write_all(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let graph = named(&text.split('\n').collect::<Vec<_>>());
    for exporter in export::FORMATS {
        let format = exporter.format();
        if format.folder || ["svg", "png", "pdf"].contains(&format.name) {
            continue;
        }
        let written = written(&graph, format.name);
        let text = String::from_utf8(written).expect("formats of text are UTF-8");
        if format.media_type.ends_with("json") {
            serde_json::from_str::<serde::de::IgnoredAny>(&text).expect("JSON is well-formed");
        } else if format.media_type.ends_with("xml") {
            let mut xml = quick_xml::Reader::from_str(&text);
            while xml.read_event().expect("XML is well-formed") != quick_xml::events::Event::Eof {}
        } else if format.name == "dot" {
            assert!(graphviz_rust::parse(&text).is_ok(), "{text}");
        }
    }
    load(&written(&graph, "adjacency"));
}

/// Papers, links and edges between them, called by these texts.
fn named(texts: &[&str]) -> Graph {
    let mut graph = Graph::new();
    for (i, text) in texts.iter().take(8).enumerate() {
        let id = format!("{i}{text}");
        let mut paper = Paper::new(id.as_str(), *text, *text);
        paper.authors = vec![(*text).to_owned()];
        paper.venue = Some((*text).to_owned());
        paper.urls = vec![(*text).to_owned()];
        let node = PaperNode { id: format!("paper/{id}"), paper };
        let link =
            LinkNode { id: format!("link/{id}"), url: (*text).to_owned(), kind: LinkKind::Code };
        let at = graph.add_node(Node::Paper(Box::new(node))).expect("ids differ");
        let to = graph.add_node(Node::Link(link)).expect("ids differ");
        let span = Span { field: Field::Abstract, start: 0, end: text.len() as u32 };
        let evidence = Evidence { paper: at, span, sentence: span, rule: Rule::Url };
        for (kind, to) in [(EdgeKind::LinksTo, to), (EdgeKind::Cites, NodeId(0))] {
            let edge = Edge::new(kind, 0.5, vec![evidence]);
            graph.add_edge(at, to, edge).expect("both are there");
        }
    }
    graph
}

fn written(graph: &Graph, format: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let exporter = export::find(format).expect("the format is known");
    let options = ExportOptions::default();
    export::write(&View::whole(graph), exporter, &options, &mut Single::new(&mut bytes))
        .expect("memory takes everything");
    bytes
}

/// From papers of any format to a graph, and questions to it.
pub fn whole(bytes: &[u8]) {
    ask(&graph_of(papers(bytes, None)));
}

fn graph_of(papers: Vec<Paper>) -> Graph {
    let records: Vec<Record> = papers.iter().map(checked).collect();
    let resolution = resolve(&papers, &records, Lexicon::builtin(), &ResolveOptions::default());
    build(papers, &records, resolution, &BuildOptions::default()).expect("ids of papers are unique")
}

fn ask(graph: &Graph) {
    assert_eq!(stats(graph).edges.values().sum::<usize>(), graph.edge_count());
    let ranking = rank(graph, &RankOptions::default()).expect("the options are the default ones");
    let sum: f64 = ranking.results.iter().map(|row| row.score).sum();
    assert!(ranking.results.is_empty() || (sum - 1.0).abs() < 1e-6, "{sum}");
    let index = RelatedIndex::new(graph);
    for (at, node) in graph.nodes().filter(|(_, n)| n.paper().is_some()).take(3) {
        let related = index.to_nodes(graph, &[at], &RelatedOptions::default());
        let rows = related.expect("the paper is of the graph").results;
        assert!(rows.iter().all(|row| row.id != node.id()));
    }
}

/// The tables of a store.
const TABLES: [&str; 8] =
    ["papers", "entities", "links", "works", "edges", "evidence", "records", "sources"];

/// Puts `bytes` in the place of every table whose columns they may have, one at a time, in a store of
/// the sample whose checksums are then right, and reads it.
pub fn forged(bytes: &[u8]) {
    static STORE: OnceLock<TempDir> = OnceLock::new();
    let sample = STORE.get_or_init(sample).path().join("g.citegraph");
    for table in TABLES {
        if bytes.windows(table.len()).any(|part| part == table.as_bytes()) {
            let folder = tempfile::tempdir().expect("a folder for the case");
            forge(&sample, table, bytes, folder.path());
            let _ = (store::load(folder.path()), store::open(folder.path()));
        }
    }
}

/// A folder with the store of the sample in it.
fn sample() -> TempDir {
    let papers = papers(include_bytes!("../fixtures/sample.jsonl"), None);
    let records: Vec<Record> = papers.iter().map(checked).collect();
    let resolution = resolve(&papers, &records, Lexicon::builtin(), &ResolveOptions::default());
    let graph = build(papers, &records, resolution, &BuildOptions::default()).expect("a graph");
    let folder = tempfile::tempdir().expect("a folder for the sample");
    let kept = Kept { records: &records, sources: &[], made: &Made::default() };
    let writer = store::Writer::new(&folder.path().join("g.citegraph")).expect("a store");
    writer.write(&View::whole(&graph), Some(kept)).expect("a store");
    folder
}

/// Copies a store to a folder with other bytes in the place of one table.
fn forge(store: &Path, table: &str, bytes: &[u8], to: &Path) {
    let mut manifest = fs::read_to_string(store.join("manifest.json")).expect("a manifest");
    for file in fs::read_dir(store).expect("a store").map(|entry| entry.expect("a file").path()) {
        let name = file.file_name().expect("a name").to_string_lossy();
        if !name.starts_with(&format!("{table}-")) {
            fs::copy(&file, to.join(&*name)).expect("room");
            continue;
        }
        let table_bytes = fs::read(&file).expect("a table");
        let (was, is) = (hex(&table_bytes), hex(bytes));
        fs::write(to.join(format!("{table}-{}.parquet", &is[..16])), bytes).expect("room");
        let (head, own) = manifest.split_once(&format!("\"{table}\"")).expect("an entry");
        let length = |bytes: &[u8]| format!("\"bytes\": {},", bytes.len());
        let own = own.replacen(&length(&table_bytes), &length(bytes), 1).replacen(&was, &is, 1);
        manifest = format!("{head}\"{table}\"{own}");
    }
    let (head, _) = manifest.split_once("\"checksum\"").expect("a checksum");
    let with = |sum: &str| format!("{head}\"checksum\": \"{sum}\"\n}}");
    fs::write(to.join("manifest.json"), with(&hex(with("").as_bytes()))).expect("room");
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}
