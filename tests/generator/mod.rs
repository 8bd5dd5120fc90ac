//! Corpora of any size for tests and benches, in the statistics of real ones.
//!
//! Names recur as they do in text: most mentions repeat one that stands before, a popular name more
//! often than a rare one, and new names keep coming ever more slowly (Simon 1955; Heaps 1978). The
//! names known from the start are the lexicon's, by the number of papers that hold them. Sentences are
//! our own templates, filled from tables in `data`. The same seed makes the same bytes.

mod corpus;
mod names;
mod tables;

pub(crate) use corpus::Corpus;
