//! `export`: a graph in a format of other tools.

use std::fs;
use std::io::Write;
use std::path::Path;

use citegraph::export::{self, ExportOptions, Exporter, View};
use citegraph::{Error, Result};

use crate::cli::args::ExportArgs;
use crate::cli::destination::Destination;
use crate::cli::options::view;
use crate::cli::progress::export_watch;
use crate::cli::{Outcome, screen, source};

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
    if let Some(bibliography) = &args.annotate {
        annotate(&view, bibliography, &mut out)?;
    } else {
        let options = ExportOptions::default()
            .with_layout(args.layout)
            .with_edges_key(args.edges_key)
            .with_watch(export_watch());
        export::write(&view, exporter, &options, &mut out).map_err(|e| out.name(e))?;
    }
    out.finish()?;
    Ok(Outcome::Done)
}

fn exporter(args: &ExportArgs) -> Result<&'static dyn Exporter> {
    let extension = args.output.extension().and_then(|e| e.to_str());
    let own = args.annotate.as_ref().map(|_| BIBTEX);
    match args.format.as_deref().or(own).or(extension) {
        Some(name) if own.is_some() && name != BIBTEX => Err(Error::usage(
            format!("--annotate writes BibTeX, not {name}"),
            format!("leave --format out or name {BIBTEX}"),
        )),
        Some(name) => export::find(name),
        None => Err(Error::usage(
            "the format is not given",
            "name it with --format (see `citegraph formats`)",
        )),
    }
}

/// The format of `--annotate`.
const BIBTEX: &str = "bibtex";

/// Writes the bibliography with keywords added, and says what became of its entries.
fn annotate(view: &View<'_>, bibliography: &Path, out: &mut Destination) -> Result<()> {
    let bytes = fs::read(bibliography).map_err(|e| Error::io("read", bibliography, e))?;
    let annotated = export::annotate(view, &bytes, &bibliography.display().to_string())?;
    out.write_all(&annotated.bibliography)
        .map_err(|e| out.name(Error::io("write", "the output", e)))?;
    screen::note(&format!("{}: {annotated}", bibliography.display()));
    Ok(())
}
