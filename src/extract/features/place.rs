//! Where in the paper a candidate stands, by which rule it was found, and how often.

use super::{Features, Scene, YES};
use crate::extract::candidates::{Found, Group};
use crate::extract::value::{Value, template};
use crate::model::Rule;

pub(super) fn add(scene: &Scene<'_>, found: &Found, f: &mut Features) {
    let doc = scene.doc;
    let first = found.first as usize;
    for rule in Rule::ALL.into_iter().filter(|rule| found.rules.has(*rule)) {
        f.add(template!("rule"), Value::known(rule.name()));
    }
    f.add(template!("place"), spot(scene, first));
    if first == scene.text.sentence(first).0 && !doc.in_title(first) {
        f.add(template!("opens_sentence"), YES);
    }
    let end = doc.tokens[found.last as usize - 1].end;
    if found.end < end && found.name.is_none() {
        let rest = doc.text()[found.end as usize..end as usize].trim_start_matches('-');
        f.add(template!("suffix_after"), Value::of(rest));
    }
}

fn spot(scene: &Scene<'_>, first: usize) -> Value<'static> {
    let doc = scene.doc;
    let sentence = doc.tokens[first].sentence as usize;
    if first == 0 && doc.title_tokens > 0 {
        Value::known("title_start")
    } else if doc.in_title(first) {
        Value::known("title")
    } else if sentence == 1 {
        Value::known("first_sentence")
    } else if sentence + 1 == doc.sentences.len() {
        Value::known("last_sentence")
    } else if first * 2 < doc.tokens.len() {
        Value::known("first_half")
    } else {
        Value::known("second_half")
    }
}

/// How many places in title and abstract name it.
pub(super) fn counts(scene: &Scene<'_>, group: &Group, f: &mut Features) {
    let distinct = |title: bool| {
        let mut last = None;
        let starts = group.spans.iter().filter(|s| scene.doc.in_title(s.first as usize) == title);
        starts.filter(|s| last.replace(s.first) != Some(s.first)).count()
    };
    f.count(template!("title_count"), distinct(true).min(2));
    f.count(template!("body_count"), distinct(false));
}
