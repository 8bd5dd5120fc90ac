//! How a name itself looks.

use super::{Features, Scene, YES};
use crate::extract::candidates::Group;
use crate::extract::value::{Value, template};
use crate::text::token::Shape;

pub(super) fn add(scene: &Scene<'_>, group: &Group, f: &mut Features) {
    let lead = group.lead();
    let surface = lead.surface(scene.doc);
    let (first, last) = (lead.first as usize, lead.last as usize);
    f.add(template!("shape"), Value::of(&outline(surface)));
    f.count(template!("words"), last - first);
    f.count(template!("chars"), surface.chars().count() / 3);
    f.add(template!("last_word"), scene.text.written(last - 1));
    f.add(template!("first_word"), scene.text.written(first));
    f.add(template!("last_word_cue"), scene.cue_value(last - 1));
    match last - first {
        1 => affixes(surface, f),
        2 => f.add(template!("has_two"), Value::known("two")),
        _ => f.add(template!("has_two"), Value::known("more")),
    }
    let (tasks, metrics) = scene.text.words[last - 1].heads;
    f.count(template!("task_head"), tasks as usize);
    f.count(template!("metric_head"), metrics as usize);
    if let Some((_, long)) = group.pair {
        let long = &group.spans[long as usize];
        long_form(scene, long.first as usize, long.last as usize, f);
    }
}

/// The first and last two, three and four characters.
fn affixes(surface: &str, f: &mut Features) {
    for n in [2, 3, 4] {
        if let Some((cut, _)) = surface.char_indices().rev().nth(n - 1) {
            f.add(template!("suffix"), Value::of(&surface[cut..]));
        }
        if let Some((cut, _)) = surface.char_indices().nth(n) {
            f.add(template!("prefix"), Value::of(&surface[..cut]));
        }
    }
}

/// What the long form of a short name ends in, and how it is written.
fn long_form(scene: &Scene<'_>, first: usize, last: usize, f: &mut Features) {
    f.add(template!("pair"), YES);
    f.add(template!("long_head"), scene.text.written(last - 1));
    f.add(template!("long_head_cue"), scene.cue_value(last - 1));
    let tokens = &scene.doc.tokens[first..last];
    let case = match tokens.iter().filter(|t| t.shape.has(Shape::UPPER_FIRST)).count() {
        0 => Value::known("lower"),
        1 => Value::known("one"),
        _ => Value::known("title"),
    };
    f.add(template!("long_case"), case);
    let (tasks, metrics) = scene.text.words[last - 1].heads;
    f.count(template!("long_task_head"), tasks as usize);
    f.count(template!("long_metric_head"), metrics as usize);
}

/// The outline of a name, in signs that stay apart in lower case: `ResNet-50` is `ulul-9`, `Swin
/// Transformer` is `ul_ul`.
fn outline(name: &str) -> String {
    let mut out = String::with_capacity(20);
    let mut last = '\0';
    for c in name.chars() {
        let class = if c.is_ascii_lowercase() {
            'l'
        } else if c.is_uppercase() {
            'u'
        } else if c.is_numeric() {
            '9'
        } else if c.is_alphabetic() {
            'l'
        } else if c == ' ' {
            '_'
        } else {
            c
        };
        if class != last {
            out.push(class);
            last = class;
        }
        if out.len() > 14 {
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlines_show_how_a_name_is_written() {
        assert_eq!(outline("ResNet-50"), "ulul-9");
        assert_eq!(outline("Swin Transformer"), "ul_ul");
    }
}
