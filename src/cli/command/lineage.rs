//! `lineage`: what became of something over the years.

use std::fmt::Write as _;

use citegraph::Result;
use citegraph::query::{self, Lineage};

use super::{answer, named};
use crate::cli::ask::NamedArgs;
use crate::cli::screen::{DIM, HEAD, styled};
use crate::cli::{Outcome, phrase};

pub(crate) fn run(args: &NamedArgs) -> Result<Outcome> {
    let (graph, at) = named(args)?;
    let found = query::lineage(&graph, at)?;
    let nothing = found.years.is_empty().then(|| format!("no paper names {}", found.of.name));
    answer(&args.ask, &found, nothing.as_deref(), || text(&found))
}

fn text(found: &Lineage) -> String {
    let mut out = phrase::node(&found.of) + "\n";
    for year in &found.years {
        let head = year.year.map_or("no year given".to_owned(), |y| y.to_string());
        let _ = writeln!(out, "\n{}", styled(HEAD, &head));
        for row in &year.papers {
            let does = styled(DIM, phrase::edge(row.does, "in"));
            let _ = writeln!(out, "  {does}  {}", phrase::node(&row.paper));
            out.push_str(&phrase::sentences(row.evidence.get(..1).unwrap_or_default(), "    "));
        }
    }
    out
}
