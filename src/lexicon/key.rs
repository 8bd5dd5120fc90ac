//! The form in which two spellings of a name are compared.

use unicode_normalization::UnicodeNormalization;

/// Letters and digits only, NFKC, lower case; `+` and `*` after a letter or digit are kept in words, since
/// `RefCOCO+` is not `RefCOCO`. A name without letters or digits is its own key.
///
/// ```
/// use citegraph::lexicon::key;
/// assert_eq!(key("CIFAR-10"), key("cifar 10"));
/// assert_ne!(key("RefCOCO+"), key("RefCOCO"));
/// assert_eq!(key("?!"), "?!");
/// ```
pub fn key(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    if name.is_ascii() {
        for c in name.bytes() {
            push(&mut out, c.to_ascii_lowercase() as char);
        }
    } else {
        for c in name.nfkc().flat_map(char::to_lowercase) {
            push(&mut out, c);
        }
    }
    if out.is_empty() { name.trim().to_lowercase() } else { out }
}

fn push(out: &mut String, c: char) {
    if c.is_alphanumeric() {
        out.push(c);
    } else if !out.is_empty() && c == '+' {
        out.push_str("plus");
    } else if !out.is_empty() && c == '*' {
        out.push_str("star");
    }
}
