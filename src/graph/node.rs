//! What stands at a node.

use serde::{Deserialize, Serialize};

use crate::model::{Kind, LinkKind, Paper};
use crate::resolve::Decision;

/// What a node is: the four kinds of entity, papers, links and cited works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NodeKind {
    /// A paper that was read.
    Paper,
    /// A method.
    Method,
    /// A data set.
    Dataset,
    /// A task.
    Task,
    /// A metric.
    Metric,
    /// A repository, page, demo or video.
    Link,
    /// A cited work that was not read.
    Work,
}

impl NodeKind {
    /// All kinds, in the order in which outputs list them.
    pub const ALL: [Self; 7] = [
        Self::Paper,
        Self::Method,
        Self::Dataset,
        Self::Task,
        Self::Metric,
        Self::Link,
        Self::Work,
    ];

    /// The lower-case name used in every format and as the first part of node ids.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Paper => "paper",
            Self::Method => "method",
            Self::Dataset => "dataset",
            Self::Task => "task",
            Self::Metric => "metric",
            Self::Link => "link",
            Self::Work => "work",
        }
    }

    /// The kind called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.name() == name)
    }
}

impl From<Kind> for NodeKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Method => Self::Method,
            Kind::Dataset => Self::Dataset,
            Kind::Task => Self::Task,
            Kind::Metric => Self::Metric,
        }
    }
}

/// A node of the graph. Papers, by far the largest, stand elsewhere, so that the others take little room.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// A paper; its node id is `paper/` and the paper's id.
    Paper(Box<PaperNode>),
    /// A method, data set, task or metric.
    Entity(EntityNode),
    /// A link.
    Link(LinkNode),
    /// A cited work that was not read.
    Work(WorkNode),
}

/// A paper in the graph.
#[derive(Debug, Clone, PartialEq)]
pub struct PaperNode {
    /// `paper/` and the paper's id.
    pub id: String,
    /// The paper as read; its abstract is empty in a graph saved without text.
    pub paper: Paper,
}

/// An entity of the whole corpus.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EntityNode {
    /// `dataset/cifar10`: kind and spelling key, with a suffix where two things share a spelling.
    pub id: String,
    /// Canonical name.
    pub name: String,
    /// Every other surface form, sorted.
    pub aliases: Vec<String>,
    /// Kind.
    pub kind: Kind,
    /// A family too general to look up.
    pub generic: bool,
    /// Why surface forms were merged or kept apart.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
}

/// A link in the graph.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LinkNode {
    /// `link/` and the address without its scheme.
    pub id: String,
    /// The address.
    pub url: String,
    /// Kind.
    pub kind: LinkKind,
}

/// A cited work that was not read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WorkNode {
    /// `work/` and an identifier or `author-year`.
    pub id: String,
    /// The reference as first written.
    pub name: String,
    /// Year, where the reference gives one.
    pub year: Option<i32>,
}

impl Node {
    /// The id, unique in a graph, readable and stable.
    pub fn id(&self) -> &str {
        match self {
            Self::Paper(n) => &n.id,
            Self::Entity(n) => &n.id,
            Self::Link(n) => &n.id,
            Self::Work(n) => &n.id,
        }
    }

    /// The title, name, address or reference to show.
    pub fn label(&self) -> &str {
        match self {
            Self::Paper(n) => &n.paper.title,
            Self::Entity(n) => &n.name,
            Self::Link(n) => &n.url,
            Self::Work(n) => &n.name,
        }
    }

    /// The kind.
    pub fn kind(&self) -> NodeKind {
        match self {
            Self::Paper(_) => NodeKind::Paper,
            Self::Entity(n) => n.kind.into(),
            Self::Link(_) => NodeKind::Link,
            Self::Work(_) => NodeKind::Work,
        }
    }

    /// The address of a link, or the first one of a paper.
    pub fn address(&self) -> Option<&str> {
        match self {
            Self::Paper(n) => n.paper.urls.first().map(String::as_str),
            Self::Link(n) => Some(&n.url),
            Self::Entity(_) | Self::Work(_) => None,
        }
    }

    /// The paper, where the node is one.
    pub fn paper(&self) -> Option<&Paper> {
        match self {
            Self::Paper(n) => Some(&n.paper),
            _ => None,
        }
    }

    /// The entity, where the node is one.
    pub fn entity(&self) -> Option<&EntityNode> {
        match self {
            Self::Entity(n) => Some(n),
            _ => None,
        }
    }
}
