//! Asks once more with what the first answers have in common (Rocchio 1971, pseudo-relevance
//! feedback).

use super::index::Index;
use super::vector::Vector;

/// So many answers teach.
pub(super) const TEACHERS: usize = 20;
/// The question grows to at most so many features.
const FEATURES: usize = 512;

/// The question with what its best answers share, which weighs as much as the question times
/// `lesson`; each answer teaches by the cube of its likeness.
pub(super) fn expand(
    index: &Index,
    question: &Vector,
    answers: &[(f64, u32)],
    lesson: f32,
) -> Vector {
    let teachers = &answers[..answers.len().min(TEACHERS)];
    let weights: Vec<f64> = teachers.iter().map(|(score, _)| score.powi(3)).collect();
    let total: f64 = weights.iter().sum();
    if total <= 0.0 {
        return question.clone();
    }
    let features = teachers.iter().map(|(_, paper)| index.row(*paper).len()).sum();
    let mut taught = Vec::with_capacity(features);
    for ((_, paper), weight) in teachers.iter().zip(weights) {
        let share = (weight / total) as f32;
        taught.extend(index.row(*paper).map(|(feature, w)| (feature, share * w)));
    }
    let taught = Vector::new(taught).scaled_to(question.length() * lesson);
    let both = question.entries().iter().chain(taught.entries()).copied().collect();
    Vector::new(both).heaviest(FEATURES)
}
