//! The entities of a graph with what was decided about them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::NodeRef;
use super::naming::papers_naming;
use crate::graph::{EntityNode, Graph, NodeId};
use crate::resolve::{Action, Decision, name_key};

/// One entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntityRow {
    /// Id, name and kind.
    #[serde(flatten)]
    pub node: NodeRef,
    /// Other names.
    pub aliases: Vec<String>,
    /// Papers that name it.
    pub papers: usize,
    /// Why its names are one, or others are not.
    pub decisions: Vec<Decision>,
}

/// The entities of a graph, those named by most papers first. Linear in the graph, apart from
/// sorting.
pub fn entities(graph: &Graph) -> Vec<EntityRow> {
    let mut rows: Vec<EntityRow> = each(graph).map(|(at, entity)| row(graph, at, entity)).collect();
    rows.sort_by(|a, b| (Reverse(a.papers), &a.node.id).cmp(&(Reverse(b.papers), &b.node.id)));
    rows
}

fn row(graph: &Graph, at: NodeId, entity: &EntityNode) -> EntityRow {
    EntityRow {
        node: NodeRef {
            id: entity.id.clone(),
            name: entity.name.clone(),
            kind: entity.kind.into(),
        },
        aliases: entity.aliases.clone(),
        papers: papers_naming(graph, at).len(),
        decisions: entity.decisions.clone(),
    }
}

/// Entities that are worth a look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suspicion {
    /// The name at stake.
    pub name: String,
    /// What is odd about it.
    pub why: Oddity,
    /// The entities that it concerns.
    pub nodes: Vec<EntityRow>,
}

/// What is odd about a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Oddity {
    /// One kind of thing with this name stands for several things.
    SeveralSenses,
    /// Things of different kinds have this name.
    SeveralKinds,
    /// Not enough was known to decide.
    Undecided,
}

impl Oddity {
    /// In words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SeveralSenses => "several senses",
            Self::SeveralKinds => "several kinds",
            Self::Undecided => "undecided",
        }
    }
}

/// The names whose resolution is worth a look, by what is odd and by name. Linear in the graph, apart
/// from sorting.
pub fn suspicious(graph: &Graph) -> Vec<Suspicion> {
    let mut by_name: BTreeMap<String, Vec<(NodeId, &EntityNode)>> = BTreeMap::new();
    for (at, entity) in each(graph) {
        by_name.entry(name_key(&entity.name)).or_default().push((at, entity));
    }
    let mut found = Vec::new();
    for same in by_name.values() {
        let Some((_, first)) = same.first() else { continue };
        let of_kind = |e: &EntityNode| same.iter().filter(|(_, o)| o.kind == e.kind).count();
        let undecided =
            same.iter().any(|(_, e)| e.decisions.iter().any(|d| d.action == Action::Abstain));
        let oddities = [
            (same.iter().any(|(_, e)| of_kind(e) > 1), Oddity::SeveralSenses),
            (same.iter().any(|(_, e)| e.kind != first.kind), Oddity::SeveralKinds),
            (undecided, Oddity::Undecided),
        ];
        for (_, why) in oddities.into_iter().filter(|(odd, _)| *odd) {
            let nodes = same.iter().map(|(at, entity)| row(graph, *at, entity)).collect();
            found.push(Suspicion { name: first.name.clone(), why, nodes });
        }
    }
    found.sort_by(|a, b| (a.why, &a.name).cmp(&(b.why, &b.name)));
    found
}

fn each(graph: &Graph) -> impl Iterator<Item = (NodeId, &EntityNode)> {
    graph.nodes().filter_map(|(at, node)| Some((at, node.entity()?)))
}
