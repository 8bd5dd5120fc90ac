//! Whose a figure is, of what, on what, and against whom.

use std::cmp::Reverse;

use super::Placed;
use super::judge::Verdict;
use super::lists::{self, Turn};
use super::proposal;
use super::text::Text;
use super::values::Value;
use super::words::Class;
use crate::model::{Kind, Role};
use crate::text::Shape;

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
    text: &'a Text<'a>,
    entities: &'a [Placed],
    /// Named methods, in text order.
    methods: Vec<Place>,
    /// Families of methods.
    families: Vec<Place>,
    datasets: Vec<Place>,
    metrics: Vec<Place>,
    /// The method that the paper is about.
    main: Option<usize>,
    /// What the paper calls it, where it has no name.
    phrase: Option<String>,
}

/// How far before an entity the word stands that makes it what is compared with.
const OBJECT_REACH: usize = 5;
/// How far apart the members of a list of methods stand.
const LIST_REACH: usize = 4;
/// The longest list of methods that is followed.
const MAX_LIST: usize = 50;
/// How far behind a subject its verb stands.
const SUBJECT_REACH: usize = 3;
/// The longest apposition, in tokens.
const APPOSITION: usize = 10;

impl<'a> Scene<'a> {
    pub(super) fn new(text: &'a Text<'a>, entities: &'a [Placed]) -> Self {
        let doc = text.doc;
        let places = |kind: Kind, generic: bool| {
            let mut out: Vec<Place> = Vec::new();
            for (entity, placed) in
                entities.iter().enumerate().filter(|(_, e)| e.kind == kind && e.generic == generic)
            {
                for (start, end) in &placed.spans {
                    let first = doc.token_after(*start as usize);
                    let last = doc.token_after(end.saturating_sub(1) as usize) + 1;
                    out.push(Place { entity, first, last });
                }
            }
            out.sort_by_key(|p| (p.first, Reverse(p.last)));
            // "Foo U-Net" is no place of U-Net.
            let mut end = 0;
            out.retain(|p| {
                let outside = p.last > end;
                end = end.max(p.last);
                outside
            });
            out
        };
        let title_end = doc.tokens.get(doc.title_tokens).map_or(u32::MAX, |t| t.start);
        let main = entities
            .iter()
            .enumerate()
            .filter(|(_, e)| e.kind == Kind::Method && e.role == Role::Proposed && !e.generic)
            .filter_map(|(i, e)| {
                let first = e.spans.iter().map(|(start, end)| (*start, Reverse(*end))).min()?;
                let in_title = first.0 < title_end;
                Some((!in_title, if in_title { 0 } else { usize::MAX - e.spans.len() }, first, i))
            })
            .min()
            .map(|(.., i)| i);
        let mut metrics = places(Kind::Metric, false);
        metrics.extend(places(Kind::Metric, true));
        metrics.sort_by_key(|p| p.first);
        Self {
            text,
            entities,
            methods: places(Kind::Method, false),
            families: places(Kind::Method, true),
            datasets: places(Kind::Dataset, false),
            metrics,
            main,
            phrase: if main.is_none() { proposal::phrase(text) } else { None },
        }
    }

    /// Whether a metric stands between two tokens.
    pub(super) fn metric_between(&self, from: usize, to: usize) -> bool {
        Self::within(&self.metrics, (from.saturating_sub(LIST_REACH), to)).any(|m| m.last > from)
    }

    /// Ties every figure.
    pub(super) fn attach(&self, kept: &[(Value, Verdict)]) -> Vec<Tie> {
        let turns = lists::turns(self.text, kept.iter().map(|(value, _)| value));
        let any = self.methods.first().or(self.families.first());
        let mut last = self.phrase.clone().or_else(|| any.map(|p| self.name(*p)));
        let mut ties = Vec::with_capacity(kept.len());
        for ((value, verdict), turn) in kept.iter().zip(turns) {
            let sentence = self.text.sentence(value.first);
            last = self.method(value, sentence, turn).or(last);
            ties.push(Tie {
                method: last.clone(),
                metric: self.metric(value, sentence),
                dataset: self.dataset(value, sentence, turn),
                versus: self.versus(value, *verdict, sentence, turn),
            });
        }
        ties
    }

    /// The places of a sorted list that lie between two tokens.
    fn within(
        places: &[Place],
        (from, to): (usize, usize),
    ) -> impl DoubleEndedIterator<Item = Place> + Clone {
        let start = places.partition_point(|p| p.first < from);
        let end = places.partition_point(|p| p.first < to).max(start);
        places[start..end].iter().copied().filter(move |p| p.last <= to)
    }

    fn class(&self, i: usize) -> Class {
        self.text.class(i)
    }

    /// Whether a method is what another is compared with: "over X", "outperforms the X", "than X
    /// and Y".
    fn is_object(&self, place: Place) -> bool {
        let mut place = place;
        for _ in 0..MAX_LIST {
            if self.is_compared(place) {
                return true;
            }
            let start = self.text.sentence(place.first).0;
            match self.listed_before(place, start) {
                Some(other) => place = other,
                None => return false,
            }
        }
        false
    }

    fn is_compared(&self, place: Place) -> bool {
        let start = self.text.sentence(place.first).0;
        let from = place.first.saturating_sub(OBJECT_REACH).max(start);
        (from..place.first)
            .rev()
            .take_while(|i| !matches!(self.text.word(*i), "," | ";" | ":" | "." | "("))
            .any(|i| self.class(i).any(Class::COMPARE))
    }

    /// The method before this one in a list.
    fn listed_before(&self, place: Place, start: usize) -> Option<Place> {
        let at = self.methods.partition_point(|p| p.first < place.first);
        let other = self.methods[..at].iter().rev().find(|p| p.last <= place.first)?;
        let between = other.last..place.first;
        let list = !between.is_empty()
            && between.len() <= LIST_REACH
            && (matches!(self.text.word(other.last), "," | "/")
                || self.class(other.last).any(Class::LINK));
        let clause = between.clone().any(|i| self.class(i).any(Class::REACH | Class::CHANGE));
        (list && !clause && other.first >= start).then_some(*other)
    }

    fn is_proposed(&self, place: Place) -> bool {
        self.entities[place.entity].role == Role::Proposed
    }

    /// The form in which a method is named here: its size or variant where one is given.
    fn name(&self, place: Place) -> String {
        let entity = &self.entities[place.entity];
        let word = self.text.word(place.first);
        let name = self.bare_name(place, &entity.name);
        let variant = word.strip_prefix(name).is_some_and(|rest| {
            rest.starts_with('-')
                && rest.bytes().any(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
        });
        if variant { word.to_owned() } else { name.to_owned() }
    }

    /// A name without the lower-case head noun that says what it is: "Foo Learning model".
    fn bare_name<'n>(&self, place: Place, name: &'n str) -> &'n str {
        let Some((bare, head)) = name.rsplit_once(' ') else { return name };
        let lower = head.bytes().all(|b| b.is_ascii_lowercase());
        let spelled = place.last - place.first > 1 && self.text.word(place.last - 1) == head;
        let named = bare.contains(char::is_uppercase);
        if lower && spelled && named && proposal::is_head(self.text, place.last - 1) {
            bare
        } else {
            name
        }
    }

    /// The method that a figure is of: the subject of its clause, else the paper's own, where the
    /// sentence speaks of it, else what stands nearest before.
    fn method(&self, value: &Value, sentence: (usize, usize), turn: Turn) -> Option<String> {
        if let Some(owner) = self.owner_after(value, sentence) {
            return Some(self.name(owner));
        }
        if self.is_starting_point(value) {
            return Self::within(&self.methods, (sentence.0, value.first))
                .rfind(|p| self.is_object(*p))
                .map(|p| self.name(p));
        }
        let before: Vec<Place> = Self::within(&self.methods, (sentence.0, value.first))
            .filter(|p| !self.is_object(*p))
            .collect();
        if let Some(subject) = before.iter().rev().find(|p| self.is_subject(**p, value.first)) {
            let list = self.list_up_to(*subject);
            let list_of_subjects = list.len() == turn.of && !self.is_oblique(list[0]);
            let own = if list_of_subjects { list[turn.at] } else { *subject };
            return Some(self.name(own));
        }
        if let Some(main) = before.iter().rev().find(|p| Some(p.entity) == self.main) {
            return Some(self.name(*main));
        }
        let own = (sentence.0..value.first).any(|i| self.class(i).any(Class::SELF));
        let nearest = before.iter().rev();
        let proposed = nearest.clone().find(|p| self.is_proposed(**p));
        if !own && let Some(place) = proposed {
            return Some(self.name(*place));
        }
        let family = Self::within(&self.families, (sentence.0, value.first))
            .rfind(|p| self.is_subject(*p, value.first));
        self.main
            .map(|m| self.entities[m].name.clone())
            .or_else(|| proposal::subject(self.text, sentence.0, value.first))
            .or_else(|| self.phrase.clone().filter(|_| own || before.is_empty()))
            .or_else(|| nearest.clone().find(|p| !self.is_oblique(**p)).map(|p| self.name(*p)))
            .or_else(|| family.or(before.last().copied()).map(|p| self.name(p)))
    }

    /// "from 62.1 to 70.3": the first number is not the method's own.
    pub(super) fn is_starting_point(&self, value: &Value) -> bool {
        let before = |n: usize| self.text.back(value.first, n);
        before(1) == "from" && self.text.word(value.last) == "to"
    }

    /// Whether a sentence names what its methods are compared with, before a token.
    pub(super) fn has_object_before(&self, token: usize) -> bool {
        let sentence = self.text.sentence(token);
        Self::within(&self.methods, (sentence.0, token)).any(|p| self.is_object(p))
    }

    /// "73% for the baseline", "0.9 for X".
    fn owner_after(&self, value: &Value, sentence: (usize, usize)) -> Option<Place> {
        let after = (value.last..(value.last + 4).min(sentence.1))
            .take_while(|i| !self.text.doc.tokens[*i].is_punctuation())
            .find(|i| self.text.word(*i) == "for")?;
        Self::within(&self.methods, (after, sentence.1))
            .find(|p| p.first <= after + 3)
            .filter(|p| self.entities[p.entity].role != Role::Used)
    }

    /// Whether a method opens its sentence, or a verb follows it at once, and no preposition stands
    /// before it.
    fn is_subject(&self, place: Place, value: usize) -> bool {
        let opens = place.first <= self.text.sentence(place.first).0 + 1;
        let from = self.after_apposition(place.last, value);
        let verb = (from..(from + SUBJECT_REACH).min(value))
            .take_while(|i| !self.text.doc.tokens[*i].is_punctuation())
            .any(|i| self.class(i).any(Class::REACH | Class::CHANGE));
        (verb || opens && self.text.word(place.last) != ",") && !self.is_oblique(place)
    }

    /// Past ", a lightweight model,".
    fn after_apposition(&self, at: usize, end: usize) -> usize {
        let opens = self.text.word(at) == "," && self.class(at + 1).any(Class::ARTICLE);
        if !opens {
            return at;
        }
        let close = (at + 1..(at + APPOSITION).min(end)).find(|i| self.text.word(*i) == ",");
        close.map_or(at, |c| c + 1 + usize::from(self.class(c + 1).any(Class::LINK)))
    }

    /// Whether a preposition stands before a method.
    fn is_oblique(&self, place: Place) -> bool {
        let from = place.first.saturating_sub(2).max(self.text.sentence(place.first).0);
        (from..place.first).any(|i| self.class(i).any(Class::PREPOSITION))
    }

    fn metric(&self, value: &Value, sentence: (usize, usize)) -> Option<String> {
        let stop = (value.last..(value.last + METRIC_REACH).min(sentence.1))
            .find(|i| self.text.doc.tokens[*i].is_punctuation() || self.class(*i).any(Class::LINK))
            .unwrap_or((value.last + METRIC_REACH).min(sentence.1));
        let after = Self::within(&self.metrics, (value.last, stop)).next();
        let before = Self::within(&self.metrics, (sentence.0, value.first)).next_back();
        let quantity = |i: &usize| self.class(*i).any(Class::QUANTITY);
        let near = value.first.saturating_sub(METRIC_BACK).max(sentence.0);
        let near = before.filter(|p| p.first >= near);
        if let Some(place) = after.or(near) {
            return Some(self.entities[place.entity].name.clone());
        }
        let at = (value.last..stop)
            .find(quantity)
            .or_else(|| (sentence.0..value.first).rev().take(METRIC_BACK).find(quantity));
        match at {
            Some(at) => {
                let first = at.checked_sub(1).filter(|b| self.describes(*b, value)).unwrap_or(at);
                Some(self.text.doc.slice(first, at + 1).to_owned())
            }
            None => before.map(|p| self.entities[p.entity].name.clone()),
        }
    }

    /// Whether a word before a quantity is part of its name: "GPU utilization".
    fn describes(&self, i: usize, value: &Value) -> bool {
        let token = self.text.doc.tokens[i];
        let inside = (value.first..value.last).contains(&i);
        let grammar = Class::CHANGE | Class::REACH | Class::SELF | Class::ARTICLE | Class::LINK;
        !inside
            && !token.is_punctuation()
            && token.shape.has(Shape::LETTER)
            && token.end - token.start > 2
            && !self.class(i).any(grammar | Class::PREPOSITION | Class::LEAD | Class::BE)
    }

    fn dataset(&self, value: &Value, sentence: (usize, usize), turn: Turn) -> Option<String> {
        let own = self.in_turn(&self.datasets, (turn.end, sentence.1), turn);
        let after = Self::within(&self.datasets, (value.last, sentence.1)).next();
        let before = Self::within(&self.datasets, (sentence.0, value.first)).next_back();
        let near = after.filter(|p| p.first <= value.last + AFTER_DATASET);
        own.or(near).or(before).or(after).map(|p| self.entities[p.entity].name.clone())
    }

    fn versus(
        &self,
        value: &Value,
        verdict: Verdict,
        sentence: (usize, usize),
        turn: Turn,
    ) -> Option<String> {
        if !verdict.delta {
            return None;
        }
        let object = |p: &Place| self.is_object(*p);
        let after = Self::within(&self.methods, (value.last, sentence.1)).find(object);
        let before = Self::within(&self.methods, (sentence.0, value.first)).rev().find(object);
        let list = before.map(|p| self.list_up_to(p)).filter(|l| l.len() == turn.of);
        let own = list.map(|l| l[turn.at]);
        let place = after.or(own).or(before)?;
        Some(self.entities[place.entity].name.clone())
    }

    /// The list of methods that ends with this one.
    fn list_up_to(&self, place: Place) -> Vec<Place> {
        let mut list = vec![place];
        let mut first = place;
        while list.len() < MAX_LIST
            && let Some(other) = self.listed_before(first, self.text.sentence(first.first).0)
        {
            list.push(other);
            first = other;
        }
        list.reverse();
        list
    }

    /// The place that answers a figure's turn, where as many places as figures follow and the text
    /// says "respectively".
    fn in_turn(&self, places: &[Place], reach: (usize, usize), turn: Turn) -> Option<Place> {
        if turn.of < 2 || !lists::is_respective(self.text, turn.end) {
            return None;
        }
        let found: Vec<Place> = Self::within(places, reach).take(turn.of + 1).collect();
        (found.len() == turn.of).then(|| found[turn.at])
    }
}

/// How far after a figure its data set can stand before an earlier one is likelier.
const AFTER_DATASET: usize = 8;
/// How far behind a figure its metric can stand, and how far before it.
const METRIC_REACH: usize = 4;
const METRIC_BACK: usize = 8;
