//! The names under which sources keep the fields of a paper, from `data/fields.tsv`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::options::Columns;

const TABLE: &str = include_str!("data/fields.tsv");

/// A field of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum FieldName {
    Abstract,
    Acl,
    Arxiv,
    Authors,
    Doi,
    Id,
    Openalex,
    Pmid,
    References,
    S2,
    Title,
    Url,
    Venue,
    Year,
}

impl FieldName {
    /// All fields, by name.
    pub(super) const ALL: [Self; 14] = [
        Self::Abstract,
        Self::Acl,
        Self::Arxiv,
        Self::Authors,
        Self::Doi,
        Self::Id,
        Self::Openalex,
        Self::Pmid,
        Self::References,
        Self::S2,
        Self::Title,
        Self::Url,
        Self::Venue,
        Self::Year,
    ];

    /// The name used in the table and in `--columns`.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Abstract => "abstract",
            Self::Acl => "acl",
            Self::Arxiv => "arxiv",
            Self::Authors => "authors",
            Self::Doi => "doi",
            Self::Id => "id",
            Self::Openalex => "openalex",
            Self::Pmid => "pmid",
            Self::References => "references",
            Self::S2 => "s2",
            Self::Title => "title",
            Self::Url => "url",
            Self::Venue => "venue",
            Self::Year => "year",
        }
    }

    /// Whether several columns can add to the field.
    const fn is_many(self) -> bool {
        matches!(self, Self::Url | Self::References)
    }

    /// The field called `name`.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

/// The field that a source calls `name`, letter case aside.
pub(super) fn lookup(name: &str) -> Option<FieldName> {
    known(name).map(|(field, _)| field)
}

/// The field, and how far down its list of names this one stands.
fn known(name: &str) -> Option<(FieldName, usize)> {
    static NAMES: OnceLock<FxHashMap<&'static str, (FieldName, usize)>> = OnceLock::new();
    let names =
        NAMES.get_or_init(|| rows().map(|(name, field, rank)| (name, (field, rank))).collect());
    let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    let otherwise = || {
        let differs = !name.bytes().all(is_plain);
        differs.then(|| names.get(name.trim().to_lowercase().as_str())).flatten()
    };
    names.get(name).or_else(otherwise).copied()
}

fn rows() -> impl Iterator<Item = (&'static str, FieldName, usize)> {
    TABLE.lines().skip(1).flat_map(|line| {
        let mut columns = line.split('\t');
        let field = columns.next().and_then(FieldName::from_name);
        let names = columns.next().unwrap_or("").split('|').enumerate();
        names.filter_map(move |(rank, name)| Some((name, field?, rank)))
    })
}

/// The field of every name in a record or a header. Of several names for a field with one value,
/// only the best is taken: one that the user gave, else the first in the table's order.
pub(super) fn assigned<'a>(
    names: impl Iterator<Item = &'a str>,
    columns: &Columns,
) -> Vec<Option<FieldName>> {
    let ranked = |name: &str| match columns.field(name) {
        Some(field) => Some((field, 0)),
        None => known(name).filter(|(field, _)| !columns.names(*field)),
    };
    let ranked: Vec<Option<(FieldName, usize)>> = names.map(ranked).collect();
    let mut best = [None; FieldName::ALL.len()];
    for (at, (field, rank)) in ranked.iter().enumerate().filter_map(|(at, r)| Some((at, (*r)?))) {
        let so_far = &mut best[field as usize];
        *so_far = Some(so_far.map_or((rank, at), |known: (usize, usize)| known.min((rank, at))));
    }
    let is_chosen = |field: FieldName, at: usize| {
        field.is_many() || best[field as usize].is_some_and(|(_, place)| place == at)
    };
    let field = |(at, ranked): (usize, Option<(FieldName, usize)>)| {
        ranked.map(|(field, _)| field).filter(|field| is_chosen(*field, at))
    };
    ranked.into_iter().enumerate().map(field).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_complete_and_free_of_doubles() {
        let fields: Vec<_> = TABLE.lines().skip(1).map(|l| l.split('\t').next().unwrap()).collect();
        assert!(fields.is_sorted());
        assert!(fields.iter().all(|f| FieldName::from_name(f).is_some()));
        assert!(TABLE.lines().all(|l| l.split('\t').count() == 3));
        let names: Vec<_> = rows().map(|(name, _, _)| name).collect();
        let unique: std::collections::HashSet<_> = names.iter().collect();
        assert_eq!(unique.len(), names.len());
        assert_eq!(lookup("Document Title"), Some(FieldName::Title));
    }
}
