//! The start of a stream, looked at before the stream is read.

use std::io::{self, Cursor, Read};

/// A stream whose first bytes are known; an error met there comes after them.
pub(super) struct Probed<R> {
    start: Cursor<Vec<u8>>,
    failure: Option<io::Error>,
    rest: R,
}

impl<R: Read> Probed<R> {
    /// Looks at up to `bytes` bytes.
    pub(super) fn new(mut rest: R, bytes: u64) -> Self {
        let mut start = Vec::new();
        let failure = rest.by_ref().take(bytes).read_to_end(&mut start).err();
        Self { start: Cursor::new(start), failure, rest }
    }

    pub(super) fn start(&self) -> &[u8] {
        self.start.get_ref()
    }
}

impl<R: Read> Read for Probed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.start.read(buffer)?;
        if bytes > 0 {
            return Ok(bytes);
        }
        self.failure.take().map_or_else(|| self.rest.read(buffer), Err)
    }
}
