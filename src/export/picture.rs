//! Pictures, drawn from DOT by Graphviz.

use std::fs::File;
use std::io::{self, Seek, Write};
use std::process::{Command, Stdio};

use super::dot::Dot;
use super::{ExportOptions, Exporter, Format, Output, Single, View};
use crate::error::Error;

/// A picture format of Graphviz, whose name for it is the same.
pub(super) struct Picture(Format);

/// What the watch is told of.
const DRAWING: &str = "Graphviz draws";

/// Scalable, for a browser.
pub(super) static SVG: Picture = picture("svg", "image/svg+xml", "browsers; a drawing with links");
/// Pixels.
pub(super) static PNG: Picture = picture("png", "image/png", "anything; a drawing in pixels");
/// Pages.
pub(super) static PDF: Picture = picture("pdf", "application/pdf", "print; a drawing");

const fn picture(name: &'static str, media_type: &'static str, about: &'static str) -> Picture {
    Picture(Format { name, extension: name, media_type, folder: false, about })
}

impl Exporter for Picture {
    fn format(&self) -> &Format {
        &self.0
    }

    fn write(
        &self,
        view: &View<'_>,
        options: &ExportOptions,
        out: &mut dyn Output,
    ) -> io::Result<()> {
        let mut dot = tempfile::tempfile()?;
        {
            let mut buffered = Single::new(io::BufWriter::new(&mut dot));
            Dot.write(view, options, &mut buffered)?;
            buffered.flush()?;
        }
        dot.rewind()?;
        options.watch.tell(DRAWING, 0, 1);
        let drawn = draw(dot, options.layout.name(), self.0.name);
        options.watch.tell(DRAWING, 1, 1);
        out.write_all(&drawn?)
    }
}

fn draw(dot: File, layout: &str, format: &str) -> io::Result<Vec<u8>> {
    let failed = |what: String, hint: &str| {
        io::Error::other(Error::Program { program: "dot".into(), what, hint: hint.into() })
    };
    let run = Command::new("dot")
        .args([format!("-K{layout}"), format!("-T{format}")])
        .stdin(Stdio::from(dot))
        .output();
    let drawn = run.map_err(|e| {
        failed(
            format!("cannot be run ({e})"),
            "install the package `graphviz`, or export to `dot` and draw it elsewhere",
        )
    })?;
    if drawn.status.success() && !drawn.stdout.is_empty() {
        return Ok(drawn.stdout);
    }
    let said = String::from_utf8_lossy(&drawn.stderr);
    let what = said.lines().next().unwrap_or("drew nothing").to_owned();
    Err(failed(what, "try another --layout, or export to `dot` and look at it there"))
}
