//! PageRank: the stationary distribution of a walk that follows an edge with probability
//! `damping`, in proportion to the edges' weights, and otherwise jumps (Brin and Page 1998).

use rayon::prelude::*;

use super::degree::strength;
use crate::graph::Csr;

/// How to compute PageRank.
#[derive(Debug, Clone, PartialEq)]
pub struct PageRankOptions {
    /// Probability of following an edge, below 1; 0.85 by custom.
    pub damping: f64,
    /// Bound on the error, summed over all nodes (L1).
    pub tolerance: f64,
    /// At most so many sweeps over the edges.
    pub sweeps: usize,
}

impl Default for PageRankOptions {
    fn default() -> Self {
        Self { damping: 0.85, tolerance: 1e-10, sweeps: 1000 }
    }
}

/// PageRank of every node; the values sum to 1.
///
/// `jumps` weights the nodes that a jump leads to (personalised PageRank); `None` means all alike. A
/// walk that is stuck at a node without edges jumps too.
///
/// Solves y = damping · Pᵀ y + jumps and scales y to sum 1, which is the distribution with stuck
/// walks jumping. Each sweep pulls along all edges, in parallel over fixed blocks of nodes, so the
/// values are the same at any number of threads. On an undirected view the spectrum of P is real,
/// and Chebyshev's semi-iteration (Golub and Varga 1961) needs about 24 sweeps for an error of
/// 1e-6 at damping 0.85 where power iteration needs 87.
///
/// O(sweeps · edges) time, 48 bytes a node.
///
/// ```
/// use citegraph::graph::Csr;
/// use citegraph::query::centrality::{PageRankOptions, pagerank};
/// let star = Csr::undirected(3, &[(0, 1, 1.0), (0, 2, 1.0)]);
/// let rank = pagerank(&star, None, &PageRankOptions::default());
/// assert!((rank[0] - 0.486_486_486).abs() < 1e-8);
/// ```
pub fn pagerank(csr: &Csr, jumps: Option<&[f64]>, options: &PageRankOptions) -> Vec<f64> {
    let n = csr.node_count();
    if n == 0 {
        return Vec::new();
    }
    let jumps = normalised(jumps, n);
    let walk = Walk {
        into: csr.reversed(),
        damping: options.damping.clamp(0.0, 1.0 - 1e-6),
        out: strength(csr).into_iter().map(|s| if s > 0.0 { 1.0 / s } else { 0.0 }).collect(),
        blocks: csr.blocks(),
        jumps,
    };
    let mut y = walk.solve(options);
    let total: f64 = y.iter().sum();
    for value in &mut y {
        *value /= total;
    }
    y
}

/// Non-negative jump weights that sum to 1; all alike where none are given.
fn normalised(jumps: Option<&[f64]>, n: usize) -> Vec<f64> {
    let given: Vec<f64> = match jumps {
        Some(j) => (0..n).map(|v| j.get(v).copied().unwrap_or(0.0).max(0.0)).collect(),
        None => Vec::new(),
    };
    let total: f64 = given.iter().sum();
    if total > 0.0 {
        given.into_iter().map(|j| j / total).collect()
    } else {
        vec![1.0 / n as f64; n]
    }
}

struct Walk {
    /// The view along which a node pulls.
    into: Csr,
    damping: f64,
    /// One over each node's outgoing weight.
    out: Vec<f64>,
    blocks: Vec<std::ops::Range<usize>>,
    jumps: Vec<f64>,
}

impl Walk {
    fn solve(&self, options: &PageRankOptions) -> Vec<f64> {
        let mut y = self.jumps.clone();
        let mut before = y.clone();
        let mut shares: Vec<f64> = y.iter().zip(&self.out).map(|(y, o)| y * o).collect();
        let mut next_shares = shares.clone();
        // An error in y is at most the residual times this, and y sums to at least 1 - damping
        // of what it is scaled to.
        let least = options.tolerance * (1.0 - self.damping) / 2.0;
        let mut weight = 1.0;
        for sweep in 0..options.sweeps {
            let residual = self.sweep(&y, &mut before, &shares, &mut next_shares, weight);
            std::mem::swap(&mut y, &mut before);
            std::mem::swap(&mut shares, &mut next_shares);
            if residual <= least * (1.0 - self.damping) {
                break;
            }
            if self.into.is_symmetric() {
                let squared = self.damping * self.damping;
                let halved = if sweep == 0 { squared / 2.0 } else { squared * weight / 4.0 };
                weight = 1.0 / (1.0 - halved);
            }
        }
        y
    }

    /// One step of the semi-iteration, from `y` and `before` into `before`; with weight 1 it is a
    /// step of power iteration. Returns the residual of `y`, summed in block order.
    fn sweep(
        &self,
        y: &[f64],
        before: &mut [f64],
        shares: &[f64],
        next_shares: &mut [f64],
        weight: f64,
    ) -> f64 {
        let slices = cut(before, &self.blocks).into_par_iter().zip(cut(next_shares, &self.blocks));
        let residuals: Vec<f64> = slices
            .zip(&self.blocks)
            .map(|((before, next_shares), block)| {
                let mut sum = 0.0;
                for ((at, old), share) in block.clone().zip(before).zip(next_shares) {
                    let pulled = self.pull(at as u32, shares);
                    let residual = self.jumps[at] + self.damping * pulled - y[at];
                    sum += residual.abs();
                    *old = weight * (residual + y[at] - *old) + *old;
                    *share = *old * self.out[at];
                }
                sum
            })
            .collect();
        residuals.iter().sum()
    }

    fn pull(&self, at: u32, shares: &[f64]) -> f64 {
        let row = self.into.row(at);
        row.map(|(from, weight)| f64::from(weight) * shares[from as usize]).sum()
    }
}

/// A slice cut at the ends of consecutive blocks.
fn cut<'a>(mut rest: &'a mut [f64], blocks: &[std::ops::Range<usize>]) -> Vec<&'a mut [f64]> {
    let mut pieces = Vec::with_capacity(blocks.len());
    for block in blocks {
        let (piece, after) = rest.split_at_mut(block.len().min(rest.len()));
        pieces.push(piece);
        rest = after;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directed_cycle_with_a_tail_has_known_values() {
        // networkx 3.6.1: pagerank(DiGraph([(0, 1), (1, 2), (2, 0), (3, 0)]), tol=1e-15)
        let csr = Csr::directed(4, &[(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0), (3, 0, 1.0)]);
        let rank = pagerank(&csr, None, &PageRankOptions::default());
        let want = [0.332_604_470, 0.320_213_800, 0.309_681_730, 0.0375];
        for (got, want) in rank.iter().zip(want) {
            assert!((got - want).abs() < 1e-8, "{rank:?}");
        }
    }

    #[test]
    fn chebyshev_and_power_iteration_agree() {
        let edges: Vec<(u32, u32, f32)> =
            (0..200u32).map(|i| (i % 40, (i * i + 3) % 40, 1.0 + (i % 3) as f32)).collect();
        let undirected = Csr::undirected(41, &edges);
        let both_ways: Vec<_> =
            (0..41).flat_map(|v| undirected.row(v).map(move |(to, w)| (v, to, w))).collect();
        let directed = Csr::directed(41, &both_ways);
        let fast = pagerank(&undirected, None, &PageRankOptions::default());
        let slow = pagerank(&directed, None, &PageRankOptions::default());
        let error: f64 = fast.iter().zip(&slow).map(|(a, b)| (a - b).abs()).sum();
        assert!(error < 1e-9, "{error}");
        assert!((fast.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn jumps_decide_where_walks_start() {
        let csr = Csr::undirected(4, &[(0, 1, 1.0), (2, 3, 1.0)]);
        let rank = pagerank(&csr, Some(&[1.0]), &PageRankOptions::default());
        assert!(rank[0] > rank[1] && rank[1] > 0.0);
        assert_eq!((rank[2], rank[3]), (0.0, 0.0));
    }

    #[test]
    fn no_nodes_no_ranks() {
        assert!(pagerank(&Csr::default(), None, &PageRankOptions::default()).is_empty());
    }
}
