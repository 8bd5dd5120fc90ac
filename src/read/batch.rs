//! What parsing one stretch of input yields.

use std::borrow::Cow;
use std::sync::Arc;

use crate::model::Origin;

use super::draft::{Draft, Finished};
use super::stream::utf8;

/// One outcome, in input order.
#[expect(clippy::large_enum_variant, reason = "nearly all are papers")]
pub(super) enum Item {
    Paper(Finished),
    /// A record that could not be read.
    Skip {
        line: Option<u64>,
        reason: String,
    },
    /// A record, or a file, that was mended.
    Note {
        line: Option<u64>,
        reason: String,
    },
}

/// The outcomes of one stretch.
#[derive(Default)]
pub(super) struct Batch {
    /// The file that it is of.
    pub(super) file: Arc<str>,
    pub(super) items: Vec<Item>,
    /// Characters decoded or replaced before parsing.
    pub(super) repaired: u64,
}

impl Batch {
    /// The text of a record; what it took to get it is noted.
    pub(super) fn decode<'a>(&mut self, line: u64, bytes: &'a [u8]) -> Cow<'a, str> {
        let decoded = utf8(bytes);
        self.repaired += decoded.repaired;
        if let Some(how) = decoded.how {
            self.note(line, how);
        }
        decoded.text
    }

    /// Makes a paper of a draft, or reports why it is none.
    pub(super) fn draft(&mut self, draft: Draft) {
        let line = draft.line();
        match draft.finish() {
            Ok(mut finished) => {
                // Which record of the file it is shows when those before it are there.
                let origin = Origin { file: self.file.to_string(), record: 0, line };
                finished.paper.origins = vec![origin];
                self.items.push(Item::Paper(finished));
            }
            Err(reason) => self.skip(line, reason),
        }
    }

    pub(super) fn skip(&mut self, line: u64, reason: impl Into<String>) {
        self.items.push(Item::Skip { line: (line > 0).then_some(line), reason: reason.into() });
    }

    pub(super) fn note(&mut self, line: u64, reason: impl Into<String>) {
        self.items.push(Item::Note { line: (line > 0).then_some(line), reason: reason.into() });
    }
}
