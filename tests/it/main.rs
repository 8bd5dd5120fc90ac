//! Integration tests, one module a topic.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod annotated;
mod cli;
mod export;
mod graph;
mod graphs;
mod house;
mod query;
mod questions;
mod read;
mod resolve;
