//! What the targets do with their bytes.

use std::fs;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use citegraph::export::{self, View};
use citegraph::extract::Extractor;
use citegraph::read::{self, Input, ReadOptions};
use citegraph::resolve::resolve;
use citegraph::store::{self, Kept, Made};
use citegraph::{Lexicon, Location, graph};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

/// Reads `bytes` as `format`, or as what they look like, under small limits.
pub fn read(bytes: &[u8], format: Option<&str>) {
    let options = ReadOptions {
        from: format.map(|name| name.parse().expect("the target's name is a format's")),
        max_record_bytes: 1 << 16,
        max_depth: 32,
        ..ReadOptions::default()
    };
    let input = Input::Bytes { name: "fuzz".into(), bytes: Arc::from(bytes) };
    let Ok(papers) = read::open(&[input], &options) else { return };
    for paper in papers {
        match paper {
            Ok(paper) => assert!(!paper.id.is_empty() && !paper.title.is_empty()),
            Err(error) => assert!(!error.to_string().contains("broke off"), "{error}"),
        }
    }
}

/// Loads `bytes` as adjacency JSON; a graph of it is written and loaded again.
pub fn adjacency(bytes: &[u8]) {
    let at = Location::new("fuzz");
    let Ok(graph) = export::load(bytes, &at) else { return };
    let text = export::to_string(&graph, "adjacency").expect("a graph can be written");
    let again = export::load(text.as_bytes(), &at).expect("what was written can be read");
    assert_eq!(text, export::to_string(&again, "adjacency").expect("a graph can be written"));
}

/// The tables of a store.
const TABLES: [&str; 8] =
    ["papers", "entities", "links", "works", "edges", "evidence", "records", "sources"];

/// Puts `bytes` in the place of every table whose columns they may have, one at a time, in a store of
/// the sample whose checksums are then right, and reads it.
pub fn forged(bytes: &[u8]) {
    static SAMPLE: OnceLock<TempDir> = OnceLock::new();
    let sample = SAMPLE.get_or_init(sample).path().join("g.citegraph");
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
    let papers = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/sample.jsonl");
    let papers = read::all(&[papers.into()], &ReadOptions::default()).expect("the sample").papers;
    let lexicon = Lexicon::builtin();
    let extractor = Extractor::new(lexicon);
    let records: Vec<_> = papers.iter().map(|paper| extractor.extract(paper)).collect();
    let resolution = resolve(&papers, &records, lexicon, &Default::default());
    let graph = graph::build(papers, &records, &resolution, &Default::default()).expect("a graph");
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
        let held = fs::read(&file).expect("a table");
        let (was, is) = (hex(&held), hex(bytes));
        fs::write(to.join(format!("{table}-{}.parquet", &is[..16])), bytes).expect("room");
        let (head, own) = manifest.split_once(&format!("\"{table}\"")).expect("an entry");
        let length = |bytes: &[u8]| format!("\"bytes\": {},", bytes.len());
        let own = own.replacen(&length(&held), &length(bytes), 1).replacen(&was, &is, 1);
        manifest = format!("{head}\"{table}\"{own}");
    }
    let (head, _) = manifest.split_once("\"checksum\"").expect("a checksum");
    let with = |sum: &str| format!("{head}\"checksum\": \"{sum}\"\n}}");
    fs::write(to.join("manifest.json"), with(&hex(with("").as_bytes()))).expect("room");
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
