//! Training of the weights and tables that ship with the crate, from annotations and plain text.
//!
//! Only for maintainers (feature `learn`, command `citegraph-learn`). [`annotations`] reads what
//! careful readers found; `answers` pairs it with candidates; [`mine`] counts how names and words
//! behave in plain papers, with word classes by `exchange`; [`train`] fits the linear models of
//! `softmax` and cross-validates them; [`related`] fits the ranking of related papers.

pub mod annotations;
mod answers;
mod exchange;
pub mod mine;
pub mod related;
mod softmax;
pub mod train;
