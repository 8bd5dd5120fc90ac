//! The arguments as clap reads them.

use std::path::PathBuf;

use bytesize::ByteSize;
use clap::{Args as ClapArgs, Parser, Subcommand};

use super::options::{edges_key, layout, measure, node_kind, onto};
use citegraph::export::{EdgesKey, Layout};
use citegraph::graph::NodeKind;
use citegraph::query::{Measure, Onto};
use citegraph::read::ReadOptions;

const PAPERS: &str = "File or folder of papers, or - for standard input";
const GRAPH: &str = "A graph that `build` wrote, or papers to build one from; - for standard input";

/// Papers in, knowledge graph out.
#[derive(Debug, Parser)]
#[command(name = "citegraph", version, about, propagate_version = true)]
pub(crate) struct Args {
    /// Threads to use; all cores where not given
    #[arg(long, value_name = "N", global = true)]
    pub(crate) threads: Option<usize>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read papers, extract and resolve what they name, and write the graph
    Build(BuildArgs),
    /// Print what is found in each paper, one JSON record a line
    Extract(ExtractArgs),
    /// Write a graph in a format that other tools load
    Export(ExportArgs),
    /// Write a page that shows the graph in a browser
    View(ViewArgs),
    /// List the papers related to a paper or an entity, with reasons
    Related(RelatedArgs),
    /// List the most central nodes
    Rank(RankArgs),
    /// Show a node: who proposes, uses, evaluates on it, with the sentence behind each edge
    Show(ShowArgs),
    /// Show how two nodes hang together
    Path(PathArgs),
    /// Count papers, entities and edges
    Stats(StatsArgs),
    /// Look after tables of names
    #[command(subcommand)]
    Lexicon(LexiconCommand),
    /// List the formats that are read and written
    Formats(FormatsArgs),
}

#[derive(Debug, Subcommand)]
pub(crate) enum LexiconCommand {
    /// Check a table before it is laid over the built-in ones with --lexicon
    Check {
        /// The table: kind, name, aliases, flags and source, separated by tabs
        file: PathBuf,
    },
}

/// How papers are read.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Reading papers")]
pub(crate) struct ReadArgs {
    /// Format of the papers (see `citegraph formats`); told by content where not given
    #[arg(long, value_name = "FORMAT")]
    pub(crate) from: Option<String>,
    /// Which columns of a table hold what, such as title=Headline,abstract=Body; guessed where not
    /// given
    #[arg(long, value_name = "FIELD=COLUMN,…")]
    pub(crate) columns: Option<String>,
    /// A table of names to lay over the built-in ones
    #[arg(long, value_name = "FILE")]
    pub(crate) lexicon: Option<PathBuf>,
    /// Where to write, as JSON, everything that was skipped, mended or merged
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
    /// Stop with exit code 1 where a record was skipped
    #[arg(long)]
    pub(crate) strict: bool,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
}

/// How much is read at most.
#[derive(Debug, Clone, Copy, ClapArgs)]
#[command(next_help_heading = "Limits of reading")]
#[expect(clippy::struct_field_names, reason = "named as the options are")]
pub(crate) struct LimitArgs {
    /// The largest record; a larger one is skipped
    #[arg(long, value_name = "SIZE", hide_short_help = true,
          default_value_t = ByteSize(ReadOptions::default().max_record_bytes as u64))]
    pub(crate) max_record: ByteSize,
    /// The deepest nesting of a JSON, XML or BibTeX record; a deeper one is skipped
    #[arg(long, value_name = "LEVELS", hide_short_help = true,
          default_value_t = ReadOptions::default().max_depth)]
    pub(crate) max_depth: usize,
    /// The most that a packed file may unpack to
    #[arg(long, value_name = "SIZE", hide_short_help = true,
          default_value_t = ByteSize(ReadOptions::default().max_unpacked_bytes))]
    pub(crate) max_unpacked: ByteSize,
    /// How many times its packed size a file may unpack to
    #[arg(long, value_name = "TIMES", hide_short_help = true,
          default_value_t = ReadOptions::default().max_unpack_ratio)]
    pub(crate) max_unpack_ratio: u64,
    /// The most columns of a table
    #[arg(long, value_name = "N", hide_short_help = true,
          default_value_t = ReadOptions::default().max_columns)]
    pub(crate) max_columns: usize,
    /// The most files in an archive; the rest is left out
    #[arg(long, value_name = "N", hide_short_help = true,
          default_value_t = ReadOptions::default().max_archive_files)]
    pub(crate) max_files: usize,
}

/// A graph, or papers to build one from.
#[derive(Debug, ClapArgs)]
pub(crate) struct GraphArgs {
    #[arg(help = GRAPH)]
    pub(crate) graph: PathBuf,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct BuildArgs {
    #[arg(help = PAPERS, required = true)]
    pub(crate) papers: Vec<PathBuf>,
    /// Where to write the graph
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub(crate) output: PathBuf,
    /// Leave out abstracts and sentences, keep where in them everything stands
    #[arg(long)]
    pub(crate) no_text: bool,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ExtractArgs {
    #[arg(help = PAPERS, required = true)]
    pub(crate) papers: Vec<PathBuf>,
    /// Where to write the records
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub(crate) output: PathBuf,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ExportArgs {
    #[command(flatten)]
    pub(crate) graph: GraphArgs,
    /// Format (see `citegraph formats`); by the output's extension where not given
    #[arg(short, long)]
    pub(crate) format: Option<String>,
    /// Where to write
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub(crate) output: PathBuf,
    /// Leave out abstracts and sentences
    #[arg(long)]
    pub(crate) no_text: bool,
    /// How Graphviz lays a picture out: dot, sfdp or neato
    #[arg(long, value_name = "LAYOUT", value_parser = layout, default_value = "sfdp")]
    pub(crate) layout: Layout,
    /// What node-link JSON calls its edges: edges or links
    #[arg(long, value_name = "KEY", value_parser = edges_key, default_value = "edges")]
    pub(crate) edges_key: EdgesKey,
    #[command(flatten)]
    pub(crate) select: SelectArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ViewArgs {
    #[command(flatten)]
    pub(crate) graph: GraphArgs,
    /// Where to write the page
    #[arg(short, long, value_name = "FILE", default_value = "graph.html")]
    pub(crate) output: PathBuf,
    /// Open the page in the browser
    #[arg(long)]
    pub(crate) open: bool,
    /// Leave out abstracts and sentences
    #[arg(long)]
    pub(crate) no_text: bool,
    #[command(flatten)]
    pub(crate) select: SelectArgs,
}

/// Which part of a graph to take.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Part of the graph")]
pub(crate) struct SelectArgs {
    /// Nodes around this one, named by id, title or name; may be given several times
    #[arg(long, value_name = "NODE")]
    pub(crate) around: Vec<String>,
    /// How many edges away from --around
    #[arg(long, value_name = "N", default_value_t = 1, requires = "around")]
    pub(crate) depth: usize,
    /// Nodes of this kind: paper, method, dataset, task, metric, link or work; may be given
    /// several times
    #[arg(long, value_parser = node_kind)]
    pub(crate) kind: Vec<NodeKind>,
    /// Nothing too general to look up, such as "neural network"
    #[arg(long)]
    pub(crate) specific: bool,
    /// Papers, and what at least N papers name
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) min_papers: usize,
    /// The N most central nodes
    #[arg(long, value_name = "N")]
    pub(crate) top: Option<usize>,
    /// What --top goes by: degree, pagerank or betweenness
    #[arg(long, value_name = "MEASURE", value_parser = measure, default_value = "pagerank")]
    pub(crate) by: Measure,
    /// Nodes that are joined to another one
    #[arg(long)]
    pub(crate) connected: bool,
    /// Papers joined by what they share, or entities joined by papers: papers or entities
    #[arg(long, value_name = "ONTO", value_parser = onto)]
    pub(crate) project: Option<Onto>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct RelatedArgs {
    #[command(flatten)]
    pub(crate) graph: GraphArgs,
    /// Id, title, beginning of a title, name or alias
    pub(crate) name: String,
    /// How many papers to list
    #[arg(short = 'k', value_name = "N", default_value_t = 10)]
    pub(crate) limit: usize,
    /// Print one JSON document
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct RankArgs {
    #[command(flatten)]
    pub(crate) graph: GraphArgs,
    /// degree, pagerank or betweenness
    #[arg(long, value_name = "MEASURE", value_parser = measure, default_value = "pagerank")]
    pub(crate) by: Measure,
    /// List nodes of one kind: paper, method, dataset, task, metric, link or work
    #[arg(long, value_parser = node_kind)]
    pub(crate) kind: Option<NodeKind>,
    /// How many nodes to list
    #[arg(short = 'k', value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    /// Print one JSON document
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ShowArgs {
    #[command(flatten)]
    pub(crate) graph: GraphArgs,
    /// Id, title, beginning of a title, name or alias
    pub(crate) name: String,
    /// Print one JSON document
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct PathArgs {
    #[command(flatten)]
    pub(crate) graph: GraphArgs,
    /// Where to start: id, title, beginning of a title, name or alias
    pub(crate) from_node: String,
    /// Where to end
    pub(crate) to_node: String,
    /// Print one JSON document
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct StatsArgs {
    #[command(flatten)]
    pub(crate) graph: GraphArgs,
    /// Print one JSON document
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct FormatsArgs {
    /// Print one JSON document
    #[arg(long)]
    pub(crate) json: bool,
}
