//! Text from bytes that may not be UTF-8.

use std::borrow::Cow;
use std::io::Read;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::probe::Probed;
use crate::read::parse::text::any_byte;

/// Enough to see an XML declaration or the zeros of UTF-16.
const PROBE: u64 = 1024;

/// Text and what it took to get it.
pub(in crate::read) struct Decoded<'a> {
    pub(in crate::read) text: Cow<'a, str>,
    /// Characters decoded from another encoding or replaced.
    pub(in crate::read) repaired: u64,
    /// What was done, where anything was.
    pub(in crate::read) how: Option<&'static str>,
}

/// The text of one record.
///
/// Bytes that are not UTF-8 are taken for Windows-1252, of which Latin-1 is a part, where no
/// multi-byte UTF-8 stands beside them and they sit in words; else each is replaced by U+FFFD.
/// Control characters become spaces.
pub(in crate::read) fn utf8(bytes: &[u8]) -> Decoded<'_> {
    let decoded = decoded(bytes);
    let stray = |b: &u8| *b < 0x20 && !matches!(*b, b'\t' | b'\n' | b'\r');
    if !any_byte(&decoded.text, |b| stray(&b)) {
        return decoded;
    }
    let strays = decoded.text.bytes().filter(stray).count() as u64;
    Decoded {
        text: Cow::Owned(
            decoded.text.replace(|c: char| u8::try_from(c).is_ok_and(|b| stray(&b)), " "),
        ),
        repaired: decoded.repaired + strays,
        how: decoded.how.or(Some("control characters replaced by spaces")),
    }
}

fn decoded(bytes: &[u8]) -> Decoded<'_> {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Decoded { text: Cow::Borrowed(text), repaired: 0, how: None },
        Err(error) => error,
    };
    if bytes[..error.valid_up_to()].is_ascii() && is_plausible_latin(bytes) {
        let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
        let repaired = text.chars().filter(|c| !c.is_ascii()).count() as u64;
        return Decoded {
            text,
            repaired,
            how: Some("not UTF-8, decoded as Windows-1252 (Latin-1)"),
        };
    }
    let text = String::from_utf8_lossy(bytes);
    let repaired = text.matches('\u{FFFD}').count() as u64;
    Decoded { text, repaired, how: Some("not UTF-8, stray bytes replaced by U+FFFD") }
}

/// Whether most runs of non-ASCII bytes are one or two long and next to an ASCII letter.
fn is_plausible_latin(bytes: &[u8]) -> bool {
    let letter = |at: Option<&u8>| at.is_some_and(u8::is_ascii_alphabetic);
    let (mut runs, mut fitting, mut at) = (0_usize, 0_usize, 0_usize);
    while let Some(start) = bytes[at..].iter().position(|b| !b.is_ascii()).map(|n| at + n) {
        let length = bytes[start..].iter().take_while(|b| !b.is_ascii()).count();
        at = start + length;
        let before = start.checked_sub(1).and_then(|before| bytes.get(before));
        runs += 1;
        fitting += usize::from(length < 3 && (letter(before) || letter(bytes.get(at))));
    }
    fitting * 2 > runs
}

/// A whole stream as UTF-8 where its start shows another encoding, and the name of that one.
pub(super) fn transcode<'a>(
    reader: Box<dyn Read + 'a>,
) -> (Box<dyn Read + 'a>, Option<&'static str>) {
    let probed = Probed::new(reader, PROBE);
    let Some(encoding) = shown(probed.start()) else { return (Box::new(probed), None) };
    let decoder = DecodeReaderBytesBuilder::new().encoding(Some(encoding)).build(probed);
    (Box::new(decoder), Some(encoding.name()))
}

/// The encoding that a byte-order mark, the zeros of UTF-16 or an XML declaration shows.
fn shown(start: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(start) {
        return (encoding != UTF_8).then_some(encoding);
    }
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = start.len() * 2 / 5;
    if start.len() >= 4 && odd > many && even * 8 < odd {
        return Some(UTF_16LE);
    }
    if start.len() >= 4 && even > many && odd * 8 < even {
        return Some(UTF_16BE);
    }
    declared(start).filter(|encoding| *encoding != UTF_8 && !is_utf16(encoding))
}

fn is_utf16(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

/// `<?xml version="1.0" encoding="ISO-8859-1"?>`.
fn declared(start: &[u8]) -> Option<&'static Encoding> {
    let start = start.trim_ascii_start().strip_prefix(b"<?xml")?;
    let end = start.iter().position(|b| *b == b'>')?;
    let declaration = std::str::from_utf8(&start[..end]).ok()?;
    let (_, label) = declaration.split_once("encoding")?;
    let label = label.trim_start().strip_prefix('=')?.trim_start();
    let label = label.strip_prefix(['"', '\''])?.split(['"', '\'']).next()?;
    Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_is_decoded_and_damage_replaced() {
        let decoded = utf8(b"M\xfcller and Garc\xeda");
        assert_eq!((&*decoded.text, decoded.repaired), ("Müller and García", 2));
        let damaged = utf8(b"caf\xc3\xa9 \xff");
        assert_eq!((&*damaged.text, damaged.repaired), ("café \u{FFFD}", 1));
        assert_eq!(utf8(b"Gr\xf6\xdfe").text, "Größe");
        assert_eq!(utf8("ü".as_bytes()).how, None);
    }

    #[test]
    fn whole_streams_are_told_by_their_start() {
        let wide: Vec<u8> = "Tïtle, text".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let xml = b"<?xml version='1.0' encoding='iso-8859-1'?><a>\xfc</a>".to_vec();
        for (bytes, name, text) in [
            (wide, Some("UTF-16LE"), "Tïtle, text"),
            (xml, Some("windows-1252"), "<?xml version='1.0' encoding='iso-8859-1'?><a>ü</a>"),
            (b"plain".to_vec(), None, "plain"),
        ] {
            let (mut reader, shown) = transcode(Box::new(&bytes[..]));
            let mut out = String::new();
            reader.read_to_string(&mut out).unwrap();
            assert_eq!((shown, out.as_str()), (name, text));
        }
    }
}
