//! Lists of figures: "A and B reach 0.9 and 0.8", "0.9 and 0.8 on C and D, respectively".

use super::text::Text;
use super::values::Value;
use super::words::Class;

/// How far apart the figures of a list stand, in tokens.
const GAP: usize = 8;

/// A figure's turn in its list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Turn {
    /// How many figures the list has, and which one this is.
    pub(super) of: usize,
    pub(super) at: usize,
    /// One past the last token of the list's last figure.
    pub(super) end: usize,
}

/// The turn of each value.
pub(super) fn turns<'v>(text: &Text<'_>, values: impl Iterator<Item = &'v Value>) -> Vec<Turn> {
    let values: Vec<&Value> = values.collect();
    let mut out = Vec::with_capacity(values.len());
    let mut start = 0;
    while start < values.len() {
        let mut end = start + 1;
        while end < values.len() && follows(text, values[end - 1], values[end]) {
            end += 1;
        }
        let turn = |at| Turn { of: end - start, at, end: values[end - 1].last };
        out.extend((0..end - start).map(turn));
        start = end;
    }
    out
}

/// Whether a value goes on with the list of another.
fn follows(text: &Text<'_>, one: &Value, next: &Value) -> bool {
    let between = one.last..next.first;
    let joint = |i: usize| text.word(i) == "," || text.class(i).any(Class::LINK);
    text.sentence(one.first).1 >= next.last
        && one.unit == next.unit
        && between.len() <= GAP
        && between.clone().any(joint)
}

/// Whether "respectively" stands behind a token, in its sentence.
pub(super) fn is_respective(text: &Text<'_>, token: usize) -> bool {
    (token..text.sentence(token.saturating_sub(1)).1).any(|i| text.class(i).any(Class::RESPECTIVE))
}
