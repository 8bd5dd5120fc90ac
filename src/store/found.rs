//! Records as rows, one for each thing found, and back.

use std::io::{self, Write};

use crate::export::parquet::{Checked, RECORDS, Row, Rows};
use crate::model::{
    Citation, Entity, Field, Kind, Link, LinkKind, Mention, Outcome, Record, Role, Rule, Span,
};

/// Something found in a paper.
pub(super) enum Found {
    Entity(Entity),
    Outcome(Outcome),
    Link(Link),
    Citation(Citation),
}

/// What a row says, with nothing where it says nothing.
#[derive(Default)]
struct Cells<'a> {
    what: &'static str,
    name: &'a str,
    kind: Option<&'static str>,
    role: Option<&'static str>,
    generic: bool,
    confidence: Option<f32>,
    aliases: &'a [String],
    method: Option<&'a str>,
    metric: Option<&'a str>,
    dataset: Option<&'a str>,
    versus: Option<&'a str>,
    delta: bool,
    year: Option<i32>,
    mentions: &'a [Mention],
}

const ENTITY: &str = "entity";
const RESULT: &str = "result";
const LINK: &str = "link";
const CITATION: &str = "citation";

/// Writes records as rows; their number.
pub(super) fn write(records: &[Record], out: &mut dyn Write) -> io::Result<u64> {
    let mut rows = Rows::new(&RECORDS, out)?;
    for (record, paper) in records.iter().zip(0u32..) {
        let entities = record.entities.iter().map(of_entity);
        let outcomes = record.results.iter().map(of_outcome);
        let links = record.links.iter().map(of_link);
        let citations = record.citations.iter().map(of_citation);
        for cells in entities.chain(outcomes).chain(links).chain(citations) {
            cells.write(paper, &mut rows)?;
        }
    }
    rows.finish()
}

fn of_entity(e: &Entity) -> Cells<'_> {
    Cells {
        what: ENTITY,
        name: &e.name,
        kind: Some(e.kind.name()),
        role: Some(e.role.name()),
        generic: e.generic,
        confidence: Some(e.confidence),
        aliases: &e.aliases,
        mentions: &e.mentions,
        ..Cells::default()
    }
}

fn of_outcome(o: &Outcome) -> Cells<'_> {
    Cells {
        what: RESULT,
        name: &o.value,
        method: o.method.as_deref(),
        metric: o.metric.as_deref(),
        dataset: o.dataset.as_deref(),
        versus: o.versus.as_deref(),
        delta: o.delta,
        mentions: std::slice::from_ref(&o.mention),
        ..Cells::default()
    }
}

fn of_link(l: &Link) -> Cells<'_> {
    Cells {
        what: LINK,
        name: &l.url,
        kind: Some(l.kind.name()),
        mentions: std::slice::from_ref(&l.mention),
        ..Cells::default()
    }
}

fn of_citation(c: &Citation) -> Cells<'_> {
    Cells {
        what: CITATION,
        name: &c.text,
        aliases: &c.authors,
        year: c.year,
        mentions: std::slice::from_ref(&c.mention),
        ..Cells::default()
    }
}

impl Cells<'_> {
    fn write(&self, paper: u32, rows: &mut Rows<'_>) -> io::Result<()> {
        rows.put(paper);
        rows.text(self.what);
        rows.text(self.name);
        rows.maybe_text(self.kind);
        rows.maybe_text(self.role);
        rows.put(self.generic);
        rows.maybe(self.confidence);
        rows.texts(self.aliases.iter().map(String::as_str));
        for text in [self.method, self.metric, self.dataset, self.versus] {
            rows.maybe_text(text);
        }
        rows.put(self.delta);
        rows.maybe(self.year);
        rows.texts(self.mentions.iter().map(|m| m.rule.name()));
        rows.texts(self.mentions.iter().map(|m| m.span.field.name()));
        rows.list(self.mentions.iter().map(|m| m.span.start));
        rows.list(self.mentions.iter().map(|m| m.span.end));
        rows.list(self.mentions.iter().map(|m| m.sentence.start));
        rows.list(self.mentions.iter().map(|m| m.sentence.end));
        rows.list(self.mentions.iter().map(|m| m.confidence));
        rows.end()
    }
}

/// Something found, with the place of its paper.
pub(super) fn row(row: &mut Row) -> Checked<(u32, Found)> {
    let paper = row.get()?;
    let what: String = row.get()?;
    let name: String = row.get()?;
    let kind: Option<String> = row.maybe()?;
    let role = row.maybe_choice(Role::from_name)?;
    let generic = row.get()?;
    let confidence = row.maybe()?;
    let aliases = row.list()?;
    let (method, metric) = (row.maybe()?, row.maybe()?);
    let (dataset, versus) = (row.maybe()?, row.maybe()?);
    let delta = row.get()?;
    let year = row.maybe()?;
    let mentions = mentions(row)?;
    let kind = kind.as_deref().unwrap_or_default();
    let missing = || format!("{what} {name:?} lacks something");
    let found = match (&*what, mentions.first().copied()) {
        (ENTITY, _) => {
            let kind = Kind::from_name(kind).ok_or_else(missing)?;
            let (role, confidence) = role.zip(confidence).ok_or_else(missing)?;
            Found::Entity(Entity { name, aliases, kind, role, generic, confidence, mentions })
        }
        (RESULT, Some(mention)) => {
            Found::Outcome(Outcome { method, metric, value: name, dataset, versus, delta, mention })
        }
        (LINK, Some(mention)) => {
            let kind = LinkKind::from_name(kind).ok_or_else(missing)?;
            Found::Link(Link { url: name, kind, mention })
        }
        (CITATION, Some(mention)) => {
            Found::Citation(Citation { text: name, authors: aliases, year, mention })
        }
        _ => return Err(missing()),
    };
    Ok((paper, found))
}

fn mentions(row: &mut Row) -> Checked<Vec<Mention>> {
    let rules = row.choices(Rule::from_name)?;
    let fields = row.choices(Field::from_name)?;
    let (starts, ends) = (row.list()?, row.list()?);
    let (sentence_starts, sentence_ends) = (row.list()?, row.list()?);
    let confidences = row.list()?;
    let spans = fields.into_iter().zip(starts.into_iter().zip(ends));
    let sentences = sentence_starts.into_iter().zip(sentence_ends);
    let places = spans.zip(sentences);
    let all = rules.into_iter().zip(places).zip(confidences);
    let mention = |((rule, ((field, (start, end)), sentence)), confidence)| {
        let (sentence_start, sentence_end) = sentence;
        Mention {
            span: Span { field, start, end },
            sentence: Span { field, start: sentence_start, end: sentence_end },
            rule,
            confidence,
        }
    };
    Ok(all.map(mention).collect())
}

/// The records of so many papers.
pub(super) fn records(papers: usize, rows: Vec<(u32, Found)>) -> Checked<Vec<Record>> {
    let mut records = vec![Record::default(); papers];
    for (paper, found) in rows {
        let record = records.get_mut(paper as usize);
        let record = record.ok_or_else(|| format!("a record is of paper {paper} of {papers}"))?;
        match found {
            Found::Entity(entity) => record.entities.push(entity),
            Found::Outcome(outcome) => record.results.push(outcome),
            Found::Link(link) => record.links.push(link),
            Found::Citation(citation) => record.citations.push(citation),
        }
    }
    Ok(records)
}
