//! Readable ids from titles.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Long enough to tell titles apart, short enough to type.
const LONGEST: usize = 60;

/// A stable, readable id for a title: lower-case words joined by hyphens, accents folded, cut at a
/// word after 60 characters.
///
/// ```
/// assert_eq!(citegraph::read::slug("Li_2: A Framework on Dynamics"), "li-2-a-framework-on-dynamics");
/// ```
pub fn slug(title: &str) -> String {
    let folded: String =
        title.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    let mut out = String::new();
    let mut length = 0;
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        let letters = word.chars().count();
        if length > 0 && length + 1 + letters > LONGEST {
            break;
        }
        if length > 0 {
            out.push('-');
            length += 1;
        }
        out.extend(word.chars().take(LONGEST));
        length += letters;
    }
    if out.is_empty() { "untitled".to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn accents_symbols_and_length() {
        assert_eq!(slug("Über $\\alpha$-Naïve Bayes"), "uber-alpha-naive-bayes");
        assert_eq!(slug("深度学习"), "深度学习");
        assert_eq!(slug("?!"), "untitled");
        assert!(slug(&"word ".repeat(50)).len() <= 60);
        assert_eq!(slug(&"x".repeat(500)).len(), 60);
    }
}
