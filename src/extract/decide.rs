//! From candidates to entities: kind, role, name, and who wins where spans collide.

use std::collections::BTreeSet;

use super::candidates::{Found, Group, Rules};
use super::features::{Features, Scene, of_name, of_places};
use super::linear::{Linear, Sums};
use super::results::Placed;
use super::vocabulary::Known;
use crate::model::{Entity, Kind, Mention, Role, Rule};
use crate::text::Document;

/// The weight tables.
#[derive(Debug, Clone, Default)]
pub(crate) struct Models {
    /// For candidates with the form of a name: none or a kind.
    pub(crate) names: Linear,
    /// For lower-case phrases: none or a kind.
    pub(crate) phrases: Linear,
    /// The role, by kind.
    pub(crate) roles: [Linear; 4],
}

/// The classes of the models of kinds: none, then [`Kind::ALL`].
#[cfg(feature = "learn")]
pub(crate) const NONE: usize = 0;

/// What a candidate must reach to be kept, by kind: the values with the best F1 in
/// cross-validation.
pub(crate) const THRESHOLDS: [f32; 4] = [0.42, 0.35, 0.42, 0.35];

/// The log-odds below which a name is not looked at in the text: one in two hundred of the names that
/// readers note lies below, and half of all others. F1 in cross-validation is the same at -4.5.
const WORTH_A_LOOK: f32 = -2.0;

/// The same for families, which are kept on less: about the log-odds of [`FAMILY`].
const FAMILY_WORTH_A_LOOK: f32 = -8.0;

/// And is no name at all, but a word like others, where the text is less sure than this: between
/// "neural networks" (0.002 in the middle) and "the framework" or "performance" (0.0001).
const FAMILY: f32 = 0.0005;

/// The role that is missed most, since it is the rarest, and how much likelier than another it is
/// taken to be: the value with the best F1 of baselines in cross-validation.
const BASELINE: &str = Role::Baseline.name();
const LEAN: f32 = 2.0;

/// A family of the lexicon counts as a name of its own only where the text is this sure.
const SPECIFIC: f32 = 0.8;

/// A candidate with its verdict.
#[derive(Debug, Clone)]
pub(crate) struct Judged<'a> {
    pub(crate) group: &'a Group,
    pub(crate) kind: Kind,
    pub(crate) role: Role,
    pub(crate) generic: bool,
    /// Probability of the kind.
    pub(crate) kind_p: f32,
    /// Probability of the role, given the kind.
    pub(crate) role_p: f32,
}

/// Whether a candidate has the form of a name, not of a phrase.
pub(crate) fn is_name(group: &Group) -> bool {
    let phrase = Rules::of(Rule::TaskPhrase).and(Rules::of(Rule::Lexicon));
    group.spans.iter().any(|s| s.rules.beside(phrase))
}

/// Judges every candidate and keeps those that stand.
pub(crate) fn judge<'a>(
    scene: &Scene<'_>,
    models: &Models,
    groups: &'a [Group],
) -> Vec<Judged<'a>> {
    let mut features = Features::new(false);
    let kept =
        groups.iter().filter_map(|group| verdict(scene, models, group, &mut features)).collect();
    settle(kept)
}

fn verdict<'a>(
    scene: &Scene<'_>,
    models: &Models,
    group: &'a Group,
    features: &mut Features,
) -> Option<Judged<'a>> {
    let model = if is_name(group) { &models.names } else { &models.phrases };
    of_name(scene, group, features);
    let name = model.add(&features.hashes, Sums::default());
    let known = scene.text.vocabulary.known_as(group.lead().exact, group.lead().key);
    let (family, decreed) = (known.and_then(Known::family), known.and_then(|k| k.decreed));
    let worth = if family.is_some() { FAMILY_WORTH_A_LOOK } else { WORTH_A_LOOK };
    if name.gate() < worth && decreed.is_none() {
        return None;
    }
    let own = features.hashes.len();
    of_places(scene, group, features);
    let p = model.probabilities(model.add(&features.hashes[own..], name));
    let best = (1..=Kind::ALL.len()).max_by(|a, b| p[*a].total_cmp(&p[*b]).then(b.cmp(a)))?;
    let (mut kind, mut kind_p) = (Kind::ALL[best - 1], p[best]);
    let stands = kind_p >= THRESHOLDS[best - 1];
    let generic = decreed.is_none() && family.is_some() && !(stands && kind_p >= SPECIFIC);
    if let Some(theirs) = decreed {
        (kind, kind_p) = (theirs, p[theirs as usize + 1].max(SPECIFIC));
    } else if generic {
        kind = family?;
        kind_p = p[kind as usize + 1];
    }
    if kind_p < if generic { FAMILY } else { THRESHOLDS[kind as usize] } {
        return None;
    }
    let roles = &models.roles[kind as usize];
    let q = roles.judge(features);
    let leaned = |at: usize| if roles.classes[at] == BASELINE { q[at] * LEAN } else { q[at] };
    let classes = 0..roles.classes.len();
    let at = classes.max_by(|a, b| leaned(*a).total_cmp(&leaned(*b)).then(b.cmp(a)))?;
    let role = Role::from_name(&roles.classes[at])?;
    Some(Judged { group, kind, role, generic, kind_p, role_p: q[at] })
}

/// The surer candidate wins where spans collide: a name inside a longer name of its kind, or the
/// same span as another kind. Comes back in text order.
fn settle(mut kept: Vec<Judged<'_>>) -> Vec<Judged<'_>> {
    kept.sort_by(|a, b| {
        (a.generic, b.kind_p)
            .partial_cmp(&(b.generic, a.kind_p))
            .unwrap_or(std::cmp::Ordering::Equal)
            .then_with(|| a.group.spans[0].start.cmp(&b.group.spans[0].start))
            .then_with(|| b.group.spans[0].end.cmp(&a.group.spans[0].end))
    });
    let mut out: Vec<Judged<'_>> = Vec::new();
    for judged in kept {
        let loses = out.iter().any(|winner| {
            if winner.kind == judged.kind {
                inside(judged.group, winner.group) || inside(winner.group, judged.group)
            } else {
                inside(judged.group, winner.group) && inside(winner.group, judged.group)
            }
        });
        if !loses {
            out.push(judged);
        }
    }
    out.sort_by_key(|j| (j.group.spans[0].start, j.group.spans[0].end, j.kind));
    out
}

/// Whether every span of one candidate lies inside a span of the other.
fn inside(inner: &Group, outer: &Group) -> bool {
    inner.spans.iter().all(|i| {
        outer.spans.iter().any(|o| o.start <= i.start && i.end <= o.end && i.name == o.name)
    })
}

/// The entities as the results are tied to them.
pub(crate) fn placed(doc: &Document, judged: &[Judged<'_>]) -> Vec<Placed> {
    judged
        .iter()
        .map(|j| Placed {
            kind: j.kind,
            role: j.role,
            generic: j.generic,
            name: j.group.lead().surface(doc).to_owned(),
            spans: j.group.spans.iter().map(|s| (s.start, s.end)).collect(),
        })
        .collect()
}

/// The entity that a verdict stands for.
pub(crate) fn entity(scene: &Scene<'_>, judged: &Judged<'_>) -> Entity {
    let doc = scene.doc;
    let group = judged.group;
    let name = group.lead().surface(doc).to_owned();
    let mut aliases: BTreeSet<String> =
        group.spans.iter().map(|s| s.surface(doc).to_owned()).collect();
    aliases.extend(group.spans.iter().filter_map(|s| with_head(scene, s)));
    aliases.remove(&name);
    let mut mentions: Vec<Mention> = Vec::with_capacity(group.spans.len());
    let mut end = 0;
    for found in longest_first(&group.spans) {
        if found.start < end {
            continue;
        }
        end = found.end;
        let span = doc.span(found.start as usize, found.end as usize);
        mentions.push(Mention {
            span,
            sentence: doc.sentence_around(found.first as usize, span),
            rule: found.rule,
            confidence: judged.kind_p,
        });
    }
    Entity {
        name,
        aliases: aliases.into_iter().collect(),
        kind: judged.kind,
        role: judged.role,
        generic: judged.generic,
        confidence: judged.kind_p * judged.role_p,
        mentions,
    }
}

/// "Hungarian method", "Snake activation function": the name with the head noun after it, which
/// readers accept as the same name.
fn with_head(scene: &Scene<'_>, found: &Found) -> Option<String> {
    let doc = scene.doc;
    if found.name.is_some() || doc.tokens[found.last as usize - 1].end != found.end {
        return None;
    }
    let mut end = None;
    for i in found.last as usize..doc.tokens.len().min(found.last as usize + 3) {
        let token = doc.tokens[i];
        let apart = token.sentence != doc.tokens[found.last as usize - 1].sentence;
        if apart || token.is_punctuation() || !token.spaced || scene.text.is_stop(i) {
            break;
        }
        if scene.text.is_head(i) {
            end = Some(token.end);
        }
    }
    Some(doc.text()[found.start as usize..end? as usize].to_owned())
}

/// Spans by start, the longest first where several start together.
fn longest_first(spans: &[Found]) -> Vec<&Found> {
    let mut out: Vec<&Found> = spans.iter().collect();
    out.sort_by_key(|f| (f.start, std::cmp::Reverse(f.end)));
    out
}
