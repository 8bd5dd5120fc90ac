//! Graphs in stores: read back as they were written, refused where they are not what they were.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use citegraph::export::{self, View};
use citegraph::extract::Extractor;
use citegraph::graph::{self, BuildOptions};
use citegraph::read::{self, ReadOptions};
use citegraph::resolve::{ResolveOptions, resolve};
use citegraph::store::{self, Kept, Made, Store, Writer};
use citegraph::{Error, Graph, Lexicon, Location, Paper, Record};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

pub(crate) static EXTRACTOR: LazyLock<Extractor> =
    LazyLock::new(|| Extractor::new(Lexicon::builtin()));

/// A graph with what it was made of.
struct Whole {
    graph: Graph,
    records: Vec<Record>,
}

fn whole(papers: Vec<Paper>) -> Whole {
    let lexicon = Lexicon::builtin();
    let records: Vec<Record> = papers.iter().map(|p| EXTRACTOR.extract(p)).collect();
    let resolution = resolve(&papers, &records, lexicon, &ResolveOptions::default());
    let graph = graph::build(papers, &records, &resolution, &BuildOptions::default()).unwrap();
    Whole { graph, records }
}

/// All of a graph as text.
pub(crate) fn json(graph: &Graph) -> String {
    export::to_string(graph, "adjacency").unwrap()
}

fn sample() -> Vec<Paper> {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sample.jsonl");
    read::all(&[sample.into()], &ReadOptions::default()).unwrap().papers
}

/// A store in a folder of its own.
fn written(whole: &Whole) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("g.citegraph");
    write(whole, &path);
    (folder, path)
}

fn write(whole: &Whole, path: &Path) {
    let made = Made { min_confidence: 0.25, ..Made::default() };
    let kept = Kept { records: &whole.records, sources: &[], made: &made };
    Writer::new(path).unwrap().write(&View::whole(&whole.graph), Some(kept)).unwrap();
}

#[test]
fn a_graph_comes_back_as_it_was_written() {
    let whole = whole(sample());
    let (_folder, path) = written(&whole);
    assert!(json(&store::load(&path).unwrap()) == json(&whole.graph), "another graph");
    let Store { papers, records, made, is_current, .. } = store::open(&path).unwrap();
    assert_eq!(papers, sample());
    assert_eq!(records, whole.records);
    assert!((made.min_confidence - 0.25).abs() < f32::EPSILON && is_current);
}

#[test]
fn another_graph_takes_the_place_of_one_and_leaves_nothing_of_it() {
    let (_folder, path) = written(&whole(sample()));
    let files = || fs::read_dir(&path).unwrap().count();
    let before = files();
    fs::write(path.join("papers-0123456789abcdef.parquet"), "of a writer that was killed").unwrap();
    fs::write(path.join(".citegraph-x.tmp"), "of another").unwrap();
    fs::write(path.join("notes.txt"), "of the user").unwrap();
    let other = whole(sample().split_off(5));
    write(&other, &path);
    assert!(json(&store::load(&path).unwrap()) == json(&other.graph), "another graph");
    // The user's file, and the lock of the second writer.
    assert_eq!(files(), before + 2);
}

#[test]
fn without_text_a_graph_is_read_but_cannot_grow() {
    let whole = whole(sample());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("g.citegraph");
    let view = View::whole(&whole.graph).without_text();
    Writer::new(&path).unwrap().write(&view, None).unwrap();
    let graph = store::load(&path).unwrap();
    assert!(graph.nodes().all(|(_, n)| n.paper().is_none_or(|p| p.abstract_text.is_empty())));
    assert_eq!(graph.edge_count(), whole.graph.edge_count());
    assert!(matches!(store::open(&path), Err(Error::Usage { .. })));
}

#[test]
fn only_a_store_or_nothing_is_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty");
    fs::create_dir(&empty).unwrap();
    write(&whole(sample()), &empty);
    assert!(store::is_store(&empty));
    let other = folder.path().join("other");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("thesis.tex"), "").unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    for taken in [other, file] {
        assert!(matches!(Writer::new(&taken), Err(Error::Usage { .. })), "{}", taken.display());
    }
}

/// The file of a table.
fn table(path: &Path, name: &str) -> PathBuf {
    let files = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    let is = |file: &PathBuf| file.file_name().unwrap().to_str().unwrap().starts_with(name);
    files.into_iter().find(is).unwrap()
}

/// The manifest after a change of its text, its checksum right again.
fn change_manifest(path: &Path, change: impl Fn(String) -> String) {
    let file = path.join("manifest.json");
    let text = change(fs::read_to_string(&file).unwrap());
    let (start, rest) = text.split_once("\"checksum\": \"").unwrap();
    let (_, end) = rest.split_once('"').unwrap();
    let sum = |checksum: &str| format!("{start}\"checksum\": \"{checksum}\"{end}");
    fs::write(file, sum(&hex(sum("").as_bytes()))).unwrap();
}

fn hex(bytes: &[u8]) -> String {
    let digits = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>();
    digits.concat()
}

/// Puts other bytes in the place of a table, with all checksums right.
fn forge(path: &Path, name: &str, bytes: &[u8]) {
    let old = table(path, name);
    let held = fs::read(&old).unwrap();
    let (was, is) = (hex(&held), hex(bytes));
    fs::remove_file(old).unwrap();
    fs::write(path.join(format!("{name}-{}.parquet", &is[..16])), bytes).unwrap();
    change_manifest(path, |text| {
        let (start, own) = text.split_once(&format!("\"name\": \"{name}\"")).unwrap();
        let length = |bytes: &[u8]| format!("\"bytes\": {},", bytes.len());
        let own = own.replacen(&length(&held), &length(bytes), 1).replacen(&was, &is, 1);
        format!("{start}\"name\": \"{name}\"{own}")
    });
}

/// Why a store is refused.
fn refusal(path: &Path) -> String {
    let said = store::load(path).unwrap_err().to_string();
    assert!(said.contains("; build it again") || said.contains("cannot read"), "{said}");
    said
}

#[test]
fn what_is_not_as_it_was_written_is_refused() {
    let whole = whole(sample());
    for (change, want) in [
        (&(|path: &Path| fs::remove_file(table(path, "edges")).unwrap()) as &dyn Fn(&Path), "read"),
        (&|path| fs::remove_file(path.join("manifest.json")).unwrap(), "manifest.json"),
        (&|path| fs::write(path.join("manifest.json"), "{}").unwrap(), "no manifest of a store"),
        (
            &|path| {
                let file = path.join("manifest.json");
                let text = fs::read_to_string(&file).unwrap();
                fs::write(file, text.replace("0.25", "0.5")).unwrap();
            },
            "manifest was changed",
        ),
        (
            &|path| {
                let change =
                    |text: String| text.replace("\"citegraph_store\": 1", "\"citegraph_store\": 2");
                change_manifest(path, change);
            },
            "a store of version 2, where this citegraph reads version 1",
        ),
        (
            &|path| {
                let file = table(path, "evidence");
                let mut bytes = fs::read(&file).unwrap();
                bytes[100] ^= 1;
                fs::write(file, bytes).unwrap();
            },
            "wrong checksum",
        ),
        (&|path| fs::write(table(path, "papers"), "short").unwrap(), "does not have its"),
        (&|path| forge(path, "papers", b"no Parquet at all"), "Invalid Parquet file"),
        (
            &|path| {
                let papers = fs::read(table(path, "papers")).unwrap();
                forge(path, "works", &papers);
            },
            "its columns are others",
        ),
    ] {
        let (_folder, path) = written(&whole);
        change(&path);
        let said = refusal(&path);
        assert!(said.contains(want), "{said}");
    }
}

/// A table after some damage that its checksum does not show.
fn damage() -> impl Strategy<Value = (&'static str, Vec<(Index, u8)>, Option<Index>)> {
    let names = vec!["papers", "entities", "links", "works", "edges", "evidence", "records"];
    let bytes = prop::collection::vec((any::<Index>(), any::<u8>()), 1..6);
    (prop::sample::select(names), bytes, prop::option::of(any::<Index>()))
}

fn damaged_tables_are_read_or_refused(cases: u32) {
    let whole = whole(sample());
    let (_folder, path) = written(&whole);
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases) };
    TestRunner::new(config)
        .run(&damage(), |(name, changes, cut)| {
            let good = fs::read(table(&path, name)).unwrap();
            let mut bad = good.clone();
            for (at, byte) in changes {
                // The end of a table says where the rest stands, and so is damaged more often.
                let at = at.index(2 * bad.len());
                let end = bad.len() - 1;
                bad[if at > end { end - (at - end - 1) % (end.min(2000)) } else { at }] = byte;
            }
            if let Some(cut) = cut {
                bad.truncate(cut.index(bad.len()));
            }
            forge(&path, name, &bad);
            let _ = (store::load(&path), store::open(&path));
            forge(&path, name, &good);
            Ok(())
        })
        .unwrap();
    assert!(json(&store::load(&path).unwrap()) == json(&whole.graph), "another graph");
}

#[test]
fn damage_that_no_checksum_shows_does_no_harm() {
    damaged_tables_are_read_or_refused(400);
}

/// As the one above, for as many cases as `CASES` says.
#[test]
#[ignore = "runs for minutes"]
fn damage_without_end() {
    let cases = std::env::var("CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    damaged_tables_are_read_or_refused(cases);
}

/// Texts that formats trip over.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,20}",
        prop::sample::select(vec![
            "\"quoted\" and 'quoted'",
            "two\nlines\r\nand a\ttab",
            "🧬 CRISPR 👩‍🔬",
            "مرحبا بالعالم \u{202e}txet",
            "]]></abstract>",
            "</script><script>alert(1)</script>",
            "nul \0 and \u{1} and \u{7f}",
            "\\ \\u0000 \\\\",
            "{\"a\": [1, 2]}",
            "'; DROP TABLE papers; --",
            "",
        ])
        .prop_map(str::to_owned),
    ]
}

fn hostile_paper() -> impl Strategy<Value = Paper> {
    let list = || prop::collection::vec(hostile(), 0..3);
    let ids = prop::collection::btree_map(hostile(), hostile(), 0..3);
    let texts = (hostile(), hostile(), prop::option::of(hostile()), hostile());
    (texts, any::<Option<i32>>(), list(), list(), list(), ids).prop_map(
        |((title, text, venue, claim), year, authors, urls, references, ids)| {
            use citegraph::model::{Claimed, Kind, Origin, Role};
            let mut paper = Paper {
                title,
                abstract_text: format!("We compare FooNet with {text} on ImageNet."),
                year,
                authors,
                venue,
                ids,
                urls,
                references,
                ..Paper::default()
            };
            let named = Claimed::Entity(Kind::Method, Role::Used);
            paper.claims.add(&claim, &[(named, &claim)]);
            paper.origins.push(Origin { file: claim, record: u64::MAX, line: 1 });
            paper
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn hostile_texts_come_back_from_both_forms(
        papers in prop::collection::vec((hostile_paper(), hostile()), 1..5)
    ) {
        let numbered = papers.into_iter().enumerate();
        let papers: Vec<Paper> =
            numbered.map(|(i, (paper, id))| Paper { id: format!("{id}{i}"), ..paper }).collect();
        let whole = whole(papers.clone());
        let text = json(&whole.graph);
        let back = export::load(text.as_bytes(), &Location::new("graph.json")).unwrap();
        prop_assert_eq!(&json(&back), &text);
        let (_folder, path) = written(&whole);
        prop_assert_eq!(&json(&store::load(&path).unwrap()), &text);
        let store = store::open(&path).unwrap();
        prop_assert_eq!(store.papers, papers);
        prop_assert_eq!(store.records, whole.records);
    }
}
