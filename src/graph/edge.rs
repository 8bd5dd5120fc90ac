//! What an edge says, and what made it.

use serde::{Deserialize, Serialize};

use super::NodeId;
use crate::model::{Rule, Span};

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
    /// Entity → entity: a size or version of the other.
    VariantOf,
}

impl EdgeKind {
    /// All kinds, in the order in which outputs list them.
    pub const ALL: [Self; 12] = [
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
            Self::VariantOf => "variant_of",
        }
    }

    /// The kind called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.name() == name)
    }
}

/// An edge of the graph.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// What it says.
    pub kind: EdgeKind,
    /// Probability, 0 to 1, that it is right; 1 for what a source states as such.
    pub confidence: f32,
    /// What made it, in text order; empty only for references that a source's metadata lists.
    pub evidence: Vec<Evidence>,
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
