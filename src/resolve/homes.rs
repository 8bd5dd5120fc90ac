//! Which paper an entity comes from.

use std::collections::BTreeSet;

use super::decision::{Action, Decision};
use super::senses::some_of;
use super::spelling::name_key;
use super::{Local, ResolvedEntity};
use crate::model::{Paper, Role};

/// For each entity, the one paper that proposes or introduces it, if there is one.
///
/// Of several, a paper whose title begins with the name goes before others, and an older one
/// before a younger; where that leaves several, the entity has no home and says so.
pub(super) fn homes(
    entities: &mut [ResolvedEntity],
    locals: &[Local<'_>],
    of: &[u32],
    papers: &[Paper],
) -> Vec<Option<u32>> {
    let mut proposers: Vec<Vec<(u32, bool)>> = vec![Vec::new(); entities.len()];
    for (local, entity) in locals.iter().zip(of) {
        if matches!(local.entity.role, Role::Proposed | Role::Introduced) {
            let titled = papers.get(local.paper as usize).is_some_and(|p| is_titled(p, local));
            proposers[*entity as usize].push((local.paper, titled));
        }
    }
    let mut decide = |(entity, of): (&mut ResolvedEntity, Vec<(u32, bool)>)| {
        if entity.generic {
            return None;
        }
        let found = home(&of, papers);
        if found.is_none() && !of.is_empty() {
            let ids = of.iter().filter_map(|(p, _)| papers.get(*p as usize)).map(|p| p.id.as_str());
            entity.decisions.push(Decision {
                action: Action::Abstain,
                form: entity.name.clone(),
                reason: format!(
                    "{} all propose it, so it ties no paper to them",
                    some_of(ids.collect::<BTreeSet<_>>())
                ),
            });
        }
        found
    };
    entities.iter_mut().zip(proposers).map(&mut decide).collect()
}

fn home(proposers: &[(u32, bool)], papers: &[Paper]) -> Option<u32> {
    let titled = proposers.iter().any(|(_, t)| *t);
    let age = |p: u32| papers.get(p as usize).and_then(|p| p.year).unwrap_or(i32::MAX);
    let mut best: Vec<u32> =
        proposers.iter().filter(|(_, t)| *t || !titled).map(|(p, _)| *p).collect();
    best.sort_unstable();
    best.dedup();
    let oldest = best.iter().map(|p| age(*p)).min()?;
    best.retain(|p| age(*p) == oldest);
    if let [only] = best[..] { Some(only) } else { None }
}

/// Whether a paper's title begins with a form of the entity and a colon or dash.
fn is_titled(paper: &Paper, local: &Local<'_>) -> bool {
    let Some((head, _)) = paper.title.split_once(':').or_else(|| paper.title.split_once(" - "))
    else {
        return false;
    };
    let head = name_key(head);
    local.forms().any(|f| name_key(f) == head)
}
