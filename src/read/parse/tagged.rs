//! Records of lines that start with a tag, as RIS, MEDLINE and Web of Science have them.

/// One field: its tag and its value, wrapped lines joined.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::read) struct Field {
    pub(in crate::read) tag: String,
    pub(in crate::read) value: String,
}

/// How the lines of a format are told apart.
#[derive(Debug, Clone, Copy)]
pub(in crate::read) struct Grammar {
    /// The tag and the value of a line, where it starts a field.
    pub(in crate::read) field: fn(&str) -> Option<(&str, &str)>,
    /// Fields in which each further line is a value of its own.
    pub(in crate::read) lists: &'static [&'static str],
}

/// The fields of a record. A line without a tag goes on with the field before it.
pub(in crate::read) fn fields(text: &str, grammar: Grammar) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if let Some((tag, value)) = (grammar.field)(line) {
            fields.push(Field { tag: tag.to_owned(), value: value.trim().to_owned() });
        } else if let Some(last) = fields.last_mut() {
            if grammar.lists.contains(&last.tag.as_str()) {
                let tag = last.tag.clone();
                fields.push(Field { tag, value: line.trim().to_owned() });
            } else {
                last.value.push('\n');
                last.value.push_str(line.trim());
            }
        }
    }
    fields
}

/// Two characters of a tag, then blanks and a hyphen: `TY  - JOUR`, with any number of blanks.
pub(in crate::read) fn ris(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = two_letters(line)?;
    let value = rest.trim_start_matches(' ').strip_prefix('-')?;
    rest.starts_with(' ').then_some((tag, value))
}

/// Up to four capitals padded to four, then `- `: `PMID- 123`, `TI  - A title`.
pub(in crate::read) fn medline(line: &str) -> Option<(&str, &str)> {
    let tag = line.get(..4)?.trim_end();
    let value = line.get(4..)?.strip_prefix('-')?;
    let sound = tag.len() >= 2 && tag.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    sound.then_some((tag, value))
}

/// Two characters, then a blank or the end of the line: `TI A title`, `ER`.
pub(in crate::read) fn web_of_science(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = two_letters(line.trim_end_matches(['\r', '\n']))?;
    (rest.is_empty() || rest.starts_with(' ')).then_some((tag, rest))
}

/// A capital, and a capital or a digit, at the start of a line; and what comes after them.
fn two_letters(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = line.trim_start_matches('\u{feff}').split_at_checked(2)?;
    let is_tag = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
    (tag.starts_with(|c: char| c.is_ascii_uppercase()) && tag.chars().all(is_tag))
        .then_some((tag, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_without_a_tag_go_on_with_the_field_or_the_list() {
        let grammar = Grammar { field: web_of_science, lists: &["AU"] };
        let fields = fields("PT J\nAU One, A\n   Two, B\nTI A long\n   title\nER\n", grammar);
        let pairs: Vec<_> = fields.iter().map(|f| (f.tag.as_str(), f.value.as_str())).collect();
        let expected =
            [("PT", "J"), ("AU", "One, A"), ("AU", "Two, B"), ("TI", "A long\ntitle"), ("ER", "")];
        assert_eq!(pairs, expected);
    }

    #[test]
    fn tags_are_told_from_text() {
        assert_eq!(ris("TY  - JOUR"), Some(("TY", " JOUR")));
        assert_eq!(ris("ER  -"), Some(("ER", "")));
        assert_eq!(ris("TI-Net is"), None);
        assert_eq!(medline("TI  - A"), Some(("TI", " A")));
        assert_eq!(medline("      more"), None);
        assert_eq!(web_of_science("WE show"), Some(("WE", " show")));
    }
}
