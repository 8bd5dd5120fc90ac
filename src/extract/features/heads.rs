//! What the text calls a candidate: "X, a new benchmark", "a framework called X".

use super::{Features, Scene};
use crate::extract::candidates::Group;
use crate::extract::cue::class;
use crate::extract::gloss::is_head;
use crate::extract::value::{Template, Value, template};

/// A head noun stands so many words after the article at most.
const REACH: usize = 12;
/// Marks the class of a head noun beside the word.
const CLASS: Value<'static> = Value::known("class");

/// "X, a new benchmark", "X is a framework", "a benchmark, X", "a framework called X".
pub(super) fn around(scene: &Scene<'_>, first: usize, last: usize, f: &mut Features) {
    let (from, to) = scene.text.sentence(first);
    let last = last.min(to);
    if last + 1 < to && scene.text.cue(last + 1) == class::the {
        if scene.text.cue(last) == class::be {
            add(scene, last + 2, to, template!("is_a"), f);
        } else if matches!(scene.doc.word(last), "," | ":" | "—" | "(") {
            add(scene, last + 2, to, template!("apposition"), f);
        }
    }
    let near = from.max(first.saturating_sub(6));
    if let Some(i) = (near..first).rev().find(|i| scene.text.is_head(*i)) {
        let touching = first - i == 1;
        let template = if touching { template!("head_touching") } else { template!("head_before") };
        f.add(template, scene.text.written(i));
        f.add2(template, CLASS, scene.cue_value(i));
    }
    let offers = |i: &usize| matches!(scene.text.cue(*i), class::propose | class::release);
    if let Some(i) = (from..first).rev().find(offers) {
        add(scene, i + 1, first, template!("proposed_head"), f);
    }
}

/// What the title calls the name before its colon.
pub(super) fn title(scene: &Scene<'_>, group: &Group, f: &mut Features) {
    let own = group.spans.iter().any(|s| s.first == 0 && s.last as usize == scene.prefix);
    let kind = if scene.prefix == 0 {
        Value::known("none")
    } else if own {
        Value::known("self")
    } else {
        Value::known("other")
    };
    f.add(template!("title_prefix"), kind);
    if own {
        add(scene, scene.prefix + 1, scene.doc.title_tokens, template!("title_head"), f);
    }
}

/// The head noun of the phrase that starts at a token: "a large-scale *benchmark* for …".
fn add(scene: &Scene<'_>, from: usize, to: usize, template: Template, f: &mut Features) {
    let mut head = None;
    for i in from..to.min(from + REACH) {
        let cue = scene.text.cue(i);
        if is_head(cue) {
            head = Some(i);
        } else if head.is_some() && cue != class::and || ends(scene, i) {
            break;
        }
    }
    if let Some(i) = head {
        f.add(template, scene.text.written(i));
        f.add2(template, CLASS, scene.cue_value(i));
    }
}

/// Whether no noun phrase runs across a token.
fn ends(scene: &Scene<'_>, token: usize) -> bool {
    let mark = scene.doc.tokens[token].is_punctuation();
    mark && !matches!(scene.doc.word(token), "-" | "\"" | "'")
        || matches!(
            scene.text.cue(token),
            class::for_
                | class::of
                | class::on
                | class::with
                | class::to
                | class::in_
                | class::from
                | class::by
        )
}
