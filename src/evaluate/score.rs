//! What is found, extra and missed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::names::{address, figure, key, keys, reference};
use super::{Difference, Figures};
use crate::model::{EntityJson, Kind, RecordJson, Role};

/// Counts of a comparison.
#[derive(Debug, Default)]
pub(super) struct Score {
    counts: BTreeMap<String, [usize; 3]>,
    pub(super) exact: usize,
    pub(super) unpaired: usize,
    pub(super) differences: Vec<Difference>,
    /// For each entity that counts, its confidence and whether it is right, role included.
    pub(super) judged: Vec<(f32, bool)>,
}

/// The roles that are counted by themselves.
const ROLES: [Role; 4] = [Role::Proposed, Role::Baseline, Role::Introduced, Role::Evaluated];

/// Compares records with annotations; entities less likely than `least` are not there.
pub(super) fn score(gold: &[RecordJson], found: &[RecordJson], least: f32) -> Score {
    let by_title: HashMap<String, &RecordJson> = found.iter().map(|r| (key(&r.title), r)).collect();
    let nothing = RecordJson::default();
    let mut score = Score::default();
    for gold in gold {
        let found = by_title.get(&key(&gold.title)).copied().unwrap_or_else(|| {
            score.unpaired += 1;
            &nothing
        });
        let before = score.differences.len();
        for kind in Kind::ALL {
            score.entities(gold, found, kind, least);
        }
        let links = |record: &RecordJson| record.links.iter().map(|l| address(&l.url)).collect();
        score.set("links", &gold.id, &links(gold), &links(found));
        let cited = |record: &RecordJson| record.citations.iter().map(reference).collect();
        score.set("citations", &gold.id, &cited(gold), &cited(found));
        let counts = |what: &str| !matches!(what, "task" | "metric");
        score.exact += usize::from(!score.differences[before..].iter().any(|d| counts(d.what)));
        let figures = |record: &RecordJson| record.results.iter().map(figure).collect();
        let (want, have): (BTreeSet<_>, BTreeSet<_>) = (figures(gold), figures(found));
        score.tally_sets("results", &want, &have);
    }
    score
}

impl Score {
    fn tally(&mut self, what: &str, [tp, fp, missed]: [usize; 3]) {
        let counts = self.counts.entry(what.to_owned()).or_default();
        counts[0] += tp;
        counts[1] += fp;
        counts[2] += missed;
    }

    fn tally_sets<T: Ord>(&mut self, what: &str, want: &BTreeSet<T>, have: &BTreeSet<T>) {
        let both = want.intersection(have).count();
        self.tally(what, [both, have.len() - both, want.len() - both]);
    }

    fn differ(&mut self, paper: &str, what: &'static str, how: String, name: &str) {
        let (paper, name) = (paper.to_owned(), name.to_owned());
        self.differences.push(Difference { paper, what, how, name });
    }

    fn set(
        &mut self,
        what: &'static str,
        paper: &str,
        want: &BTreeSet<String>,
        have: &BTreeSet<String>,
    ) {
        self.tally_sets(what, want, have);
        for name in want.difference(have) {
            self.differ(paper, what, "missed".to_owned(), name);
        }
        for name in have.difference(want) {
            self.differ(paper, what, "extra".to_owned(), name);
        }
    }

    fn entities(&mut self, gold: &RecordJson, found: &RecordJson, kind: Kind, least: f32) {
        let what = kind.name();
        let edge = format!("edge:{what}");
        let want: Vec<(&EntityJson, BTreeSet<String>)> =
            gold.entities.iter().filter(|e| e.kind == kind).map(|e| (e, keys(e))).collect();
        let likely = |e: &&EntityJson| {
            e.kind == kind && !e.generic && e.confidence.is_none_or(|c| c >= least)
        };
        let mut taken: BTreeMap<usize, &EntityJson> = BTreeMap::new();
        let mut extra: Vec<&EntityJson> = Vec::new();
        for entity in found.entities.iter().filter(likely) {
            let own = keys(entity);
            let hits = (0..want.len()).filter(|i| !want[*i].1.is_disjoint(&own));
            let best = hits.min_by_key(|i| (taken.contains_key(i), want[*i].0.optional));
            match best {
                None => {
                    self.tally(what, [0, 1, 0]);
                    self.tally(&edge, [0, 1, 0]);
                    self.differ(&gold.id, what, "extra".to_owned(), &entity.name);
                    self.judged.extend(entity.confidence.map(|c| (c, false)));
                    extra.push(entity);
                }
                Some(i) => {
                    taken.entry(i).or_insert(entity);
                }
            }
        }
        for (i, (wanted, _)) in want.iter().enumerate().filter(|(_, (e, _))| !e.optional) {
            let Some(entity) = taken.get(&i) else {
                self.tally(what, [0, 0, 1]);
                self.tally(&edge, [0, 0, 1]);
                self.differ(&gold.id, what, "missed".to_owned(), &wanted.name);
                continue;
            };
            self.tally(what, [1, 0, 0]);
            let right = entity.role == wanted.role;
            self.judged.extend(entity.confidence.map(|c| (c, right)));
            if right {
                self.tally(&edge, [1, 0, 0]);
            } else {
                self.tally(&edge, [0, 1, 1]);
                let how = format!("role {} for {}", entity.role.name(), wanted.role.name());
                self.differ(&gold.id, what, how, &wanted.name);
            }
        }
        for role in ROLES {
            let required = |i: &usize| !want[*i].0.optional;
            let wanted: BTreeSet<usize> =
                (0..want.len()).filter(required).filter(|i| want[*i].0.role == role).collect();
            let has = taken.iter().filter(|(_, e)| e.role == role).map(|(i, _)| *i);
            let has: BTreeSet<usize> = has.filter(required).collect();
            let extra = extra.iter().filter(|e| e.role == role).count();
            if !wanted.is_empty() || !has.is_empty() || extra > 0 {
                let name = format!("role:{what}/{}", role.name());
                self.tally_sets(&name, &wanted, &has);
                self.tally(&name, [0, extra, 0]);
            }
        }
    }

    /// The figures of everything that was counted.
    pub(super) fn figures(&self) -> BTreeMap<String, Figures> {
        let mut out: BTreeMap<String, Figures> = self
            .counts
            .iter()
            .map(|(what, [a, b, c])| (what.clone(), Figures::of(*a, *b, *c)))
            .collect();
        for (name, prefix) in [("entities", ""), ("edges", "edge:")] {
            out.insert(name.to_owned(), self.named(prefix));
        }
        out
    }

    /// Methods and data sets together.
    pub(super) fn named(&self, prefix: &str) -> Figures {
        let of = |kind: Kind| {
            self.counts.get(&format!("{prefix}{}", kind.name())).copied().unwrap_or_default()
        };
        let (a, b) = (of(Kind::Method), of(Kind::Dataset));
        Figures::of(a[0] + b[0], a[1] + b[1], a[2] + b[2])
    }
}
