//! From senses that are one thing to an entity with a name, an id and its reasons.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::ResolvedEntity;
use super::decision::{Action, Decision};
use super::local::Local;
use super::merge::Merged;
use super::overrides::Overrides;
use super::senses::{Context, Sense, some_of};
use super::spelling::name_key;
use crate::lexicon::{Row, key};
use crate::model::{Kind, Paper};

/// The entities, sorted by id, and for each local its entity.
pub(super) fn entities(
    merged: Merged,
    context: &Context<'_>,
    overrides: &Overrides,
) -> (Vec<ResolvedEntity>, Vec<u32>) {
    let (locals, papers) = (context.locals, context.papers);
    let groups = groups(merged);
    let mut made: Vec<(ResolvedEntity, Vec<u32>)> = groups
        .into_par_iter()
        .filter_map(|group| {
            let row = group.row.and_then(|r| context.lexicon.rows().get(r as usize));
            group.entity(locals, papers, row, overrides)
        })
        .collect();
    made.par_sort_by(|(a, _), (b, _)| {
        (&a.id, &a.name, &a.aliases, &a.decisions).cmp(&(&b.id, &b.name, &b.aliases, &b.decisions))
    });
    let mut of = vec![0; locals.len()];
    let mut entities: Vec<ResolvedEntity> = Vec::with_capacity(made.len());
    let mut twins = 1;
    let mut plain = String::new();
    for (mut entity, members) in made {
        if entity.id == plain {
            twins += 1;
            entity.id = format!("{plain}~{twins}");
        } else {
            twins = 1;
            plain.clone_from(&entity.id);
        }
        for local in members {
            of[local as usize] = entities.len() as u32;
        }
        entities.push(entity);
    }
    (entities, of)
}

/// The senses of each root, in the order of roots.
fn groups(merged: Merged) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut group_of: Vec<u32> = Vec::with_capacity(merged.root.len());
    for ((root, sense), row) in merged.root.into_iter().zip(merged.senses).zip(merged.row) {
        // A root is the smallest of its senses, and so has its group by now or is to get it.
        let at = group_of.get(root as usize).copied().unwrap_or(groups.len() as u32);
        group_of.push(at);
        if at as usize == groups.len() {
            groups.push(Group::default());
        }
        let group = &mut groups[at as usize];
        group.row = group.row.or(row);
        group.senses.push(sense);
    }
    groups
}

/// Senses that are one thing.
#[derive(Default)]
struct Group {
    senses: Vec<Sense>,
    row: Option<u32>,
}

impl Group {
    fn entity(
        self,
        locals: &[Local<'_>],
        papers: &[Paper],
        row: Option<&Row>,
        overrides: &Overrides,
    ) -> Option<(ResolvedEntity, Vec<u32>)> {
        let members: Vec<u32> = self.senses.iter().flat_map(|s| s.locals.iter().copied()).collect();
        let kind: Kind = locals.get(*members.first()? as usize)?.kind();
        let common = self.commonest_name(locals)?;
        let short = self.senses.iter().any(|s| s.label.is_some());
        let mut keys: Vec<&str> = members.iter().map(|l| &*locals[*l as usize].key).collect();
        keys.dedup();
        let name = match (overrides.new_name(kind, &keys), row) {
            (Some(new), _) => new.to_owned(),
            (None, Some(row)) if !short || name_key(&row.name) == name_key(common) => {
                row.name.clone()
            }
            (None, _) => common.to_owned(),
        };
        let forms = forms(&members, locals, papers);
        let mut decisions: Vec<Decision> =
            self.senses.iter().flat_map(|s| s.decisions.iter().cloned()).collect();
        decisions.extend(
            forms.iter().filter(|(f, _)| *f != name).map(|(f, used)| explain_form(f, &name, used)),
        );
        decisions.sort();
        decisions.dedup();
        decisions.shrink_to_fit();
        let generic = members.iter().filter(|l| locals[**l as usize].entity.generic).count();
        let mut aliases: Vec<String> =
            forms.iter().map(|(f, _)| *f).filter(|f| *f != name).map(str::to_owned).collect();
        aliases.shrink_to_fit();
        let entity = ResolvedEntity {
            id: self.id(kind, &name),
            aliases,
            name,
            kind,
            generic: row.is_some_and(|r| r.flags.generic) || 2 * generic > members.len(),
            decisions,
        };
        Some((entity, members))
    }

    /// The name that most papers use, of the short forms where there are any; its singular, where
    /// a paper uses that.
    fn commonest_name<'a>(&self, locals: &[Local<'a>]) -> Option<&'a str> {
        let short = self.senses.iter().any(|s| s.label.is_some());
        let mut by_key: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
        for sense in self.senses.iter().filter(|s| !short || s.label.is_some()) {
            for local in sense.locals.iter().map(|l| &locals[*l as usize]) {
                let surface: &'a str = local.surface;
                *by_key.entry(&local.key).or_default().entry(surface).or_default() += 1;
            }
        }
        let (_, surfaces) = by_key.into_iter().min_by_key(|(key, surfaces)| {
            (std::cmp::Reverse(surfaces.values().sum::<usize>()), key.len(), *key)
        })?;
        let plural = |s: &str| key(s) != name_key(s);
        surfaces
            .into_iter()
            .min_by_key(|(s, n)| (plural(s), std::cmp::Reverse(*n), s.len(), *s))
            .map(|(surface, _)| surface)
    }

    fn id(&self, kind: Kind, name: &str) -> String {
        let plain = format!("{}/{}", kind.name(), key(name));
        let label = self.senses.iter().filter(|s| s.split).find_map(|s| s.label.as_deref());
        match label {
            Some(label) => format!("{plain}~{}", slug(label)),
            None => plain,
        }
    }
}

/// Every surface form with the ids of the papers that use it, all sorted.
fn forms<'a>(
    members: &[u32],
    locals: &[Local<'a>],
    papers: &'a [Paper],
) -> Vec<(&'a str, Vec<&'a str>)> {
    let id = |paper: u32| papers.get(paper as usize).map_or("", |p| p.id.as_str());
    let mut uses: Vec<(&str, &str)> = members
        .iter()
        .map(|l| &locals[*l as usize])
        .flat_map(|local| local.forms().map(|form| (form, id(local.paper))))
        .collect();
    uses.sort_unstable();
    uses.dedup();
    uses.chunk_by(|a, b| a.0 == b.0)
        .map(|of| (of[0].0, of.iter().map(|(_, paper)| *paper).collect()))
        .collect()
}

fn explain_form(form: &str, name: &str, papers: &[&str]) -> Decision {
    let reason = if name_key(form) == name_key(name) {
        format!("\"{form}\" is \"{name}\" but for letter case, spaces, hyphens or number")
    } else {
        format!("\"{form}\" is a form in {}", some_of(papers.iter().copied()))
    };
    Decision { action: Action::Merge, form: form.to_owned(), reason }
}

/// `Segment Anything Model` → `segment-anything-model`.
pub(super) fn slug(text: &str) -> String {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join("-")
}
