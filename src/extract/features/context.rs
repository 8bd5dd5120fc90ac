//! The words around a span.

use super::scene::{Scene, cue_bit, is_verb};
use super::{Features, NO, NONE, YES};
use crate::extract::candidates::Group;
use crate::extract::cue::{CLASS_VALUES, class};
use crate::extract::value::{Template, Value, template};

const EDGE_WORD: Value<'static> = Value::known("<edge>");
const EDGE: Value<'static> = Value::known("edge");

/// Words within this distance are near.
const NEAR: usize = 4;

/// The tokens whose surroundings are the context of a span: a short form in brackets and the long
/// form before it share the surroundings of both.
pub(super) fn reach(scene: &Scene<'_>, group: &Group, span: usize) -> (usize, usize) {
    let found = &group.spans[span];
    let (mut first, mut last) = (found.first as usize, found.last as usize);
    if let Some((short, long)) = group.pair
        && (short as usize == span || long as usize == span)
    {
        let (a, b) = (&group.spans[short as usize], &group.spans[long as usize]);
        if a.first.abs_diff(b.last) <= 2 || b.first.abs_diff(a.last) <= 2 {
            first = a.first.min(b.first) as usize;
            last = a.last.max(b.last) as usize;
            if last < scene.doc.tokens.len() && scene.doc.word(last) == ")" {
                last += 1;
            }
        }
    }
    (first, last)
}

pub(super) fn add(scene: &Scene<'_>, first: usize, last: usize, f: &mut Features) {
    let (from, to) = scene.text.sentence(first);
    let last = last.min(to);
    let left = |n: usize| (first >= from + n).then(|| first - n);
    let right = |n: usize| (last + n <= to).then(|| last + n - 1);
    neighbours([left(1), left(2)], [right(1), right(2)], scene, f);
    let nearer = first - from.max(first.saturating_sub(NEAR));
    let near = (first - nearer..first).fold(0, |set, i| set | cue_bit(scene.text.cue(i)));
    cues(near, template!("near_left"), f);
    cues(scene.before[first - nearer], template!("far_left"), f);
    let split = to.min(last + NEAR);
    let set = |from, to| (from..to).fold(0, |set, i| set | cue_bit(scene.text.cue(i)));
    cues(set(last, split), template!("near_right"), f);
    cues(set(split, to), template!("far_right"), f);
    verb_before(scene, from, first, f);
    verb_after(scene, last, to, f);
}

/// The two words on either side, as they are and by their classes.
fn neighbours(
    [left, further_left]: [Option<usize>; 2],
    [right, further_right]: [Option<usize>; 2],
    scene: &Scene<'_>,
    f: &mut Features,
) {
    let word = |i: Option<usize>| i.map_or(EDGE_WORD, |i| scene.value(i));
    let (l1, l2, r1, r2) = (word(left), word(further_left), word(right), word(further_right));
    f.add(template!("l1"), l1);
    f.add(template!("l2"), l2);
    f.add(template!("r1"), r1);
    f.add(template!("r2"), r2);
    f.add2(template!("l12"), l2, l1);
    f.add2(template!("r12"), r1, r2);
    f.add2(template!("l1r1"), l1, r1);
    let kin = |i: Option<usize>| i.map_or(NONE, |i| scene.kin(i));
    let (l1, l2, r1, r2) = (kin(left), kin(further_left), kin(right), kin(further_right));
    f.add(template!("l1_class"), l1);
    f.add(template!("l2_class"), l2);
    f.add(template!("r1_class"), r1);
    f.add(template!("r2_class"), r2);
    f.add2(template!("l1r1_class"), l1, r1);
    f.add2(template!("l12_class"), l2, l1);
    f.add2(template!("r12_class"), r1, r2);
    let cue = |i: Option<usize>| i.map_or(EDGE, |i| scene.cue_value(i));
    f.add(template!("cl1"), cue(left));
    f.add(template!("cr1"), cue(right));
    f.add2(template!("cl12"), cue(further_left), cue(left));
    f.add2(template!("cr12"), cue(right), cue(further_right));
}

/// One feature for each class of cue words of a set.
fn cues(mut set: u64, template: Template, f: &mut Features) {
    while set != 0 {
        f.add(template, CLASS_VALUES[set.trailing_zeros() as usize]);
        set &= set - 1;
    }
}

/// The last word before the span that says what is done, and by whom.
fn verb_before(scene: &Scene<'_>, from: usize, first: usize, f: &mut Features) {
    let Some(verb) = scene.verb_before[first] else {
        f.add(template!("verb"), NONE);
        return;
    };
    let verb = verb as usize;
    let kind = scene.cue_value(verb);
    f.add(template!("verb"), kind);
    f.add(template!("verb_word"), scene.text.written(verb));
    let own = scene.before[first.max(from)] & cue_bit(class::self_) != 0;
    let whose = if own { Value::known("own") } else { Value::known("other") };
    f.add2(template!("own_verb"), whose, kind);
    let between = (verb + 1..first).rev().find(|i| {
        matches!(
            scene.text.cue(*i),
            class::on
                | class::for_
                | class::of
                | class::in_
                | class::with
                | class::by
                | class::over
                | class::to
                | class::from
                | class::as_
        )
    });
    f.add2(template!("verb_preposition"), kind, between.map_or(NONE, |i| scene.cue_value(i)));
}

/// The first word after the span that says what is done, and whether the authors speak of
/// themselves there.
fn verb_after(scene: &Scene<'_>, last: usize, to: usize, f: &mut Features) {
    let next = (last..to.min(last + 8)).find(|i| is_verb(scene.text.cue(*i)));
    f.add(template!("next_verb"), next.map_or(NONE, |i| scene.cue_value(i)));
    let own = (last..to).any(|i| scene.text.cue(i) == class::self_);
    f.add(template!("own_after"), if own { YES } else { NO });
}
