//! Papers with their records, and graphs that are loaded or built from papers.

use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::Path;

use citegraph::export::{is_graph, load};
use citegraph::extract::Extractor;
use citegraph::graph;
use citegraph::query::Filter;
use citegraph::read::{self, LossReport};
use citegraph::resolve::resolve;
use citegraph::{Error, Graph, Location, Paper, Record, Result};
use rayon::prelude::*;

use super::args::GraphArgs;
use super::options::{Making, Reading};
use super::progress::Progress;
use super::screen;

/// Papers extracted at a time: enough for every core, few enough to hold.
const BATCH: usize = 1024;
/// Bytes that tell a graph from papers.
const HEAD: u64 = 4096;

/// Reads papers and extracts their records, and hands both on in input order, a batch at a time.
pub(crate) fn each_batch(
    reading: &Reading,
    mut take: impl FnMut(Vec<Paper>, Vec<Record>) -> Result<()>,
) -> Result<LossReport> {
    let mut papers = read::open(&reading.inputs, &reading.options)?;
    let extractor = Extractor::new(&reading.lexicon);
    let progress = Progress::new(papers.progress().bytes_total);
    loop {
        let batch: Vec<Paper> = match papers.by_ref().take(BATCH).collect() {
            Ok(batch) => batch,
            Err(error) => {
                progress.clear();
                report_losses(papers.report());
                return Err(error);
            }
        };
        if batch.is_empty() {
            progress.clear();
            return Ok(papers.report().clone());
        }
        let records = batch.par_iter().map(|paper| extractor.extract(paper)).collect();
        take(batch, records)?;
        progress.show(papers.progress());
    }
}

/// Builds the graph of all papers.
pub(crate) fn build(reading: &Reading, making: &Making) -> Result<(Graph, LossReport)> {
    let (mut papers, mut records) = (Vec::new(), Vec::new());
    let report = each_batch(reading, |more_papers, more_records| {
        papers.extend(more_papers);
        records.extend(more_records);
        Ok(())
    })?;
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
        Making::refuse(&args.make)?;
        return load(&bytes, &Location::new(path.display().to_string()));
    }
    let making = Making::new(&args.make)?;
    let reading = Reading::new(&[path.to_owned()], &args.read)?;
    let (graph, report) = build(&reading, &making)?;
    report_losses(&report);
    Ok(graph)
}

/// Says what was lost, where anything was.
fn report_losses(report: &LossReport) {
    if !report.is_complete() {
        screen::note(&report.to_string());
    }
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
