//! Whose a figure is, of what, on what, and against whom.

use super::Placed;
use super::judge::Verdict;
use super::values::Value;
use super::words::{self, Class};
use crate::model::{Kind, Role};
use crate::text::{Document, Shape};

/// What a figure is tied to.
#[derive(Debug, Clone, Default)]
pub(super) struct Tie {
    pub(super) method: Option<String>,
    pub(super) metric: Option<String>,
    pub(super) dataset: Option<String>,
    pub(super) versus: Option<String>,
}

/// One place of an entity.
#[derive(Debug, Clone, Copy)]
struct Place {
    entity: usize,
    first: usize,
    last: usize,
}

/// The entities of a paper by where they stand.
pub(super) struct Scene<'a> {
    doc: &'a Document,
    entities: &'a [Placed],
    /// In text order.
    methods: Vec<Place>,
    datasets: Vec<Place>,
    metrics: Vec<Place>,
    /// The method that the paper is about.
    main: Option<usize>,
}

/// How far before an entity the word stands that makes it what is compared with.
const OBJECT_REACH: usize = 5;
/// How far apart the members of a list of methods stand.
const LIST_REACH: usize = 4;
/// How far behind a subject its verb stands.
const SUBJECT_REACH: usize = 3;
/// The longest apposition, in tokens.
const APPOSITION: usize = 10;

impl<'a> Scene<'a> {
    pub(super) fn new(doc: &'a Document, entities: &'a [Placed]) -> Self {
        let places = |kind: Kind| {
            let mut out: Vec<Place> = Vec::new();
            for (entity, placed) in entities.iter().enumerate().filter(|(_, e)| e.kind == kind) {
                for (start, end) in &placed.spans {
                    let first = doc.token_after(*start as usize);
                    let last = doc.token_after(end.saturating_sub(1) as usize) + 1;
                    out.push(Place { entity, first, last });
                }
            }
            out.sort_by_key(|p| (p.first, std::cmp::Reverse(p.last)));
            out
        };
        let title_end = doc.tokens.get(doc.title_tokens).map_or(u32::MAX, |t| t.start);
        let main = entities
            .iter()
            .enumerate()
            .filter(|(_, e)| e.kind == Kind::Method && e.role == Role::Proposed)
            .filter_map(|(i, e)| {
                let first = *e.spans.iter().min()?;
                let in_title = first.0 < title_end;
                Some((!in_title, if in_title { 0 } else { usize::MAX - e.spans.len() }, first, i))
            })
            .min()
            .map(|(.., i)| i);
        Self {
            doc,
            entities,
            methods: places(Kind::Method),
            datasets: places(Kind::Dataset),
            metrics: places(Kind::Metric),
            main,
        }
    }

    /// Whether a metric stands between two tokens.
    pub(super) fn metric_between(&self, from: usize, to: usize) -> bool {
        self.metrics.iter().any(|m| m.last > from && m.first < to)
    }

    /// Ties every figure.
    pub(super) fn attach(&self, kept: &[(Value, Verdict)]) -> Vec<Tie> {
        let mut last = self.methods.first().map(|p| self.name(*p));
        kept.iter()
            .map(|(value, verdict)| {
                let sentence = self.sentence(value.first);
                let objects: Vec<Place> =
                    self.within(&self.methods, sentence).filter(|p| self.is_object(*p)).collect();
                last = self.method(value, sentence).or(last.take());
                Tie {
                    method: last.clone(),
                    metric: self.metric(value, sentence),
                    dataset: self.dataset(value, sentence),
                    versus: self.versus(value, verdict, &objects),
                }
            })
            .collect()
    }

    fn sentence(&self, token: usize) -> (usize, usize) {
        let s = self.doc.tokens[token].sentence as usize;
        let (a, b) = self.doc.sentences.get(s).copied().unwrap_or((0, 0));
        (a as usize, b as usize)
    }

    fn within<'b>(
        &'b self,
        places: &'b [Place],
        (from, to): (usize, usize),
    ) -> impl Iterator<Item = Place> + 'b {
        places.iter().copied().filter(move |p| p.first >= from && p.last <= to)
    }

    fn class(&self, i: usize) -> Class {
        self.doc.tokens.get(i).map_or(Class::default(), |t| words::classes(t.hash))
    }

    /// Whether a method is what another is compared with: "over X", "outperforms the X", "than X
    /// and Y".
    fn is_object(&self, place: Place) -> bool {
        let start = self.sentence(place.first).0;
        let from = place.first.saturating_sub(OBJECT_REACH).max(start);
        let compared = (from..place.first)
            .rev()
            .take_while(|i| !matches!(self.doc.word(*i), "," | ";" | ":" | "." | "("))
            .any(|i| self.class(i).any(Class::COMPARE));
        compared || self.listed_before(place, start).is_some_and(|p| self.is_object(p))
    }

    /// The method before this one in a list.
    fn listed_before(&self, place: Place, start: usize) -> Option<Place> {
        let at = self.methods.partition_point(|p| p.first < place.first);
        let other = self.methods[..at].iter().rev().find(|p| p.last <= place.first)?;
        let between = other.last..place.first;
        let list = !between.is_empty()
            && between.len() <= LIST_REACH
            && matches!(self.doc.word(other.last), "," | "and" | "or" | "/");
        let clause = between.clone().any(|i| self.class(i).any(Class::REACH | Class::CHANGE));
        (list && !clause && other.first >= start).then_some(*other)
    }

    fn is_proposed(&self, place: Place) -> bool {
        self.entities[place.entity].role == Role::Proposed
    }

    /// The form in which a method is named here: its size or variant where one is given.
    fn name(&self, place: Place) -> String {
        let entity = &self.entities[place.entity];
        let word = self.doc.word(place.first);
        let variant = word.strip_prefix(entity.name.as_str()).is_some_and(|rest| {
            rest.starts_with('-')
                && rest.bytes().any(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
        });
        if variant { word.to_owned() } else { entity.name.clone() }
    }

    /// The method that a figure is of: the subject of its clause, else the paper's own, where the
    /// sentence speaks of it, else what stands nearest before.
    fn method(&self, value: &Value, sentence: (usize, usize)) -> Option<String> {
        if let Some(owner) = self.owner_after(value, sentence) {
            return Some(self.name(owner));
        }
        if self.is_starting_point(value) {
            return self
                .within(&self.methods, (sentence.0, value.first))
                .filter(|p| self.is_object(*p))
                .last()
                .map(|p| self.name(p));
        }
        let before: Vec<Place> = self
            .within(&self.methods, (sentence.0, value.first))
            .filter(|p| !self.is_object(*p))
            .collect();
        if let Some(subject) = before.iter().rev().find(|p| self.is_subject(**p, value.first)) {
            return Some(self.name(*subject));
        }
        if let Some(main) = before.iter().rev().find(|p| Some(p.entity) == self.main) {
            return Some(self.name(*main));
        }
        let own = (sentence.0..value.first).any(|i| self.class(i).any(Class::SELF));
        let nearest = before.iter().rev();
        let proposed = nearest.clone().find(|p| self.is_proposed(**p) && !self.is_oblique(**p));
        if !own && let Some(place) = proposed {
            return Some(self.name(*place));
        }
        self.main
            .map(|m| self.entities[m].name.clone())
            .or_else(|| nearest.clone().find(|p| !self.is_oblique(**p)).map(|p| self.name(*p)))
            .or_else(|| before.last().map(|p| self.name(*p)))
    }

    /// "from 62.1 to 70.3": the first number is not the method's own.
    pub(super) fn is_starting_point(&self, value: &Value) -> bool {
        let before = |n: usize| value.first.checked_sub(n).map_or("", |i| self.doc.word(i));
        before(1) == "from" && self.doc.word(value.last) == "to"
    }

    /// Whether a sentence names what its methods are compared with, before a token.
    pub(super) fn has_object_before(&self, token: usize) -> bool {
        let sentence = self.sentence(token);
        self.within(&self.methods, (sentence.0, token)).any(|p| self.is_object(p))
    }

    /// "73% for the baseline", "0.9 for X".
    fn owner_after(&self, value: &Value, sentence: (usize, usize)) -> Option<Place> {
        let after = (value.last..(value.last + 4).min(sentence.1))
            .take_while(|i| !self.doc.tokens[*i].is_punctuation())
            .find(|i| self.doc.word(*i) == "for")?;
        self.within(&self.methods, (after, sentence.1))
            .find(|p| p.first <= after + 3)
            .filter(|p| self.entities[p.entity].role != Role::Used)
    }

    /// Whether a method opens its sentence, or a verb follows it at once, and no preposition stands
    /// before it.
    fn is_subject(&self, place: Place, value: usize) -> bool {
        let opens = place.first <= self.sentence(place.first).0 + 1;
        let from = self.after_apposition(place.last, value);
        let verb = (from..(from + SUBJECT_REACH).min(value))
            .take_while(|i| !self.doc.tokens[*i].is_punctuation())
            .any(|i| self.class(i).any(Class::REACH | Class::CHANGE));
        (verb || opens && self.doc.word(place.last) != ",") && !self.is_oblique(place)
    }

    /// Past ", a lightweight model,".
    fn after_apposition(&self, at: usize, end: usize) -> usize {
        let opens =
            self.doc.word(at) == "," && matches!(self.doc.word(at + 1), "a" | "an" | "the" | "our");
        if !opens {
            return at;
        }
        let close = (at + 1..(at + APPOSITION).min(end)).find(|i| self.doc.word(*i) == ",");
        close.map_or(at, |c| c + 1 + usize::from(self.doc.word(c + 1) == "and"))
    }

    /// Whether a preposition stands before a method.
    fn is_oblique(&self, place: Place) -> bool {
        let from = place.first.saturating_sub(2).max(self.sentence(place.first).0);
        (from..place.first).any(|i| self.class(i).any(Class::PREPOSITION))
    }

    fn metric(&self, value: &Value, sentence: (usize, usize)) -> Option<String> {
        let after = self
            .within(&self.metrics, (value.last, sentence.1))
            .find(|p| p.first <= value.last + 3);
        let before = self.within(&self.metrics, (sentence.0, value.first)).last();
        if let Some(place) = after.or(before) {
            return Some(self.entities[place.entity].name.clone());
        }
        let quantity = |i: &usize| self.class(*i).any(Class::QUANTITY);
        let to = (value.last + 4).min(sentence.1);
        let at = (value.last..to)
            .find(quantity)
            .or_else(|| (sentence.0..value.first).rev().take(8).find(quantity))?;
        let first = at.checked_sub(1).filter(|b| self.describes(*b, value)).unwrap_or(at);
        Some(self.doc.slice(first, at + 1).to_owned())
    }

    /// Whether a word before a quantity is part of its name: "GPU utilization".
    fn describes(&self, i: usize, value: &Value) -> bool {
        let token = self.doc.tokens[i];
        let inside = (value.first..value.last).contains(&i);
        !inside
            && !token.is_punctuation()
            && token.shape.has(Shape::LETTER)
            && token.end - token.start > 3
            && !self.class(i).any(Class::CHANGE | Class::REACH | Class::SELF)
    }

    fn dataset(&self, value: &Value, sentence: (usize, usize)) -> Option<String> {
        let after = self.within(&self.datasets, (value.last, sentence.1)).next();
        let before = self.within(&self.datasets, (sentence.0, value.first)).last();
        let near = after.filter(|p| p.first <= value.last + AFTER_DATASET);
        near.or(before).or(after).map(|p| self.entities[p.entity].name.clone())
    }

    fn versus(&self, value: &Value, verdict: &Verdict, objects: &[Place]) -> Option<String> {
        if !verdict.delta {
            return None;
        }
        let after = objects.iter().find(|p| p.first >= value.last);
        let before = objects.iter().rev().find(|p| p.last <= value.first);
        after.or(before).map(|p| self.entities[p.entity].name.clone())
    }
}

/// How far after a figure its data set can stand before an earlier one is likelier.
const AFTER_DATASET: usize = 8;
