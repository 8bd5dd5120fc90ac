//! Containers, told by their first bytes and opened on the fly.

use std::io::{self, Read};

use flate2::read::MultiGzDecoder;

const GZIP: &[u8] = b"\x1f\x8b";
/// The longest signature.
const LONGEST: u64 = 6;

/// `reader` itself, or what it holds where it is compressed.
pub(in crate::read) fn unpack<'a>(mut reader: impl Read + 'a) -> io::Result<Box<dyn Read + 'a>> {
    let mut start = Vec::new();
    reader.by_ref().take(LONGEST).read_to_end(&mut start)?;
    let is_gzip = start.starts_with(GZIP);
    let whole = io::Cursor::new(start).chain(reader);
    Ok(if is_gzip {
        Box::new(MultiGzDecoder::new(io::BufReader::new(whole)))
    } else {
        Box::new(whole)
    })
}
