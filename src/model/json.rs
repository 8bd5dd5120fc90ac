//! The JSON form of a record: the annotation format of scholarly extraction plus `mentions`.

use serde::{Deserialize, Serialize};

use super::{Field, Kind, LinkKind, Mention, Paper, Record, Role, Rule};

/// One line of `citegraph extract`: a paper's record as other tools read it.
///
/// Annotation files in the same form (without `mentions`) load into it too.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RecordJson {
    /// Paper id.
    pub id: String,
    /// Title, as read.
    pub title: String,
    /// Year of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// Named things.
    #[serde(default)]
    pub entities: Vec<EntityJson>,
    /// Stated figures.
    #[serde(default)]
    pub results: Vec<ResultJson>,
    /// URLs.
    #[serde(default)]
    pub links: Vec<LinkJson>,
    /// Bibliographic references.
    #[serde(default)]
    pub citations: Vec<CitationJson>,
    /// Where each of them stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<MentionJson>,
}

/// An entity of a [`RecordJson`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EntityJson {
    /// Name.
    pub name: String,
    /// Other forms.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Kind.
    pub kind: Kind,
    /// Role.
    pub role: Role,
    /// In annotations: neither asked for nor held against a system.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// A family too general to look up.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub generic: bool,
    /// Probability, 0 to 1; annotations have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f32>,
}

/// A stated figure of a [`RecordJson`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResultJson {
    /// Method.
    pub method: Option<String>,
    /// Metric.
    pub metric: Option<String>,
    /// Number as written.
    pub value: Option<String>,
    /// Data set.
    pub dataset: Option<String>,
    /// Baseline.
    pub versus: Option<String>,
    /// Difference or ratio.
    #[serde(default)]
    pub delta: bool,
}

/// A link of a [`RecordJson`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LinkJson {
    /// Address.
    pub url: String,
    /// Kind.
    pub kind: LinkKind,
}

/// A citation of a [`RecordJson`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CitationJson {
    /// As written.
    pub text: String,
    /// Family names.
    #[serde(default)]
    pub authors: Vec<String>,
    /// Year.
    #[serde(default)]
    pub year: Option<i32>,
}

/// Where one thing of a [`RecordJson`] stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MentionJson {
    /// What stands there: `method`, `dataset`, `task`, `metric`, `link`, `citation` or `result`.
    pub kind: String,
    /// The name, url, text or value under which the record lists it.
    pub name: String,
    /// Role of an entity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// `title`, `abstract` or `claims`.
    pub field: Field,
    /// First byte in the field as read.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The text between them.
    pub text: String,
    /// The sentence around it.
    pub sentence: String,
    /// What proposed it.
    pub rule: Rule,
    /// Probability, 0 to 1.
    pub confidence: f32,
}

impl RecordJson {
    /// The JSON form of `record`, which was extracted from `paper`.
    pub fn new(paper: &Paper, record: &Record) -> Self {
        let mut mentions = Vec::new();
        let mut add = |kind: &str, name: &str, role: Option<Role>, m: &Mention| {
            mentions.push(MentionJson {
                kind: kind.to_owned(),
                name: name.to_owned(),
                role,
                field: m.span.field,
                start: m.span.start,
                end: m.span.end,
                text: m.span.text(paper).to_owned(),
                sentence: m.sentence.text(paper).to_owned(),
                rule: m.rule,
                confidence: hundredths(m.confidence),
            });
        };
        for e in &record.entities {
            for m in &e.mentions {
                add(e.kind.name(), &e.name, Some(e.role), m);
            }
        }
        for r in &record.results {
            add("result", &r.value, None, &r.mention);
        }
        for l in &record.links {
            add("link", &l.url, None, &l.mention);
        }
        for c in &record.citations {
            add("citation", &c.text, None, &c.mention);
        }
        Self {
            id: paper.id.clone(),
            title: paper.title.clone(),
            year: paper.year,
            entities: record
                .entities
                .iter()
                .map(|e| EntityJson {
                    name: e.name.clone(),
                    aliases: e.aliases.clone(),
                    kind: e.kind,
                    role: e.role,
                    optional: false,
                    generic: e.generic,
                    confidence: Some(hundredths(e.confidence)),
                })
                .collect(),
            results: record
                .results
                .iter()
                .map(|r| ResultJson {
                    method: r.method.clone(),
                    metric: r.metric.clone(),
                    value: Some(r.value.clone()),
                    dataset: r.dataset.clone(),
                    versus: r.versus.clone(),
                    delta: r.delta,
                })
                .collect(),
            links: record
                .links
                .iter()
                .map(|l| LinkJson { url: l.url.clone(), kind: l.kind })
                .collect(),
            citations: record
                .citations
                .iter()
                .map(|c| CitationJson {
                    text: c.text.clone(),
                    authors: c.authors.clone(),
                    year: c.year,
                })
                .collect(),
            mentions,
        }
    }
}

/// Two digits are all that a calibrated probability supports, and they keep outputs small.
fn hundredths(p: f32) -> f32 {
    (p * 100.0).round() / 100.0
}
