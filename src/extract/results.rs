//! Stated numbers that say how well a method does.
//!
//! [`values`] finds the numbers, [`judge`] tells figures from sizes and settings, [`attach`] says
//! whose they are, of what and on what.

mod attach;
mod judge;
mod lists;
mod proposal;
mod text;
mod values;
mod words;

use super::gloss::Glossed;
use crate::model::{Kind, Mention, Outcome, Role, Rule};

/// An entity with its places in the clean text.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    pub(crate) kind: Kind,
    pub(crate) role: Role,
    /// A family (CNN, attention) or a common word: no figure is its own where a name is there.
    pub(crate) generic: bool,
    /// Canonical name.
    pub(crate) name: String,
    /// Bytes of the clean text.
    pub(crate) spans: Vec<(u32, u32)>,
}

/// Every stated figure of a paper, in text order. Linear in the text for a given number of
/// entities.
pub(crate) fn find(words: &Glossed<'_>, entities: &[Placed]) -> Vec<Outcome> {
    let doc = words.doc;
    let text = text::Text::new(words);
    let values = values::find(&text);
    if values.is_empty() {
        return Vec::new();
    }
    let scene = attach::Scene::new(&text, entities);
    let verdicts = judge::judge(&text, &scene, &values);
    let kept: Vec<_> =
        values.into_iter().zip(verdicts).filter_map(|(v, d)| Some((v, d?))).collect();
    let tied = scene.attach(&kept);
    let outcome = |((value, verdict), tie): (&(values::Value, judge::Verdict), attach::Tie)| {
        let span = doc.token_span(value.first, value.last);
        let mention = Mention {
            span,
            sentence: doc.sentence_around(value.first, span),
            rule: Rule::Result,
            confidence: verdict.confidence,
        };
        Outcome {
            method: tie.method,
            metric: tie.metric,
            value: value.text.clone(),
            dataset: tie.dataset,
            versus: tie.versus,
            delta: verdict.delta,
            mention,
        }
    };
    kept.iter().zip(tied).map(outcome).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::OnceLock;

    use super::super::cases;
    use super::super::vocabulary::Vocabulary;
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::model::Paper;
    use crate::text::Document;
    use proptest::prelude::*;

    /// The entities of all cases: those that start with "Foo" are the paper's, the rest is others'.
    const CAST: [(Kind, Role, &str); 8] = [
        (Kind::Method, Role::Proposed, "FooNet"),
        (Kind::Method, Role::Proposed, "FooLoss"),
        (Kind::Method, Role::Baseline, "BarNet"),
        (Kind::Method, Role::Baseline, "BazNet"),
        (Kind::Method, Role::Used, "QuxNet"),
        (Kind::Method, Role::Used, "attention"),
        (Kind::Dataset, Role::Evaluated, "DataA"),
        (Kind::Dataset, Role::Evaluated, "DataB"),
    ];

    fn placed(doc: &Document) -> Vec<Placed> {
        let places = |name: &str| {
            doc.tokens
                .iter()
                .enumerate()
                .filter(|(i, _)| doc.word(*i).starts_with(name))
                .map(|(_, t)| (t.start, t.end))
                .collect()
        };
        let entity = |(kind, role, name): (Kind, Role, &str)| Placed {
            kind,
            role,
            generic: name == "attention",
            name: name.to_owned(),
            spans: places(name),
        };
        CAST.into_iter().map(entity).filter(|p| !p.spans.is_empty()).collect()
    }

    fn find_in(doc: &Document) -> Vec<Outcome> {
        static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
        let vocabulary = VOCABULARY.get_or_init(|| Vocabulary::new(Lexicon::builtin()));
        find(&Glossed::new(doc, vocabulary), &placed(doc))
    }

    fn shown(r: &Outcome) -> String {
        let part = |mark: &str, value: &Option<String>| {
            value.as_ref().map(|v| format!(" {mark}{v}")).unwrap_or_default()
        };
        format!(
            "{} {}{}{}{}",
            r.method.as_deref().unwrap_or("?"),
            r.value,
            part("on ", &r.dataset),
            part("vs ", &r.versus),
            if r.delta { " delta" } else { "" }
        )
    }

    #[test]
    fn every_case_gives_its_results() {
        cases::check(include_str!("../../tests/cases/results.tsv"), |text| {
            let doc = Document::new(&Paper::new("x", "FooNet: A Network with FooLoss", text));
            let found = find_in(&doc);
            found.iter().map(shown).collect::<Vec<_>>().join(" | ")
        });
    }

    #[test]
    fn metrics_are_named_as_in_the_text() {
        let text = "FooNet gets a top-1 accuracy of 84.2% and cuts GPU memory by 37%.";
        let doc = Document::new(&Paper::new("x", "FooNet", text));
        let metrics: Vec<_> = find_in(&doc).into_iter().filter_map(|r| r.metric).collect();
        assert_eq!(metrics, ["top-1 accuracy", "GPU memory"]);
    }

    #[test]
    fn work_without_a_name_is_called_as_the_text_calls_it() {
        for (text, method) in [
            (
                "We propose a novel retrieval strategy. It reaches 84% accuracy.",
                "retrieval strategy",
            ),
            ("In tests the sarcasm classifier achieves 61% accuracy.", "sarcasm classifier"),
            ("With attention, BarNet achieves 61% accuracy.", "BarNet"),
            ("Here attention achieves 61% accuracy.", "attention"),
        ] {
            let doc = Document::new(&Paper::new("x", "A Title", text));
            let found = find_in(&doc);
            assert_eq!(found[0].method.as_deref(), Some(method), "in {text:?}");
        }
    }

    #[test]
    fn the_word_table_is_sorted() {
        words::assert_table_sorted();
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in "(FooNet|BarNet| over | by | from | to |12|0\\.5|%|x|×|\\+|-|~|,| and |\\(|\\)|O\\(| accuracy | of |\\.|half|order|é| ){0,40}") {
            let paper = Paper::new("x", "", text);
            let doc = Document::new(&paper);
            for r in find_in(&doc) {
                prop_assert!(!r.value.is_empty());
                prop_assert!(!r.mention.span.text(&paper).is_empty());
            }
        }
    }
}
