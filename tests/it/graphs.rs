//! The committed exports in `graphs/` are what the commands in its README make.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

use crate::annotated::shared;

/// Set to write the files anew where they differ.
const UPDATE: &str = "CITEGRAPH_UPDATE";

/// File name and arguments of each row of the README's table.
fn commands() -> Vec<(String, Vec<String>)> {
    let readme = fs::read_to_string(root().join("graphs/README.md")).unwrap();
    readme
        .lines()
        .filter_map(|line| {
            let (_, command) = line.split_once("| `citegraph ")?;
            let args: Vec<_> =
                command.split_once('`')?.0.split_whitespace().map(str::to_owned).collect();
            let file = args.last()?.strip_prefix("graphs/")?.to_owned();
            Some((file, args))
        })
        .collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs a command of the README with `graphs/` elsewhere.
fn made(args: &[String], into: &Path, file: &str) -> PathBuf {
    let args = args.iter().map(|arg| match arg.strip_prefix("graphs/") {
        Some(name) => into.join(name).to_str().unwrap().to_owned(),
        None => arg.clone(),
    });
    Command::new(env!("CARGO_BIN_EXE_citegraph")).current_dir(root()).args(args).assert().success();
    into.join(file)
}

/// What a drawing of Graphviz shows: the titles of its nodes and edges.
fn drawn(svg: &str) -> BTreeSet<&str> {
    svg.split("<title>").skip(1).filter_map(|rest| rest.split("</title>").next()).collect()
}

#[test]
fn the_committed_graphs_are_what_their_commands_make() {
    if shared("corpus/trending-papers.txt").is_none() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let commands = commands();
    assert!(commands.len() >= 5, "the table of graphs/README.md is not understood");
    let mut stale = Vec::new();
    for (file, args) in commands {
        let committed = root().join("graphs").join(&file);
        let made = made(&args, folder.path(), &file);
        let (new, old) = (fs::read(&made).unwrap(), fs::read(&committed).unwrap_or_default());
        let same = if Path::new(&file).extension().is_some_and(|e| e == "svg") {
            let text = |bytes| String::from_utf8(bytes).unwrap();
            drawn(&text(new.clone())) == drawn(&text(old))
        } else {
            new == old
        };
        if !same && std::env::var_os(UPDATE).is_some() {
            fs::write(&committed, new).unwrap();
        } else if !same {
            stale.push(file);
        }
    }
    assert!(stale.is_empty(), "{stale:?} are stale; run with {UPDATE}=1 to write them anew");
}

#[test]
fn no_abstract_is_committed() {
    for entry in fs::read_dir(root().join("graphs")).unwrap() {
        let path = entry.unwrap().path();
        let Ok(text) = fs::read_to_string(&path) else { continue };
        assert!(!text.contains("\"abstract\":"), "{} holds abstracts", path.display());
    }
}
