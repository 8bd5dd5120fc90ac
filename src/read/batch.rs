//! What parsing one stretch of input yields.

use super::draft::{Draft, Finished};

/// One outcome, in input order.
pub(super) enum Item {
    Paper(Box<Finished>),
    /// A record that could not be read.
    Skip {
        line: Option<u64>,
        reason: String,
    },
}

/// The outcomes of one stretch.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) items: Vec<Item>,
    /// Characters decoded or replaced before parsing.
    pub(super) repaired: u64,
}

impl Batch {
    pub(super) fn draft(&mut self, draft: Draft) {
        let line = draft.line;
        match draft.finish() {
            Ok(finished) => self.items.push(Item::Paper(Box::new(finished))),
            Err(reason) => self.skip(line, reason),
        }
    }

    pub(super) fn skip(&mut self, line: u64, reason: impl Into<String>) {
        self.items.push(Item::Skip { line: (line > 0).then_some(line), reason: reason.into() });
    }
}
