//! The arguments of the questions to a graph.

use std::path::PathBuf;

use citegraph::graph::{EdgeKind, NodeKind};
use citegraph::query::{Measure, Scope};
use clap::Args as ClapArgs;

use super::args::GraphArgs;
use super::options::{Ranker, edge_kind, factor, measure, node_kind, ranker, scope};

/// What every question takes.
#[derive(Debug, ClapArgs)]
pub(crate) struct AskArgs {
    #[command(flatten)]
    pub(crate) graph: GraphArgs,
    /// Print one JSON document
    #[arg(long)]
    pub(crate) json: bool,
}

/// A question about one node.
#[derive(Debug, ClapArgs)]
pub(crate) struct NamedArgs {
    #[command(flatten)]
    pub(crate) ask: AskArgs,
    /// Id, title, beginning of a title, name or alias
    pub(crate) name: String,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ShowArgs {
    #[command(flatten)]
    pub(crate) named: NamedArgs,
    /// Show also which features of name and text decided its kind and role, in three papers that
    /// name it
    #[arg(long)]
    pub(crate) why: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct RelatedArgs {
    #[command(flatten)]
    pub(crate) ask: AskArgs,
    /// Papers or entities, each by id, title, beginning of a title, name or alias
    #[arg(required_unless_present = "text", value_name = "NAME")]
    pub(crate) names: Vec<String>,
    /// A text that is not in the graph, such as a title with its abstract; - for standard input
    #[arg(long, conflicts_with_all = ["names", "no_citations"])]
    pub(crate) text: Option<String>,
    /// What ranks: content (text, entities, authors and citations) or ppr (personalised PageRank)
    #[arg(long, value_name = "RANKER", value_parser = ranker, default_value = "content")]
    pub(crate) by: Ranker,
    /// What the score of a later paper is multiplied by; 1 to treat all years alike
    #[arg(long, value_name = "FACTOR", value_parser = factor)]
    pub(crate) later: Option<f64>,
    /// Rank as if the citations of the papers asked about were unknown
    #[arg(long)]
    pub(crate) no_citations: bool,
    /// How many papers to list
    #[arg(short = 'k', value_name = "N", default_value_t = 10)]
    pub(crate) limit: usize,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct RankArgs {
    #[command(flatten)]
    pub(crate) ask: AskArgs,
    /// degree, pagerank, betweenness, closeness, harmonic, eigenvector, hubs, authorities or core
    #[arg(long, value_name = "MEASURE", value_parser = measure, default_value = "pagerank")]
    pub(crate) by: Measure,
    /// List nodes of one kind: paper, method, dataset, task, metric, link or work
    #[arg(long, value_parser = node_kind)]
    pub(crate) kind: Option<NodeKind>,
    /// Which edges count: whole (all), papers (what papers share), entities (what papers name
    /// together) or citations
    #[arg(long, value_parser = scope, default_value = "whole")]
    pub(crate) scope: Scope,
    /// Count edges in this role alone, such as evaluated, baseline, outperforms or cites; may be
    /// given several times
    #[arg(long, value_parser = edge_kind)]
    pub(crate) role: Vec<EdgeKind>,
    /// With pagerank: how near nodes are to this one, named by id, title or name; may be given
    /// several times
    #[arg(long, value_name = "NODE")]
    pub(crate) near: Vec<String>,
    /// With betweenness: estimate it from so many nodes; exact up to 20000 nodes where not given
    #[arg(long, value_name = "N")]
    pub(crate) samples: Option<usize>,
    /// Of the choice of those nodes
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) seed: u64,
    /// How many nodes to list
    #[arg(short = 'k', value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct PathArgs {
    #[command(flatten)]
    pub(crate) ask: AskArgs,
    /// Where to start: id, title, beginning of a title, name or alias
    pub(crate) from_node: String,
    /// Where to end
    pub(crate) to_node: String,
    /// How many paths to show, the most telling first
    #[arg(short = 'k', value_name = "N", default_value_t = 1)]
    pub(crate) limit: usize,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct CommunitiesArgs {
    #[command(flatten)]
    pub(crate) ask: AskArgs,
    /// Above 1 for more and smaller communities, below 1 for fewer and larger ones
    #[arg(long, value_name = "R", value_parser = factor, default_value = "1")]
    pub(crate) resolution: f64,
    /// Of the order in which nodes are visited
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) seed: u64,
    /// How many communities to list, the largest first
    #[arg(short = 'k', value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ComponentsArgs {
    #[command(flatten)]
    pub(crate) ask: AskArgs,
    /// How many components to list, the largest first
    #[arg(short = 'k', value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct CompareArgs {
    #[command(flatten)]
    pub(crate) of: NamedArgs,
    /// Another method, to show what there is between the two
    pub(crate) with: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct DiffArgs {
    #[command(flatten)]
    pub(crate) older: AskArgs,
    /// The newer graph, or papers
    pub(crate) newer: PathBuf,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct EntitiesArgs {
    #[command(flatten)]
    pub(crate) ask: AskArgs,
    /// List names that are worth a look: with several senses, of several kinds, or undecided
    #[arg(long)]
    pub(crate) suspicious: bool,
    /// List entities of one kind: method, dataset, task or metric
    #[arg(long, value_parser = node_kind)]
    pub(crate) kind: Option<NodeKind>,
    /// How many to list; all where not given
    #[arg(short = 'k', value_name = "N")]
    pub(crate) limit: Option<usize>,
}
