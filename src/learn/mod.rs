//! Training of the weights and tables that ship with the crate, from annotations and plain text.
//!
//! Only for maintainers (feature `learn`, command `citegraph-learn`). [`gold`] pairs annotations with
//! candidates, [`softmax`] fits the linear model.

pub(crate) mod exchange;
pub mod gold;
pub mod mine;
mod softmax;
pub mod train;
