//! How far reading, extracting and laying out are, on standard error where it is a terminal.

use std::cell::OnceCell;

use citegraph::export::Watch;
use citegraph::read;
use indicatif::{HumanCount, HumanFloatCount, ProgressBar, ProgressStyle};

/// Papers between two looks at the clock: looking costs more than reading a paper.
const PAPERS: u64 = 64;

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

    /// A bar for a layout of so many steps.
    fn of_steps(steps: usize) -> Self {
        let bar = ProgressBar::new(steps as u64);
        Self::styled(bar, "{wide_bar} layout, step {pos}/{len}, {eta} left")
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

/// Shows how far a layout is, from its first step to its last.
pub(crate) fn layout_watch() -> Watch {
    let bar = OnceCell::new();
    Watch::new(move |done, all| {
        let bar = bar.get_or_init(|| Progress::of_steps(all));
        bar.0.set_position(done as u64);
        if done == all {
            bar.clear();
        }
    })
}
