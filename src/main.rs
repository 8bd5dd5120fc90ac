//! The `citegraph` command.

mod cli;

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Every thread reads and extracts papers of its own, in many small pieces.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
