//! `view`: a graph as a page for the browser.

use std::path::Path;
use std::process::{Command, Stdio};

use citegraph::export::{self, ExportOptions};
use citegraph::{Error, Result};

use crate::cli::args::ViewArgs;
use crate::cli::destination::Destination;
use crate::cli::options::view;
use crate::cli::progress::export_watch;
use crate::cli::{Outcome, screen, source};

/// What opens a file as a double click would.
const OPENER: &str = if cfg!(target_os = "macos") {
    "open"
} else if cfg!(windows) {
    "explorer"
} else {
    "xdg-open"
};

pub(crate) fn run(args: &ViewArgs) -> Result<Outcome> {
    let mut out = Destination::stream(&args.output)?;
    let graph = source::graph(&args.graph)?;
    let view = view(&graph, &args.select)?;
    let view = if args.no_text { view.without_text() } else { view };
    let page = export::find("html")?;
    let options = ExportOptions::default().with_watch(export_watch());
    export::write(&view, page, &options, &mut out).map_err(|e| out.name(e))?;
    out.finish()?;
    if args.open {
        open(&args.output)?;
    } else if args.output.as_os_str() != "-" {
        screen::note(&format!("open {} in a browser", args.output.display()));
    }
    Ok(Outcome::Done)
}

fn open(page: &Path) -> Result<()> {
    let run = Command::new(OPENER).arg(page).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    run.map(drop).map_err(|e| Error::Program {
        program: OPENER.into(),
        what: format!("cannot be run ({e})"),
        hint: format!("open {} yourself", page.display()),
    })
}
