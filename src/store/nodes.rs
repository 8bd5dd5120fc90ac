//! Rows → nodes, and papers as they were read.

use crate::export::parquet::{Checked, Row};
use crate::graph::{EntityNode, LinkNode, Node, PaperNode, WorkNode};
use crate::model::{Claims, Kind, LinkKind, Origin, Paper};
use crate::read::Source;
use crate::resolve::{Action, Decision};

/// A paper with the number of its node.
pub(super) fn paper(row: &mut Row) -> Checked<(u32, PaperNode)> {
    let (number, mut paper) = as_read(row)?;
    let id = std::mem::take(&mut paper.id);
    let own = id.strip_prefix("paper/");
    own.ok_or_else(|| format!("{id:?} is not the id of a paper, paper/…"))?
        .clone_into(&mut paper.id);
    Ok((number, PaperNode { id, paper }))
}

/// A paper under the id that stands there.
fn as_read(row: &mut Row) -> Checked<(u32, Paper)> {
    let number = row.get()?;
    let paper = Paper {
        id: row.get()?,
        title: row.get()?,
        abstract_text: row.get()?,
        year: row.maybe()?,
        authors: row.list()?,
        venue: row.maybe()?,
        ids: row.list()?.into_iter().zip(row.list()?).collect(),
        urls: row.list()?,
        references: row.list()?,
        claims: claims(row.maybe()?)?,
        origins: origins(row.list()?, row.list()?, row.list()?),
    };
    Ok((number, paper))
}

fn claims(json: Option<String>) -> Checked<Claims> {
    let claims = json.map(|json| serde_json::from_str(&json)).transpose();
    claims.map(Option::unwrap_or_default).map_err(|e| format!("no claims ({e})"))
}

fn origins(files: Vec<String>, records: Vec<u64>, lines: Vec<u64>) -> Vec<Origin> {
    let places = records.into_iter().zip(lines);
    let origins = files.into_iter().zip(places);
    origins.map(|(file, (record, line))| Origin { file, record, line }).collect()
}

/// A paper as it was read.
pub(super) fn source(row: &mut Row) -> Checked<Source> {
    let (_, paper) = as_read(row)?;
    Ok(Source { paper, of: row.maybe()?, is_part: row.get()? })
}

/// An entity with the number of its node.
pub(super) fn entity(row: &mut Row) -> Checked<(u32, Node)> {
    let number = row.get()?;
    let (id, name) = (row.get()?, row.get()?);
    let (kind, generic) = (row.choice(Kind::from_name)?, row.get()?);
    let aliases = row.list()?;
    let actions = row.choices(Action::from_name)?;
    let forms = row.list::<String>()?.into_iter().zip(row.list::<String>()?);
    let decisions = actions.into_iter().zip(forms);
    let decisions =
        decisions.map(|(action, (form, reason))| Decision { action, form, reason }).collect();
    Ok((number, Node::Entity(EntityNode { id, name, aliases, kind, generic, decisions })))
}

/// A link with the number of its node.
pub(super) fn link(row: &mut Row) -> Checked<(u32, Node)> {
    let number = row.get()?;
    let (id, url, kind) = (row.get()?, row.get()?, row.choice(LinkKind::from_name)?);
    Ok((number, Node::Link(LinkNode { id, url, kind })))
}

/// A cited work with the number of its node.
pub(super) fn work(row: &mut Row) -> Checked<(u32, Node)> {
    let number = row.get()?;
    Ok((number, Node::Work(WorkNode { id: row.get()?, name: row.get()?, year: row.maybe()? })))
}
