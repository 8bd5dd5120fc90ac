//! Arguments that have been checked, in the library's own types.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use citegraph::export::Layout;
use citegraph::graph::NodeKind;
use citegraph::query::Measure;
use citegraph::read::{Input, ReadOptions};
use citegraph::{Error, Lexicon, Location, Result};

use super::args::ReadArgs;

/// What papers are read from, and how they are understood.
pub(crate) struct Reading {
    pub(crate) inputs: Vec<Input>,
    pub(crate) options: ReadOptions,
    pub(crate) lexicon: Cow<'static, Lexicon>,
}

impl Reading {
    pub(crate) fn new(inputs: &[PathBuf], args: &ReadArgs) -> Result<Self> {
        let from = args.from.as_deref().map(str::parse).transpose()?;
        Ok(Self {
            inputs: inputs.iter().cloned().map(Input::from).collect(),
            options: ReadOptions { from, ..ReadOptions::default() },
            lexicon: lexicon(args.lexicon.as_deref())?,
        })
    }
}

fn lexicon(overlay: Option<&Path>) -> Result<Cow<'static, Lexicon>> {
    let builtin = Lexicon::builtin();
    let Some(path) = overlay else { return Ok(Cow::Borrowed(builtin)) };
    let text = std::fs::read_to_string(path).map_err(|e| Error::io("read", path, e))?;
    let at = Location::new(path.display().to_string());
    builtin.overlay(&text, &at).map(Cow::Owned)
}

/// Sets the number of threads of the whole process.
pub(crate) fn use_threads(threads: Option<usize>) -> Result<()> {
    let Some(threads) = threads else { return Ok(()) };
    if threads == 0 {
        return Err(Error::usage("0 threads cannot do anything", "use --threads 1 or more"));
    }
    rayon::ThreadPoolBuilder::new().num_threads(threads).build_global().map_err(|e| {
        Error::usage(format!("cannot start {threads} threads ({e})"), "use fewer --threads")
    })
}

/// The kind of node called `name`.
pub(crate) fn node_kind(name: &str) -> Result<NodeKind> {
    one_of("kind of node", name, NodeKind::from_name(name), &NodeKind::ALL.map(NodeKind::name))
}

/// The measure called `name`.
pub(crate) fn measure(name: &str) -> Result<Measure> {
    one_of("measure", name, Measure::from_name(name), &Measure::ALL.map(Measure::name))
}

/// The layout called `name`.
pub(crate) fn layout(name: &str) -> Result<Layout> {
    let found = Layout::ALL.into_iter().find(|l| l.name() == name);
    one_of("layout", name, found, &Layout::ALL.map(Layout::name))
}

fn one_of<T>(what: &str, name: &str, found: Option<T>, names: &[&str]) -> Result<T> {
    found.ok_or_else(|| {
        Error::usage(
            format!("no {what} is called {name:?}"),
            format!("use one of {}", names.join(", ")),
        )
    })
}
