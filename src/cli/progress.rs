//! How far reading, extracting and exporting are, on standard error where it is a terminal.

use std::cell::RefCell;
use std::time::Duration;

use citegraph::export::Watch;
use citegraph::read;
use indicatif::{HumanCount, HumanFloatCount, ProgressBar, ProgressStyle};

/// Papers between two looks at the clock: looking costs more than reading a paper.
const PAPERS: u64 = 64;

/// Between two turns of a spinner.
const TICK: Duration = Duration::from_millis(200);

/// A bar, hidden where standard error is no terminal.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// A bar for reading so many bytes; a spinner where their number is not known.
    pub(crate) fn of_bytes(bytes: Option<u64>) -> Self {
        let bar = bytes.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
        Self::styled(
            bar,
            match bytes {
                Some(_) => "{wide_bar} {bytes}/{total_bytes}, {msg}, {eta} left",
                None => "{spinner} {bytes}, {msg}",
            },
        )
    }

    /// A bar for extracting from so many papers.
    pub(crate) fn of_papers(papers: usize) -> Self {
        let bar = ProgressBar::new(papers as u64);
        Self::styled(bar, "{wide_bar} {human_pos}/{human_len} papers, {per_sec}, {eta} left")
    }

    /// A bar for a step of so many parts; a spinner where they cannot be told apart.
    fn of_parts(what: &'static str, parts: usize) -> Self {
        if parts == 1 {
            let spinner = Self::styled(ProgressBar::new_spinner(), "{spinner} {msg}, {elapsed}");
            spinner.0.enable_steady_tick(TICK);
            spinner.0.set_message(what);
            return spinner;
        }
        let bar = ProgressBar::new(parts as u64);
        let bar = Self::styled(bar, "{wide_bar} {msg}, {human_pos}/{human_len}, {eta} left");
        bar.0.set_message(what);
        bar
    }

    fn styled(bar: ProgressBar, template: &str) -> Self {
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self(bar)
    }

    /// Shows how far reading is.
    pub(crate) fn show(&self, progress: read::Progress) {
        if self.0.is_hidden() || !progress.papers.is_multiple_of(PAPERS) {
            return;
        }
        let per_second = progress.papers as f64 / self.0.elapsed().as_secs_f64().max(1e-3);
        let (papers, rate) = (HumanCount(progress.papers), HumanFloatCount(per_second.round()));
        self.0.set_position(progress.bytes_read);
        self.0.set_message(format!("{papers} papers, {rate} papers/s"));
    }

    /// So many more papers are done.
    pub(crate) fn add(&self, papers: usize) {
        self.0.inc(papers as u64);
    }

    /// Removes the bar, so that what follows starts on a clean line.
    pub(crate) fn clear(&self) {
        self.0.finish_and_clear();
    }
}

/// Shows how far the long steps of an export are, each from its beginning to its end.
pub(crate) fn export_watch() -> Watch {
    let shown: RefCell<Option<(&'static str, Progress)>> = RefCell::new(None);
    Watch::new(move |what, done, all| {
        let mut shown = shown.borrow_mut();
        if shown.as_ref().is_none_or(|(before, _)| *before != what) {
            *shown = Some((what, Progress::of_parts(what, all)));
        }
        if let Some((_, progress)) = shown.as_ref() {
            progress.0.set_position(done as u64);
            if done == all {
                progress.clear();
                *shown = None;
            }
        }
    })
}
