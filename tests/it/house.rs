//! The rules of the house, held by reading the sources.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use citegraph::read;

/// The stages in the order in which data flows through them.
const STAGES: [&str; 8] =
    ["read", "text", "extract", "resolve", "graph", "query", "export", "store"];
/// What every stage may use.
const BASE: [&str; 3] = ["error", "model", "lexicon"];

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn sources(under: &str) -> Vec<(PathBuf, String)> {
    let mut out = Vec::new();
    let mut folders = vec![root(under)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                out.push((path.clone(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(!out.is_empty(), "no sources under {under}");
    out.sort();
    out
}

/// The module of `src` that a file belongs to: its folder there, or its own name.
fn module(path: &Path) -> String {
    let inside = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    inside.components().next().unwrap().as_os_str().to_str().unwrap().replace(".rs", "")
}

/// The code of a file: without comments, and without the tests at its end.
fn code(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    code.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The modules named right after `crate::` in some code, groups in braces included.
fn used(code: &str) -> Vec<String> {
    let flat: String = code.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = Vec::new();
    for (at, _) in flat.match_indices("crate::") {
        let before = flat[..at].chars().last();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let rest = &flat[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            out.extend(heads(group));
        } else {
            out.push(word(rest));
        }
    }
    out
}

/// First words of the members of a group, up to its closing brace.
fn heads(group: &str) -> Vec<String> {
    let (mut depth, mut out, mut start) = (0, Vec::new(), true);
    for (i, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => start = true,
            _ if start && !c.is_whitespace() => {
                out.push(word(&group[i..]));
                start = false;
            }
            _ => {}
        }
    }
    out
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// What the crate's root re-exports, and from where.
fn home(name: &str) -> &str {
    match name {
        "Error" | "Result" | "Location" | "Candidate" => "error",
        "Paper" | "Record" | "Kind" | "Role" => "model",
        "Lexicon" => "lexicon",
        "Graph" => "graph",
        other => other,
    }
}

/// Training, which stands on top of all stages like the command line, is not of them.
fn may_use(stage: &str, other: &str) -> bool {
    let place = |name| STAGES.iter().position(|s| *s == name);
    match (place(stage), place(other)) {
        (Some(here), Some(there)) => there <= here,
        (Some(_), None) => BASE.contains(&other),
        // What every stage may use stands before all stages, in its own order.
        (None, _) => match stage {
            "error" => other == "error",
            "model" => ["error", "model"].contains(&other),
            "lexicon" => BASE.contains(&other),
            // Evaluation stands beside the stages: it compares records, whoever made them.
            "evaluate" => BASE.contains(&other) || other == "evaluate",
            _ => false,
        },
    }
}

#[test]
fn data_flows_one_way() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (path, text) in sources("src") {
        let here = module(&path);
        if ["lib", "main", "bin", "cli", "learn"].contains(&here.as_str()) {
            continue;
        }
        for name in used(&code(&text)) {
            seen += 1;
            if !may_use(&here, home(&name)) {
                wrong.push(format!("{} uses crate::{name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 50, "only {seen} paths found: the scan is broken");
}

#[test]
fn the_command_line_sees_only_the_public_interface() {
    let siblings: Vec<_> =
        sources("src/cli").into_iter().map(|(_, text)| used(&code(&text))).collect();
    for name in siblings.into_iter().flatten() {
        assert_eq!(name, "cli", "the command line may use crate::cli alone");
    }
}

#[test]
fn main_is_small() {
    let main = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/main.rs"));
    assert!(main.unwrap().lines().count() < 60);
}

#[test]
fn only_graph_names_petgraph() {
    for (path, text) in sources("src") {
        assert!(
            module(&path) == "graph" || !code(&text).contains("petgraph"),
            "{} names petgraph",
            path.display()
        );
    }
}

#[test]
fn every_format_is_registered() {
    let file = |name: &str| {
        name.replace('-', "_") // no other difference between names of formats and of files
    };
    let named: Vec<_> = citegraph::export::FORMATS.iter().map(|e| file(e.format().name)).collect();
    let mut sorted = named.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(sorted.len(), named.len(), "two formats share a name");
    for (folder, list, mark, rows) in [
        ("src/export", "src/export/mod.rs", "impl Exporter for ", named.len()),
        ("src/read/format", "src/read/format/mod.rs", "FORMAT: Format = ", read::FORMATS.len()),
    ] {
        let listed = registered(&root(list));
        assert_eq!(listed.len(), rows, "{list} lists other formats than FORMATS holds");
        let made: BTreeSet<String> = sources(folder)
            .into_iter()
            .filter(|(_, text)| code(text).contains(mark))
            .map(|(path, _)| path.strip_prefix(root(folder)).unwrap().to_owned())
            .map(|path| word(&path.to_string_lossy()))
            .collect();
        assert_eq!(made, listed.into_iter().collect(), "files with a format, and rows of {list}");
    }
}

/// The modules that a list of formats names, row by row.
fn registered(list: &Path) -> Vec<String> {
    let text = fs::read_to_string(list).unwrap();
    let rows = text.split(" FORMATS: ").nth(1).and_then(|t| t.split("];").next()).unwrap();
    // The first line is the rest of the type.
    rows.lines().skip(1).filter_map(|row| row.trim().strip_prefix('&')).map(word).collect()
}

#[test]
fn nothing_depends_on_the_clock() {
    for (path, text) in sources("src") {
        let code = code(&text);
        for clock in ["std::time", "SystemTime", "Instant", "chrono"] {
            // How far a run is may be told by the clock of its progress bar alone.
            let progress = path.ends_with("cli/progress.rs");
            assert!(progress || !code.contains(clock), "{} reads {clock}", path.display());
        }
    }
}

#[test]
fn every_crate_has_a_licence_that_we_accept() {
    let policy = fs::read_to_string(root("deny.toml")).unwrap();
    let list = policy.split("\nallow = [").nth(1).and_then(|t| t.split(']').next()).unwrap();
    let allowed: BTreeSet<&str> = list.split('"').skip(1).step_by(2).collect();
    let mut metadata = std::process::Command::new(env!("CARGO"));
    metadata.args(["metadata", "--format-version", "1", "--locked", "--all-features"]);
    // The crates of other systems need not have been fetched.
    metadata.args(["--offline", "--filter-platform", "x86_64-unknown-linux-gnu"]);
    let output = metadata.current_dir(root("")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 100, "only {} crates", packages.len());
    for package in packages.iter().filter(|p| p["source"].is_string()) {
        let name = package["name"].as_str().unwrap();
        let from = package["source"].as_str().unwrap();
        assert_eq!(from, "registry+https://github.com/rust-lang/crates.io-index", "{name}");
        match package["license"].as_str() {
            Some(licence) => assert!(accepts(&allowed, licence), "{name} is under {licence}"),
            None => assert!(
                policy.contains(&format!("crate = \"{name}\"")),
                "{name} names no licence, and deny.toml does not clarify it"
            ),
        }
    }
    assert!(accepts(&allowed, "(GPL-3.0 OR MIT) AND Unicode-3.0"));
    assert!(!accepts(&allowed, "MIT AND GPL-3.0") && !accepts(&allowed, "(MIT)GPL-3.0"));
}

/// Whether an SPDX expression can be met with these licences: of alternatives one, of others all.
fn accepts(allowed: &BTreeSet<&str>, expression: &str) -> bool {
    let expression = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let tokens: Vec<&str> = expression.split_whitespace().collect();
    let mut rest = tokens.as_slice();
    alternatives(allowed, &mut rest) && rest.is_empty()
}

fn alternatives(allowed: &BTreeSet<&str>, rest: &mut &[&str]) -> bool {
    let mut accepted = requirements(allowed, rest);
    while let Some(after) = rest.strip_prefix(&["OR"]) {
        *rest = after;
        accepted |= requirements(allowed, rest);
    }
    accepted
}

fn requirements(allowed: &BTreeSet<&str>, rest: &mut &[&str]) -> bool {
    let mut accepted = licence(allowed, rest);
    while let Some(after) = rest.strip_prefix(&["AND"]) {
        *rest = after;
        accepted &= licence(allowed, rest);
    }
    accepted
}

fn licence(allowed: &BTreeSet<&str>, rest: &mut &[&str]) -> bool {
    let tokens = *rest;
    match tokens {
        ["(", inner @ ..] => {
            *rest = inner;
            let accepted = alternatives(allowed, rest);
            let closed = rest.strip_prefix(&[")"]);
            *rest = closed.unwrap_or(rest);
            accepted && closed.is_some()
        }
        [name, "WITH", exception, after @ ..] => {
            *rest = after;
            allowed.contains(format!("{name} WITH {exception}").as_str())
        }
        [name, after @ ..] => {
            *rest = after;
            allowed.contains(name)
        }
        [] => false,
    }
}

#[test]
fn the_scan_reads_groups_and_paths() {
    let text =
        "use crate::{a::{b, c}, d};\nuse crate::e::F;\nlet x = crate::g();\nuse my_crate::h;";
    assert_eq!(used(text), ["a", "d", "e", "g"]);
}
