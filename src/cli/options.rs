//! Arguments that have been checked, in the library's own types.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use citegraph::export::{EdgesKey, Layout, View};
use citegraph::graph::{BuildOptions, EdgeKind, NodeKind};
use citegraph::query::{Measure, Names, Onto, Scope, Selection, project, select};
use citegraph::read::{Input, ReadOptions};
use citegraph::resolve::{Overrides, ResolveOptions};
use citegraph::store::Made;
use citegraph::{Error, Graph, Lexicon, Location, Result, Role};

use super::args::{LimitArgs, MakeArgs, ReadArgs, SelectArgs};
use super::losses::Losses;

/// What papers are read from, how they are understood, and what becomes of losses.
pub(crate) struct Reading {
    pub(crate) inputs: Vec<Input>,
    pub(crate) options: ReadOptions,
    pub(crate) lexicon: Cow<'static, Lexicon>,
    /// The table laid over the built-in ones.
    overlay: Option<String>,
    pub(crate) losses: Losses,
}

impl Reading {
    pub(crate) fn new(inputs: &[PathBuf], args: &ReadArgs) -> Result<Self> {
        let overlay = args.lexicon.as_deref().map(read_text).transpose()?;
        Ok(Self {
            inputs: inputs.iter().cloned().map(Input::from).collect(),
            options: read_options(args)?,
            lexicon: laid_over(overlay.as_deref(), args.lexicon.as_deref())?,
            overlay,
            losses: Losses::new(args.report.as_deref(), args.strict)?,
        })
    }

    /// The same with the table of names with which a store was made.
    pub(crate) fn made_as(self, made: &Made, store: &Path) -> Result<Self> {
        let lexicon = laid_over(made.lexicon.as_deref(), Some(store))?;
        Ok(Self { lexicon, overlay: made.lexicon.clone(), ..self })
    }
}

/// How papers are read, and how much of them at most.
pub(crate) fn read_options(args: &ReadArgs) -> Result<ReadOptions> {
    let LimitArgs { max_record, max_depth, max_unpacked, max_unpack_ratio, max_columns, max_files } =
        args.limits;
    Ok(ReadOptions {
        from: args.from.as_deref().map(str::parse).transpose()?,
        columns: args.columns.as_deref().unwrap_or_default().parse()?,
        max_record_bytes: usize::try_from(max_record.as_u64()).unwrap_or(usize::MAX),
        max_depth,
        max_columns,
        max_archive_files: max_files,
        max_unpacked_bytes: max_unpacked.as_u64(),
        max_unpack_ratio,
    })
}

/// The built-in tables of names, with a table laid over them that was read from `path`.
fn laid_over(overlay: Option<&str>, path: Option<&Path>) -> Result<Cow<'static, Lexicon>> {
    let builtin = Lexicon::builtin();
    let Some(text) = overlay else { return Ok(Cow::Borrowed(builtin)) };
    let at = Location::new(path.unwrap_or_else(|| Path::new("-")).display().to_string());
    builtin.overlay(text, &at).map(Cow::Owned)
}

pub(crate) fn lexicon(overlay: Option<&Path>) -> Result<Cow<'static, Lexicon>> {
    laid_over(overlay.map(read_text).transpose()?.as_deref(), overlay)
}

/// How what papers name becomes a graph.
pub(crate) struct Making {
    pub(crate) resolve: ResolveOptions,
    pub(crate) build: BuildOptions,
    /// The table of the user's own decisions.
    aliases: Option<String>,
}

impl Making {
    pub(crate) fn new(args: &MakeArgs) -> Result<Self> {
        let aliases = args.aliases.as_deref().map(read_text).transpose()?;
        let path = args.aliases.as_deref().unwrap_or_else(|| Path::new("-"));
        Self::of(aliases, path, args.min_confidence.unwrap_or_default())
    }

    /// How the graph of a store was made.
    pub(crate) fn made_as(made: &Made, store: &Path) -> Result<Self> {
        Self::of(made.aliases.clone(), store, made.min_confidence)
    }

    fn of(aliases: Option<String>, path: &Path, min_confidence: f32) -> Result<Self> {
        let (mut resolve, mut build) = (ResolveOptions::default(), BuildOptions::default());
        if let Some(text) = &aliases {
            let at = Location::new(path.display().to_string());
            resolve.overrides = Overrides::parse(text, &at)?;
        }
        build.min_confidence = min_confidence;
        Ok(Self { resolve, build, aliases })
    }

    /// What a store keeps of it.
    pub(crate) fn made(&self, reading: &Reading) -> Made {
        Made {
            min_confidence: self.build.min_confidence,
            aliases: self.aliases.clone(),
            lexicon: reading.overlay.clone(),
        }
    }

    /// Refuses what can only be chosen when papers are made a graph.
    pub(crate) fn refuse(args: &MakeArgs) -> Result<()> {
        let given = [
            (args.aliases.is_some(), "--aliases", "build the graph with it, from the papers"),
            (args.min_confidence.is_some(), "--min-confidence", "use --where confidence:0.5.."),
        ];
        match given.into_iter().find(|(given, ..)| *given) {
            Some((_, option, hint)) => {
                Err(Error::usage(format!("{option} cannot change a graph that is made"), hint))
            }
            None => Ok(()),
        }
    }
}

fn read_text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|e| Error::io("read", path, e))
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

/// The part of a graph that is asked for.
pub(crate) fn view<'g>(graph: &'g Graph, args: &SelectArgs) -> Result<View<'g>> {
    let names = Names::new(graph);
    let around: Result<_> = args.around.iter().map(|name| names.find(graph, name)).collect();
    let selection = Selection {
        around: around?,
        depth: args.depth,
        kinds: args.kind.clone(),
        specific: args.specific,
        min_papers: args.min_papers,
        top: args.top.map(|number| (number, args.by)),
        connected: args.connected,
    };
    let nodes = select(graph, &selection)?;
    Ok(match args.project {
        None => View::of(graph, &nodes),
        Some(onto) => {
            let kept: Vec<_> = nodes
                .iter()
                .copied()
                .filter(|at| graph.node(*at).is_some_and(|n| onto.keeps(n.kind())))
                .collect();
            View::projection(graph, &kept, &project(graph, onto, &kept))
        }
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

/// The scope called `name`.
pub(crate) fn scope(name: &str) -> Result<Scope> {
    one_of("scope", name, Scope::from_name(name), &Scope::ALL.map(Scope::name))
}

/// The type of edge called `name`, or that stands for the role called so.
pub(crate) fn edge_kind(name: &str) -> Result<EdgeKind> {
    let roles = Role::ALL.map(Role::name).into_iter();
    let names: Vec<_> = roles.chain(EdgeKind::ALL.map(EdgeKind::name)).collect();
    one_of("role", name, EdgeKind::from_role(name), &names)
}

/// What ranks related papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ranker {
    Content,
    Ppr,
}

/// The ranker called `name`.
pub(crate) fn ranker(name: &str) -> Result<Ranker> {
    let all = [("content", Ranker::Content), ("ppr", Ranker::Ppr)];
    let found = all.into_iter().find(|(n, _)| *n == name).map(|(_, r)| r);
    one_of("ranker", name, found, &all.map(|(n, _)| n))
}

/// A number from 0 to 1.
pub(crate) fn probability(text: &str) -> Result<f32> {
    let number = text.parse().ok().filter(|p| (0.0..=1.0).contains(p));
    number.ok_or_else(|| Error::usage(format!("{text:?} is no probability"), "use 0 to 1"))
}

/// A number of 0 or more.
pub(crate) fn factor(text: &str) -> Result<f64> {
    let number = text.parse().ok().filter(|f: &f64| f.is_finite() && *f >= 0.0);
    number.ok_or_else(|| Error::usage(format!("{text:?} is no factor"), "use 0 or more"))
}

/// The layout called `name`.
pub(crate) fn layout(name: &str) -> Result<Layout> {
    let found = Layout::ALL.into_iter().find(|l| l.name() == name);
    one_of("layout", name, found, &Layout::ALL.map(Layout::name))
}

/// What node-link JSON calls its edges.
pub(crate) fn edges_key(name: &str) -> Result<EdgesKey> {
    let found = EdgesKey::ALL.into_iter().find(|k| k.name() == name);
    one_of("key", name, found, &EdgesKey::ALL.map(EdgesKey::name))
}

/// The projection called `name`.
pub(crate) fn onto(name: &str) -> Result<Onto> {
    let found = Onto::ALL.into_iter().find(|o| o.name() == name);
    one_of("projection", name, found, &Onto::ALL.map(Onto::name))
}

fn one_of<T>(what: &str, name: &str, found: Option<T>, names: &[&str]) -> Result<T> {
    found.ok_or_else(|| {
        Error::usage(
            format!("no {what} is called {name:?}"),
            format!("use one of {}", names.join(", ")),
        )
    })
}
