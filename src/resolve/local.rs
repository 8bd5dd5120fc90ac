//! One paper's name for a thing, made ready to meet those of other papers.

use rayon::prelude::*;

use super::longform::{LongForm, expansion};
use super::spelling::name_key;
use crate::model::{Entity, Kind, Record};

/// An entity of one record.
#[derive(Debug, Clone)]
pub(super) struct Local<'a> {
    /// Position of the paper.
    pub paper: u32,
    /// The entity as found.
    pub entity: &'a Entity,
    /// The form by which it is looked up: the short one, where the paper has both.
    pub surface: &'a str,
    /// Key of `surface`.
    pub key: String,
    /// What `surface` stands for, where the paper says so.
    pub long: Option<Box<LongForm>>,
}

impl<'a> Local<'a> {
    fn new(paper: u32, entity: &'a Entity) -> Self {
        let (surface, long) = short_and_long(entity);
        Self {
            paper,
            entity,
            surface,
            key: name_key(surface),
            long: long.map(|l| Box::new(LongForm::new(l))),
        }
    }

    /// Kind of the thing.
    pub(super) fn kind(&self) -> Kind {
        self.entity.kind
    }

    /// Every surface form in the paper, the name first.
    pub(super) fn forms(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let entity = self.entity;
        std::iter::once(entity.name.as_str()).chain(entity.aliases.iter().map(String::as_str))
    }
}

/// All entities of all records, by paper and in record order.
pub(super) fn locals(records: &[Record]) -> Vec<Vec<Local<'_>>> {
    records
        .par_iter()
        .enumerate()
        .map(|(paper, r)| r.entities.iter().map(|e| Local::new(paper as u32, e)).collect())
        .collect()
}

/// The name, and the alias that it abbreviates; or the alias that abbreviates the name.
fn short_and_long(entity: &Entity) -> (&str, Option<&str>) {
    let name = entity.name.as_str();
    let longs: Vec<&str> = entity.aliases.iter().filter_map(|a| expansion(name, a)).collect();
    if !longs.is_empty() {
        return (name, longs.into_iter().min_by_key(|l| (l.len(), *l)));
    }
    let shorts: Vec<&str> = entity
        .aliases
        .iter()
        .map(String::as_str)
        .filter(|a| expansion(a, name).is_some())
        .collect();
    match shorts.into_iter().max_by_key(|s| (s.len(), *s)) {
        Some(short) => (short, expansion(short, name)),
        None => (name, None),
    }
}
