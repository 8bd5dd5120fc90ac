//! What a corpus costs, stage by stage: papers/s, MB/s, seconds and memory, as a row of a Markdown table.
//!
//! `cargo run --release --example scale -- PAPERS...` builds each file in a process of its own, so that
//! peaks do not mix.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a bench prints")]

use std::fs::File;
use std::io::{self, BufWriter};
use std::process::{Command, ExitCode};
use std::time::Instant;

use citegraph::export::{self, ExportOptions, Single, View};
use citegraph::extract::Extractor;
use citegraph::graph::{self, BuildOptions, NodeId};
use citegraph::query::{RankOptions, RelatedIndex, RelatedOptions, rank};
use citegraph::read::{self, Input, ReadOptions, Shelf};
use citegraph::resolve::{ResolveOptions, resolve};
use citegraph::{Error, Lexicon, Record, Result};
use mimalloc::MiMalloc;
use rayon::prelude::*;

/// The allocator of the command.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Papers whose related ones are looked for.
const QUESTIONS: usize = 500;
/// What marks a process that measures one file.
const ONE: &str = "--one";
/// Papers extracted at a time, as `build` does.
const BATCH: usize = 1024;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let done = match args.as_slice() {
        [] => {
            eprintln!("usage: scale PAPERS...");
            return ExitCode::from(2);
        }
        [one, path] if one == ONE => measure(path).map(|()| true),
        paths => each_alone(paths),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Measures each file in a process of its own; false where one fails.
fn each_alone(paths: &[String]) -> Result<bool> {
    let stages = Stage::ALL.map(|stage| format!("{stage:?}").to_lowercase()).join(" | ");
    println!(
        "| papers | MB of text | papers/s | MB/s | peak MB | KB a paper | {stages} | related |"
    );
    println!("|{}", " ---: |".repeat(7 + Stage::ALL.len()));
    let own = std::env::current_exe().map_err(|e| Error::io("read", "the bench", e))?;
    for path in paths {
        let status = Command::new(&own).args([ONE, path]).status();
        if !status.map_err(|e| Error::io("run", &own, e))?.success() {
            return Ok(false);
        }
    }
    println!(
        "\nA stage: seconds, seconds of all cores together, MB held after it. Papers/s and MB/s: from reading to writing. related: ms a question."
    );
    Ok(true)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Read,
    Extract,
    Resolve,
    Graph,
    Write,
    PageRank,
    Index,
}

impl Stage {
    const ALL: [Self; 7] = [
        Self::Read,
        Self::Extract,
        Self::Resolve,
        Self::Graph,
        Self::Write,
        Self::PageRank,
        Self::Index,
    ];
}

/// What a stage took.
struct Lap {
    stage: Stage,
    seconds: f64,
    /// Seconds of all cores together.
    work: f64,
    /// MB held after it.
    held: u64,
}

/// The stages so far.
#[derive(Default)]
struct Watch(Vec<Lap>);

impl Watch {
    fn time<T>(&mut self, stage: Stage, work: impl FnOnce() -> T) -> T {
        let (start, worked) = (Instant::now(), worked().unwrap_or_default());
        let out = work();
        self.0.push(Lap {
            stage,
            seconds: start.elapsed().as_secs_f64(),
            work: self::worked().unwrap_or_default() - worked,
            held: memory("VmRSS:").unwrap_or_default(),
        });
        out
    }

    fn seconds(&self, upto: Stage) -> f64 {
        let end = self.0.iter().position(|lap| lap.stage == upto).map_or(0, |at| at + 1);
        self.0.iter().take(end).map(|lap| lap.seconds).sum()
    }
}

/// Prints the row of one file.
fn measure(path: &str) -> Result<()> {
    let lexicon = Lexicon::builtin();
    let extractor = Extractor::new(lexicon);
    let mut watch = Watch::default();
    let papers = watch.time(Stage::Read, || -> Result<_> {
        let mut papers = read::open(&[Input::from(path)], &ReadOptions::default())?;
        let mut shelf = Shelf::default();
        for paper in &mut papers {
            shelf.add(paper?);
        }
        Ok(shelf.finish(papers).papers)
    })?;
    let number = papers.len();
    let bytes: usize = papers.iter().map(|p| p.title.len() + p.abstract_text.len()).sum();
    let records = watch.time(Stage::Extract, || {
        let mut records: Vec<Record> = Vec::with_capacity(papers.len());
        for batch in papers.chunks(BATCH) {
            records.par_extend(batch.par_iter().map(|paper| extractor.extract(paper)));
        }
        records
    });
    let resolution = watch
        .time(Stage::Resolve, || resolve(&papers, &records, lexicon, &ResolveOptions::default()));
    let graph = watch.time(Stage::Graph, || {
        graph::build(papers, &records, resolution, &BuildOptions::default())
    })?;
    drop(records);
    watch.time(Stage::Write, || write(&graph))?;
    let built = memory("VmHWM:").unwrap_or_default();
    watch.time(Stage::PageRank, || rank(&graph, &RankOptions::default()))?;
    let index = watch.time(Stage::Index, || RelatedIndex::new(&graph));
    let question = question(&graph, &index, number);

    let mb = bytes as f64 / 1e6;
    let seconds = watch.seconds(Stage::Write);
    print!("| {number} | {mb:.0} | {:.0} | {:.2} ", number as f64 / seconds, mb / seconds);
    print!("| {built} | {:.1} ", built as f64 * 1e3 / number.max(1) as f64);
    for Lap { seconds, work, held, .. } in &watch.0 {
        print!("| {seconds:.2} s, {work:.2}, {held} ");
    }
    println!("| {question:.1} |");
    Ok(())
}

/// Writes the graph as `build` does, to a file that goes again.
fn write(graph: &graph::Graph) -> Result<()> {
    let failed = |e: io::Error| Error::io("write", "a temporary file", e);
    let file: File = tempfile::tempfile().map_err(failed)?;
    let mut out = Single::new(BufWriter::with_capacity(1 << 16, file));
    export::write(
        &View::whole(graph),
        export::find("adjacency")?,
        &ExportOptions::default(),
        &mut out,
    )
}

/// Median milliseconds of a question for related papers, on one core.
fn question(graph: &graph::Graph, index: &RelatedIndex, papers: usize) -> f64 {
    let options = RelatedOptions::default();
    let mut times: Vec<f64> = (0..papers)
        .step_by((papers / QUESTIONS).max(1))
        .map(|paper| {
            let start = Instant::now();
            let rows = index.to_nodes(graph, &[NodeId(paper as u32)], &options);
            assert!(rows.is_ok(), "paper {paper} is of the graph");
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Seconds that this process has worked on all cores, where the system tells it.
fn worked() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // Behind the name, in parentheses, the 12th and 13th field are in hundredths of seconds.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<f64>().ok();
    Some((ticks()? + ticks()?) / 100.0)
}

/// Memory of this process in MB, where the system tells it.
fn memory(line: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let found = status.lines().find_map(|l| l.strip_prefix(line))?;
    Some(found.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok()? / 1000)
}
