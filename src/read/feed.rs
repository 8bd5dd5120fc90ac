//! From the thread that cuts input to the one that parses and hands out papers.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::SyncSender;

use crate::Error;

use super::batch::Batch;

/// What crosses over, in input order.
pub(super) enum Event {
    /// A file, or a member of an archive, begins.
    File(Arc<str>),
    /// The format of the file is known.
    Format(&'static str),
    /// A stretch of it that can be parsed on its own.
    Work(Box<dyn FnOnce(&mut Batch) + Send>),
    /// The run cannot go on.
    Fatal(Error),
}

/// Why cutting a file stopped before its end.
#[derive(Debug)]
pub(super) enum Halt {
    /// Nobody listens any more.
    Gone,
    /// The rest of the file cannot be read.
    Damaged(io::Error),
    /// The run cannot go on.
    Fatal(Box<Error>),
}

impl From<io::Error> for Halt {
    fn from(error: io::Error) -> Self {
        Self::Damaged(error)
    }
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        Self::Fatal(Box::new(error))
    }
}

/// An event, and the bytes that had been read when it was sent.
pub(super) type Sent = (Event, u64);

/// The sending end. It blocks while the other end is a few stretches behind, which bounds memory.
pub(super) struct Feed {
    sender: SyncSender<Sent>,
    /// Bytes read so far.
    read: Arc<AtomicU64>,
}

impl Feed {
    pub(super) fn new(sender: SyncSender<Sent>, read: Arc<AtomicU64>) -> Self {
        Self { sender, read }
    }

    pub(super) fn file(&self, name: &Arc<str>) -> Result<(), Halt> {
        self.send(Event::File(name.clone()))
    }

    pub(super) fn format(&self, name: &'static str) -> Result<(), Halt> {
        self.send(Event::Format(name))
    }

    pub(super) fn work(&self, work: impl FnOnce(&mut Batch) + Send + 'static) -> Result<(), Halt> {
        self.send(Event::Work(Box::new(work)))
    }

    pub(super) fn skip(&self, line: u64, reason: impl Into<String>) -> Result<(), Halt> {
        let reason = reason.into();
        self.work(move |batch| batch.skip(line, reason))
    }

    pub(super) fn note(&self, line: u64, reason: impl Into<String>) -> Result<(), Halt> {
        let reason = reason.into();
        self.work(move |batch| batch.note(line, reason))
    }

    /// Ends the run with an error; nothing is sent after it.
    pub(super) fn fatal(&self, error: Error) {
        let _ = self.send(Event::Fatal(error));
    }

    fn send(&self, event: Event) -> Result<(), Halt> {
        let read = self.read.load(Ordering::Relaxed);
        self.sender.send((event, read)).map_err(|_| Halt::Gone)
    }
}
