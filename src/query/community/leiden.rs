//! Communities of high modularity by the Leiden algorithm (Traag, Waltman and van Eck 2019, "From
//! Louvain to Leiden: guaranteeing well-connected communities").

use std::collections::VecDeque;

use crate::graph::Csr;
use crate::query::random::SplitMix;

/// How to look for communities.
#[derive(Debug, Clone, PartialEq)]
pub struct LeidenOptions {
    /// Above 1 for more and smaller communities, below 1 for fewer and larger ones.
    pub resolution: f64,
    /// Of the order in which nodes are visited.
    pub seed: u64,
    /// At most so many rounds, each from the last one's communities.
    pub rounds: usize,
}

impl Default for LeidenOptions {
    fn default() -> Self {
        Self { resolution: 1.0, seed: 0, rounds: 10 }
    }
}

/// The community of every node of an undirected view, numbered by size (largest first, of equals the
/// one with the smallest node). The same for the same seed.
///
/// Rounds of moving nodes, refining, and merging each refined community into a node, until none
/// moves. About O(edges) a level; 40 bytes a node and 12 an edge.
pub fn leiden(csr: &Csr, options: &LeidenOptions) -> Vec<u32> {
    let base = Level::of(csr);
    let mut random = SplitMix::new(options.seed);
    let mut found: Vec<u32> = (0..base.len() as u32).collect();
    for _ in 0..options.rounds {
        let before = base.modularity(&found, options.resolution);
        let next = round(&base, &found, options.resolution, &mut random);
        if base.modularity(&next, options.resolution) <= before + 1e-12 {
            break;
        }
        found = next;
    }
    by_size(&found)
}

/// The modularity of communities of an undirected view (Newman and Girvan 2004): the share of edge
/// weight inside them, less what chance would put there times the resolution.
pub fn modularity(csr: &Csr, communities: &[u32], resolution: f64) -> f64 {
    Level::of(csr).modularity(communities, resolution)
}

/// One pass through all levels, from given communities of the finest.
fn round(base: &Level, start: &[u32], resolution: f64, random: &mut SplitMix) -> Vec<u32> {
    let mut level = base.clone();
    let mut communities = dense(start).0;
    // For each node of the finest level, its node in this one.
    let mut of: Vec<u32> = (0..base.len() as u32).collect();
    loop {
        level.move_nodes(&mut communities, resolution, random);
        let (numbered, count) = dense(&communities);
        communities = numbered;
        if count == level.len() {
            break;
        }
        let (refined, parts) = dense(&level.refine(&communities, resolution, random));
        if parts == level.len() {
            break;
        }
        let mut parents = vec![0u32; parts];
        for (part, community) in refined.iter().zip(&communities) {
            parents[*part as usize] = *community;
        }
        level = level.merged(&refined, parts);
        for node in &mut of {
            *node = refined[*node as usize];
        }
        communities = parents;
    }
    of.iter().map(|node| communities[*node as usize]).collect()
}

/// A weighted graph whose nodes stand for sets of nodes.
#[derive(Clone)]
struct Level {
    starts: Vec<usize>,
    edges: Vec<(u32, f64)>,
    /// Weight of a node's edges to itself, both ways.
    inner: Vec<f64>,
    /// Weight of all of a node's edges.
    strength: Vec<f64>,
    total: f64,
}

impl Level {
    fn of(csr: &Csr) -> Self {
        let n = csr.node_count();
        let mut level = Self {
            starts: vec![0],
            edges: Vec::with_capacity(csr.entry_count()),
            inner: vec![0.0; n],
            strength: Vec::with_capacity(n),
            total: 0.0,
        };
        for v in 0..n as u32 {
            let mut strength = 0.0;
            for (w, weight) in csr.row(v) {
                let weight = f64::from(weight);
                if w == v {
                    level.inner[v as usize] += 2.0 * weight;
                    strength += 2.0 * weight;
                } else {
                    level.edges.push((w, weight));
                    strength += weight;
                }
            }
            level.strength.push(strength);
            level.starts.push(level.edges.len());
        }
        level.total = level.strength.iter().sum();
        level
    }

    fn len(&self) -> usize {
        self.strength.len()
    }

    fn edges(&self, v: u32) -> &[(u32, f64)] {
        &self.edges[self.starts[v as usize]..self.starts[v as usize + 1]]
    }

    fn modularity(&self, communities: &[u32], resolution: f64) -> f64 {
        if self.total <= 0.0 {
            return 0.0;
        }
        let (communities, count) = dense(communities);
        let mut strength = vec![0.0; count];
        let mut inside = 0.0;
        for v in 0..self.len() {
            let own = communities[v];
            strength[own as usize] += self.strength[v];
            inside += self.inner[v];
            let same = self.edges(v as u32).iter().filter(|(w, _)| communities[*w as usize] == own);
            inside += same.map(|(_, weight)| weight).sum::<f64>();
        }
        let chance: f64 = strength.iter().map(|s| (s / self.total) * (s / self.total)).sum();
        inside / self.total - resolution * chance
    }

    /// Moves nodes to the neighbouring community that gains most, until none gains; a node is looked
    /// at again when a neighbour moves away.
    fn move_nodes(&self, communities: &mut [u32], resolution: f64, random: &mut SplitMix) {
        if self.total <= 0.0 {
            return;
        }
        let mut strength = vec![0.0; self.len()];
        let mut sizes = vec![0usize; self.len()];
        for (v, community) in communities.iter().enumerate() {
            strength[*community as usize] += self.strength[v];
            sizes[*community as usize] += 1;
        }
        let mut empty: Vec<u32> =
            (0..self.len() as u32).filter(|c| sizes[*c as usize] == 0).collect();
        let mut queue: VecDeque<u32> = shuffled(self.len(), random).into();
        let mut queued = vec![true; self.len()];
        let mut ties = Ties::new(self.len());
        while let Some(v) = queue.pop_front() {
            queued[v as usize] = false;
            let own = communities[v as usize];
            strength[own as usize] -= self.strength[v as usize];
            sizes[own as usize] -= 1;
            for (w, weight) in self.edges(v) {
                ties.add(communities[*w as usize], *weight);
            }
            let share = resolution * self.strength[v as usize] / self.total;
            let gain = |c: u32, tie: f64| tie - share * strength[c as usize];
            let mut best = (gain(own, ties.weight(own)), own);
            for (c, tie) in ties.iter() {
                let gained = gain(c, tie);
                if gained > best.0 + 1e-12 {
                    best = (gained, c);
                }
            }
            // Alone is better than in bad company.
            if let Some(alone) = empty.last().filter(|_| best.0 < -1e-12 && sizes[own as usize] > 0)
            {
                best = (0.0, *alone);
            }
            ties.clear();
            let to = best.1;
            if empty.last() == Some(&to) {
                empty.pop();
            }
            if to != own && sizes[own as usize] == 0 {
                empty.push(own);
            }
            strength[to as usize] += self.strength[v as usize];
            sizes[to as usize] += 1;
            communities[v as usize] = to;
            if to != own {
                for (w, _) in self.edges(v) {
                    if communities[*w as usize] != to && !queued[*w as usize] {
                        queued[*w as usize] = true;
                        queue.push_back(*w);
                    }
                }
            }
        }
    }

    /// Splits every community into well-connected parts: each node, alone at first, joins a part
    /// of its community that it gains by joining, likelier the more it gains.
    fn refine(&self, communities: &[u32], resolution: f64, random: &mut SplitMix) -> Vec<u32> {
        let n = self.len();
        let mut parts: Vec<u32> = (0..n as u32).collect();
        let mut strength = self.strength.clone();
        let mut alone = vec![true; n];
        let mut whole = vec![0.0; n];
        for (v, community) in communities.iter().enumerate() {
            whole[*community as usize] += self.strength[v];
        }
        // Weight between each part and the rest of its community.
        let mut outward: Vec<f64> = (0..n as u32)
            .map(|v| {
                let own = communities[v as usize];
                let same = self.edges(v).iter().filter(|(w, _)| communities[*w as usize] == own);
                same.map(|(_, weight)| weight).sum()
            })
            .collect();
        let mut ties = Ties::new(n);
        let linked = |outward: f64, strength: f64, whole: f64| {
            outward >= resolution * strength * (whole - strength) / self.total
        };
        for v in shuffled(n, random) {
            let at = v as usize;
            let whole = whole[communities[at] as usize];
            if !alone[at] || !linked(outward[at], self.strength[at], whole) {
                continue;
            }
            for (w, weight) in self.edges(v) {
                if communities[*w as usize] == communities[at] {
                    ties.add(parts[*w as usize], *weight);
                }
            }
            let share = resolution * self.strength[at] / self.total;
            let gains: Vec<(u32, f64, f64)> = ties
                .iter()
                .filter(|(c, _)| *c != v)
                .filter(|(c, _)| linked(outward[*c as usize], strength[*c as usize], whole))
                .map(|(c, tie)| (c, tie, tie - share * strength[c as usize]))
                .filter(|(.., gain)| *gain >= 0.0)
                .collect();
            ties.clear();
            if let Some((to, tie)) = draw(&gains, random) {
                let part = to as usize;
                outward[part] += outward[at] - 2.0 * tie;
                strength[part] += self.strength[at];
                strength[at] = 0.0;
                parts[at] = to;
                alone[part] = false;
                alone[at] = false;
            }
        }
        parts
    }

    /// The graph whose nodes are the parts.
    fn merged(&self, parts: &[u32], count: usize) -> Self {
        let mut members: Vec<Vec<u32>> = vec![Vec::new(); count];
        for (v, part) in parts.iter().enumerate() {
            members[*part as usize].push(v as u32);
        }
        let mut level = Self {
            starts: vec![0],
            edges: Vec::new(),
            inner: vec![0.0; count],
            strength: vec![0.0; count],
            total: self.total,
        };
        let mut ties = Ties::new(count);
        for (part, members) in members.iter().enumerate() {
            for v in members {
                level.inner[part] += self.inner[*v as usize];
                level.strength[part] += self.strength[*v as usize];
                for (w, weight) in self.edges(*v) {
                    ties.add(parts[*w as usize], *weight);
                }
            }
            for (other, weight) in ties.iter() {
                if other as usize == part {
                    level.inner[part] += weight;
                } else {
                    level.edges.push((other, weight));
                }
            }
            ties.clear();
            level.starts.push(level.edges.len());
        }
        level
    }
}

/// One of the choices, with probability in proportion to the exponential of its gain in edge weight
/// (theta 0.01, as the paper has it).
fn draw(gains: &[(u32, f64, f64)], random: &mut SplitMix) -> Option<(u32, f64)> {
    const THETA: f64 = 0.01;
    let most = gains.iter().map(|g| g.2).reduce(f64::max)?;
    let weights: Vec<f64> = gains.iter().map(|g| ((g.2 - most) / THETA).exp()).collect();
    let mut left = random.unit() * weights.iter().sum::<f64>();
    for ((choice, tie, _), weight) in gains.iter().zip(weights) {
        left -= weight;
        if left <= 0.0 {
            return Some((*choice, *tie));
        }
    }
    gains.last().map(|(choice, tie, _)| (*choice, *tie))
}

/// Weights by community, in order of first addition.
struct Ties {
    weights: Vec<f64>,
    seen: Vec<u32>,
}

impl Ties {
    fn new(n: usize) -> Self {
        Self { weights: vec![0.0; n], seen: Vec::new() }
    }

    fn add(&mut self, community: u32, weight: f64) {
        let slot = &mut self.weights[community as usize];
        if *slot == 0.0 {
            self.seen.push(community);
        }
        *slot += weight;
    }

    fn weight(&self, community: u32) -> f64 {
        self.weights[community as usize]
    }

    fn iter(&self) -> impl Iterator<Item = (u32, f64)> {
        self.seen.iter().map(|c| (*c, self.weights[*c as usize]))
    }

    fn clear(&mut self) {
        for community in self.seen.drain(..) {
            self.weights[community as usize] = 0.0;
        }
    }
}

fn shuffled(n: usize, random: &mut SplitMix) -> Vec<u32> {
    let mut order: Vec<u32> = (0..n as u32).collect();
    for i in (1..n).rev() {
        order.swap(i, random.below(i + 1));
    }
    order
}

/// Numbers from 0 in order of first occurrence, and how many there are.
fn dense(labels: &[u32]) -> (Vec<u32>, usize) {
    let most = labels.iter().copied().max().map_or(0, |m| m as usize + 1);
    let mut numbers = vec![u32::MAX; most];
    let mut count = 0;
    let numbered = labels
        .iter()
        .map(|label| {
            let number = &mut numbers[*label as usize];
            if *number == u32::MAX {
                *number = count;
                count += 1;
            }
            *number
        })
        .collect();
    (numbered, count as usize)
}

/// The same communities numbered by size.
fn by_size(communities: &[u32]) -> Vec<u32> {
    let (communities, count) = dense(communities);
    let mut sizes = vec![0usize; count];
    for c in &communities {
        sizes[*c as usize] += 1;
    }
    let mut order: Vec<u32> = (0..count as u32).collect();
    order.sort_by_key(|c| (std::cmp::Reverse(sizes[*c as usize]), *c));
    let mut place = vec![0u32; count];
    for (new, old) in order.iter().zip(0u32..).map(|(old, new)| (new, *old)) {
        place[old as usize] = new;
    }
    communities.into_iter().map(|c| place[c as usize]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cliques of five nodes in a ring, each joined to the next by one edge.
    fn ring(cliques: u32) -> Csr {
        let mut edges = Vec::new();
        for c in 0..cliques {
            for i in 0..5 {
                edges.extend((0..i).map(|j| (5 * c + i, 5 * c + j, 1.0)));
            }
            edges.push((5 * c, 5 * ((c + 1) % cliques) + 1, 1.0));
        }
        Csr::undirected(5 * cliques as usize, &edges)
    }

    #[test]
    fn cliques_are_communities() {
        let csr = ring(8);
        let found = leiden(&csr, &LeidenOptions::default());
        for clique in found.chunks(5) {
            assert!(clique.iter().all(|c| *c == clique[0]), "{found:?}");
        }
        let wanted: Vec<u32> = (0..40).map(|v| v / 5).collect();
        assert!(modularity(&csr, &found, 1.0) >= modularity(&csr, &wanted, 1.0) - 1e-12);
        assert_eq!(found, leiden(&csr, &LeidenOptions::default()));
    }

    #[test]
    fn modularity_is_newmans() {
        // Two triangles joined by an edge: 6/7 inside, each half of the degrees.
        let csr = Csr::undirected(
            6,
            &[
                (0, 1, 1.0),
                (1, 2, 1.0),
                (2, 0, 1.0),
                (3, 4, 1.0),
                (4, 5, 1.0),
                (5, 3, 1.0),
                (2, 3, 1.0),
            ],
        );
        let halves = [0, 0, 0, 1, 1, 1];
        assert!((modularity(&csr, &halves, 1.0) - (6.0 / 7.0 - 0.5)).abs() < 1e-12);
        assert_eq!(leiden(&csr, &LeidenOptions::default()), halves);
    }

    #[test]
    fn nothing_joins_without_edges() {
        assert_eq!(leiden(&Csr::undirected(3, &[]), &LeidenOptions::default()), [0, 1, 2]);
        assert!(leiden(&Csr::default(), &LeidenOptions::default()).is_empty());
    }
}
