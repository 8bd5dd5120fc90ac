//! How a name and its words behave in the literature at large: tables counted from plain text.

/// The features that are counted for every name: `feature`, `meaning`.
pub(crate) const ATTRIBUTES: &str = include_str!("data/attributes.tsv");
const NAMES: &str = include_str!("data/names.tsv");
const WORDS: &str = include_str!("data/words.tsv");

/// A name's row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Behaviour {
    /// Number of papers that hold it.
    pub(crate) papers: u32,
    /// For each attribute, the share of those papers as a digit `0` to `9`.
    pub(crate) levels: &'static [u8],
}

/// A word's row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WordRow {
    pub(crate) word: &'static str,
    /// Share of its places inside sentences where it has a capital, 0 to 9.
    pub(crate) capital: u8,
    /// Name of its class.
    pub(crate) class: &'static str,
}

/// The table of words.
pub(crate) fn words() -> impl Iterator<Item = WordRow> {
    WORDS.lines().skip(1).filter_map(|line| {
        let mut fields = line.split('\t');
        let (word, capital, class) = (fields.next()?, fields.next()?, fields.next()?);
        let capital = capital.bytes().next().map_or(0, |b| b.saturating_sub(b'0').min(9));
        Some(WordRow { word, capital, class })
    })
}

/// The table of names.
pub(crate) fn names() -> impl Iterator<Item = (&'static str, Behaviour)> {
    NAMES.lines().skip(1).filter_map(|line| {
        let mut fields = line.split('\t');
        let (name, papers, levels) = (fields.next()?, fields.next()?, fields.next()?);
        let papers = papers.parse().unwrap_or(0);
        Some((name, Behaviour { papers, levels: levels.as_bytes() }))
    })
}
