//! The command line: arguments → checked options → one file a command.
//!
//! Clap fills `args` and `ask`; `options` checks them and turns them into what the library takes; each file
//! of `command` does one command. `source` reads papers or loads a graph, whichever it is given;
//! `losses` says what was lost on the way in; `destination` writes a file whole or not at all;
//! `unfinished` removes what is being written where the user interrupts; `screen` prints for people. Results go to standard output, reports and errors to standard error.
//! The exit code is 0 where the command did what it was asked, 1 where it found nothing or, under
//! `--strict`, a record was skipped, 2 where a file or option cannot be used, 130 where the user
//! interrupts it.

mod args;
mod ask;
mod command;
mod destination;
mod losses;
mod options;
mod phrase;
mod progress;
mod screen;
mod source;
mod unfinished;

use std::io::ErrorKind;
use std::process::ExitCode;

use citegraph::{Error, Result};
use clap::Parser;

use args::{Args, Command};

/// How a command that did not fail ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// It did what it was asked.
    Done,
    /// There was nothing to find.
    Nothing,
}

/// Runs the command that the process was started with.
pub(crate) fn run() -> ExitCode {
    let args = Args::parse();
    unfinished::remove_on_interrupt();
    match dispatch(&args) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(1),
        Err(Error::Io { source, .. }) if source.kind() == ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(error) => {
            screen::error(&error);
            ExitCode::from(if matches!(error, Error::Incomplete { .. }) { 1 } else { 2 })
        }
    }
}

fn dispatch(args: &Args) -> Result<Outcome> {
    options::use_threads(args.threads)?;
    match &args.command {
        Command::Build(args) => command::build::run(args),
        Command::Add(args) => command::add::run(args),
        Command::Extract(args) => command::extract::run(args),
        Command::Eval(args) => command::eval::run(args),
        Command::Export(args) => command::export::run(args),
        Command::View(args) => command::view::run(args),
        Command::Related(args) => command::related::run(args),
        Command::Rank(args) => command::rank::run(args),
        Command::Show(args) => command::show::run(args),
        Command::Path(args) => command::path::run(args),
        Command::Communities(args) => command::communities::run(args),
        Command::Components(args) => command::components::run(args),
        Command::Leaderboard(args) => command::leaderboard::run(args),
        Command::Compare(args) => command::compare::run(args),
        Command::Lineage(args) => command::lineage::run(args),
        Command::Diff(args) => command::diff::run(args),
        Command::Entities(args) => command::entities::run(args),
        Command::Stats(args) => command::stats::run(args),
        Command::Lexicon(args) => command::lexicon::run(args),
        Command::Formats(args) => command::formats::run(args),
    }
}
