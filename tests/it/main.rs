//! Integration tests, one module a topic.

mod export;
mod house;
mod read;
