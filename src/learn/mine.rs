//! How names and words behave in plain text: the tables that stand in for reading the literature.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use rayon::prelude::*;

use crate::extract::candidates::Group;
use crate::extract::candidates::group::group_key;
use crate::extract::citations;
use crate::extract::features::{Features, of_name, of_places};
use crate::extract::value::feature_hash;
use crate::extract::vocabulary::Vocabulary;
use crate::extract::with_scene;
use crate::lexicon::words;
use crate::model::Paper;
use crate::text::Document;
use crate::text::token::Shape;

/// What was counted of one name.
#[derive(Debug, Clone, Default)]
struct Count {
    name: String,
    papers: u32,
    attributes: Vec<u32>,
}

/// The table of names: `name`, `papers`, and a digit an attribute (see [`level`]); names in fewer than
/// `least` papers are left out. Sorted by name.
pub fn names(papers: &[Paper], least: u32) -> String {
    let vocabulary = Vocabulary::new(crate::Lexicon::builtin());
    let attributes: Vec<u64> = words::rows(crate::extract::elsewhere::ATTRIBUTES)
        .map(|(feature, _)| feature_hash(feature))
        .collect();
    let seen: Vec<Vec<(u64, String, Vec<bool>)>> = papers
        .par_iter()
        .map(|paper| {
            let doc = Document::new(paper);
            let mut features = Features::new(false);
            with_scene(&vocabulary, &doc, &citations::find(paper, &doc), |scene, groups| {
                let seen = |g: &Group| {
                    of_name(scene, g, &mut features);
                    of_places(scene, g, &mut features);
                    let has = attributes.iter().map(|a| features.hashes.contains(a)).collect();
                    let surface = g.lead().surface(&doc);
                    (group_key(surface).get(), surface.to_owned(), has)
                };
                groups.iter().map(seen).collect()
            })
        })
        .collect();
    let mut counts: HashMap<u64, Count> = HashMap::new();
    for (key, surface, has) in seen.into_iter().flatten() {
        let count = counts.entry(key).or_default();
        if count.papers == 0 {
            count.name = surface;
            count.attributes = vec![0; attributes.len()];
        }
        count.papers += 1;
        for (n, h) in count.attributes.iter_mut().zip(has) {
            *n += u32::from(h);
        }
    }
    let mut rows: Vec<Count> = counts.into_values().filter(|c| c.papers >= least).collect();
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    let mut out = String::from("name\tpapers\tlevels\n");
    for row in rows.iter().filter(|r| !r.name.contains(['\t', '\n', '\r'])) {
        let levels: String = row.attributes.iter().map(|n| level(*n, row.papers)).collect();
        let _ = writeln!(out, "{}\t{}\t{levels}", row.name, row.papers);
    }
    out
}

/// A share as a digit: 0 for none, then up to 5, 10, 20, 35, 50, 65, 80, 95 and 100 %.
pub fn level(n: u32, of: u32) -> char {
    let share = f64::from(n) / f64::from(of.max(1));
    let bounds = [0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95];
    if n == 0 {
        return '0';
    }
    let above = bounds.iter().filter(|b| share > **b).count() as u32;
    char::from_digit(above + 1, 10).unwrap_or('9')
}

/// The table of words: `word`, how often it is written with a capital inside sentences (a digit as
/// in [`level`]), and its class of word classes. Words in fewer than `least` places are left out.
pub fn word_table(papers: &[Paper], least: u32, classes: usize) -> String {
    let mut counts: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    let mut texts: Vec<Vec<String>> = Vec::new();
    for paper in papers {
        let doc = Document::new(paper);
        for &(first, end) in doc.sentences.iter().skip(1) {
            let mut sentence = Vec::new();
            for i in first..end {
                let token = doc.tokens[i as usize];
                let word = if token.shape.has(Shape::DIGIT) && !token.shape.has(Shape::LETTER) {
                    "<number>".to_owned()
                } else {
                    doc.word(i as usize).to_lowercase()
                };
                if i > first && token.shape.has(Shape::LETTER) {
                    let count = counts.entry(word.clone()).or_default();
                    count.0 += 1;
                    count.1 += u32::from(token.shape.any(Shape::UPPER_FIRST | Shape::UPPER_INNER));
                }
                sentence.push(word);
            }
            texts.push(sentence);
        }
    }
    counts.retain(|_, c| c.0 >= least);
    let vocabulary: Vec<&str> = counts.keys().map(String::as_str).collect();
    let class = super::exchange::cluster(&texts, &vocabulary, classes, 8);
    let mut out = String::from("word\tcapital\tclass\n");
    for ((word, (all, upper)), class) in counts.iter().zip(class) {
        let _ = writeln!(out, "{word}\t{}\t{class}", level(*upper, *all));
    }
    out
}
