//! `extract`: papers → records, one JSON object a line, in input order.

use std::io::Write;

use citegraph::model::RecordJson;
use citegraph::{Error, Paper, Record, Result};
use rayon::prelude::*;

use crate::cli::args::ExtractArgs;
use crate::cli::destination::Destination;
use crate::cli::options::Reading;
use crate::cli::{Outcome, screen, source};

pub(crate) fn run(args: &ExtractArgs) -> Result<Outcome> {
    let mut reading = Reading::new(&args.papers, &args.read)?;
    let mut out = Destination::stream(&args.output)?;
    let report = source::each_batch(&mut reading, |papers, records| {
        for line in lines(papers, records)? {
            out.write_all(&line).map_err(|e| Error::io("write", &args.output, e))?;
        }
        Ok(())
    })?;
    out.finish()?;
    screen::note(&report.to_string());
    Ok(Outcome::Done)
}

fn lines(papers: &[Paper], records: &[Record]) -> Result<Vec<Vec<u8>>> {
    papers
        .par_iter()
        .zip(records)
        .map(|(paper, record)| {
            let mut line = serde_json::to_vec(&RecordJson::new(paper, record))
                .map_err(|e| Error::io("write", &paper.id, e.into()))?;
            line.push(b'\n');
            Ok(line)
        })
        .collect()
}
