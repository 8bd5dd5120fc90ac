//! `build`: papers → graph file or store, with a summary.

use citegraph::export::{self, ExportOptions, View};
use citegraph::query::{Stats, stats};
use citegraph::store::{self, Kept, Store};
use citegraph::{Error, Result};

use crate::cli::args::BuildArgs;
use crate::cli::destination::{Destination, StoreDestination};
use crate::cli::options::{Making, Reading};
use crate::cli::{Outcome, screen, source};

pub(crate) fn run(args: &BuildArgs) -> Result<Outcome> {
    let mut reading = Reading::new(&args.papers, &args.read)?;
    let making = Making::new(&args.make)?;
    let out = Out::new(args)?;
    let built = source::build(&mut reading, &making, Store::default())?;
    let view = View::whole(&built.graph);
    match out {
        Out::File(out) => write(&if args.no_text { view.without_text() } else { view }, out)?,
        Out::Store(out) if args.no_text => out.write(&view.without_text(), None)?,
        Out::Store(out) => {
            let made = making.made(&reading);
            let (records, sources) = (&*built.records, &*built.sources);
            out.write(&view, Some(Kept { records, sources, made: &made }))?;
        }
    }
    screen::note(&format!("{}\n{}", built.report, summary(&stats(&built.graph))));
    Ok(Outcome::Done)
}

/// Where the graph goes.
enum Out {
    File(Destination),
    Store(StoreDestination),
}

impl Out {
    fn new(args: &BuildArgs) -> Result<Self> {
        let named = args.output.extension().is_some_and(|e| e == store::FORMAT.extension);
        if args.store && args.output.as_os_str() == "-" {
            return Err(Error::usage("a store is a folder", "name one with --output"));
        }
        if args.store || named || store::is_store(&args.output) {
            return StoreDestination::new(&args.output).map(Self::Store);
        }
        Destination::stream(&args.output).map(Self::File)
    }
}

fn write(view: &View<'_>, mut out: Destination) -> Result<()> {
    let exporter = export::find("adjacency")?;
    export::write(view, exporter, &ExportOptions::default(), &mut out).map_err(|e| out.name(e))?;
    out.finish()
}

pub(super) fn summary(stats: &Stats) -> String {
    let entities: Vec<_> = stats
        .entities
        .iter()
        .filter(|(_, n)| **n > 0)
        .map(|(kind, n)| format!("{n} {kind}{}", if *n == 1 { "" } else { "s" }))
        .collect();
    let names = if entities.is_empty() { "no names".to_owned() } else { entities.join(", ") };
    let edges: usize = stats.edges.values().sum();
    format!("found {names}, {} links, {edges} edges", stats.links)
}
