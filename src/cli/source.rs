//! Papers with their records, and graphs that are loaded or built from papers.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use citegraph::export::{is_graph, load};
use citegraph::extract::Extractor;
use citegraph::graph;
use citegraph::query::Filter;
use citegraph::read::{self, Input, Library, LossReport, ReadOptions, Shelf, Source, unpacked};
use citegraph::resolve::resolve;
use citegraph::store::{self, Store};
use citegraph::{Error, Graph, Location, Paper, Record, Result};
use rayon::prelude::*;

use super::args::GraphArgs;
use super::losses;
use super::options::{Making, Reading, read_options};
use super::progress::Progress;

/// Papers extracted at a time: enough for every core, few enough to hold.
const BATCH: usize = 1024;
/// Bytes that tell a graph from papers.
const HEAD: u64 = 4096;
/// As many where they are packed in blocks, of which none can be unpacked before all of it is there.
const PACKED_HEAD: u64 = 2 << 20;

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
        let records = extract(&extractor, &batch.iter().collect::<Vec<_>>(), &mut unplaced);
        outcome = outcome.and(take(&batch, &records));
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

/// Those on the shelf and those read, each work once, and whether reading came to its end.
fn library(reading: &Reading, mut shelf: Shelf) -> Result<(Library, Result<()>)> {
    let mut papers = read::open(&reading.inputs, &reading.options)?;
    let progress = Progress::of_bytes(papers.progress().bytes_total);
    let mut outcome = Ok(());
    while let Some(paper) = papers.next_as_named() {
        match paper {
            Ok(paper) => shelf.add(paper),
            Err(error) => outcome = Err(error),
        }
        progress.show(papers.progress());
    }
    progress.clear();
    Ok((shelf.finish(papers), outcome))
}

fn extract(extractor: &Extractor, papers: &[&Paper], report: &mut LossReport) -> Vec<Record> {
    let records: Vec<Record> = papers.par_iter().map(|paper| extractor.extract(paper)).collect();
    for (paper, record) in papers.iter().zip(&records) {
        graph::without_edge(record).for_each(|result| report.unplaced(paper, result));
    }
    records
}

/// The records of all papers, of which some are known.
fn records(
    extractor: &Extractor,
    papers: &[Paper],
    known: Vec<Option<Record>>,
    report: &mut LossReport,
) -> Vec<Record> {
    let unknown = papers.iter().zip(&known).filter(|(_, known)| known.is_none());
    let unknown: Vec<&Paper> = unknown.map(|(paper, _)| paper).collect();
    let progress = Progress::of_papers(unknown.len());
    let mut extracted = Vec::with_capacity(unknown.len());
    for batch in unknown.chunks(BATCH) {
        extracted.extend(extract(extractor, batch, report));
        progress.add(batch.len());
    }
    progress.clear();
    let mut extracted = extracted.into_iter();
    known.into_iter().filter_map(|record| record.or_else(|| extracted.next())).collect()
}

/// A graph with what it was made of.
pub(crate) struct Built {
    pub(crate) graph: Graph,
    pub(crate) records: Vec<Record>,
    pub(crate) sources: Vec<Source>,
    pub(crate) report: LossReport,
}

/// Builds the graph of what a store holds and all papers that are read; papers of one work are one.
pub(crate) fn build(reading: &mut Reading, making: &Making, held: Store) -> Result<Built> {
    let shelf = Shelf::of(&held.papers, &held.sources);
    let (Library { papers, sources, mut report }, read) = library(reading, shelf)?;
    reading.losses.check(read, &report)?;
    let extractor = Extractor::new(&reading.lexicon);
    let records = records(&extractor, &papers, held.into_records(&papers), &mut report);
    reading.losses.write(&report)?;
    let resolution = resolve(&papers, &records, &reading.lexicon, &making.resolve);
    let graph = graph::build(papers, &records, resolution, &making.build)?;
    Ok(Built { graph, records, sources, report })
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
    let limits = read_options(&args.read)?;
    let input = match given(path, &limits)? {
        Given::Graph(bytes) => {
            refuse_reading(path, args)?;
            Making::refuse(&args.make)?;
            return load(&bytes, &Location::new(path.display().to_string()));
        }
        Given::Store => {
            refuse_reading(path, args)?;
            refuse(path, &unpacking(&limits))?;
            Making::refuse(&args.make)?;
            return store::load(path);
        }
        Given::Papers(input) => input,
    };
    let making = Making::new(&args.make)?;
    let mut reading = Reading::new(&[path.to_owned()], &args.read)?;
    reading.inputs = vec![input];
    let Built { graph, report, .. } = build(&mut reading, &making, Store::default())?;
    losses::say(&report);
    Ok(graph)
}

/// Options that say how papers are read say nothing of a graph.
fn refuse_reading(path: &Path, args: &GraphArgs) -> Result<()> {
    let (read, usual) = (&args.read, ReadOptions::default());
    let options = read_options(read)?;
    refuse(
        path,
        &[
            ("--from", read.from.is_some()),
            ("--columns", read.columns.is_some()),
            ("--lexicon", read.lexicon.is_some()),
            ("--report", read.report.is_some()),
            ("--strict", read.strict),
            ("--max-record", options.max_record_bytes != usual.max_record_bytes),
            ("--max-depth", options.max_depth != usual.max_depth),
            ("--max-columns", options.max_columns != usual.max_columns),
            ("--max-files", options.max_archive_files != usual.max_archive_files),
        ],
    )
}

/// The limits that hold for a packed graph too, and whether they are given.
fn unpacking(options: &ReadOptions) -> [(&'static str, bool); 2] {
    let usual = ReadOptions::default();
    [
        ("--max-unpacked", options.max_unpacked_bytes != usual.max_unpacked_bytes),
        ("--max-unpack-ratio", options.max_unpack_ratio != usual.max_unpack_ratio),
    ]
}

fn refuse(path: &Path, options: &[(&str, bool)]) -> Result<()> {
    let Some((option, _)) = options.iter().find(|(_, given)| *given) else { return Ok(()) };
    let what = format!("{} is a graph, of which no papers are read", path.display());
    Err(Error::usage(what, format!("give {option} to the command that reads the papers")))
}

/// What an argument names.
enum Given {
    /// A graph, all of it.
    Graph(Vec<u8>),
    Store,
    Papers(Input),
}

fn given(path: &Path, limits: &ReadOptions) -> Result<Given> {
    let input = Input::from(path.to_owned());
    match input {
        Input::Path(_) if store::is_store(path) => Ok(Given::Store),
        Input::Path(_) if !path.is_file() => Ok(Given::Papers(input)),
        Input::Path(_) => {
            let mut file = File::open(path).map_err(|e| Error::io("read", path, e))?;
            Ok(graph_of(&mut file, path, limits)?
                .map_or_else(|_| Given::Papers(input), Given::Graph))
        }
        _ => Ok(match graph_of(&mut io::stdin().lock(), path, limits)? {
            Ok(bytes) => Given::Graph(bytes),
            Err(head) => Given::Papers(Input::Begun(head.into())),
        }),
    }
}

/// All that a reader gives where it is a graph, packed or not, else the bytes that show that it is
/// none.
fn graph_of(
    reader: &mut impl Read,
    path: &Path,
    limits: &ReadOptions,
) -> Result<Result<Vec<u8>, Vec<u8>>> {
    let failed = |e| Error::io("read", path, e);
    let mut head = Vec::new();
    reader.by_ref().take(HEAD).read_to_end(&mut head).map_err(failed)?;
    let mut shown = start_of(&head, limits);
    if shown.is_empty() {
        reader.by_ref().take(PACKED_HEAD).read_to_end(&mut head).map_err(failed)?;
        shown = start_of(&head, limits);
    }
    if !is_graph(&shown) {
        return Ok(Err(head));
    }
    let mut bytes = Vec::new();
    unpacked(head.chain(reader), limits).read_to_end(&mut bytes).map_err(failed)?;
    Ok(Ok(bytes))
}

/// What the first bytes of a file show of its content.
fn start_of(head: &[u8], limits: &ReadOptions) -> Vec<u8> {
    let mut shown = Vec::new();
    // It breaks off where the bytes do.
    let _ = unpacked(head, limits).take(HEAD).read_to_end(&mut shown);
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_graph_is_known_though_its_first_bytes_come_alone() {
        let of = |one: &'static str, other: &'static str| {
            let mut pipe = one.as_bytes().chain(other.as_bytes());
            graph_of(&mut pipe, Path::new("-"), &ReadOptions::default()).unwrap()
        };
        assert_eq!(of("{", "\"directed\": true}"), Ok(b"{\"directed\": true}".to_vec()));
        assert_eq!(of("{", "\"title\": \"A\"}"), Err(b"{\"title\": \"A\"}".to_vec()));
    }
}
