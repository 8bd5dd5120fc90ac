//! Integration tests, one module a topic.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod annotate;
mod annotated;
mod cli;
mod cli_reading;
mod evaluate;
mod export;
mod graph;
mod graphs;
mod house;
mod names;
mod query;
mod questions;
mod read;
mod resolve;
