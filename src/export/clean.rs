//! Text made safe for formats that cannot hold every character.

use std::borrow::Cow;

/// The text without control characters; line breaks and tabs become spaces.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    // Controls are below the space, DEL, or C1, whose first byte is C2.
    let suspect = |b: u8| b < b' ' || b == 0x7f || b == 0xc2;
    if !text.bytes().any(suspect) {
        return text.into();
    }
    text.chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control())
        .collect::<String>()
        .into()
}

/// Whether an address is safe to click on.
pub(super) fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// The text in lines of at most `width` characters, broken at spaces where there are any.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_go_and_breaks_become_spaces() {
        assert_eq!(printable("a\u{0}b\u{1b}[31m\nc\u{9b}"), "ab[31m c");
    }

    #[test]
    fn lines_break_at_spaces() {
        assert_eq!(wrap("one two three  four", 9), ["one two", "three", "four"]);
        assert_eq!(wrap("", 9), Vec::<String>::new());
    }
}
