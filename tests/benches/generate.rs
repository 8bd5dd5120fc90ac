//! Writes a corpus of generated papers as JSON Lines, to measure on: the same seed makes the same bytes.
//!
//! `cargo run --release --example generate -- --papers 100000 --seed 1 > papers.jsonl`
#![expect(clippy::unwrap_used, reason = "our own tables are well-formed")]

#[path = "../generator/mod.rs"]
mod generator;

use std::io::{self, BufWriter, ErrorKind, Write};
use std::process::ExitCode;

use clap::Parser;
use generator::Corpus;

/// Papers in the statistics of real ones, as JSON Lines on standard output
#[derive(Parser)]
struct Args {
    /// How many papers
    #[arg(long)]
    papers: usize,
    /// What makes one corpus another
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> ExitCode {
    match write(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads has enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::from(2)
        }
    }
}

fn write(args: &Args) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    for paper in Corpus::new(args.seed).take(args.papers) {
        serde_json::to_writer(&mut out, &paper)?;
        out.write_all(b"\n")?;
    }
    out.flush()
}
