//! Neighbours in a list: their kinds, and the words before and after the list.

use super::knowledge::kind_value;
use super::scene::bit;
use super::{Features, NO, Scene};
use crate::extract::cue::class;
use crate::extract::value::{Value, template};
use crate::model::Kind;
use crate::text::token::Shape;

/// So many tokens of a list are looked at on either side.
const REACH: usize = 8;

pub(super) fn add(scene: &Scene<'_>, first: usize, last: usize, f: &mut Features) {
    let (from, to) = scene.text.sentence(first);
    let last = last.min(to);
    let before = (from..first).rev().take(REACH).take_while(|i| item(scene, *i)).count();
    let after = (last..to).take(REACH).take_while(|i| item(scene, *i)).count();
    let place = match (before, after) {
        (0, 0) => {
            f.add(template!("list"), NO);
            return;
        }
        (0, _) => Value::known("start"),
        (_, 0) => Value::known("end"),
        _ => Value::known("inside"),
    };
    f.add(template!("list"), place);
    let (left, right) = (first - before, last + after);
    let beside = scene.kinds[left..first].iter().chain(&scene.kinds[last..right]);
    let kinds = beside.fold(0, |set, kinds| set | kinds);
    for kind in Kind::ALL.into_iter().filter(|kind| kinds & bit(*kind) != 0) {
        f.add(template!("list_kind"), kind_value(kind));
    }
    if left > from {
        f.add(template!("list_left"), scene.value(left - 1));
        f.add(template!("list_left_cue"), scene.cue_value(left - 1));
    }
    if right < to {
        f.add(template!("list_right"), scene.value(right));
        f.add(template!("list_right_cue"), scene.cue_value(right));
    }
}

/// Kinds whose names stand in lists as they are: methods and data sets.
const NAMES: u8 = bit(Kind::Method) | bit(Kind::Dataset);

/// Whether a token can belong to a list of names: a name, a number, a comma, a bracket, "and".
fn item(scene: &Scene<'_>, i: usize) -> bool {
    let token = scene.doc.tokens[i];
    if token.is_punctuation() {
        return matches!(scene.doc.word(i), "," | "/" | "(" | ")" | "&" | "-" | "{" | "}");
    }
    scene.text.cue(i) == class::and
        || scene.kinds[i] & NAMES != 0
        || token.shape.any(Shape::UPPER_FIRST | Shape::UPPER_INNER | Shape::DIGIT)
            && !scene.text.is_stop(i)
}
