//! What was found in one paper.

use serde::{Deserialize, Serialize};

use super::{Kind, LinkKind, Mention, Role};

/// Everything found in one paper. Unique by `(kind, name)` within `entities`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Named things, in order of first mention.
    pub entities: Vec<Entity>,
    /// Stated figures.
    pub results: Vec<Outcome>,
    /// URLs.
    pub links: Vec<Link>,
    /// Bibliographic references in the text.
    pub citations: Vec<Citation>,
}

/// A named thing in one paper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// The form that readers would look up: the short one where the text has both.
    pub name: String,
    /// Every other surface form in this paper, sorted.
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: Kind,
    /// What it does here.
    pub role: Role,
    /// A family too general to look up (CNN, LLM): kept, weighted down.
    pub generic: bool,
    /// Probability, 0 to 1, that name, kind and role are right.
    pub confidence: f32,
    /// Where, in text order; never empty for an extracted entity.
    pub mentions: Vec<Mention>,
}

/// A stated number that says how well a method does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The method, by a name that `entities` holds where it was found there.
    pub method: Option<String>,
    /// The metric.
    pub metric: Option<String>,
    /// The number as written, with its unit.
    pub value: String,
    /// The data set that the text ties it to.
    pub dataset: Option<String>,
    /// The baseline that the text ties it to.
    pub versus: Option<String>,
    /// A difference or a ratio, not a level.
    pub delta: bool,
    /// Where the number stands.
    pub mention: Mention,
}

/// A URL in the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// A working address: no trailing stop, `.git` or placeholder.
    pub url: String,
    /// What it leads to.
    pub kind: LinkKind,
    /// Where.
    pub mention: Mention,
}

/// A bibliographic reference in the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Citation {
    /// As written, brackets aside.
    pub text: String,
    /// Family names that the text gives.
    pub authors: Vec<String>,
    /// Year that the text gives.
    pub year: Option<i32>,
    /// Where.
    pub mention: Mention,
}
