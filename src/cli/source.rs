//! Papers with their records, and graphs that are loaded or built from papers.

use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::Path;

use citegraph::export::{is_graph, load};
use citegraph::extract::Extractor;
use citegraph::graph;
use citegraph::query::Filter;
use citegraph::read::{self, Library, LossReport, Shelf};
use citegraph::resolve::resolve;
use citegraph::{Error, Graph, Location, Paper, Record, Result};
use rayon::prelude::*;

use super::args::GraphArgs;
use super::losses;
use super::options::{Making, Reading};
use super::progress::Progress;

/// Papers extracted at a time: enough for every core, few enough to hold.
const BATCH: usize = 1024;
/// Bytes that tell a graph from papers.
const HEAD: u64 = 4096;

/// Reads papers, extracts their records, and hands both on as they come, a batch at a time: papers of
/// one work stay apart, and no more than a few batches are held.
pub(crate) fn each_batch(
    reading: &mut Reading,
    mut take: impl FnMut(&[Paper], &[Record]) -> Result<()>,
) -> Result<LossReport> {
    let mut papers = read::open(&reading.inputs, &reading.options)?;
    let extractor = Extractor::new(&reading.lexicon);
    let progress = Progress::of_bytes(papers.progress().bytes_total);
    let mut unplaced = LossReport::default();
    let mut outcome = Ok(());
    while outcome.is_ok() {
        let mut batch: Vec<Paper> = Vec::with_capacity(BATCH);
        for paper in papers.by_ref().take(BATCH) {
            match paper {
                Ok(paper) => batch.push(paper),
                Err(error) => outcome = Err(error),
            }
        }
        if batch.is_empty() {
            break;
        }
        let records = extract(&extractor, &batch, &mut unplaced);
        take(&batch, &records)?;
        progress.show(papers.progress());
    }
    progress.clear();
    let report = LossReport {
        results_unplaced: unplaced.results_unplaced,
        unplaced: unplaced.unplaced,
        ..papers.report().clone()
    };
    reading.losses.check(outcome, &report)?;
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

fn extract(extractor: &Extractor, papers: &[Paper], report: &mut LossReport) -> Vec<Record> {
    let records: Vec<Record> = papers.par_iter().map(|paper| extractor.extract(paper)).collect();
    for (paper, record) in papers.iter().zip(&records) {
        graph::without_edge(record).for_each(|result| report.unplaced(paper, result));
    }
    records
}

/// Builds the graph of all papers; papers of one work are one.
pub(crate) fn build(reading: &mut Reading, making: &Making) -> Result<(Graph, LossReport)> {
    let (Library { papers, mut report }, read) = library(reading)?;
    reading.losses.check(read, &report)?;
    let extractor = Extractor::new(&reading.lexicon);
    let progress = Progress::of_papers(papers.len());
    let mut records = Vec::with_capacity(papers.len());
    for batch in papers.chunks(BATCH) {
        records.extend(extract(&extractor, batch, &mut report));
        progress.add(batch.len());
    }
    progress.clear();
    reading.losses.write(&report)?;
    let resolution = resolve(&papers, &records, &reading.lexicon, &making.resolve);
    let graph = graph::build(papers, &records, &resolution, &making.build)?;
    Ok((graph, report))
}

/// Loads a graph, or builds it where papers are given, and takes the part of it that is asked for.
pub(crate) fn graph(args: &GraphArgs) -> Result<Graph> {
    graph_at(&args.graph, args)
}

/// The graph or the papers at `path`, with the options of `args`.
pub(crate) fn graph_at(path: &Path, args: &GraphArgs) -> Result<Graph> {
    let filter = args.part.filter.as_deref().map(Filter::parse).transpose()?;
    let whole = whole(path, args)?;
    let folded = if args.part.fold_variants { whole.fold_variants() } else { whole };
    Ok(match filter {
        Some(filter) => filter.apply(&folded),
        None => folded,
    })
}

fn whole(path: &Path, args: &GraphArgs) -> Result<Graph> {
    if let Some(bytes) = graph_file(path)? {
        if args.read.report.is_some() {
            let what = format!("{} is a graph, of which no papers are read", path.display());
            return Err(Error::usage(what, "give --report to the command that reads the papers"));
        }
        Making::refuse(&args.make)?;
        if args.read.report.is_some() {
            let what = format!("{} is a graph, of which no papers are read", path.display());
            return Err(Error::usage(what, "give --report to the command that reads the papers"));
        }
        return load(&bytes, &Location::new(path.display().to_string()));
    }
    let making = Making::new(&args.make)?;
    let mut reading = Reading::new(&[path.to_owned()], &args.read)?;
    let (graph, report) = build(&mut reading, &making)?;
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
