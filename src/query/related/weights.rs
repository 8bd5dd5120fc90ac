//! How much each thing that two papers share adds to their likeness.

use crate::lexicon::words::rows;

/// Fitted on held-out citations by `citegraph-learn related` (docs/queries.md has the command).
const TABLE: &str = include_str!("../data/related_weights.tsv");

/// The weights of [`RelatedIndex`](super::RelatedIndex); two papers of the same text are alike by 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct RelatedWeights {
    /// An entity counts so many times as much as a word as rare.
    pub entities: f64,
    /// What the same authors add.
    pub authors: f64,
    /// What the same neighbours in the citation graph add.
    pub citations: f64,
    /// A pair of words counts this much of a word as rare.
    pub pairs: f64,
    /// Rarity enters by this power.
    pub rarity: f64,
    /// What the best answers share weighs as much as the question times this.
    pub lesson: f64,
    /// What a later paper's score is multiplied by, where the question does not say.
    pub later: f64,
}

impl RelatedWeights {
    /// The weights that ship with the crate.
    pub fn fitted() -> Self {
        let mut weights = Self::default();
        for (name, value) in rows(TABLE) {
            for (_, slot) in weights.parts().into_iter().filter(|(part, _)| *part == name) {
                *slot = value.parse().unwrap_or_default();
            }
        }
        weights
    }

    /// Every weight by name, in the order of the shipped table.
    pub fn parts(&mut self) -> [(&'static str, &mut f64); 7] {
        [
            ("authors", &mut self.authors),
            ("citations", &mut self.citations),
            ("entities", &mut self.entities),
            ("later", &mut self.later),
            ("lesson", &mut self.lesson),
            ("pairs", &mut self.pairs),
            ("rarity", &mut self.rarity),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_table_has_every_weight() {
        let mut weights = RelatedWeights::fitted();
        assert!(weights.parts().iter().all(|(_, value)| **value > 0.0), "{weights:?}");
        let names = weights.parts().map(|(name, _)| name);
        assert!(rows(TABLE).map(|(name, _)| name).eq(names));
    }
}
