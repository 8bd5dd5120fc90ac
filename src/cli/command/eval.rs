//! `eval`: how well extraction answers annotations.

use std::fmt::Write as _;

use citegraph::Result;
use citegraph::evaluate::{Evaluation, evaluate, load};
use citegraph::model::RecordJson;

use crate::cli::args::EvalArgs;
use crate::cli::options::Reading;
use crate::cli::screen::{DIM, HEAD, printable, styled};
use crate::cli::{Outcome, screen, source};

pub(crate) fn run(args: &EvalArgs) -> Result<Outcome> {
    let gold = load(&args.gold)?;
    let found = if args.records { given(args)? } else { extracted(args)? };
    let mut evaluation = evaluate(&gold, &found);
    if !args.errors {
        evaluation.differences.clear();
    }
    if args.json {
        screen::print_json(&evaluation)?;
    } else {
        screen::print(&text(&evaluation))?;
    }
    Ok(Outcome::Done)
}

/// The records of the papers, extracted here and now.
fn extracted(args: &EvalArgs) -> Result<Vec<RecordJson>> {
    let mut reading = Reading::new(&args.papers, &args.read)?;
    let mut found = Vec::new();
    source::each_batch(&mut reading, |papers, records| {
        found.extend(papers.iter().zip(records).map(|(p, r)| RecordJson::new(p, r)));
        Ok(())
    })?;
    Ok(found)
}

/// Records that `extract`, or another tool, wrote.
fn given(args: &EvalArgs) -> Result<Vec<RecordJson>> {
    let files = args.papers.iter().map(|file| load(file));
    Ok(files.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

fn text(evaluation: &Evaluation) -> String {
    let mut out = String::new();
    for d in &evaluation.differences {
        let how = styled(DIM, &format!("{} {}", d.what, d.how));
        let _ = writeln!(out, "{}  {how}  {}", printable(&d.paper), printable(&d.name));
    }
    let head = format!("{:26}{:>8}{:>8}{:>8}{:>7}{:>7}{:>7}", "", "P", "R", "F1", "tp", "fp", "fn");
    let _ = writeln!(out, "{}", styled(HEAD, &head));
    for (what, f) in &evaluation.figures {
        let _ = writeln!(
            out,
            "{what:26}{:8.3}{:8.3}{:8.3}{:7}{:7}{:7}",
            f.p, f.r, f.f1, f.tp, f.fp, f.missed
        );
    }
    let unpaired = match evaluation.unpaired {
        0 => String::new(),
        n => format!("; {n} have no record"),
    };
    let _ = writeln!(out, "{} of {} papers exact{unpaired}", evaluation.exact, evaluation.papers);
    let _ = writeln!(out, "expected calibration error {:.3}", evaluation.calibration.error);
    let head = format!("\n{:16}{:>8}{:>8}{:>8}", "--min-confidence", "P", "R", "F1");
    let _ = writeln!(out, "{}", styled(HEAD, &head));
    for point in &evaluation.curve {
        let _ = writeln!(
            out,
            "{:<16}{:8.3}{:8.3}{:8.3}",
            point.min_confidence, point.p, point.r, point.f1
        );
    }
    out
}
