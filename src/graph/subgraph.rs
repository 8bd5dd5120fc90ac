//! Parts of a graph as graphs of their own.

use super::{Edge, Graph, Node, NodeId};

impl Graph {
    /// The graph of the nodes for which `keep` holds, with the edges between them, in the same order.
    /// Evidence in papers that are not kept is left out, and edges that had no other. Takes time linear
    /// in the graph.
    #[must_use]
    pub fn induced(&self, keep: impl Fn(NodeId, &Node) -> bool) -> Self {
        self.part(keep, |_, _, _| true)
    }

    /// As [`induced`](Self::induced), with those edges alone for which `joins` holds.
    #[must_use]
    pub fn part(
        &self,
        keep: impl Fn(NodeId, &Node) -> bool,
        joins: impl Fn(NodeId, NodeId, &Edge) -> bool,
    ) -> Self {
        let to: Vec<Option<NodeId>> =
            self.nodes().map(|(at, node)| keep(at, node).then_some(at)).collect();
        self.mapped(&to, joins)
    }

    /// The graph in which every size or version of a thing (`variant_of`) is that thing: edges lead
    /// to the family, which takes over the names. Takes time linear in the graph.
    #[must_use]
    pub fn fold_variants(&self) -> Self {
        let mut to: Vec<Option<NodeId>> = self.nodes().map(|(at, _)| Some(at)).collect();
        for (_, variant, family, edge) in self.edges() {
            if edge.kind == super::EdgeKind::VariantOf {
                to[variant.0 as usize] = Some(family);
            }
        }
        for at in 0..to.len() {
            let mut end = to[at];
            // A family can be a version of another; a chain is never longer than the graph.
            for _ in 0..to.len() {
                match end.and_then(|e| to[e.0 as usize]) {
                    Some(next) if Some(next) != end => end = Some(next),
                    _ => break,
                }
            }
            to[at] = end;
        }
        self.mapped(&to, |_, _, _| true)
    }

    /// The graph of the nodes that stand for themselves, where each node stands for another one or
    /// for none, and of the edges for which `joins` holds.
    fn mapped(&self, to: &[Option<NodeId>], joins: impl Fn(NodeId, NodeId, &Edge) -> bool) -> Self {
        let mut graph = Self::new();
        let mut new: Vec<Option<NodeId>> = vec![None; to.len()];
        for (at, node) in self.nodes() {
            if to[at.0 as usize] == Some(at) {
                new[at.0 as usize] = graph.add_node(self.named_as(at, node, to)).ok();
            }
        }
        let place = |at: NodeId| to[at.0 as usize].and_then(|t| new[t.0 as usize]);
        for (_, from, into, edge) in self.edges().filter(|(_, a, b, edge)| joins(*a, *b, edge)) {
            let (Some(a), Some(b)) = (place(from), place(into)) else { continue };
            if a == b && from != into {
                continue;
            }
            let mut evidence = edge.evidence.clone();
            evidence.retain_mut(|e| match place(e.paper) {
                Some(paper) => {
                    e.paper = paper;
                    true
                }
                None => false,
            });
            if evidence.is_empty() && !edge.evidence.is_empty() {
                continue;
            }
            // Both ends are of the graph, so the edge fits.
            let _ = graph.add_edge(a, b, Edge { evidence, ..edge.clone() });
        }
        graph
    }

    /// A node with the names of those that it stands for.
    fn named_as(&self, at: NodeId, node: &Node, to: &[Option<NodeId>]) -> Node {
        let mut node = node.clone();
        let Node::Entity(entity) = &mut node else { return node };
        let folded = self.in_edges(at).into_iter().map(|(_, from, _)| from);
        for other in folded.filter(|from| *from != at && to[from.0 as usize] == Some(at)) {
            if let Some(other) = self.node(other).and_then(Node::entity) {
                entity.aliases.push(other.name.clone());
                entity.aliases.extend(other.aliases.iter().cloned());
            }
        }
        entity.aliases.sort();
        entity.aliases.dedup();
        entity.aliases.retain(|a| *a != entity.name);
        node
    }
}
