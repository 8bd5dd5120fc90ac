//! Which numbers are figures: by their unit and the words around them.

use super::attach::Scene;
use super::text::Text;
use super::values::{Unit, Value};
use super::words::Class;

/// What was decided of a number that is a figure.
#[derive(Debug, Clone, Copy)]
pub(super) struct Verdict {
    /// A difference or a ratio.
    pub(super) delta: bool,
    pub(super) confidence: f32,
}

/// How far words count: before a number, after it, and for a metric that is tied to it.
const BEFORE: usize = 14;
const AFTER: usize = 8;
const NEAR: usize = 5;
/// How far apart the numbers of a list can stand: "2.1% on A, 4.9% on B".
const LIST_GAP: usize = 8;
/// What a member of a list keeps of its neighbour's confidence.
const LISTED: f32 = 0.9;

/// The verdict on each number; none for sizes, settings and dates.
pub(super) fn judge(text: &Text<'_>, scene: &Scene<'_>, values: &[Value]) -> Vec<Option<Verdict>> {
    let around: Vec<Around<'_>> = values.iter().map(|v| Around::new(text, scene, v)).collect();
    let mut out: Vec<Option<Verdict>> = around.iter().map(Around::verdict).collect();
    let weaker = |v: Verdict| Verdict { confidence: v.confidence * LISTED, ..v };
    // A list is of one kind, forwards and backwards: "1.2, 3.4 and 5.6 BLEU".
    for i in 1..values.len() {
        for j in [i - 1, i.saturating_sub(2)] {
            if out[i].is_none() && around[i].continues(&values[j]) && !around[i].excluded() {
                out[i] = out[j].map(weaker);
            }
        }
    }
    for i in (1..values.len()).rev() {
        if out[i - 1].is_none() && around[i].continues(&values[i - 1]) && !around[i - 1].excluded()
        {
            out[i - 1] = out[i].map(weaker);
        }
    }
    for i in 1..values.len() {
        if around[i].continues(&values[i - 1])
            && let (Some(before), Some(verdict)) = (out[i - 1], out[i].as_mut())
        {
            verdict.delta |= before.delta;
        }
    }
    out
}

/// A number and the words around it, within its sentence.
struct Around<'a> {
    text: &'a Text<'a>,
    scene: &'a Scene<'a>,
    value: &'a Value,
    from: usize,
    to: usize,
}

impl<'a> Around<'a> {
    fn new(text: &'a Text<'a>, scene: &'a Scene<'a>, value: &'a Value) -> Self {
        let (start, end) = text.sentence(value.first);
        let from = value.first.saturating_sub(BEFORE).max(start);
        let to = (value.last + AFTER).min(end);
        Self { text, scene, value, from, to }
    }

    fn class(&self, i: usize) -> Class {
        self.text.class(i)
    }

    fn word(&self, i: usize) -> &'a str {
        self.text.word(i)
    }

    fn before(&self, class: Class, within: usize) -> bool {
        let from = self.value.first.saturating_sub(within).max(self.from);
        (from..self.value.first).any(|i| self.class(i).any(class))
    }

    fn after(&self, class: Class, within: usize) -> bool {
        let to = (self.value.last + within).min(self.to);
        (self.value.last..to).any(|i| self.class(i).any(class))
    }

    /// A metric within reach, by the words or as an entity.
    fn metric_near(&self) -> bool {
        self.before(Class::LEVEL, NEAR)
            || self.after(Class::LEVEL, 3)
            || self.scene.metric_between(self.value.first.saturating_sub(NEAR), self.value.first)
            || self.scene.metric_between(self.value.last, self.value.last + 3)
    }

    /// Whether this number follows another in a list.
    fn continues(&self, other: &Value) -> bool {
        let between = other.last..self.value.first;
        let links = |i: usize| self.class(i).any(Class::BETWEEN);
        other.unit == self.value.unit
            && other.decimal == self.value.decimal
            && other.last <= self.value.first
            && !between.is_empty()
            && between.len() <= LIST_GAP
            && self.text.doc.tokens[other.first].sentence
                == self.text.doc.tokens[self.value.first].sentence
            && (between.clone().all(links)
                || between.clone().any(links)
                    && (self.word(other.last) == "("
                        || self.class(other.last).any(Class::PREPOSITION)))
    }

    /// Whether it is a date, a size, a setting or an enumeration.
    fn excluded(&self) -> bool {
        let value = self.value;
        let first_before = self.text.back(value.first, 1);
        let next = self.word(value.last);
        let plain = value.unit == Unit::None;
        let integer = plain && !value.decimal;
        let year = integer
            && value.text.len() == 4
            && (value.text.starts_with("19") || value.text.starts_with("20"));
        let enumeration =
            integer && next == ")" && matches!(first_before, "" | "(" | "." | ";" | ",");
        let reference = first_before == "[" && next == "]";
        let counted = integer && self.counts(value.last);
        let setting = self.value.first > self.from && {
            let mut i = value.first - 1;
            while i > self.from && self.class(i).any(Class::EQUALS) {
                i -= 1;
            }
            plain && self.class(i).any(Class::NOT_BEFORE) && !self.class(i).any(Class::LEVEL)
        };
        let interval = self.class(value.last).any(Class::INTERVAL);
        let start = self.scene.is_starting_point(value)
            && !self.scene.has_object_before(value.first)
            && self.before(Class::CHANGE, BEFORE);
        start
            || year
            || enumeration
            || reference
            || counted
            || setting
            || interval && value.unit == Unit::Percent
    }

    /// Whether what is counted follows: "300 images", "20 large datasets".
    fn counts(&self, at: usize) -> bool {
        (at..(at + 3).min(self.to))
            .take_while(|i| !self.text.doc.tokens[*i].is_punctuation())
            .take_while(|i| !self.class(*i).any(Class::LEVEL | Class::PHRASE_END))
            .any(|i| self.class(i).any(Class::COUNT))
    }

    /// "% of the training data": a share of things, not of a quantity.
    fn is_share(&self) -> bool {
        self.word(self.value.last) == "of"
            && !(self.value.last..(self.value.last + 5).min(self.to))
                .any(|i| self.class(i).any(Class::QUANTITY) && !self.class(i).any(Class::COUNT))
    }

    fn verdict(&self) -> Option<Verdict> {
        if self.excluded() {
            return None;
        }
        let change = self.before(Class::CHANGE, BEFORE) || self.after(Class::CHANGE, 4);
        let reach = self.before(Class::REACH, BEFORE);
        let quantity = self.before(Class::QUANTITY, BEFORE) || self.after(Class::QUANTITY, 4);
        let metric = self.metric_near();
        let by = (self.value.first.saturating_sub(5).max(self.from)..self.value.first)
            .any(|i| self.word(i) == "by");
        let signed = self.value.text.starts_with('+');
        match self.value.unit {
            Unit::Percent if self.is_share() => None,
            Unit::Percent if change || metric || signed || quantity && reach => {
                Some(figure(self.is_delta(), 0.8))
            }
            Unit::Percent if quantity || reach => Some(figure(self.is_delta(), 0.6)),
            Unit::Times if change || by => Some(figure(true, 0.75)),
            Unit::Physical if self.measures() => Some(figure(self.is_delta(), 0.6)),
            Unit::None if self.is_factor() => Some(figure(true, 0.75)),
            Unit::None
                if signed && self.value.first > 0 && self.word(self.value.first - 1) == "(" =>
            {
                Some(figure(true, 0.75))
            }
            Unit::None if self.value.decimal && self.is_labelled() => Some(figure(false, 0.6)),
            Unit::None if self.value.decimal && metric => Some(figure(self.is_delta(), 0.75)),
            Unit::Rank if self.before(Class::RANK, 6) || self.after(Class::RANK, 3) => {
                Some(figure(false, 0.7))
            }
            Unit::Words if self.is_ratio_in_words() => Some(figure(true, 0.5)),
            Unit::Bound if quantity => Some(figure(false, 0.6)),
            Unit::None if self.is_of_level() => Some(figure(false, 0.7)),
            Unit::None if signed && (metric || change) => Some(figure(true, 0.7)),
            Unit::None if self.after(Class::LEVEL, 1) => Some(figure(self.is_delta(), 0.65)),
            Unit::None if self.value.decimal && change && by => Some(figure(true, 0.6)),
            _ => None,
        }
    }

    /// A physical quantity stands just before, or the unit is a figure by itself: "60 fps".
    fn measures(&self) -> bool {
        let own = (self.value.first..self.value.last).any(|i| self.class(i).any(Class::LEVEL));
        let of = self.word(self.value.last) == "of" && self.value.last < self.to;
        let led = self.value.first > self.from
            && (self
                .class(self.value.first - 1)
                .any(Class::PREPOSITION | Class::REACH | Class::LEAD)
                || self.word(self.value.first - 1) == "(");
        own && !of
            || self.before(Class::QUANTITY, NEAR + 1) && led && !of
            || self.before(Class::CHANGE, 3) && led
            || self.after(Class::QUANTITY, 3) && self.before(Class::REACH, NEAR) && !of
            || self.after(Class::QUANTITY, 1) && self.before(Class::REACH, BEFORE)
    }

    /// "a joint accuracy of 66", "F1 scores are 0.65".
    fn is_of_level(&self) -> bool {
        let first = self.value.first;
        if first < self.from + 2 {
            return false;
        }
        let level =
            |i: usize| self.class(i).any(Class::LEVEL) || self.scene.metric_between(i, i + 1);
        let verb = self.class(first - 1).any(Class::BE);
        matches!(self.word(first - 1), "of" | "(") && level(first - 2)
            || verb && self.value.decimal && (self.from..first).any(level)
    }

    /// "fourfold improvement", "half the parameters", "doubles the speed"; not "the aim is twofold".
    fn is_ratio_in_words(&self) -> bool {
        let change = self.before(Class::CHANGE, NEAR) || self.after(Class::CHANGE, NEAR);
        let first = self.value.first;
        let noun = first > self.from && self.class(first - 1).any(Class::ARTICLE | Class::BE);
        change || self.after(Class::QUANTITY, NEAR) && !noun
    }

    /// "by a factor of 100".
    fn is_factor(&self) -> bool {
        let first = self.value.first;
        first > self.from + 1 && self.word(first - 1) == "of" && self.word(first - 2) == "factor"
    }

    /// "(discriminative power: 0.053".
    fn is_labelled(&self) -> bool {
        let first = self.value.first;
        first > self.from + 1
            && matches!(self.word(first - 1), ":" | "=")
            && self.class(first - 2).any(Class::QUANTITY)
    }

    /// "by 3%", "3% more", "a gain of 3%", "+3": not "from 62 to 70", "improves to 70%".
    fn is_delta(&self) -> bool {
        let value = self.value;
        if value.text.starts_with('+') {
            return true;
        }
        for i in (value.first.saturating_sub(NEAR).max(self.from)..value.first).rev() {
            match self.word(i) {
                "to" if self.word(i.saturating_sub(1)) == "up" => {}
                "to" | "from" | "at" => return false,
                "by" => return true,
                _ if self.class(i).any(Class::CHANGE) => return true,
                _ => {}
            }
        }
        self.after(Class::CHANGE, 3)
    }
}

const fn figure(delta: bool, confidence: f32) -> Verdict {
    Verdict { delta, confidence }
}
