//! When two names, addresses, references or figures are one.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use crate::model::{CitationJson, EntityJson, ResultJson};

/// NFKC, lower case, letters and digits only; what has neither is compared as it is.
pub(super) fn key(text: &str) -> String {
    let folded: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let bare: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    if bare.is_empty() { folded.trim().to_owned() } else { bare }
}

/// The keys of an entity's name and aliases, plurals also in the singular.
pub(super) fn keys(entity: &EntityJson) -> BTreeSet<String> {
    forms(std::iter::once(&entity.name).chain(&entity.aliases).map(String::as_str))
}

/// The keys of the forms of one name.
pub(crate) fn forms<'a>(forms: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    let mut keys: BTreeSet<String> = forms.map(key).collect();
    let singular = |key: &String| {
        key.strip_suffix('s').filter(|stem| stem.chars().count() > 2).map(str::to_owned)
    };
    let stems: Vec<String> = keys.iter().filter_map(singular).collect();
    keys.extend(stems);
    keys.remove("");
    keys
}

/// An address without scheme, `www.`, `.git` and closing slash.
pub(super) fn address(url: &str) -> String {
    let lower = url.trim().to_lowercase();
    let bare = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let bare = bare.map_or(lower.as_str(), |rest| rest.strip_prefix("www.").unwrap_or(rest));
    let bare = bare.strip_suffix('/').unwrap_or(bare);
    bare.strip_suffix(".git").unwrap_or(bare).to_owned()
}

/// First author and year of a reference, else its text.
pub(super) fn reference(citation: &CitationJson) -> String {
    match (citation.authors.first(), citation.year) {
        (Some(author), Some(year)) if year != 0 => format!("{}{year}", key(author)),
        _ => key(&citation.text),
    }
}

/// The number of a figure, and whose it is.
pub(super) fn figure(result: &ResultJson) -> (String, String) {
    let value = result.value.as_deref().unwrap_or_default();
    let number: String = value.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    (number.trim_matches('.').to_owned(), key(result.method.as_deref().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_thing_have_one_key() {
        assert_eq!(key("CIFAR-10"), key("cifar 10"));
        assert_eq!(key("?!"), "?!");
        assert_eq!(address("https://www.GitHub.com/a/b.git/"), "github.com/a/b");
        assert_eq!(address("github.com/a/b"), "github.com/a/b");
    }
}
