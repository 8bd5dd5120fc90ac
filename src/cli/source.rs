//! Papers with their records, and graphs that are loaded or built from papers.

use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::Path;

use citegraph::export::{is_graph, load};
use citegraph::extract::Extractor;
use citegraph::graph::{self, BuildOptions};
use citegraph::read::{self, LossReport};
use citegraph::resolve::{ResolveOptions, resolve};
use citegraph::{Error, Graph, Location, Paper, Record, Result};
use rayon::prelude::*;

use super::args::GraphArgs;
use super::options::Reading;
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
pub(crate) fn build(reading: &Reading) -> Result<(Graph, LossReport)> {
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
        return load(&bytes, &Location::new(args.graph.display().to_string()));
    }
    let reading = Reading::new(std::slice::from_ref(&args.graph), &args.read)?;
    let (graph, report) = build(&reading)?;
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
