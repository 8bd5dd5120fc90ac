//! Small repairs of running text.

use std::borrow::Cow;

use quick_xml::escape::resolve_html5_entity;

/// Whether any byte is as wanted; looks at many at once.
pub(in crate::read) fn any_byte(text: &str, wanted: impl Fn(u8) -> bool) -> bool {
    text.as_bytes().chunks(64).any(|chunk| chunk.iter().fold(false, |any, b| any | wanted(*b)))
}

/// Text on one line, with single spaces.
pub(in crate::read) fn unwrapped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The value of a command-like prefix: `Abstract`, `ABSTRACT:`, `Abstract—`.
pub(in crate::read) fn without_label<'a>(text: &'a str, label: &str) -> &'a str {
    let text = text.trim();
    let Some(head) = text.get(..label.len()) else { return text };
    let rest = &text[label.len()..];
    let marks = [':', '.', '-', '\u{2013}', '\u{2014}', '\n'];
    if head.eq_ignore_ascii_case(label) && rest.starts_with(marks) {
        return rest.trim_start_matches(marks).trim_start();
    }
    text
}

/// Text without HTML or JATS tags, with line breaks at paragraphs and with character references
/// resolved; a `<` that opens no tag stays.
pub(in crate::read) fn without_tags(text: &str) -> Cow<'_, str> {
    if !text.contains(['<', '&']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let after = rest[1..].trim_start_matches('/');
        let end = rest.find('>').filter(|end| *end < LONGEST_TAG);
        match end {
            Some(end) if after.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                let name = after.split(|c: char| !c.is_ascii_alphabetic() && c != ':').next();
                let local = name.and_then(|name| name.rsplit(':').next()).unwrap_or("");
                if BLOCKS.contains(&local) {
                    out.push('\n');
                }
                rest = &rest[end + 1..];
            }
            _ => {
                out.push('<');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(resolved(&out).into_owned())
}

/// A longer stretch between angle brackets is no tag.
const LONGEST_TAG: usize = 300;
/// Tags at which a word ends.
const BLOCKS: [&str; 6] = ["p", "title", "sec", "br", "div", "li"];

/// Text with HTML character references resolved; unknown ones stay.
pub(in crate::read) fn resolved(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(LONGEST_NAME).position(|b| b == b';');
        let known = end.and_then(|end| Some((end, character(&rest[1..end])?)));
        if let Some((end, character)) = known {
            out.push_str(&character);
            rest = &rest[end + 1..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The longest name of an HTML entity, with its marks.
const LONGEST_NAME: usize = 34;

/// The text of a character reference without its marks: `amp`, `#228`, `#xe4`.
pub(in crate::read) fn character(name: &str) -> Option<Cow<'static, str>> {
    let Some(code) = name.strip_prefix('#') else {
        return resolve_html5_entity(name).map(Cow::Borrowed);
    };
    let number = match code.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => code.parse(),
    };
    char::from_u32(number.ok()?).map(|c| Cow::Owned(c.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_labels() {
        assert_eq!(unwrapped("  a\n  b\tc "), "a b c");
        assert_eq!(without_label("Abstract: We", "abstract"), "We");
        assert_eq!(
            without_tags("<jats:p>a &lt; b</jats:p><p>x <i>y</i> < z</p>"),
            "\na < b\n\nx y < z\n"
        );
        assert_eq!(resolved("R&amp;D &#228;&#xe4; &nope; AT&T"), "R&D ää &nope; AT&T");
        assert_eq!(without_label("Abstract art is", "abstract"), "Abstract art is");
    }
}
