//! `formats`: what is read, written and kept.

use anstyle::Style;
use citegraph::export::Format;
use citegraph::{Result, export, read, store};
use serde_json::{Value, json};

use crate::cli::args::FormatsArgs;
use crate::cli::screen::{Align, BOLD, DIM, Table};
use crate::cli::{Outcome, screen};

pub(crate) fn run(args: &FormatsArgs) -> Result<Outcome> {
    if args.json {
        let keep = writer(&store::FORMAT);
        let write: Vec<_> = export::FORMATS.iter().map(|e| writer(e.format())).collect();
        screen::print_json(&json!({ "read": readers(), "write": write, "keep": [keep] }))?;
    } else {
        screen::print(&table())?;
    }
    Ok(Outcome::Done)
}

fn table() -> String {
    let mut table = Table::new(&[
        ("way", Align::Left),
        ("name", Align::Left),
        ("extension", Align::Left),
        ("media type", Align::Left),
        ("about", Align::Left),
    ]);
    let mut add = |way: &str, name: &str, extension: &str, media_type: &str, about: &str| {
        table.row([
            (way, DIM),
            (name, BOLD),
            (extension, Style::new()),
            (media_type, Style::new()),
            (about, Style::new()),
        ]);
    };
    for format in read::FORMATS {
        add("read", format.name, &format.extensions.join(" "), format.media_type, format.about);
    }
    for exporter in export::FORMATS {
        let format = exporter.format();
        let extension = if format.folder { "(folder)" } else { format.extension };
        add("write", format.name, extension, format.media_type, format.about);
    }
    let Format { name, extension, media_type, about, .. } = store::FORMAT;
    add("keep", name, &format!("{extension} (folder)"), media_type, about);
    table.render()
}

fn readers() -> Vec<Value> {
    read::FORMATS
        .iter()
        .map(|f| {
            json!({
                "name": f.name,
                "extensions": f.extensions,
                "media_type": f.media_type,
                "about": f.about,
            })
        })
        .collect()
}

fn writer(format: &Format) -> Value {
    json!({
        "name": format.name,
        "extension": format.extension,
        "media_type": format.media_type,
        "folder": format.folder,
        "about": format.about,
    })
}
