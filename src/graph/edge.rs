//! What an edge says, and what made it.

use serde::{Deserialize, Serialize};

use super::NodeId;
use crate::model::{Role, Rule, Span};

/// What an edge says of its two ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EdgeKind {
    /// Paper → method: introduces it.
    Proposes,
    /// Paper → method: builds on, analyses or applies it.
    Uses,
    /// Paper → method, or paper → paper: compares its own work with it.
    ComparesWith,
    /// Paper → data set: releases or constructs it.
    Introduces,
    /// Paper → data set: runs experiments on it.
    EvaluatesOn,
    /// Paper → data set, task or metric: names it, no more.
    Mentions,
    /// Paper → task: works on it.
    Addresses,
    /// Paper → metric: gives figures in it.
    Reports,
    /// Paper → link.
    LinksTo,
    /// Paper → paper or cited work.
    Cites,
    /// Paper → paper: uses what the other proposes or introduces.
    BuildsOn,
    /// Paper → paper: runs experiments on the data set that the other introduces.
    EvaluatesOnDatasetOf,
    /// Method (paper, where the text names none) → data set (metric, where it names none): a
    /// stated figure.
    Scores,
    /// Method (paper, where the text names none) → method: a stated figure against it.
    Outperforms,
    /// Entity → entity: a size or version of the other.
    VariantOf,
}

impl EdgeKind {
    /// All kinds, in the order in which outputs list them.
    pub const ALL: [Self; 15] = [
        Self::Proposes,
        Self::Uses,
        Self::ComparesWith,
        Self::Introduces,
        Self::EvaluatesOn,
        Self::Mentions,
        Self::Addresses,
        Self::Reports,
        Self::LinksTo,
        Self::Cites,
        Self::BuildsOn,
        Self::EvaluatesOnDatasetOf,
        Self::Scores,
        Self::Outperforms,
        Self::VariantOf,
    ];

    /// The snake-case name used in every format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Proposes => "proposes",
            Self::Uses => "uses",
            Self::ComparesWith => "compares_with",
            Self::Introduces => "introduces",
            Self::EvaluatesOn => "evaluates_on",
            Self::Mentions => "mentions",
            Self::Addresses => "addresses",
            Self::Reports => "reports",
            Self::LinksTo => "links_to",
            Self::Cites => "cites",
            Self::BuildsOn => "builds_on",
            Self::EvaluatesOnDatasetOf => "evaluates_on_dataset_of",
            Self::Scores => "scores",
            Self::Outperforms => "outperforms",
            Self::VariantOf => "variant_of",
        }
    }

    /// The kind called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.name() == name)
    }

    /// The kind called `name`, or the one that stands for the role called so: `evaluates_on`,
    /// `evaluated`.
    pub fn from_role(name: &str) -> Option<Self> {
        let role = || Role::ALL.into_iter().find(|r| r.name() == name);
        Self::from_name(name).or_else(|| role().map(Self::from))
    }
}

impl From<Role> for EdgeKind {
    fn from(role: Role) -> Self {
        match role {
            Role::Proposed => Self::Proposes,
            Role::Baseline => Self::ComparesWith,
            Role::Used => Self::Uses,
            Role::Introduced => Self::Introduces,
            Role::Evaluated => Self::EvaluatesOn,
            Role::Addressed => Self::Addresses,
            Role::Reported => Self::Reports,
            Role::Mentioned => Self::Mentions,
        }
    }
}

/// An edge of the graph.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// What it says.
    pub kind: EdgeKind,
    /// Probability, 0 to 1, that it is right; 1 for what a source states as such.
    pub confidence: f32,
    /// What made it, in text order; empty only for references that a source's metadata lists and
    /// for `variant_of`, which the names themselves show.
    pub evidence: Vec<Evidence>,
    /// The figure that a `scores` or `outperforms` edge states.
    pub figure: Option<Box<Figure>>,
}

/// A stated number, in the paper's words; the edge's ends are the entities behind them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The method, as named there (a size or version of the edge's method, perhaps).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The metric.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metric: Option<String>,
    /// The number as written, with its unit.
    pub value: String,
    /// The data set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dataset: Option<String>,
    /// The baseline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub versus: Option<String>,
    /// A difference or a ratio, not a level.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub delta: bool,
}

impl Edge {
    /// An edge without a figure.
    pub fn new(kind: EdgeKind, confidence: f32, evidence: Vec<Evidence>) -> Self {
        Self { kind, confidence, evidence, figure: None }
    }
}

/// A place in a paper that supports an edge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// The paper node whose text it is.
    pub paper: NodeId,
    /// The name, address or reference.
    pub span: Span,
    /// The sentence around it.
    pub sentence: Span,
    /// What found it.
    pub rule: Rule,
}
