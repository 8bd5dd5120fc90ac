//! What a paper names, from its title and abstract.
//!
//! [`Extractor::extract`] reads a paper like this: `links` and `citations` follow rules;
//! `candidates` finds everything that might be a name; `features` gathers what speaks for and
//! against each, from the text and from the tables of `vocabulary`; `decide` weighs the
//! evidence with the `linear` models into kind and role and keeps what stands; `results` ties
//! stated figures to the methods, metrics and data sets that were kept. What the paper's sources
//! state beside its text is added last by `claims`. `why` tells which features decided.

pub(crate) mod candidates;
#[cfg(test)]
mod cases;
pub(crate) mod citations;
mod claims;
pub(crate) mod cue;
pub(crate) mod decide;
pub(crate) mod elsewhere;
pub(crate) mod features;
pub(crate) mod gloss;
pub(crate) mod key_hash;
pub(crate) mod linear;
pub(crate) mod links;
pub(crate) mod results;
pub(crate) mod value;
pub(crate) mod vocabulary;
mod why;

use candidates::Group;
use decide::{Judged, Models};
use features::Scene;
use gloss::Glossed;
use linear::Linear;
use vocabulary::Vocabulary;
pub use why::{Reason, Why};

use crate::lexicon::Lexicon;
use crate::model::{Citation, Paper, Record};
use crate::text::Document;

/// Extracts records from papers. Made once, shared by threads; a pure function of one paper and
/// the tables.
///
/// ```
/// use citegraph::{Lexicon, Paper, Role, extract::Extractor};
///
/// let extractor = Extractor::new(Lexicon::builtin());
/// let paper = Paper::new("x", "FooNet: Fast Networks for Image Classification", "We propose FooNet and evaluate it on CIFAR-10.");
/// let record = extractor.extract(&paper);
/// let names: Vec<_> = record.entities.iter().map(|e| (e.name.as_str(), e.role)).collect();
/// assert!(names.contains(&("FooNet", Role::Proposed)));
/// assert!(names.contains(&("CIFAR-10", Role::Evaluated)));
/// ```
#[derive(Debug)]
pub struct Extractor {
    vocabulary: Vocabulary,
    models: Models,
}

/// The weight tables, in the order of [`Models`].
const WEIGHTS: [&str; 6] = [
    include_str!("data/weights/names.tsv"),
    include_str!("data/weights/phrases.tsv"),
    include_str!("data/weights/method_role.tsv"),
    include_str!("data/weights/dataset_role.tsv"),
    include_str!("data/weights/task_role.tsv"),
    include_str!("data/weights/metric_role.tsv"),
];

impl Extractor {
    /// An extractor that knows the names of a lexicon.
    pub fn new(lexicon: &Lexicon) -> Self {
        let [names, phrases, method, dataset, task, metric] = WEIGHTS.map(Linear::parse);
        let models = Models { names, phrases, roles: [method, dataset, task, metric] };
        Self { vocabulary: Vocabulary::new(lexicon), models }
    }

    #[cfg(feature = "learn")]
    pub(crate) fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    #[cfg(feature = "learn")]
    pub(crate) fn set_models(&mut self, models: Models) {
        self.models = models;
    }

    /// What a paper names. Linear in its length.
    pub fn extract(&self, paper: &Paper) -> Record {
        let doc = Document::new(paper);
        let links = links::find(paper, &doc);
        let citations = citations::find(paper, &doc);
        let (entities, results) = self.judged(&doc, &citations, |scene, judged| {
            let entities = judged.iter().map(|j| decide::entity(scene, j)).collect();
            (entities, results::find(scene.text, &decide::placed(&doc, judged)))
        });
        let citations = citations::distinct(citations);
        let mut record = Record { entities, results, links, citations };
        claims::add(paper, &mut record);
        record
    }

    /// Finds and judges the candidates of a document, and hands over those that stand.
    fn judged<T>(
        &self,
        doc: &Document,
        citations: &[Citation],
        tell: impl FnOnce(&Scene<'_>, &[Judged<'_>]) -> T,
    ) -> T {
        with_scene(&self.vocabulary, doc, citations, |scene, groups| {
            tell(scene, &decide::judge(scene, &self.models, groups))
        })
    }
}

/// Finds the candidates of a document, and hands over what is known of them and of its words.
pub(crate) fn with_scene<T>(
    vocabulary: &Vocabulary,
    doc: &Document,
    citations: &[Citation],
    tell: impl FnOnce(&Scene<'_>, &[Group]) -> T,
) -> T {
    let text = Glossed::new(doc, vocabulary);
    let groups = candidates::find(&text, citations);
    tell(&Scene::new(&text, &groups), &groups)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_cited_again_are_no_method() {
        let text = "Adam et al. (2019) train networks with SGD. Adam et al. show that SGD is slow.";
        let paper = Paper::new("x", "A Study of Optimizers", text);
        let record = Extractor::new(Lexicon::builtin()).extract(&paper);
        let names: Vec<_> = record.entities.iter().map(|e| e.name.as_str()).collect();
        assert!(names.contains(&"SGD") && !names.contains(&"Adam"), "{names:?}");
        assert_eq!(record.citations.len(), 1);
    }
}
