//! Items written in order, a block at a time, each block by all threads.

use std::io;

use rayon::prelude::*;

use super::Output;

/// Items that are held as text at a time, and those that one thread takes of them.
const BLOCK: usize = 8192;
const SHARE: usize = 256;

/// Writes what `write` makes of each share of the items, in the items' order.
pub(super) fn in_blocks<I: Sync>(
    out: &mut dyn Output,
    mut items: impl Iterator<Item = I>,
    write: impl Fn(&mut Vec<u8>, &[I]) -> io::Result<()> + Sync,
) -> io::Result<()> {
    let text = |share: &[I]| {
        let mut text = Vec::new();
        write(&mut text, share)?;
        io::Result::Ok(text)
    };
    loop {
        let block: Vec<I> = items.by_ref().take(BLOCK).collect();
        if block.is_empty() {
            return Ok(());
        }
        let texts: Vec<_> = block.par_chunks(SHARE).map(text).collect::<io::Result<_>>()?;
        for text in texts {
            out.write_all(&text)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;
    use crate::export::Single;

    #[test]
    fn items_stay_in_order_over_blocks() {
        let mut bytes = Vec::new();
        let items = 0..3 * BLOCK + 7;
        in_blocks(&mut Single::new(&mut bytes), items.clone(), |text, share| {
            share.iter().try_for_each(|i| writeln!(text, "{i}"))
        })
        .unwrap();
        let lines: Vec<String> = items.map(|i| i.to_string()).collect();
        assert!(String::from_utf8(bytes).unwrap().lines().eq(lines.iter().map(String::as_str)));
    }
}
