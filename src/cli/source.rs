//! Papers with their records, and graphs that are loaded or built from papers.

use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::Path;

use citegraph::export::{is_graph, load};
use citegraph::extract::Extractor;
use citegraph::graph::{self, BuildOptions};
use citegraph::read::{self, Library, LossReport, Shelf};
use citegraph::resolve::{ResolveOptions, resolve};
use citegraph::{Error, Graph, Lexicon, Location, Paper, Record, Result};
use rayon::prelude::*;

use super::args::GraphArgs;
use super::losses;
use super::options::Reading;
use super::progress::Progress;

/// Papers extracted at a time: enough for every core, few enough to hold.
const BATCH: usize = 1024;
/// Bytes that tell a graph from papers.
const HEAD: u64 = 4096;

/// Reads papers, merges those of one work, extracts their records, and hands both on in the order
/// in which papers were first met, a batch at a time.
pub(crate) fn each_batch(
    reading: &mut Reading,
    take: impl FnMut(Vec<Paper>, Vec<Record>) -> Result<()>,
) -> Result<LossReport> {
    let (Library { papers, mut report }, read) = library(reading)?;
    reading.losses.check(read, &report)?;
    extract(papers, &reading.lexicon, &mut report, take)?;
    reading.losses.write(&report)?;
    Ok(report)
}

/// The papers, each work once, and whether reading came to its end.
fn library(reading: &Reading) -> Result<(Library, Result<()>)> {
    let mut papers = read::open(&reading.inputs, &reading.options)?;
    let progress = Progress::of_bytes(papers.progress().bytes_total);
    let mut shelf = Shelf::default();
    let mut outcome = Ok(());
    while let Some(paper) = papers.next() {
        match paper {
            Ok(paper) => shelf.add(paper),
            Err(error) => outcome = Err(error),
        }
        progress.show(papers.progress());
    }
    progress.clear();
    Ok((shelf.finish(papers), outcome))
}

fn extract(
    papers: Vec<Paper>,
    lexicon: &Lexicon,
    report: &mut LossReport,
    mut take: impl FnMut(Vec<Paper>, Vec<Record>) -> Result<()>,
) -> Result<()> {
    let extractor = Extractor::new(lexicon);
    let progress = Progress::of_papers(papers.len());
    let mut papers = papers.into_iter();
    loop {
        let batch: Vec<Paper> = papers.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            progress.clear();
            return Ok(());
        }
        let records: Vec<_> = batch.par_iter().map(|paper| extractor.extract(paper)).collect();
        for (paper, record) in batch.iter().zip(&records) {
            graph::without_edge(record).for_each(|result| report.unplaced(paper, result));
        }
        progress.add(batch.len());
        take(batch, records)?;
    }
}

/// Builds the graph of all papers.
pub(crate) fn build(reading: &mut Reading) -> Result<(Graph, LossReport)> {
    let (mut papers, mut records) = (Vec::new(), Vec::new());
    let report = each_batch(reading, |more_papers, more_records| {
        papers.extend(more_papers);
        records.extend(more_records);
        Ok(())
    })?;
    let resolution = resolve(&papers, &records, &reading.lexicon, &ResolveOptions::default());
    let graph = graph::build(papers, &records, &resolution, &BuildOptions::default())?;
    Ok((graph, report))
}

/// Loads a graph, or builds it where papers are given.
pub(crate) fn graph(args: &GraphArgs) -> Result<Graph> {
    if let Some(bytes) = graph_file(&args.graph)? {
        if args.read.report.is_some() {
            let what = format!("{} is a graph, of which no papers are read", args.graph.display());
            return Err(Error::usage(what, "give --report to the command that reads the papers"));
        }
        return load(&bytes, &Location::new(args.graph.display().to_string()));
    }
    let mut reading = Reading::new(std::slice::from_ref(&args.graph), &args.read)?;
    let (graph, report) = build(&mut reading)?;
    losses::say(&report);
    Ok(graph)
}

/// The whole file, where it is a graph.
fn graph_file(path: &Path) -> Result<Option<Vec<u8>>> {
    let failed = |e| Error::io("read", path, e);
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        // Looking does not consume: where it is papers, the reader starts at the first byte.
        let mut stdin = io::stdin().lock();
        if !is_graph(stdin.fill_buf().map_err(failed)?) {
            return Ok(None);
        }
        stdin.read_to_end(&mut bytes).map_err(failed)?;
        return Ok(Some(bytes));
    }
    if !path.is_file() {
        return Ok(None);
    }
    let mut file = File::open(path).map_err(failed)?;
    file.by_ref().take(HEAD).read_to_end(&mut bytes).map_err(failed)?;
    if !is_graph(&bytes) {
        return Ok(None);
    }
    file.read_to_end(&mut bytes).map_err(failed)?;
    Ok(Some(bytes))
}
