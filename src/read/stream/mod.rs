//! Bytes of a file, unpacked and cut into records or stretches of whole records.

mod encoding;
mod source;
mod unpack;

pub(super) use encoding::utf8;
pub(super) use source::{Block, Piece, Source};
pub(super) use unpack::unpack;
