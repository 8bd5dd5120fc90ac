//! What one name stands for in different papers.
//!
//! A name with one long form is one thing. A name with several has several senses; a paper that
//! gives no long form joins the sense whose words it uses, or that the lexicon knows, or in whose
//! company the name stands, and where none of these decides it stays apart.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashMap;
use rayon::prelude::*;

use super::decision::{Action, Decision};
use super::local::Local;
use super::longform::{LongForm, stem};
use crate::lexicon::{Lexicon, Row};
use crate::model::{Kind, Paper};

/// The company of a sense must weigh at least this much (natural-log rarity, summed).
const COMPANY: f64 = 3.0;
/// And this many times that of the runner-up.
const CLEAR: f64 = 2.0;

/// A name with all the papers' entities that go by it.
#[derive(Debug)]
pub(super) struct Slot {
    pub kind: Kind,
    pub key: String,
    /// Positions in the flat list of locals.
    pub locals: Vec<u32>,
}

/// One meaning of a slot's name.
#[derive(Debug, Clone, Default)]
pub(super) struct Sense {
    /// The long form most papers write; `None` for a name without one, or undecided.
    pub label: Option<String>,
    /// Keys of all its long forms.
    pub long_keys: Vec<String>,
    /// Positions in the flat list of locals.
    pub locals: Vec<u32>,
    /// Why.
    pub decisions: Vec<Decision>,
    /// Whether other senses of the name exist, so that this must never meet them.
    pub split: bool,
}

/// What the choice of a sense may look at.
pub(super) struct Context<'a> {
    pub papers: &'a [Paper],
    pub locals: &'a [Local<'a>],
    /// For each paper, the slots that it names.
    pub company: &'a [Vec<u32>],
    /// For each slot, the number of papers that name it.
    pub spread: &'a [u32],
    pub lexicon: &'a Lexicon,
}

/// A long form with the locals that write it, and the lexicon row that holds it.
struct Reading {
    longs: BTreeMap<LongForm, Vec<u32>>,
    row: Option<String>,
}

impl Slot {
    /// The senses of this slot (the `at`-th), each with its locals; never empty.
    pub(super) fn senses(&self, at: u32, context: &Context<'_>) -> Vec<Sense> {
        let mut readings = self.readings(context);
        let bare: Vec<u32> = self
            .locals
            .iter()
            .copied()
            .filter(|l| context.locals[*l as usize].long.is_none())
            .collect();
        let known: Vec<&Row> = self.rows(context.lexicon).collect();
        if readings.len() <= 1 && !lexicon_disagrees(&readings, &known) {
            let mut sense = readings.pop().map(|r| r.sense(context)).unwrap_or_default();
            explain_only_sense(&mut sense, bare.len());
            sense.locals.extend(bare);
            return vec![sense];
        }
        let mut senses: Vec<Sense> = readings.into_iter().map(|r| r.sense(context)).collect();
        let mut rest = Sense::default();
        let companies = OnceCell::new();
        let chosen: Vec<(u32, Option<(usize, String)>)> = bare
            .iter()
            .map(|l| (*l, choose(*l, at, &senses, &known, &companies, context)))
            .collect();
        for (local, choice) in chosen {
            let (sense, action, why) = match choice {
                Some((i, why)) => (&mut senses[i], Action::Merge, why),
                None => (&mut rest, Action::Abstain, "nothing there says which".to_owned()),
            };
            let (form, paper) = (context.locals[local as usize].surface, paper(context, local));
            sense.locals.push(local);
            sense.decisions.push(Decision {
                action,
                form: form.to_owned(),
                reason: format!("\"{form}\" has no long form in {paper}: {why}"),
            });
        }
        if !rest.locals.is_empty() {
            senses.push(rest);
        }
        self.explain_split(&mut senses, context);
        senses
    }

    /// The long forms of this name, grouped by what they mean.
    fn readings(&self, context: &Context<'_>) -> Vec<Reading> {
        let mut by_key: BTreeMap<String, Reading> = BTreeMap::new();
        for local in &self.locals {
            let Some(long) = &context.locals[*local as usize].long else { continue };
            by_key
                .entry(long.key())
                .or_insert_with(|| Reading { longs: BTreeMap::new(), row: None })
                .longs
                .entry(LongForm::clone(long))
                .or_default()
                .push(*local);
        }
        let rows: Vec<(String, Vec<String>)> = self
            .rows(context.lexicon)
            .filter(|row| !row.flags.common)
            .map(|row| (row.name.clone(), row.forms().map(|f| LongForm::new(f).key()).collect()))
            .collect();
        let mut out: Vec<Reading> = Vec::new();
        for (key, mut reading) in by_key {
            reading.row =
                rows.iter().find(|(_, forms)| forms.contains(&key)).map(|(name, _)| name.clone());
            match out.iter_mut().find(|other| other.means_the_same(&reading)) {
                Some(other) => other.absorb(reading),
                None => out.push(reading),
            }
        }
        out
    }

    fn rows<'a>(&'a self, lexicon: &'a Lexicon) -> impl Iterator<Item = &'a Row> {
        lexicon.get_key(&self.key).filter(|r| r.kind == self.kind)
    }

    /// Tells every sense which others there are.
    fn explain_split(&self, senses: &mut [Sense], context: &Context<'_>) {
        let names: Vec<String> = senses
            .iter()
            .map(|s| format!("{} in {}", s.described(), count(s.papers(context).len(), "paper")))
            .collect();
        if names.len() < 2 {
            return;
        }
        let form = self
            .locals
            .iter()
            .map(|l| context.locals[*l as usize].surface)
            .min()
            .unwrap_or(&self.key)
            .to_owned();
        for sense in senses {
            sense.split = true;
            sense.decisions.push(Decision {
                action: Action::Split,
                form: form.clone(),
                reason: format!("\"{form}\" stands for several things: {}", names.join("; ")),
            });
        }
    }
}

/// Whether the lexicon knows a long form of this name that is not the corpus's only one.
fn lexicon_disagrees(readings: &[Reading], rows: &[&Row]) -> bool {
    let [only] = readings else { return false };
    let known = rows.iter().any(|r| !r.flags.common && r.forms().any(|f| f.contains(' ')));
    known && only.row.is_none()
}

/// The sense that a local without a long form joins, and why.
fn choose(
    local: u32,
    at: u32,
    senses: &[Sense],
    rows: &[&Row],
    companies: &OnceCell<Vec<Company>>,
    context: &Context<'_>,
) -> Option<(usize, String)> {
    let paper = context.locals[local as usize].paper;
    let text = stemmed_text(context.papers.get(paper as usize)?);
    let said: Vec<usize> = (0..senses.len())
        .filter(|i| senses[*i].long_keys.iter().any(|k| text.contains(k.as_str())))
        .collect();
    if let [i] = said[..] {
        return Some((i, format!("the text says \"{}\"", senses[i].label())));
    }
    let listed: Vec<usize> = (0..senses.len())
        .filter(|i| {
            rows.iter()
                .filter(|r| !r.flags.common)
                .any(|r| r.forms().any(|f| senses[*i].long_keys.contains(&LongForm::new(f).key())))
        })
        .collect();
    if let [i] = listed[..] {
        return Some((i, format!("the lexicon lists \"{}\"", senses[i].label())));
    }
    let mut weights: Vec<(f64, usize)> = companies
        .get_or_init(|| senses.iter().map(|s| Company::of(s, context)).collect())
        .iter()
        .map(|company| company.shared(paper, at, context))
        .zip(0..)
        .collect();
    weights.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let second = weights.get(1).map_or(0.0, |w| w.0);
    match weights.first() {
        Some((weight, i)) if *weight >= COMPANY && *weight >= CLEAR * second => {
            Some((*i, format!("it stands there in the company of \"{}\"", senses[*i].label())))
        }
        _ => None,
    }
}

fn explain_only_sense(sense: &mut Sense, bare: usize) {
    let Some(label) = &sense.label else { return };
    let joined = match bare {
        0 => String::new(),
        1 => "; 1 paper that gives no long form joins it".to_owned(),
        n => format!("; {n} papers that give no long form join it"),
    };
    sense.decisions.push(Decision {
        action: Action::Merge,
        form: label.clone(),
        reason: format!("the only long form of the name in the corpus{joined}"),
    });
}

impl Reading {
    fn means_the_same(&self, other: &Self) -> bool {
        (self.row.is_some() && self.row == other.row)
            || self.longs.keys().any(|a| other.longs.keys().any(|b| a.is_cut_of(b)))
    }

    fn absorb(&mut self, other: Self) {
        self.row = self.row.take().or(other.row);
        for (long, locals) in other.longs {
            self.longs.entry(long).or_default().extend(locals);
        }
    }

    fn sense(self, context: &Context<'_>) -> Sense {
        let label = self
            .longs
            .iter()
            .max_by(|a, b| a.1.len().cmp(&b.1.len()).then(b.0.text.cmp(&a.0.text)))
            .map(|(long, _)| long.text.clone());
        let mut long_keys: Vec<String> = self.longs.keys().map(LongForm::key).collect();
        long_keys.sort();
        long_keys.dedup();
        let locals: Vec<u32> = self.longs.into_values().flatten().collect();
        let mut sense = Sense { label, long_keys, locals, ..Sense::default() };
        if let Some(label) = &sense.label {
            let papers = sense.papers(context);
            sense.decisions.push(Decision {
                action: Action::Merge,
                form: label.clone(),
                reason: format!("the long form in {}", some_of(papers)),
            });
        }
        sense
    }
}

impl Sense {
    /// The long form, or an empty string.
    pub(super) fn label(&self) -> &str {
        self.label.as_deref().unwrap_or_default()
    }

    fn described(&self) -> String {
        match &self.label {
            Some(label) => format!("\"{label}\""),
            None => "undecided".to_owned(),
        }
    }

    /// Ids of the papers that use the sense, sorted.
    fn papers<'a>(&self, context: &Context<'a>) -> BTreeSet<&'a str> {
        self.locals.iter().map(|l| paper(context, *l)).collect()
    }
}

fn paper<'a>(context: &Context<'a>, local: u32) -> &'a str {
    let at = context.locals[local as usize].paper as usize;
    context.papers.get(at).map_or("", |p| p.id.as_str())
}

/// The first three of sorted papers and how many more there are.
pub(super) fn some_of<'a>(papers: impl IntoIterator<Item = &'a str>) -> String {
    let mut papers = papers.into_iter();
    let shown: Vec<&str> = papers.by_ref().take(3).collect();
    let more = papers.count();
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{rest}", shown.join(", "))
}

/// `1 paper`, `2 papers`.
pub(super) fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// What the papers of a sense name.
struct Company {
    papers: BTreeSet<u32>,
    /// For each slot, how many of the papers name it.
    slots: BTreeMap<u32, u32>,
}

impl Company {
    fn of(sense: &Sense, context: &Context<'_>) -> Self {
        let papers: BTreeSet<u32> =
            sense.locals.iter().map(|l| context.locals[*l as usize].paper).collect();
        let mut slots = BTreeMap::new();
        for named in papers.iter().map(|p| named_by(*p, context)) {
            for slot in named {
                *slots.entry(slot).or_default() += 1;
            }
        }
        Self { papers, slots }
    }

    /// How much of what a paper names is named by other papers of the sense too, rare names counting
    /// most.
    fn shared(&self, paper: u32, at: u32, context: &Context<'_>) -> f64 {
        let own = u32::from(self.papers.contains(&paper));
        let papers = context.papers.len() as f64;
        named_by(paper, context)
            .into_iter()
            .filter(|s| *s != at && self.slots.get(s).is_some_and(|n| *n > own))
            .map(|s| (papers / f64::from(context.spread[s as usize].max(1))).ln())
            .sum()
    }
}

/// The slots that a paper names, each once.
fn named_by(paper: u32, context: &Context<'_>) -> BTreeSet<u32> {
    context.company[paper as usize].iter().copied().collect()
}

/// Title and abstract as one run of stems, in which keys of long forms can be found.
fn stemmed_text(paper: &Paper) -> String {
    [&paper.title, &paper.abstract_text]
        .into_iter()
        .flat_map(|t| t.split(|c: char| !c.is_alphanumeric()))
        .filter(|w| !w.is_empty())
        .map(stem)
        .collect()
}

/// The slots of all locals in order of kind and key, and for each local its slot.
pub(super) fn slots(locals: &[Local<'_>]) -> (Vec<Slot>, Vec<u32>) {
    let mut seen: HashMap<(Kind, &str), u32> = HashMap::new();
    let mut slots: Vec<Slot> = Vec::new();
    let mut of: Vec<u32> = Vec::with_capacity(locals.len());
    for (i, local) in locals.iter().enumerate() {
        let at = *seen.entry((local.kind(), &local.key)).or_insert_with(|| {
            slots.push(Slot { kind: local.kind(), key: local.key.clone(), locals: Vec::new() });
            slots.len() as u32 - 1
        });
        slots[at as usize].locals.push(i as u32);
        of.push(at);
    }
    let mut order: Vec<u32> = (0..slots.len() as u32).collect();
    order.par_sort_unstable_by(|a, b| {
        let sort_key = |s: &u32| (slots[*s as usize].kind, slots[*s as usize].key.as_str());
        sort_key(a).cmp(&sort_key(b))
    });
    let mut place = vec![0u32; slots.len()];
    for (new, old) in order.iter().enumerate() {
        place[*old as usize] = new as u32;
    }
    for at in &mut of {
        *at = place[*at as usize];
    }
    let mut sorted: Vec<Option<Slot>> = slots.into_iter().map(Some).collect();
    let slots = order.iter().filter_map(|old| sorted[*old as usize].take()).collect();
    (slots, of)
}
