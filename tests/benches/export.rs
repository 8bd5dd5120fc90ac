//! Throughput of the streaming exports: `cargo bench --bench export` prints MB/s of each format.
//!
//! The graph is that of `../shared/corpus/papers-40k.jsonl.gz`, or the one whose file `CITEGRAPH_GRAPH`
//! names. What is written is counted and dropped, so that the disk plays no part.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a bench is a program of its own")]

use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

use citegraph::export::{self, ExportOptions, Exporter, Output, View};
use citegraph::extract::Extractor;
use citegraph::graph::{self, BuildOptions};
use citegraph::read::{self, Input, ReadOptions};
use citegraph::resolve::{ResolveOptions, resolve};
use citegraph::{Graph, Lexicon, Location};

/// The best of so many runs counts.
const RUNS: usize = 3;
/// Formats that hold the whole drawing before they write it.
const DRAWN: [&str; 5] = ["html", "dot", "svg", "png", "pdf"];

fn main() {
    let Some(graph) = graph() else {
        println!("skipped: no graph and no corpus is there");
        return;
    };
    let view = View::whole(&graph);
    println!("{} nodes, {} edges", view.node_count(), view.edge_count());
    for exporter in export::FORMATS.iter().filter(|e| !DRAWN.contains(&e.format().name)) {
        report(&view, *exporter);
    }
}

fn graph() -> Option<Graph> {
    if let Some(path) = std::env::var_os("CITEGRAPH_GRAPH") {
        let at = Location::new(path.to_string_lossy());
        return Some(export::load(&std::fs::read(path).unwrap(), &at).unwrap());
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/papers-40k.jsonl.gz");
    let inputs = path.exists().then(|| [Input::from(path)])?;
    let papers = read::all(&inputs, &ReadOptions::default()).unwrap().papers;
    let extractor = Extractor::new(Lexicon::builtin());
    let records: Vec<_> = papers.iter().map(|paper| extractor.extract(paper)).collect();
    let resolution = resolve(&papers, &records, Lexicon::builtin(), &ResolveOptions::default());
    Some(graph::build(papers, &records, &resolution, &BuildOptions::default()).unwrap())
}

/// Counts what is written.
#[derive(Default)]
struct Counter(u64);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Output for Counter {
    fn begin(&mut self, _file: &str) -> io::Result<()> {
        Ok(())
    }
}

/// CPU time of this process so far, which other processes do not lengthen; 0 where it is not known.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks = |field: usize| after.split_whitespace().nth(field).and_then(|t| t.parse().ok());
    (ticks(11).unwrap_or(0.0) + ticks(12).unwrap_or(0.0)) / 100.0
}

/// Writes, and prints the best run; passes over what the arguments do not name.
fn report(view: &View<'_>, exporter: &dyn Exporter) {
    let name = exporter.format().name;
    let mut wanted = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).peekable();
    if wanted.peek().is_some() && !wanted.any(|arg| name == arg) {
        return;
    }
    let run = |_| {
        let (start, cpu, mut out) = (Instant::now(), cpu_seconds(), Counter::default());
        export::write(view, exporter, &ExportOptions::default(), &mut out).unwrap();
        (start.elapsed().as_secs_f64(), cpu_seconds() - cpu, out.0)
    };
    let best = (0..RUNS).map(run).min_by(|a, b| a.0.total_cmp(&b.0));
    if let Some((seconds, cpu, bytes)) = best {
        let megabytes = bytes as f64 / 1e6;
        println!(
            "{name:14} {:7.0} MB/s, {:5.0} MB a second of CPU   ({megabytes:.0} MB, {seconds:.3} s)",
            megabytes / seconds,
            megabytes / cpu,
        );
    }
}
