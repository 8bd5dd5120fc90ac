//! How far reading is, on standard error where it is a terminal.

use citegraph::read;
use indicatif::{HumanCount, ProgressBar, ProgressStyle};

/// A bar of bytes with a count of papers.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// A bar for so many bytes; a spinner where their number is not known. Hidden where standard
    /// error is no terminal.
    pub(crate) fn new(bytes: Option<u64>) -> Self {
        let bar = bytes.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
        let template = match bytes {
            Some(_) => "{wide_bar} {bytes}/{total_bytes}, {msg} papers, {eta} left",
            None => "{spinner} {bytes}, {msg} papers",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self(bar)
    }

    pub(crate) fn show(&self, progress: read::Progress) {
        self.0.set_position(progress.bytes_read);
        self.0.set_message(HumanCount(progress.papers).to_string());
    }

    /// Removes the bar, so that what follows starts on a clean line.
    pub(crate) fn clear(&self) {
        self.0.finish_and_clear();
    }
}
