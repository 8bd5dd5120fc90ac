//! The bodies of the fuzz targets (`tests/fuzz`), driven by fixtures that are mutated at random: a few cases always, and as many
//! as `CASES` says with `CASES=100000 cargo test --release --test it mutations_without_end -- --ignored --nocapture`.

#[path = "../fuzz/lib.rs"]
#[expect(unreachable_pub, reason = "a library of its own for the fuzz targets")]
mod targets;

use std::fs;
use std::path::Path;
use std::time::Instant;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::cli::{as_str, citegraph, sample, stdout, with_file};

/// Inputs grow no longer than this.
const LONGEST: usize = 1 << 14;
/// What the layers look for, beside what stands in the fixtures.
const TOKENS: [&str; 24] = [
    "\n",
    "\0",
    "\u{202e}",
    "\u{feff}",
    "é",
    "\"",
    "\\",
    "(",
    ")",
    "{",
    "}",
    "<",
    "&",
    "]]>",
    "$\\alpha$",
    "https://",
    "et al.",
    " (2020)",
    "99.9%",
    "year:..",
    "NOT ",
    " OR ",
    "=",
    "\u{1b}[31m",
];

/// A target by name, and what its inputs begin as.
type Target = (&'static str, fn(&[u8]), fn() -> Vec<Vec<u8>>);

const TARGETS: [Target; 8] = [
    ("any", |bytes| targets::read(bytes, None), papers),
    ("export", targets::write_all, texts),
    ("extract", targets::extract, texts),
    ("filter", targets::filter, filters),
    ("links", targets::links, texts),
    ("load", targets::load, graphs),
    ("store", targets::forged, tables),
    ("whole", targets::whole, papers),
];

fn file(path: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path)).unwrap()
}

fn papers() -> Vec<Vec<u8>> {
    vec![file("fixtures/sample.jsonl"), file("fixtures/hostile.jsonl")]
}

fn texts() -> Vec<Vec<u8>> {
    let files = ["citations.tsv", "clean.tsv", "links.tsv", "results.tsv", "sentences.txt"];
    let mut all: Vec<_> = files.iter().map(|name| file(&format!("cases/{name}"))).collect();
    all.extend(papers());
    all
}

fn filters() -> Vec<Vec<u8>> {
    let filters = [
        "dataset:ImageNet role:evaluated NOT method:ViT year:2024..",
        "(a OR \"b c\") AND NOT (kind:dataset confidence:0.8.. OR author:kim)",
        "venue:\"arXiv\" cites:1999 year:..2019 role:evaluates_on",
    ];
    filters.map(|filter| filter.as_bytes().to_vec()).into()
}

fn graphs() -> Vec<Vec<u8>> {
    // Small enough to be taken whole: a part of a graph is refused at once.
    let papers = file("fixtures/sample.jsonl");
    let two: Vec<_> = papers.split_inclusive(|b| *b == b'\n').take(2).flatten().copied().collect();
    let (_folder, papers) = with_file("papers.jsonl", &two);
    let graph = stdout(&["build", "--no-text", as_str(&papers)]).into_bytes();
    assert!(graph.len() < LONGEST, "{} bytes", graph.len());
    vec![graph]
}

/// The tables of a store.
fn tables() -> Vec<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("g.citegraph");
    citegraph().args(["build", as_str(&sample()), "-o", as_str(&store)]).assert().success();
    let files = fs::read_dir(&store).unwrap().map(|entry| entry.unwrap().path());
    let mut tables: Vec<_> =
        files.filter(|f| f.extension().is_some_and(|e| e == "parquet")).collect();
    tables.sort();
    tables.iter().map(|table| fs::read(table).unwrap()).collect()
}

/// One of the inputs, changed in up to eight places.
fn mutated(inputs: &[Vec<u8>], random: &mut ChaCha8Rng) -> Vec<u8> {
    let any = |random: &mut ChaCha8Rng| &inputs[random.random_range(0..inputs.len())];
    let whole = any(random);
    // A window, so that every place of a long input is met.
    let mut bytes = piece(whole, LONGEST / 2, random).to_vec();
    if whole.len() < LONGEST {
        bytes.clone_from(whole);
    }
    for _ in 0..random.random_range(1..=8) {
        let at = random.random_range(0..=bytes.len());
        let end = (at + random.random_range(0..64)).min(bytes.len());
        let with: Vec<u8> = match random.random_range(0..5) {
            0 => vec![random.random()],
            1 => TOKENS[random.random_range(0..TOKENS.len())].into(),
            2 => Vec::new(),
            3 => piece(any(random), 64, random).to_vec(),
            _ => bytes[at..end].repeat(random.random_range(2..5)),
        };
        bytes.splice(at..if random.random() { end } else { at }, with);
    }
    bytes.truncate(LONGEST);
    bytes
}

/// A stretch of at most so many bytes.
fn piece<'a>(bytes: &'a [u8], most: usize, random: &mut ChaCha8Rng) -> &'a [u8] {
    let at = random.random_range(0..=bytes.len());
    let end = (at + random.random_range(0..=most)).min(bytes.len());
    &bytes[at..end]
}

/// Runs a target on so many cases; the seconds and the bytes of the slowest.
fn run(target: &Target, cases: u64) -> (f64, Vec<u8>) {
    let (name, body, inputs) = target;
    let inputs = inputs();
    let mut slowest = (0.0, Vec::new());
    for case in 0..cases {
        let bytes = mutated(&inputs, &mut ChaCha8Rng::seed_from_u64(case));
        let start = Instant::now();
        let done = std::panic::catch_unwind(|| body(&bytes));
        assert!(done.is_ok(), "{name}, case {case}: {:?}", String::from_utf8_lossy(&bytes));
        let seconds = start.elapsed().as_secs_f64();
        if seconds > slowest.0 {
            slowest = (seconds, bytes);
        }
    }
    slowest
}

#[test]
fn mutated_fixtures_harm_no_layer() {
    for target in &TARGETS {
        run(target, 40);
    }
}

#[test]
#[ignore = "runs for minutes"]
#[expect(clippy::print_stdout, reason = "the figures are what it is run for")]
fn mutations_without_end() {
    let cases = std::env::var("CASES").map_or(1000, |cases| cases.parse().unwrap());
    for target in &TARGETS {
        let start = Instant::now();
        let (seconds, bytes) = run(target, cases);
        let all = start.elapsed().as_secs_f64();
        println!(
            "{}: {cases} cases in {all:.0} s, slowest {seconds:.3} s of {} bytes",
            target.0,
            bytes.len()
        );
    }
}
