//! Integration tests, one module a topic.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod add;
mod annotate;
mod annotated;
mod cli;
mod cli_reading;
mod evaluate;
mod export;
mod faults;
mod fuzzed;
#[path = "../generator/mod.rs"]
mod generator;
mod graph;
mod graphs;
mod growth;
mod hostile;
mod house;
mod names;
mod parts;
mod properties;
mod query;
mod questions;
mod read;
mod resolve;
mod store;
