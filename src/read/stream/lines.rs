//! One record a line.

use crate::read::feed::{Feed, Halt};

use super::{Parse, Piece, Source};

/// Sends every line that is not blank to `parse`.
pub(in crate::read) fn lines(
    source: &mut Source<'_>,
    feed: &Feed,
    parse: &Parse,
) -> Result<(), Halt> {
    let limit = source.limit();
    while let Some(piece) = source.lines() {
        match piece {
            Piece::TooLong { line } => feed.skip(line, too_large(limit))?,
            Piece::Lines(block) => {
                let parse = parse.clone();
                feed.work(move |batch| {
                    for (line, bytes) in block.lines() {
                        if bytes.len() > limit {
                            batch.skip(line, too_large(limit));
                            continue;
                        }
                        let text = batch.decode(line, bytes);
                        parse(&text, line, batch);
                    }
                })?;
            }
        }
    }
    Ok(())
}

/// Why a record over the limit was left out.
pub(in crate::read) fn too_large(limit: usize) -> String {
    format!("larger than the limit of {limit} bytes a record")
}
