//! The arguments as clap reads them; those of the questions to a graph stand in `ask`.

use std::path::PathBuf;

use bytesize::ByteSize;
use clap::{Args as ClapArgs, Parser, Subcommand};

use super::ask::{
    AskArgs, CommunitiesArgs, CompareArgs, ComponentsArgs, DiffArgs, EntitiesArgs, NamedArgs,
    PathArgs, RankArgs, RelatedArgs, ShowArgs,
};
use super::options::{edges_key, layout, measure, node_kind, onto, probability};
use citegraph::export::{EdgesKey, Layout};
use citegraph::graph::NodeKind;
use citegraph::query::{Measure, Onto};
use citegraph::read::ReadOptions;

const PAPERS: &str = "File or folder of papers, or - for standard input";
const GRAPH: &str = "A graph that `build` wrote, or papers to build one from; - for standard input";
const READING: &str = "Reading papers";
const LIMITS: &str = "Limits of reading";
const PART: &str = "Part of the graph";

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
    /// Read more papers into a store: the graph is then that of all papers
    Add(AddArgs),
    /// Print what is found in each paper, one JSON record a line
    Extract(ExtractArgs),
    /// Say how well extraction answers annotations of your own
    Eval(EvalArgs),
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
    /// List the parts of the graph that hang together closely, each by its most telling names
    Communities(CommunitiesArgs),
    /// List the parts of the graph between which there is no edge
    Components(ComponentsArgs),
    /// List the figures stated for a data set, a task, a metric or a method, best first
    Leaderboard(NamedArgs),
    /// Show whom a method beats, who beats it, and who compares with it
    Compare(CompareArgs),
    /// Show who introduced, used and compared with something, by year
    Lineage(NamedArgs),
    /// Show what a newer graph has that an older one has not
    Diff(DiffArgs),
    /// List the names of the graph, with the reason for every merge and split
    Entities(EntitiesArgs),
    /// Count papers, entities and edges
    Stats(AskArgs),
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
pub(crate) struct ReadArgs {
    /// Format of the papers (see `citegraph formats`); told by content where not given
    #[arg(help_heading = READING, long, value_name = "FORMAT")]
    pub(crate) from: Option<String>,
    /// Which columns of a table hold what, such as title=Headline,abstract=Body; guessed where not
    /// given
    #[arg(help_heading = READING, long, value_name = "FIELD=COLUMN,…")]
    pub(crate) columns: Option<String>,
    /// A table of names to lay over the built-in ones
    #[arg(help_heading = READING, long, value_name = "FILE")]
    pub(crate) lexicon: Option<PathBuf>,
    /// Where to write, as JSON, everything that was skipped, mended or merged
    #[arg(help_heading = READING, long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
    /// Stop with exit code 1 where a record was skipped
    #[arg(help_heading = READING, long)]
    pub(crate) strict: bool,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
}

/// How much is read at most.
#[derive(Debug, Clone, Copy, ClapArgs)]
#[expect(clippy::struct_field_names, reason = "named as the options are")]
pub(crate) struct LimitArgs {
    /// The largest record; a larger one is skipped
    #[arg(help_heading = LIMITS, long, value_name = "SIZE", hide_short_help = true,
          default_value_t = ByteSize(ReadOptions::default().max_record_bytes as u64))]
    pub(crate) max_record: ByteSize,
    /// The deepest nesting of a JSON, XML or BibTeX record; a deeper one is skipped
    #[arg(help_heading = LIMITS, long, value_name = "LEVELS", hide_short_help = true,
          default_value_t = ReadOptions::default().max_depth)]
    pub(crate) max_depth: usize,
    /// The most that a packed file may unpack to
    #[arg(help_heading = LIMITS, long, value_name = "SIZE", hide_short_help = true,
          default_value_t = ByteSize(ReadOptions::default().max_unpacked_bytes))]
    pub(crate) max_unpacked: ByteSize,
    /// How many times its packed size a file may unpack to
    #[arg(help_heading = LIMITS, long, value_name = "TIMES", hide_short_help = true,
          default_value_t = ReadOptions::default().max_unpack_ratio)]
    pub(crate) max_unpack_ratio: u64,
    /// The most columns of a table
    #[arg(help_heading = LIMITS, long, value_name = "N", hide_short_help = true,
          default_value_t = ReadOptions::default().max_columns)]
    pub(crate) max_columns: usize,
    /// The most files in an archive; the rest is left out
    #[arg(help_heading = LIMITS, long, value_name = "N", hide_short_help = true,
          default_value_t = ReadOptions::default().max_archive_files)]
    pub(crate) max_files: usize,
}

/// How what papers name becomes a graph.
#[derive(Debug, Default, ClapArgs)]
pub(crate) struct MakeArgs {
    /// A table of your own decisions on names: same, different or rename (see docs/queries.md)
    #[arg(help_heading = READING, long, value_name = "FILE")]
    pub(crate) aliases: Option<PathBuf>,
    /// Leave out what is less likely than this, 0 to 1
    #[arg(help_heading = READING, long, value_name = "P", value_parser = probability)]
    pub(crate) min_confidence: Option<f32>,
}

/// A graph, or papers to build one from, or a part of it.
#[derive(Debug, ClapArgs)]
pub(crate) struct GraphArgs {
    #[arg(help = GRAPH)]
    pub(crate) graph: PathBuf,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
    #[command(flatten)]
    pub(crate) make: MakeArgs,
    #[command(flatten)]
    pub(crate) part: PartArgs,
}

/// Which part of a graph to look at.
#[derive(Debug, ClapArgs)]
pub(crate) struct PartArgs {
    /// Papers like this, with what they name: 'dataset:ImageNet role:evaluated NOT method:ViT
    /// year:2024..' (see docs/queries.md)
    #[arg(long = "where", value_name = "EXPR", help_heading = PART)]
    pub(crate) filter: Option<String>,
    /// Take sizes and versions (ResNet-50) for their family
    #[arg(long, help_heading = PART)]
    pub(crate) fold_variants: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct BuildArgs {
    #[arg(help = PAPERS, required = true)]
    pub(crate) papers: Vec<PathBuf>,
    /// Where to write the graph: adjacency JSON, or a store where the name ends in .citegraph
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub(crate) output: PathBuf,
    /// Write a store, whatever it is called: a compact folder to which papers can be added
    #[arg(long)]
    pub(crate) store: bool,
    /// Leave out abstracts and sentences, keep where in them everything stands
    #[arg(long)]
    pub(crate) no_text: bool,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
    #[command(flatten)]
    pub(crate) make: MakeArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct AddArgs {
    /// The store, as `build` wrote it; it keeps --lexicon, --aliases and --min-confidence
    pub(crate) store: PathBuf,
    #[arg(help = PAPERS, required = true)]
    pub(crate) papers: Vec<PathBuf>,
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
pub(crate) struct EvalArgs {
    /// Annotations: one record a line, in the form that `extract` prints; names that need not be found
    /// are marked `"optional": true`
    pub(crate) gold: PathBuf,
    /// The annotated papers, paired by title
    #[arg(required = true)]
    pub(crate) papers: Vec<PathBuf>,
    /// Take the files for records that were extracted already
    #[arg(long)]
    pub(crate) records: bool,
    /// List every miss, extra and wrong role first
    #[arg(long)]
    pub(crate) errors: bool,
    /// Print one JSON document
    #[arg(long)]
    pub(crate) json: bool,
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
    /// A BibTeX file of your own to write with what its papers name added to their keywords, everything
    /// else as it is
    #[arg(long, value_name = "FILE")]
    pub(crate) annotate: Option<PathBuf>,
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
#[command(next_help_heading = PART)]
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
    /// What --top goes by: any measure of `rank`
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
pub(crate) struct FormatsArgs {
    /// Print one JSON document
    #[arg(long)]
    pub(crate) json: bool,
}
