//! The closed sets: kinds of entity, their roles in a paper, kinds of link.

use serde::{Deserialize, Serialize};

/// What an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Model, architecture, module, algorithm, loss, technique, framework, library or instrument.
    Method,
    /// Data set, corpus, benchmark, evaluation suite or simulated environment suite.
    Dataset,
    /// A named problem, such as image classification.
    Task,
    /// A named figure of merit, such as mIoU.
    Metric,
}

impl Kind {
    /// All kinds, in the order in which outputs list them.
    pub const ALL: [Self; 4] = [Self::Method, Self::Dataset, Self::Task, Self::Metric];

    /// The lower-case name used in every format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Method => "method",
            Self::Dataset => "dataset",
            Self::Task => "task",
            Self::Metric => "metric",
        }
    }

    /// The kind called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.name() == name)
    }
}

/// What an entity does in one paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Method: this paper introduces it.
    Proposed,
    /// Method: this paper compares its own work with it.
    Baseline,
    /// Method: built on, analysed, applied.
    Used,
    /// Dataset: this paper releases or constructs it.
    Introduced,
    /// Dataset: experiments run on it.
    Evaluated,
    /// Task: the paper works on it.
    Addressed,
    /// Metric: the paper gives figures in it.
    Reported,
    /// Dataset, task or metric: named, no more.
    Mentioned,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 8] = [
        Self::Proposed,
        Self::Baseline,
        Self::Used,
        Self::Introduced,
        Self::Evaluated,
        Self::Addressed,
        Self::Reported,
        Self::Mentioned,
    ];

    /// The lower-case name used in every format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Baseline => "baseline",
            Self::Used => "used",
            Self::Introduced => "introduced",
            Self::Evaluated => "evaluated",
            Self::Addressed => "addressed",
            Self::Reported => "reported",
            Self::Mentioned => "mentioned",
        }
    }

    /// The role called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.name() == name)
    }
}

/// What a link leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LinkKind {
    /// A repository of this paper's.
    Code,
    /// A project page.
    Project,
    /// Something to try in a browser.
    Demo,
    /// Data to download.
    Data,
    /// A video or a channel.
    Video,
    /// Anything else.
    Other,
}

impl LinkKind {
    /// All kinds.
    pub const ALL: [Self; 6] =
        [Self::Code, Self::Project, Self::Demo, Self::Data, Self::Video, Self::Other];

    /// The lower-case name used in every format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Project => "project",
            Self::Demo => "demo",
            Self::Data => "data",
            Self::Video => "video",
            Self::Other => "other",
        }
    }
    /// The kind called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.name() == name)
    }
}
