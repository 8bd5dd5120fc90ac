//! The stream of papers.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::thread::{self, JoinHandle};

use crate::Paper;
use crate::error::{Error, Location, Result};

use super::batch::{Batch, Item};
use super::draft::Finished;
use super::feed::{Event, Feed, Sent};
use super::options::{Input, ReadOptions};
use super::report::LossReport;
use super::unique::Unique;
use super::walk;

/// Stretches that wait between cutting and parsing, and as many that are being parsed.
const AHEAD: usize = 8;

/// Papers in input order, read as they are asked for; see [`open`].
///
/// An item is an error only where the run cannot go on, and then it is the last one. Memory holds
/// a few stretches of input (half a megabyte each, or one record), never a file.
pub struct Papers {
    events: Receiver<Sent>,
    /// Stretches on the thread pool, in input order, and how far reading was with each.
    parsing: VecDeque<(Receiver<Parsed>, u64)>,
    ready: VecDeque<Result<Paper>>,
    report: LossReport,
    ids: Unique,
    /// Records without a title, which add to a paper.
    parts: Vec<Paper>,
    /// The file whose stretches are being parsed.
    parsed: Arc<str>,
    /// The file being read, and its records so far.
    file: Arc<str>,
    record: u64,
    given: u64,
    bytes_read: u64,
    bytes_total: Option<u64>,
    /// The thread that cuts input into stretches.
    cutter: Option<JoinHandle<()>>,
    ended: bool,
}

/// How far reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of files, compressed where they are, up to the stretch that is being given.
    pub bytes_read: u64,
    /// Bytes of all inputs, where known (standard input has no size).
    pub bytes_total: Option<u64>,
    /// Papers given.
    pub papers: u64,
}

/// Opens files, folders and standard input as one stream of papers.
///
/// ```
/// use citegraph::read::{self, Input, ReadOptions};
///
/// let folder = std::env::temp_dir().join("citegraph-doc");
/// std::fs::create_dir_all(&folder).unwrap();
/// let file = folder.join("papers.jsonl");
/// std::fs::write(&file, r#"{"title": "Deep Residual Learning", "year": 2015}"#).unwrap();
///
/// let mut papers = read::open(&[Input::from(file)], &ReadOptions::default())?;
/// let first = papers.next().unwrap()?;
/// assert_eq!((first.id.as_str(), first.year), ("deep-residual-learning", Some(2015)));
/// assert!(papers.next().is_none());
/// assert_eq!(papers.report().abstracts_missing, 1);
/// # Ok::<(), citegraph::Error>(())
/// ```
///
/// # Errors
/// No input, a file or folder that does not exist or may not be read, a folder without files. What
/// shows only later (an empty file, bytes that are no text, no paper in all of the input) comes as
/// the last item of the stream.
pub fn open(inputs: &[Input], options: &ReadOptions) -> Result<Papers> {
    let places = walk::places(inputs)?;
    let bytes_total = places.iter().map(|p| p.bytes).sum();
    let (sender, events) = sync_channel(AHEAD);
    let (options, read) = (options.clone(), Arc::new(AtomicU64::new(0)));
    let cutter = thread::Builder::new()
        .name("read".into())
        .spawn(move || walk::cut_all(&places, &options, &Feed::new(sender, read.clone()), &read))
        .map_err(|e| Error::io("read", inputs[0].to_string(), e))?;
    Ok(Papers {
        events,
        parsing: VecDeque::new(),
        ready: VecDeque::new(),
        report: LossReport::default(),
        ids: Unique::default(),
        parts: Vec::new(),
        parsed: Arc::default(),
        file: Arc::default(),
        record: 0,
        given: 0,
        bytes_read: 0,
        bytes_total,
        cutter: Some(cutter),
        ended: false,
    })
}

impl Papers {
    /// What was lost so far; the whole of it once the stream has ended.
    pub fn report(&self) -> &LossReport {
        &self.report
    }

    /// How far reading is, for a progress bar.
    pub fn progress(&self) -> Progress {
        Progress { bytes_read: self.bytes_read, bytes_total: self.bytes_total, papers: self.given }
    }

    /// The next paper under the id that its source gives it, which others may have too: what a
    /// [`Shelf`](super::Shelf) takes.
    pub fn next_as_named(&mut self) -> Option<Result<Paper>> {
        while self.ready.is_empty() && !self.ended {
            self.refill();
        }
        let next = self.ready.pop_front();
        self.given += u64::from(matches!(next, Some(Ok(_))));
        next
    }

    /// Keeps stretches being parsed while the outcome of the first of them is taken.
    fn refill(&mut self) {
        while self.parsing.len() < AHEAD {
            let (event, read) = match self.events.try_recv() {
                Ok(sent) => sent,
                Err(_) if !self.parsing.is_empty() => break,
                Err(_) => match self.events.recv() {
                    Ok(sent) => sent,
                    Err(_) => return self.finish(),
                },
            };
            if let Event::File(name) = &event {
                self.parsed = name.clone();
            }
            self.parsing.push_back((parse(event, self.parsed.clone()), read));
        }
        if let Some((outcome, read)) = self.parsing.pop_front() {
            self.bytes_read = read;
            self.absorb(wait(&outcome));
        }
    }

    fn absorb(&mut self, outcome: Parsed) {
        match outcome {
            Parsed::File(name) => {
                self.file = name;
                self.record = 0;
                self.report.files += 1;
            }
            Parsed::Format(name) => {
                *self.report.formats.entry(name.to_owned()).or_insert(0) += 1;
            }
            Parsed::Batch(batch) => {
                self.report.characters_repaired += batch.repaired;
                for item in batch.items {
                    self.item(item);
                }
            }
            Parsed::Fatal(error) => self.fail(error),
            Parsed::Broken => self.fail(self.broken()),
        }
    }

    fn item(&mut self, item: Item) {
        match item {
            Item::Paper(finished) => self.paper(finished),
            Item::Skip { line, reason } => {
                // Without a line it is a file, or the rest of one.
                self.record += u64::from(line.is_some());
                self.report.records += u64::from(line.is_some());
                self.report.skip(&self.file, line, reason);
            }
            Item::Note { line, reason } => self.report.note(&self.file, line, reason),
        }
    }

    /// The report, and the records that add to papers, in input order.
    pub(super) fn into_parts(self) -> (LossReport, Vec<Paper>) {
        (self.report, self.parts)
    }

    fn paper(&mut self, finished: Finished) {
        let Finished { mut paper, line, partial, notes, repaired, links_dropped } = finished;
        self.record += 1;
        paper.origins.iter_mut().for_each(|origin| origin.record = self.record);
        self.report.records += 1;
        self.report.links_dropped += links_dropped;
        self.report.characters_repaired += repaired;
        for note in notes {
            self.report.note(&self.file, (line > 0).then_some(line), note);
        }
        if partial {
            // Until a shelf finds its paper.
            self.report.parts_unmatched += 1;
            paper.origins.clear();
            return self.parts.push(paper);
        }
        self.report.papers += 1;
        self.report.abstracts_missing += u64::from(paper.abstract_text.is_empty());
        self.ready.push_back(Ok(paper));
    }

    fn fail(&mut self, error: Error) {
        self.ended = true;
        self.ready.push_back(Err(error));
    }

    /// The error for a panic, which no input should cause.
    fn broken(&self) -> Error {
        let hint = "this is a fault of the program, please report it with the file";
        Error::input(Location::new(self.file.to_string()), "reading broke off", hint)
    }

    /// After the last event: a run that gave nothing is an error.
    fn finish(&mut self) {
        self.ended = true;
        if self.cutter.take().is_some_and(|cutter| cutter.join().is_err()) {
            return self.fail(self.broken());
        }
        if self.report.papers > 0 {
            return;
        }
        let why = self.report.skips.first().map_or_else(String::new, |n| format!(" ({n})"));
        let at = Location::new(self.file.to_string());
        let hint = "run `citegraph formats` for what can be read, or choose a format with --from";
        self.ready.push_back(Err(Error::input(at, format!("no paper could be read{why}"), hint)));
    }
}

impl Iterator for Papers {
    type Item = Result<Paper>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut next = self.next_as_named();
        if let Some(Ok(paper)) = &mut next
            && let Some(id) = self.ids.other_than(&paper.id)
        {
            paper.id = id;
        }
        next
    }
}

/// Starts to parse an event of a file on the thread pool.
fn parse(event: Event, file: Arc<str>) -> Receiver<Parsed> {
    let (sender, outcome) = sync_channel(1);
    rayon::spawn(move || {
        // Nobody listens where the stream was dropped.
        let _ = sender.send(Parsed::of(event, file));
    });
    outcome
}

/// The outcome of an event. A thread of the pool, which may be the only one, works meanwhile.
fn wait(outcome: &Receiver<Parsed>) -> Parsed {
    loop {
        match outcome.try_recv() {
            Ok(parsed) => return parsed,
            Err(TryRecvError::Disconnected) => return Parsed::Broken,
            Err(TryRecvError::Empty) => {}
        }
        match rayon::yield_now() {
            Some(rayon::Yield::Executed) => {}
            Some(rayon::Yield::Idle) => thread::yield_now(),
            None => return outcome.recv().unwrap_or(Parsed::Broken),
        }
    }
}

/// An event after parsing.
enum Parsed {
    File(Arc<str>),
    Format(&'static str),
    Batch(Batch),
    Fatal(Error),
    /// A parser broke off.
    Broken,
}

impl Parsed {
    fn of(event: Event, file: Arc<str>) -> Self {
        match event {
            Event::File(name) => Self::File(name),
            Event::Format(name) => Self::Format(name),
            Event::Fatal(error) => Self::Fatal(error),
            Event::Work(work) => {
                let parsed = catch_unwind(AssertUnwindSafe(|| {
                    let mut batch = Batch { file, ..Batch::default() };
                    work(&mut batch);
                    batch
                }));
                parsed.map_or(Self::Broken, Self::Batch)
            }
        }
    }
}
