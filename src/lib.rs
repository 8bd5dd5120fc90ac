//! Papers in, knowledge graph out.
//!
//! citegraph reads paper titles and abstracts, extracts named methods, data sets, baselines,
//! tasks, metrics, results, links and citations, resolves them into entities, and holds papers and
//! entities in a graph whose every edge shows the sentence it came from.
//!
//! Data flows one way through the modules, each of which imports only those before it:
//! [`read`] → [`text`] → [`extract`] → [`resolve`] → [`graph`] → [`query`] → [`export`] → [`store`],
//! beside [`model`], [`lexicon`] and the [`Error`] type; [`evaluate`] compares records with annotations.
//!
//! The main job, from papers to an answer and an export:
//!
//! ```
//! use citegraph::{Lexicon, Result, export, extract::Extractor, graph, query, read, resolve};
//!
//! let papers = read::open(&["tests/fixtures/sample.jsonl".into()], &Default::default())?;
//! let papers = papers.collect::<Result<Vec<_>>>()?;
//! let extractor = Extractor::new(Lexicon::builtin());
//! let records: Vec<_> = papers.iter().map(|paper| extractor.extract(paper)).collect();
//! let resolution =
//!     resolve::resolve(&papers, &records, Lexicon::builtin(), &Default::default());
//! let graph = graph::build(papers, &records, &resolution, &Default::default())?;
//! let resnet = query::find(&graph, "Deep Residual Learning")?;
//! for row in query::related(&graph, resnet, &Default::default())?.results {
//!     println!("{} {}", row.title, row.score);
//! }
//! println!("{}", export::to_string(&graph, "dot")?);
//! # Ok::<(), citegraph::Error>(())
//! ```

pub mod error;
pub mod evaluate;
pub mod export;
pub mod extract;
pub mod graph;
#[cfg(feature = "learn")]
pub mod learn;
pub mod lexicon;
pub mod model;
pub mod query;
pub mod read;
pub mod resolve;
pub mod store;
pub mod text;

pub use error::{Candidate, Error, Location, Result};
pub use graph::Graph;
pub use lexicon::Lexicon;
pub use model::{Kind, Paper, Record, Role};
