//! Which senses of which names are one thing.
//!
//! Senses meet where a long form of one is the name or a long form of the other, where a row of
//! the lexicon holds both, where a paper calls one thing by both names, and where a head noun is
//! all that tells them apart. Two senses of one name never meet.

use std::collections::BTreeMap;

use hashbrown::HashMap;
use rayon::prelude::*;

use super::decision::{Action, Decision};
use super::local::Local;
use super::longform::LongForm;
use super::overrides::{Overrides, Ruling};
use super::senses::{Context, Sense, Slot};
use super::spelling::{name_key, without_head};
use super::union::Union;
use super::variants::is_variant;
use crate::lexicon::Lexicon;
use crate::model::{Kind, Paper};

/// The senses of all slots, flat, and which of them are one thing.
pub(super) struct Merged {
    /// All senses, by slot.
    pub senses: Vec<Sense>,
    /// For each sense, the smallest sense that is the same thing.
    pub root: Vec<u32>,
    /// For each sense, the lexicon row that it belongs to.
    pub row: Vec<Option<u32>>,
}

struct Merger<'a> {
    slots: &'a [Slot],
    by_name: HashMap<(Kind, &'a str), u32>,
    /// For each slot, its first sense; one more entry closes the last.
    first: Vec<u32>,
    senses: Vec<Sense>,
    slot: Vec<u32>,
    row: Vec<Option<u32>>,
    union: Union,
}

/// Merges the senses of `slots`.
pub(super) fn merge(
    slots: &[Slot],
    senses: Vec<Vec<Sense>>,
    context: &Context<'_>,
    overrides: &Overrides,
) -> Merged {
    let (locals, papers) = (context.locals, context.papers);
    let mut merger = Merger::new(slots, senses);
    merger.by_ruling(overrides);
    merger.by_long_form(locals);
    merger.by_lexicon(context.lexicon);
    merger.by_head_noun(locals);
    merger.by_alias(locals, papers);
    let root = (0..merger.senses.len() as u32).map(|s| merger.union.root(s)).collect();
    Merged { root, senses: merger.senses, row: merger.row }
}

impl<'a> Merger<'a> {
    fn new(slots: &'a [Slot], senses: Vec<Vec<Sense>>) -> Self {
        let mut first = vec![0];
        let mut slot = Vec::new();
        for (i, of_slot) in senses.iter().enumerate() {
            slot.extend(of_slot.iter().map(|_| i as u32));
            first.push(slot.len() as u32);
        }
        let senses: Vec<Sense> = senses.into_iter().flatten().collect();
        let mut union = Union::new(senses.len());
        for (i, _) in senses.iter().enumerate().filter(|(_, s)| s.split) {
            union.set_sense(i as u32, slot[i]);
        }
        let by_name =
            slots.iter().enumerate().map(|(i, s)| ((s.kind, s.key.as_str()), i as u32)).collect();
        let row = vec![None; senses.len()];
        Self { slots, by_name, first, senses, slot, row, union }
    }

    /// The only sense of the name with this key, if it is a name of the corpus with one sense.
    fn only_sense(&self, kind: Kind, key: &str) -> Option<u32> {
        let slot = *self.by_name.get(&(kind, key))? as usize;
        let (first, end) = (self.first[slot], self.first[slot + 1]);
        (end - first == 1).then_some(first)
    }

    fn join(&mut self, a: u32, b: u32, form: &str, reason: String) {
        if self.union.join(a, b) {
            self.note(b, Action::Merge, form, reason);
        }
    }

    fn note(&mut self, sense: u32, action: Action, form: &str, reason: String) {
        let decision = Decision { action, form: form.to_owned(), reason };
        self.senses[sense as usize].decisions.push(decision);
    }

    /// What the user says: all senses of two names are one thing, or none of them are.
    fn by_ruling(&mut self, overrides: &Overrides) {
        for (ruling, at) in overrides.rows().iter().zip(0u32..) {
            let senses = |name: &str| -> Vec<u32> {
                let slot = self.by_name.get(&(ruling.kind, name_key(name).as_str())).copied();
                slot.into_iter()
                    .flat_map(|s| self.first[s as usize]..self.first[s as usize + 1])
                    .collect()
            };
            let (own, other) = (senses(&ruling.name), senses(&ruling.other));
            let reason = |verb| {
                format!("the user says that \"{}\" {verb} \"{}\"", ruling.name, ruling.other)
            };
            match ruling.action {
                Ruling::Rename => {}
                Ruling::Same => {
                    let all: Vec<u32> = other.into_iter().chain(own).collect();
                    // What tells the senses of the two names apart counts no more.
                    for sense in &all {
                        self.senses[*sense as usize].split = false;
                        self.union.forget_sense(*sense, self.slot[*sense as usize]);
                    }
                    for pair in all.windows(2) {
                        self.join(pair[0], pair[1], &ruling.name, reason("is"));
                        if self.union.root(pair[0]) != self.union.root(pair[1]) {
                            let reason = format!("{}, and elsewhere that it is not", reason("is"));
                            self.note(pair[1], Action::Abstain, &ruling.name, reason);
                        }
                    }
                }
                Ruling::Different => {
                    // The two hold senses of a name of their own, and so never meet.
                    let name = self.slots.len() as u32 + at;
                    for sense in own.into_iter().chain(other) {
                        self.union.set_sense(sense, name);
                        self.note(sense, Action::Split, &ruling.name, reason("is not"));
                    }
                }
            }
        }
    }

    /// Names that are long forms meet each other and the short forms that stand for them.
    fn by_long_form(&mut self, locals: &[Local<'_>]) {
        let own_key = |sense: u32| {
            let named = self.surface(sense, locals);
            named.contains([' ', '-']).then(|| LongForm::new(named).key())
        };
        let own_keys: Vec<Option<String>> =
            (0..self.senses.len() as u32).into_par_iter().map(own_key).collect();
        let mut by_long: BTreeMap<(Kind, String), Vec<u32>> = BTreeMap::new();
        for (i, (sense, own)) in self.senses.iter().zip(own_keys).enumerate() {
            let kind = self.slots[self.slot[i] as usize].kind;
            for key in sense.long_keys.iter().cloned().chain(own) {
                let list = by_long.entry((kind, key)).or_default();
                if list.last() != Some(&(i as u32)) {
                    list.push(i as u32);
                }
            }
        }
        for ids in by_long.values() {
            let Some((first, rest)) = ids.split_first() else { continue };
            for other in rest {
                let form = self.surface(*other, locals);
                let reason = format!(
                    "\"{form}\" and \"{}\" share the long form \"{}\"",
                    self.surface(*first, locals),
                    self.long_of(*first, *other, locals),
                );
                self.join(*first, *other, form, reason);
            }
        }
    }

    fn surface<'l>(&self, sense: u32, locals: &[Local<'l>]) -> &'l str {
        let of = |l: &u32| locals[*l as usize].surface;
        self.senses[sense as usize].locals.iter().map(of).min().unwrap_or_default()
    }

    fn long_of(&self, a: u32, b: u32, locals: &[Local<'_>]) -> String {
        let label = |s: u32| self.senses[s as usize].label.clone();
        label(a).or_else(|| label(b)).unwrap_or_else(|| self.surface(a, locals).to_owned())
    }

    /// Names that one row of the lexicon holds, unless it holds several meanings.
    fn by_lexicon(&mut self, lexicon: &Lexicon) {
        for (at, row) in lexicon.rows().iter().enumerate().filter(|(_, r)| !r.flags.common) {
            let known: Vec<(&str, String)> = row
                .forms()
                .map(|form| (form, name_key(form)))
                .filter(|(_, key)| self.by_name.contains_key(&(row.kind, key.as_str())))
                .collect();
            if known.is_empty() {
                continue;
            }
            let longs: Vec<String> = row.forms().map(|f| LongForm::new(f).key()).collect();
            let mut first = None;
            for (form, key) in known {
                let Some(sense) = self.sense_of_row(row.kind, &key, &longs) else { continue };
                self.row[sense as usize].get_or_insert(at as u32);
                let into = *first.get_or_insert(sense);
                let reason = format!("the lexicon lists \"{form}\" as \"{}\"", row.name);
                self.join(into, sense, form, reason);
            }
        }
    }

    /// The sense of a name that a row with these long forms means: the one with such a long form,
    /// else the one that has none.
    fn sense_of_row(&self, kind: Kind, key: &str, longs: &[String]) -> Option<u32> {
        let slot = *self.by_name.get(&(kind, key))? as usize;
        let range = self.first[slot]..self.first[slot + 1];
        let says = |s: &u32| self.senses[*s as usize].long_keys.iter().any(|k| longs.contains(k));
        let bare = |s: &u32| self.senses[*s as usize].long_keys.is_empty();
        let alone = range.len() == 1 && longs.iter().all(|l| l == key);
        range
            .clone()
            .find(says)
            .or_else(|| range.clone().find(bare))
            .or(alone.then_some(range.start))
    }

    /// "KITTI dataset" is KITTI, where KITTI is a name of the corpus.
    fn by_head_noun(&mut self, locals: &[Local<'_>]) {
        let with_head = |slot: &'a Slot| {
            let from = self.only_sense(slot.kind, &slot.key)?;
            let surface = self.surface(from, locals);
            let bare = without_head(slot.kind, surface)?;
            Some((self.only_sense(slot.kind, &name_key(bare))?, from, surface, bare))
        };
        let pairs: Vec<(u32, u32, &str, &str)> =
            self.slots.par_iter().filter_map(with_head).collect();
        for (to, from, surface, bare) in pairs {
            let reason = format!("\"{surface}\" is \"{bare}\" with a head noun");
            self.join(to, from, surface, reason);
        }
    }

    /// Names that one paper uses for one thing.
    fn by_alias(&mut self, locals: &[Local<'_>], papers: &[Paper]) {
        let mut ties: Vec<(u32, u32, &str, u32)> = (0..self.senses.len() as u32)
            .into_par_iter()
            .flat_map_iter(|sense| self.ties(sense, locals))
            .collect();
        let id = |paper: u32| papers.get(paper as usize).map_or("", |p| p.id.as_str());
        ties.sort_by(|a, b| (a.0, a.1, a.2, id(a.3)).cmp(&(b.0, b.1, b.2, id(b.3))));
        for (sense, other, alias, paper) in ties {
            let reason = format!(
                "{} uses \"{alias}\" and \"{}\" for one thing",
                id(paper),
                self.surface(sense, locals)
            );
            self.join(sense, other, alias, reason);
        }
    }

    /// The other senses that papers name by an alias of this one: both, the alias, the paper.
    fn ties<'l>(&self, sense: u32, locals: &[Local<'l>]) -> Vec<(u32, u32, &'l str, u32)> {
        let generic = |l: &u32| locals[*l as usize].entity.generic;
        let of_sense = &self.senses[sense as usize].locals;
        let mut ties = Vec::new();
        for local in of_sense.iter().filter(|l| !generic(l)).map(|l| &locals[*l as usize]) {
            for alias in local.forms().filter(|f| is_telling(f, local.surface)) {
                let other = self.only_sense(local.kind(), &name_key(alias));
                let plain = |other: &u32| {
                    *other != sense && !self.senses[*other as usize].locals.iter().any(generic)
                };
                ties.extend(other.filter(plain).map(|other| (sense, other, alias, local.paper)));
            }
        }
        ties
    }
}

/// Whether an alias names the same thing wherever it stands: not a size or version of the name,
/// not the name with words around it, and not a phrase of common words.
fn is_telling(alias: &str, name: &str) -> bool {
    let (a, n) = (name_key(alias), name_key(name));
    let named = alias.chars().any(|c| c.is_uppercase() || c.is_ascii_digit());
    named && a.len() >= 3 && !a.contains(&n) && !n.contains(&a) && !is_variant(alias, name)
}
