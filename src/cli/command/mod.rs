//! The commands, one a file.

pub(crate) mod add;
pub(crate) mod build;
pub(crate) mod communities;
pub(crate) mod compare;
pub(crate) mod components;
pub(crate) mod diff;
pub(crate) mod entities;
pub(crate) mod eval;
pub(crate) mod export;
pub(crate) mod extract;
pub(crate) mod formats;
pub(crate) mod leaderboard;
pub(crate) mod lexicon;
pub(crate) mod lineage;
pub(crate) mod path;
pub(crate) mod rank;
pub(crate) mod related;
pub(crate) mod show;
pub(crate) mod stats;
pub(crate) mod view;

use citegraph::graph::NodeId;
use citegraph::{Graph, Result, query};
use serde::Serialize;

use super::ask::{AskArgs, NamedArgs};
use super::{Outcome, screen, source};

/// Prints an answer as one JSON document, or as `text`; `nothing` is what is said where it is empty.
fn answer(
    ask: &AskArgs,
    answer: &impl Serialize,
    nothing: Option<&str>,
    text: impl FnOnce() -> String,
) -> Result<Outcome> {
    match nothing {
        _ if ask.json => screen::print_json(answer)?,
        Some(note) => screen::note(note),
        None => screen::print(&text())?,
    }
    Ok(if nothing.is_some() { Outcome::Nothing } else { Outcome::Done })
}

/// The graph of a question about one node, and that node.
fn named(args: &NamedArgs) -> Result<(Graph, NodeId)> {
    let graph = source::graph(&args.ask.graph)?;
    let at = query::find(&graph, &args.name)?;
    Ok((graph, at))
}
