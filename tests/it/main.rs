//! Integration tests, one module a stage.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod annotated;
mod graph;
mod query;
mod read;
mod resolve;
