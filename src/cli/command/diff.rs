//! `diff`: what a newer graph has that an older one has not.

use std::fmt::Write as _;

use citegraph::Result;
use citegraph::query::{self, Diff, NodeRef, Rising};

use super::answer;
use crate::cli::ask::DiffArgs;
use crate::cli::screen::{DIM, HEAD, styled};
use crate::cli::{Outcome, phrase, source};

/// So many of each kind are listed for reading; the JSON document has all.
const LISTED: usize = 20;

pub(crate) fn run(args: &DiffArgs) -> Result<Outcome> {
    let older = source::graph(&args.older.graph)?;
    let newer = source::graph_at(&args.newer, &args.older.graph)?;
    let found = query::diff(&older, &newer);
    let same = found.new.is_empty() && found.gone.is_empty() && found.rising.is_empty();
    let nothing = same.then_some("the two graphs have the same papers and names");
    answer(&args.older, &found, nothing, || text(&found))
}

fn text(found: &Diff) -> String {
    let changed = [("new", &found.new), ("gone", &found.gone)];
    let groups = changed.iter().flat_map(|(how, by_kind)| {
        by_kind
            .iter()
            .map(move |(kind, nodes)| group(&format!("{how}: {kind}"), nodes, phrase::node))
    });
    let rising = (!found.rising.is_empty())
        .then(|| group("more papers compare with", &found.rising, one_rising));
    groups.chain(rising).collect::<Vec<_>>().join("\n")
}

/// A head with its first rows, and how many there are.
fn group<T>(head: &str, rows: &[T], row: fn(&T) -> String) -> String {
    let number = styled(DIM, &rows.len().to_string());
    let mut out = format!("{} {number}\n", styled(HEAD, head));
    for one in rows.iter().take(LISTED) {
        let _ = writeln!(out, "  {}", row(one));
    }
    if rows.len() > LISTED {
        let _ = writeln!(out, "  {}", styled(DIM, &format!("… {} more", rows.len() - LISTED)));
    }
    out
}

fn one_rising(rising: &Rising) -> String {
    let node: &NodeRef = &rising.node;
    format!("{}  {} → {}", phrase::node(node), rising.before, rising.after)
}
