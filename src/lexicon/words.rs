//! Word lists: cue words, stop words, suffixes, words that look like names and are none.

/// The rows of a word table below its header: the word, then its class (or source).
pub fn rows(table: &str) -> impl Iterator<Item = (&str, &str)> {
    table.lines().skip(1).filter_map(|line| {
        let mut fields = line.split('\t');
        Some((fields.next()?, fields.next()?))
    })
}

/// Cue words by class: `word`, `class`, `source`.
pub const CUES: &str = include_str!("data/cues.tsv");
/// Words too frequent to mean anything: `word`, `source`.
pub const STOPWORDS: &str = include_str!("data/stopwords.tsv");
/// What follows a name after a hyphen without being part of it: `word`, `source`.
pub const SUFFIXES: &str = include_str!("data/suffixes.tsv");
/// What looks like a name and is none: `word`, `class`, `source`.
pub const NOT_NAMES: &str = include_str!("data/notnames.tsv");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_tables_are_sorted_and_without_doubles() {
        for table in [CUES, STOPWORDS, SUFFIXES, NOT_NAMES] {
            let words: Vec<_> = rows(table).map(|(w, _)| w).collect();
            for pair in words.windows(2) {
                assert!(pair[0] < pair[1], "{:?} before {:?}", pair[0], pair[1]);
            }
        }
    }
}
