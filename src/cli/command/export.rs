//! `export`: a graph in a format of other tools.

use citegraph::export::{self, ExportOptions, Exporter};
use citegraph::{Error, Result};

use crate::cli::args::ExportArgs;
use crate::cli::destination::Destination;
use crate::cli::options::view;
use crate::cli::{Outcome, source};

pub(crate) fn run(args: &ExportArgs) -> Result<Outcome> {
    let exporter = exporter(args)?;
    let mut out = if exporter.format().folder {
        Destination::folder(&args.output)?
    } else {
        Destination::stream(&args.output)?
    };
    let graph = source::graph(&args.graph)?;
    let view = view(&graph, &args.select)?;
    let view = if args.no_text { view.without_text() } else { view };
    let options = ExportOptions::default().with_layout(args.layout).with_edges_key(args.edges_key);
    export::write(&view, exporter, &options, &mut out).map_err(|e| out.name(e))?;
    out.finish()?;
    Ok(Outcome::Done)
}

fn exporter(args: &ExportArgs) -> Result<&'static dyn Exporter> {
    let extension = args.output.extension().and_then(|e| e.to_str());
    match args.format.as_deref().or(extension) {
        Some(name) => export::find(name),
        None => Err(Error::usage(
            "the format is not given",
            "name it with --format (see `citegraph formats`)",
        )),
    }
}
