//! Text from bytes that may not be UTF-8.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

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
pub(in crate::read) fn utf8(bytes: &[u8]) -> Decoded<'_> {
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
            how: Some("not UTF-8; decoded as Latin-1 (Windows-1252)"),
        };
    }
    let text = String::from_utf8_lossy(bytes);
    let repaired = text.matches('\u{FFFD}').count() as u64;
    Decoded { text, repaired, how: Some("invalid UTF-8; the bytes were replaced by U+FFFD") }
}

/// Whether most non-ASCII bytes stand alone and next to an ASCII letter.
fn is_plausible_latin(bytes: &[u8]) -> bool {
    let high = |at: Option<&u8>| at.is_some_and(|b| !b.is_ascii());
    let letter = |at: Option<&u8>| at.is_some_and(u8::is_ascii_alphabetic);
    let (mut all, mut fitting) = (0_usize, 0_usize);
    for (at, _) in bytes.iter().enumerate().filter(|(_, b)| !b.is_ascii()) {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        let after = bytes.get(at + 1);
        all += 1;
        let alone = !high(before) && !high(after);
        fitting += usize::from(alone && (letter(before) || letter(after)));
    }
    fitting * 2 > all
}

#[cfg(test)]
mod tests {
    use super::utf8;

    #[test]
    fn latin_is_decoded_and_damage_replaced() {
        let decoded = utf8(b"M\xfcller and Garc\xeda");
        assert_eq!((&*decoded.text, decoded.repaired), ("Müller and García", 2));
        let damaged = utf8(b"caf\xc3\xa9 \xff");
        assert_eq!((&*damaged.text, damaged.repaired), ("café \u{FFFD}", 1));
        assert_eq!(utf8("ü".as_bytes()).how, None);
    }
}
