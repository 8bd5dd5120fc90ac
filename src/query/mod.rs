//! Questions to a graph, each answered by a structure that serialises to one stable JSON document.
//!
//! [`find()`] turns what a user typed into a node. [`related()`] ranks papers with reasons, [`rank()`]
//! nodes by a [`Measure`], [`path()`] tells how two nodes hang together, [`show()`] what is known
//! of one, [`stats()`] counts. [`leaderboard()`], [`compare()`] and [`lineage()`] put stated figures and
//! roles together, [`diff()`] two graphs, [`community`] finds what hangs together; a [`Filter`] makes
//! of a graph the part that any of them should look at. For many questions to one graph, keep a [`Names`] and a
//! [`RelatedIndex`]. The algorithms stand one a file and run on [`crate::graph::Csr`].

pub mod centrality;
pub mod community;
mod diff;
mod entities;
mod filter;
mod lookup;
mod naming;
mod path;
mod project;
mod random;
mod rank;
mod related;
mod results;
mod select;
mod show;
mod stats;

pub use diff::{Diff, Rising, diff};
pub use entities::{EntityRow, Oddity, Suspicion, entities, suspicious};
pub use filter::Filter;
pub use lookup::{Names, find, find_paper};
pub use path::{PathResult, PathStep, path, paths};
pub use project::{Onto, project};
pub use rank::{Measure, RankOptions, RankRow, Ranking, Scope, rank};
pub use related::{
    Reason, ReasonKind, Related, RelatedIndex, RelatedOptions, RelatedQuery, RelatedRow,
    RelatedWeights, related, related_by_walk,
};
pub use results::{
    Compared, Comparison, Duel, Leaderboard, LeaderboardRow, Lineage, LineagePaper, LineageYear,
    compare, leaderboard, lineage,
};
pub use select::{Selection, select};
pub use show::{Shown, ShownEdge, ShownEdges, ShownEvidence, show};
pub use stats::{Stats, stats};

use serde::Serialize;

use crate::graph::{Graph, NodeId, NodeKind};

/// A node as answers name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NodeRef {
    /// Node id.
    pub id: String,
    /// Title, name, address or reference.
    pub name: String,
    /// Kind.
    pub kind: NodeKind,
}

impl NodeRef {
    /// The node at `at`; empty where it is not of this graph.
    pub(crate) fn new(graph: &Graph, at: NodeId) -> Option<Self> {
        let node = graph.node(at)?;
        Some(Self { id: node.id().to_owned(), name: node.label().to_owned(), kind: node.kind() })
    }
}
