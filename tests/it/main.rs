//! Integration tests, one module a stage.

mod read;
