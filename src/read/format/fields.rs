//! The names under which sources keep the fields of a paper, from `data/fields.tsv`.

use std::collections::HashMap;
use std::sync::OnceLock;

const TABLE: &str = include_str!("../data/fields.tsv");

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
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "abstract" => Self::Abstract,
            "acl" => Self::Acl,
            "arxiv" => Self::Arxiv,
            "authors" => Self::Authors,
            "doi" => Self::Doi,
            "id" => Self::Id,
            "openalex" => Self::Openalex,
            "pmid" => Self::Pmid,
            "references" => Self::References,
            "s2" => Self::S2,
            "title" => Self::Title,
            "url" => Self::Url,
            "venue" => Self::Venue,
            "year" => Self::Year,
            _ => return None,
        })
    }
}

/// The field that a source calls `name`, letter case aside.
pub(super) fn lookup(name: &str) -> Option<FieldName> {
    static NAMES: OnceLock<HashMap<&'static str, FieldName>> = OnceLock::new();
    let names = NAMES.get_or_init(|| rows().collect());
    names.get(name).or_else(|| names.get(name.trim().to_lowercase().as_str())).copied()
}

fn rows() -> impl Iterator<Item = (&'static str, FieldName)> {
    TABLE.lines().skip(1).flat_map(|line| {
        let mut columns = line.split('\t');
        let field = columns.next().and_then(FieldName::from_name);
        let names = columns.next().unwrap_or("").split('|');
        names.filter_map(move |name| Some((name, field?)))
    })
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
        let names: Vec<_> = rows().map(|(name, _)| name).collect();
        let unique: std::collections::HashSet<_> = names.iter().collect();
        assert_eq!(unique.len(), names.len());
        assert_eq!(lookup("Document Title"), Some(FieldName::Title));
    }
}
