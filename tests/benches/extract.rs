//! Speed of extraction: `cargo bench --bench extract` prints papers/s and MB/s of text on one core and
//! on all, the ratio to a bare scan of the same text for the same lexicon, and the seconds of a build.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a bench is a program of its own")]

use std::path::Path;
use std::time::Instant;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use citegraph::evaluate::evaluate;
use citegraph::extract::Extractor;
use citegraph::graph::{self, BuildOptions};
use citegraph::model::RecordJson;
use citegraph::read::{self, Input, ReadOptions};
use citegraph::resolve::{ResolveOptions, resolve};
use citegraph::{Lexicon, Paper};
use mimalloc::MiMalloc;
use rayon::prelude::*;

/// The allocator of the command.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/papers-40k.jsonl.gz");
    if !path.exists() {
        println!("skipped: {} is not there", path.display());
        return;
    }
    let input = Input::from(path.to_string_lossy().as_ref());
    let (papers, reading) = timed(|| read::all(&[input], &ReadOptions::default()).unwrap().papers);
    let bytes: usize = papers.iter().map(|p| p.title.len() + p.abstract_text.len()).sum();
    println!(
        "{} papers, {:.1} MB of text, read in {reading:.2} s",
        papers.len(),
        bytes as f64 / 1e6
    );

    let lexicon = Lexicon::builtin();
    let extractor = Extractor::new(lexicon);
    let search = searcher(lexicon);
    let scan = line("bare scan, one core", &papers, bytes, || scan(&papers, &search));
    let one = line("extraction, one core", &papers, bytes, || {
        papers.iter().map(|p| extractor.extract(p).entities.len()).sum()
    });
    let all = line("extraction, all cores", &papers, bytes, || {
        papers.par_iter().map(|p| extractor.extract(p).entities.len()).sum()
    });
    println!("extraction / bare scan: {:.3}; all cores / one: {:.2}", scan / one, one / all);

    let records: Vec<_> = papers.par_iter().map(|p| extractor.extract(p)).collect();
    let (resolution, resolving) =
        timed(|| resolve(&papers, &records, lexicon, &ResolveOptions::default()));
    let (graph, building) =
        timed(|| graph::build(papers, &records, &resolution, &BuildOptions::default()).unwrap());
    println!(
        "resolve {resolving:.2} s, graph {building:.2} s: {} nodes, {} edges",
        graph.node_count(),
        graph.edge_count()
    );
    if let Some(peak) = peak_memory() {
        println!("peak memory {peak} MB, the automaton of the bare scan included");
    }
    quality(&extractor);
}

/// The most memory that this process has held, in MB, where the system says so.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok()? / 1000)
}

/// What a threshold on the confidence buys, on papers that the weights were fitted on.
fn quality(extractor: &Extractor) {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let gold = std::fs::read_to_string(shared.join("gold/train.jsonl")).unwrap();
    let gold: Vec<RecordJson> = gold.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let texts = shared.join("corpus/train-texts.jsonl");
    let texts = read::all(&[texts.into()], &ReadOptions::default()).unwrap().papers;
    let found: Vec<RecordJson> =
        texts.iter().map(|p| RecordJson::new(p, &extractor.extract(p))).collect();
    let evaluation = evaluate(&gold, &found);
    println!("fitted papers: calibration error {:.3}", evaluation.calibration.error);
    for point in evaluation.curve {
        println!(
            "  edges at least {:.1} likely: P {:.3} R {:.3} F1 {:.3}",
            point.min_confidence, point.p, point.r, point.f1
        );
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let out = work();
    (out, start.elapsed().as_secs_f64())
}

/// Prints one line; the seconds it took.
fn line(name: &str, papers: &[Paper], bytes: usize, work: impl FnOnce() -> usize) -> f64 {
    let (found, seconds) = timed(work);
    println!(
        "{name:22} {:9.0} papers/s {:7.1} MB/s  {found} found",
        papers.len() as f64 / seconds,
        bytes as f64 / 1e6 / seconds
    );
    seconds
}

/// A leftmost-longest search for the names of the lexicon.
fn searcher(lexicon: &Lexicon) -> AhoCorasick {
    AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::DFA))
        .match_kind(MatchKind::LeftmostLongest)
        .build(lexicon.rows().iter().flat_map(citegraph::lexicon::Row::forms))
        .unwrap()
}

/// How many names a search finds, word boundaries aside.
fn scan(papers: &[Paper], search: &AhoCorasick) -> usize {
    let count = |text: &str| search.find_iter(text).count();
    papers.iter().map(|p| count(&p.title) + count(&p.abstract_text)).sum()
}
