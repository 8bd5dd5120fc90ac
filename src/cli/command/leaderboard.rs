//! `leaderboard`: the figures stated for something, best first.

use std::fmt::Write as _;

use citegraph::Result;
use citegraph::query::{self, Leaderboard, LeaderboardRow};

use super::{answer, named};
use crate::cli::ask::NamedArgs;
use crate::cli::screen::{BOLD, DIM, HEAD, printable, styled};
use crate::cli::{Outcome, phrase};

pub(crate) fn run(args: &NamedArgs) -> Result<Outcome> {
    let (graph, at) = named(args)?;
    let board = query::leaderboard(&graph, at)?;
    let empty = board.results.is_empty();
    let nothing = empty.then(|| format!("no figure is stated for {}", board.of.name));
    answer(&args.ask, &board, nothing.as_deref(), || text(&board))
}

fn text(board: &Leaderboard) -> String {
    let mut out = phrase::node(&board.of) + "\n";
    for row in &board.results {
        if row.rank == 1 {
            let metric = row.figure.metric.as_deref().unwrap_or("no metric named");
            let _ = writeln!(out, "\n{}", styled(HEAD, &printable(metric)));
        }
        out.push_str(&one_row(row));
    }
    out
}

fn one_row(row: &LeaderboardRow) -> String {
    let who = row.figure.method.as_deref().unwrap_or("its method");
    let year = row.year.map(|y| format!(" ({y})")).unwrap_or_default();
    let mut out = format!(
        "  {} {}  {}",
        styled(DIM, &row.rank.to_string()),
        styled(BOLD, &printable(who)),
        phrase::figure(&row.figure)
    );
    let _ = writeln!(out, "\n    {}{}", phrase::node(&row.paper), styled(DIM, &year));
    out + &phrase::sentences(&row.evidence, "    ")
}
