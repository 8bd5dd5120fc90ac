//! `build`: papers → graph file, with a summary.

use citegraph::export::{self, ExportOptions, View};
use citegraph::query::{Stats, stats};
use citegraph::{Graph, Result};

use crate::cli::args::BuildArgs;
use crate::cli::destination::Destination;
use crate::cli::options::{Making, Reading};
use crate::cli::{Outcome, screen, source};

pub(crate) fn run(args: &BuildArgs) -> Result<Outcome> {
    let mut reading = Reading::new(&args.papers, &args.read)?;
    let making = Making::new(&args.make)?;
    let out = Destination::stream(&args.output)?;
    let (graph, report) = source::build(&mut reading, &making)?;
    write(&graph, !args.no_text, out)?;
    screen::note(&format!("{report}\n{}", summary(&stats(&graph))));
    Ok(Outcome::Done)
}

fn write(graph: &Graph, text: bool, mut out: Destination) -> Result<()> {
    let view = View::whole(graph);
    let view = if text { view } else { view.without_text() };
    let exporter = export::find("adjacency")?;
    export::write(&view, exporter, &ExportOptions::default(), &mut out).map_err(|e| out.name(e))?;
    out.finish()
}

fn summary(stats: &Stats) -> String {
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
