//! A compressed view of a graph, for centralities at the speed of memory.

/// A weighted multigraph as three arrays: the neighbours of node `v` stand at
/// `offsets[v]..offsets[v + 1]`, sorted; parallel edges are one neighbour with their weights summed.
///
/// Nodes are numbered from 0. Holds 8 bytes an edge and 4 a node.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Csr {
    offsets: Vec<u32>,
    targets: Vec<u32>,
    weights: Vec<f32>,
    symmetric: bool,
}

impl Csr {
    /// The directed view of `edges` (from, to, weight) among `nodes` nodes; edges with an end
    /// outside are left out. Takes time linear in nodes and edges, apart from sorting each node's
    /// neighbours.
    ///
    /// ```
    /// use citegraph::graph::Csr;
    /// let csr = Csr::directed(3, &[(0, 1, 1.0), (0, 2, 1.0), (0, 1, 0.5)]);
    /// assert_eq!(csr.neighbours(0), [1, 2]);
    /// assert_eq!(csr.weights(0), [1.5, 1.0]);
    /// ```
    pub fn directed(nodes: usize, edges: &[(u32, u32, f32)]) -> Self {
        Self::pack(nodes, false, || edges.iter().copied())
    }

    /// The view in which every edge can be walked both ways; a loop counts once.
    pub fn undirected(nodes: usize, edges: &[(u32, u32, f32)]) -> Self {
        Self::pack(nodes, true, || {
            edges.iter().flat_map(|&(a, b, w)| {
                let back = (a != b).then_some((b, a, w));
                std::iter::once((a, b, w)).chain(back)
            })
        })
    }

    fn pack<I: Iterator<Item = (u32, u32, f32)>>(
        nodes: usize,
        symmetric: bool,
        edges: impl Fn() -> I,
    ) -> Self {
        let inside = |e: &(u32, u32, f32)| (e.0 as usize) < nodes && (e.1 as usize) < nodes;
        let mut starts = vec![0u32; nodes + 1];
        for (from, ..) in edges().filter(inside) {
            starts[from as usize + 1] += 1;
        }
        for v in 0..nodes {
            starts[v + 1] += starts[v];
        }
        let mut next = starts.clone();
        let mut pairs = vec![(0u32, 0f32); starts[nodes] as usize];
        for (from, to, weight) in edges().filter(inside) {
            let at = &mut next[from as usize];
            pairs[*at as usize] = (to, weight);
            *at += 1;
        }
        let mut packed = Self {
            offsets: Vec::with_capacity(nodes + 1),
            targets: Vec::with_capacity(pairs.len()),
            weights: Vec::with_capacity(pairs.len()),
            symmetric,
        };
        packed.offsets.push(0);
        for v in 0..nodes {
            let own = &mut pairs[starts[v] as usize..starts[v + 1] as usize];
            own.sort_by_key(|p| p.0);
            packed.push_row(own);
        }
        packed
    }

    /// Appends the next node's neighbours, which are sorted.
    fn push_row(&mut self, row: &[(u32, f32)]) {
        let start = self.targets.len();
        for (to, weight) in row {
            match self.targets[start..].last() {
                Some(last) if last == to => {
                    if let Some(sum) = self.weights.last_mut() {
                        *sum += weight;
                    }
                }
                _ => {
                    self.targets.push(*to);
                    self.weights.push(*weight);
                }
            }
        }
        self.offsets.push(self.targets.len() as u32);
    }

    /// The same edges walked backwards.
    #[must_use]
    pub fn reversed(&self) -> Self {
        if self.symmetric {
            return self.clone();
        }
        let edges: Vec<(u32, u32, f32)> = (0..self.node_count() as u32)
            .flat_map(|v| self.row(v).map(move |(to, weight)| (to, v, weight)))
            .collect();
        Self::directed(self.node_count(), &edges)
    }

    /// Whether every edge can be walked both ways.
    pub fn is_symmetric(&self) -> bool {
        self.symmetric
    }

    /// Number of nodes.
    pub fn node_count(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// Number of neighbour entries: an undirected edge counts twice.
    pub fn entry_count(&self) -> usize {
        self.targets.len()
    }

    fn range(&self, v: u32) -> std::ops::Range<usize> {
        let at = |i: usize| self.offsets.get(i).map_or(self.targets.len(), |o| *o as usize);
        at(v as usize)..at(v as usize + 1)
    }

    /// The neighbours of a node, sorted, each once; none for a node outside.
    pub fn neighbours(&self, v: u32) -> &[u32] {
        &self.targets[self.range(v)]
    }

    /// The weights of the edges to [`neighbours`](Self::neighbours), in their order.
    pub fn weights(&self, v: u32) -> &[f32] {
        &self.weights[self.range(v)]
    }

    /// Neighbours with weights.
    pub fn row(&self, v: u32) -> impl Iterator<Item = (u32, f32)> {
        self.neighbours(v).iter().copied().zip(self.weights(v).iter().copied())
    }

    /// Number of neighbours of a node.
    pub fn degree(&self, v: u32) -> usize {
        self.range(v).len()
    }

    /// Sum of the weights of a node's edges, in order.
    pub fn strength(&self, v: u32) -> f64 {
        self.weights(v).iter().map(|w| f64::from(*w)).sum()
    }

    /// Consecutive ranges of nodes with about as many neighbour entries each, the same for any number
    /// of threads: the grain of parallel work whose sums are taken in a fixed order.
    pub fn blocks(&self) -> Vec<std::ops::Range<usize>> {
        const ENTRIES: u32 = 1 << 15;
        let mut blocks = Vec::new();
        let mut start = 0;
        for v in 0..self.node_count() {
            let full = self.offsets[v + 1] - self.offsets[start] >= ENTRIES;
            if full || v + 1 - start >= ENTRIES as usize {
                blocks.push(start..v + 1);
                start = v + 1;
            }
        }
        if start < self.node_count() {
            blocks.push(start..self.node_count());
        }
        blocks
    }

    /// Where each node's neighbours start; one more entry closes the last.
    pub fn offsets(&self) -> &[u32] {
        &self.offsets
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_undirected_view_holds_each_edge_both_ways_and_a_loop_once() {
        let csr = Csr::undirected(4, &[(0, 1, 1.0), (1, 0, 2.0), (2, 2, 1.0), (9, 0, 1.0)]);
        assert_eq!(csr.neighbours(0), [1]);
        assert_eq!(csr.weights(1), [3.0]);
        assert_eq!(csr.neighbours(2), [2]);
        assert_eq!(csr.degree(3), 0);
        assert_eq!((csr.node_count(), csr.entry_count()), (4, 3));
    }

    #[test]
    fn reversing_twice_changes_nothing() {
        let csr = Csr::directed(3, &[(0, 1, 1.0), (2, 1, 0.5), (2, 0, 1.0)]);
        assert_eq!(csr.reversed().reversed(), csr);
        assert_eq!(csr.reversed().neighbours(1), [0, 2]);
    }

    #[test]
    fn nothing_outside_is_looked_up() {
        let csr = Csr::directed(0, &[]);
        assert_eq!(csr.node_count(), 0);
        assert!(csr.neighbours(5).is_empty());
        assert!(Csr::default().neighbours(0).is_empty());
    }
}
