//! Betweenness: through how many shortest paths a node lies (Freeman 1977), by Brandes 2001, "A
//! faster algorithm for betweenness centrality".

use rayon::prelude::*;

use crate::graph::Csr;
use crate::query::random::SplitMix;

/// Sources are spread over this many fixed groups, whose sums are added in order, so that the
/// values are the same at any number of threads.
const GROUPS: usize = 32;

/// Betweenness of every node: the number of pairs of other nodes, in order, of whose shortest paths
/// (by number of edges) it is a part, each in proportion. On an undirected view every pair counts
/// once.
///
/// O(nodes · edges) time, in parallel over sources; 32 · 8 bytes a node.
///
/// ```
/// use citegraph::graph::Csr;
/// use citegraph::query::centrality::betweenness;
/// let path = Csr::undirected(3, &[(0, 1, 1.0), (1, 2, 1.0)]);
/// assert_eq!(betweenness(&path), [0.0, 1.0, 0.0]);
/// ```
pub fn betweenness(csr: &Csr) -> Vec<f64> {
    let sources: Vec<u32> = (0..csr.node_count() as u32).collect();
    let mut sum = from_sources(csr, &sources);
    if csr.is_symmetric() {
        for value in &mut sum {
            *value /= 2.0;
        }
    }
    sum
}

/// An estimate of [`betweenness`] from the paths of `samples` sources, drawn without repetition by
/// `seed`; exact where `samples` reaches the number of nodes.
///
/// With probability 0.9 no node's value, over nodes · (nodes - 2), is off by more than
/// [`sampling_error`]. O(samples · edges).
pub fn sampled_betweenness(csr: &Csr, samples: usize, seed: u64) -> Vec<f64> {
    let n = csr.node_count();
    if samples >= n {
        return betweenness(csr);
    }
    let sources = draw(n as u32, samples, seed);
    let mut sum = from_sources(csr, &sources);
    let each = n as f64 / samples.max(1) as f64;
    let scale = if csr.is_symmetric() { each / 2.0 } else { each };
    for value in &mut sum {
        *value *= scale;
    }
    sum
}

/// The bound on the error of [`sampled_betweenness`] as a share of nodes · (nodes - 2), by
/// Hoeffding's inequality for all nodes at once at probability 0.9 (Brandes and Pich 2007).
pub fn sampling_error(nodes: usize, samples: usize) -> f64 {
    if samples >= nodes {
        return 0.0;
    }
    ((2.0 * nodes as f64 / 0.1).ln() / (2.0 * samples.max(1) as f64)).sqrt()
}

/// `k` of the numbers below `n` by a partial shuffle with the generator `SplitMix64`.
fn draw(n: u32, k: usize, seed: u64) -> Vec<u32> {
    let mut all: Vec<u32> = (0..n).collect();
    let mut random = SplitMix::new(seed);
    for i in 0..k.min(all.len()) {
        let j = i + random.below(all.len() - i);
        all.swap(i, j);
    }
    all.truncate(k);
    all
}

/// The part of betweenness that paths from `sources` give, ordered pairs.
fn from_sources(csr: &Csr, sources: &[u32]) -> Vec<f64> {
    let size = sources.len().div_ceil(GROUPS).max(1);
    let parts: Vec<Vec<f64>> = sources
        .par_chunks(size)
        .map(|group| {
            let mut search = Search::new(csr);
            for source in group {
                search.add(*source);
            }
            search.sum
        })
        .collect();
    let mut total = vec![0.0; csr.node_count()];
    for part in parts {
        for (total, value) in total.iter_mut().zip(part) {
            *total += value;
        }
    }
    total
}

/// No search has come here.
const UNSEEN: u32 = u32::MAX;

/// One search after another from different sources, with memory kept between.
struct Search<'a> {
    csr: &'a Csr,
    /// Level, number of shortest paths, and dependency over paths of every node.
    level: Vec<u32>,
    paths: Vec<f64>,
    share: Vec<f64>,
    order: Vec<u32>,
    sum: Vec<f64>,
}

impl<'a> Search<'a> {
    fn new(csr: &'a Csr) -> Self {
        let n = csr.node_count();
        Self {
            csr,
            level: vec![UNSEEN; n],
            paths: vec![0.0; n],
            share: vec![0.0; n],
            order: Vec::with_capacity(n),
            sum: vec![0.0; n],
        }
    }

    /// Adds what paths from `source` give.
    fn add(&mut self, source: u32) {
        self.spread(source);
        self.gather(source);
        for v in self.order.drain(..) {
            self.level[v as usize] = UNSEEN;
            self.paths[v as usize] = 0.0;
        }
    }

    /// Breadth-first search that counts shortest paths.
    fn spread(&mut self, source: u32) {
        self.level[source as usize] = 0;
        self.paths[source as usize] = 1.0;
        self.order.push(source);
        let mut head = 0;
        while let Some(&v) = self.order.get(head) {
            head += 1;
            let (next, paths) = (self.level[v as usize] + 1, self.paths[v as usize]);
            for &w in self.csr.neighbours(v) {
                let level = &mut self.level[w as usize];
                if *level == UNSEEN {
                    *level = next;
                    self.order.push(w);
                }
                if *level == next {
                    self.paths[w as usize] += paths;
                }
            }
        }
    }

    /// Dependencies, from the farthest nodes back; `share` is (1 + dependency) / paths.
    fn gather(&mut self, source: u32) {
        for &v in self.order.iter().rev() {
            let next = self.level[v as usize] + 1;
            let mut pulled = 0.0;
            for &w in self.csr.neighbours(v) {
                if self.level[w as usize] == next {
                    pulled += self.share[w as usize];
                }
            }
            let paths = self.paths[v as usize];
            let dependency = paths * pulled;
            self.share[v as usize] = (1.0 + dependency) / paths;
            if v != source {
                self.sum[v as usize] += dependency;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_shares_its_pairs() {
        let square = Csr::undirected(4, &[(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (3, 0, 1.0)]);
        assert_eq!(betweenness(&square), [0.5; 4]);
    }

    #[test]
    fn directed_paths_count_one_way() {
        let path = Csr::directed(3, &[(0, 1, 1.0), (1, 2, 1.0)]);
        assert_eq!(betweenness(&path), [0.0, 1.0, 0.0]);
    }

    #[test]
    fn samples_come_near_and_all_of_them_are_exact() {
        let edges: Vec<_> = (0..300u32).map(|i| (i * 7 % 60, i * i % 60, 1.0)).collect();
        let csr = Csr::undirected(60, &edges);
        let exact = betweenness(&csr);
        assert_eq!(sampled_betweenness(&csr, 60, 1), exact);
        let some = sampled_betweenness(&csr, 30, 1);
        assert_eq!(some, sampled_betweenness(&csr, 30, 1));
        let bound = sampling_error(60, 30) * 60.0 * 58.0;
        assert!(exact.iter().zip(&some).all(|(a, b)| (a - b).abs() < bound));
        assert!(some != sampled_betweenness(&csr, 30, 2));
    }

    #[test]
    fn separate_parts_and_lone_nodes_add_nothing() {
        let csr = Csr::undirected(5, &[(0, 1, 1.0), (2, 3, 1.0)]);
        assert_eq!(betweenness(&csr), [0.0; 5]);
        assert!(betweenness(&Csr::default()).is_empty());
    }
}
