//! One clean view of a paper's texts, with the way back to the bytes as read.
//!
//! [`Document::new`] runs the three steps: [`clean`] undoes LaTeX, entities, ligatures, smart
//! quotes and control characters and keeps an exact map; [`token`] splits into words with their
//! shape; [`sentence`] marks where sentences start. Everything downstream works on the clean text
//! and reports spans through [`Document::span`], always in the original.

pub mod clean;
mod document;
pub mod sentence;
pub mod token;

pub use clean::Clean;
pub use document::Document;
pub use token::{Shape, Token};
