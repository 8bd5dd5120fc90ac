//! Makes what ships with the crate: the tables of how names behave, and the weights.
//!
//! For maintainers; `docs/extraction.md` says how the shipped files were made.

use std::collections::HashSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use citegraph::export::whole::{parent, unfinished_file};
use citegraph::extract::Extractor;
use citegraph::learn::related::{Citing, Half, Precision};
use citegraph::learn::{annotations, mine, train};
use citegraph::lexicon::key;
use citegraph::model::RecordJson;
use citegraph::query::RelatedWeights;
use citegraph::read::{self, Input, ReadOptions};
use citegraph::{Error, Lexicon, Paper, Result};
use clap::{Parser, Subcommand};
use rayon::prelude::*;

/// Makes the tables and weights that ship with citegraph.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Count how names and words behave in plain papers, annotated ones left out.
    Mine(Sources),
    /// Fit the weights on annotated papers.
    Train(Sources),
    /// Extract from annotated papers with weights fitted on the others, in five folds; records on
    /// standard output.
    CrossValidate(Sources),
    /// Fit the ranking of related papers to what papers cite: on one half of the papers, judged by
    /// the other.
    Related {
        /// Papers with their references.
        papers: PathBuf,
        /// Where to write the weights.
        #[arg(long, default_value = "src/query/data/related_weights.tsv")]
        out: PathBuf,
    },
}

#[derive(clap::Args)]
struct Sources {
    /// Papers of the annotations.
    #[arg(long, required = true)]
    papers: Vec<PathBuf>,
    /// Annotations to learn from and to be judged by.
    #[arg(long, required = true)]
    gold: Vec<PathBuf>,
    /// Annotations to learn from only.
    #[arg(long)]
    own: Vec<PathBuf>,
    /// Plain papers, among them those of `--own`.
    #[arg(long, required = true)]
    plain: PathBuf,
    /// Folder of the tables.
    #[arg(long, default_value = "src/extract/data")]
    out: PathBuf,
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "citegraph-learn: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(command: Command) -> Result<()> {
    match command {
        Command::Mine(sources) => {
            let corpus = Corpus::read(&sources)?;
            write(&sources.out.join("names.tsv"), &mine::names(&corpus.plain, 3))?;
            write(&sources.out.join("words.tsv"), &mine::word_table(&corpus.plain, 12, 200))
        }
        Command::Train(sources) => {
            let corpus = Corpus::read(&sources)?;
            let material = corpus.material();
            for (file, table) in material.fit(&|_| true)? {
                write(&sources.out.join("weights").join(file), &table)?;
            }
            Ok(())
        }
        Command::CrossValidate(sources) => {
            let corpus = Corpus::read(&sources)?;
            let material = corpus.material();
            let judged = &corpus.papers[..corpus.judged];
            for record in material.cross_validate(judged, FOLDS)? {
                let line = serde_json::to_string(&record)
                    .map_err(|e| Error::io("write", &record.id, e.into()))?;
                say(&line)?;
            }
            Ok(())
        }
        Command::Related { papers: file, out } => fit_related(&file, &out),
    }
}

fn fit_related(file: &Path, out: &Path) -> Result<()> {
    let papers = papers(&[file.to_owned()])?;
    let extractor = Extractor::new(Lexicon::builtin());
    let records: Vec<_> = papers.par_iter().map(|paper| extractor.extract(paper)).collect();
    let citing = Citing::new(papers, &records)?;
    let mut weights = RelatedWeights::fitted();
    say(&precision("before", &citing, &weights))?;
    weights = citing.fit();
    say(&precision("after", &citing, &weights))?;
    let rows = weights.parts().map(|(name, value)| format!("{name}\t{value}\n"));
    write(out, &format!("weight\tvalue\n{}", rows.concat()))
}

/// How well both halves are answered, as a line.
fn precision(when: &str, citing: &Citing, weights: &RelatedWeights) -> String {
    let halves = [("fitted half", Half::First), ("other half", Half::Second)];
    let said = halves.map(|(name, half)| {
        let Precision { hidden, leave_one_out } = citing.precision(weights, half);
        format!("{name}: hidden {hidden:.4}, leave-one-out {leave_one_out:.4}")
    });
    format!("MAP {when}: {}", said.join("; "))
}

fn say(line: &str) -> Result<()> {
    writeln!(std::io::stdout(), "{line}").map_err(|e| Error::io("write", "standard output", e))
}

const FOLDS: usize = 5;

/// What is read before anything is learnt.
struct Corpus {
    /// Annotated papers, those to be judged first, in the order of `gold`.
    papers: Vec<Paper>,
    gold: Vec<RecordJson>,
    judged: usize,
    plain: Vec<Paper>,
}

impl Corpus {
    fn read(sources: &Sources) -> Result<Self> {
        let plain = papers(std::slice::from_ref(&sources.plain))?;
        let texts = papers(&sources.papers)?;
        let (mut gold, mut annotated) =
            annotations::pair(annotations::load(&sources.gold)?, &texts)?;
        let judged = gold.len();
        let own = annotations::pair(annotations::load(&sources.own)?, &plain)?;
        gold.extend(own.0);
        annotated.extend(own.1);
        let titles: HashSet<String> = annotated.iter().map(|p| key(&p.title)).collect();
        let plain = plain.into_iter().filter(|p| !titles.contains(&key(&p.title))).collect();
        Ok(Self { papers: annotated, gold, judged, plain })
    }

    fn material(&self) -> train::Material {
        let extractor = Extractor::new(Lexicon::builtin());
        train::Material::new(extractor, &self.papers, &self.gold, self.judged)
    }
}

fn papers(files: &[PathBuf]) -> Result<Vec<Paper>> {
    let inputs: Vec<Input> = files.iter().cloned().map(Input::from).collect();
    read::open(&inputs, &ReadOptions::default())?.collect()
}

/// Writes a file whole or not at all.
fn write(path: &Path, text: &str) -> Result<()> {
    let file = unfinished_file(parent(path));
    let mut file = file.map_err(|e| Error::io("create", path, e))?;
    file.write_all(text.as_bytes()).map_err(|e| Error::io("write", path, e))?;
    file.persist(path).map_err(|e| Error::io("rename", path, e.error))?;
    Ok(())
}
