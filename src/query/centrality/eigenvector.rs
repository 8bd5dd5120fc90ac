//! Eigenvector centrality (Bonacich 1972): a node counts as much as its neighbours do.

use crate::graph::Csr;

/// Eigenvector centrality of every node, of length 1, by power iteration on the adjacency matrix
/// plus one (which keeps bipartite graphs from swinging), until no more than `tolerance` changes in
/// sum, or `sweeps` sweeps are done. In a directed view a node counts what leads to it.
/// O(sweeps · edges).
pub fn eigenvector(csr: &Csr, tolerance: f64, sweeps: usize) -> Vec<f64> {
    let n = csr.node_count();
    let into = csr.reversed();
    let length = |v: &[f64]| v.iter().map(|x| x * x).sum::<f64>().sqrt();
    let mut x = normalise(vec![1.0; n], length);
    for _ in 0..sweeps {
        let raw = (0..n as u32).map(|v| {
            let pulled: f64 = into.row(v).map(|(u, w)| f64::from(w) * x[u as usize]).sum();
            x[v as usize] + pulled
        });
        let next = normalise(raw.collect(), length);
        let change: f64 = next.iter().zip(&x).map(|(a, b)| (a - b).abs()).sum();
        x = next;
        if change <= tolerance {
            break;
        }
    }
    x
}

/// Values divided by their norm; zeros stay.
pub(super) fn normalise(mut values: Vec<f64>, norm: impl Fn(&[f64]) -> f64) -> Vec<f64> {
    let by = norm(&values);
    if by > 0.0 {
        for value in &mut values {
            *value /= by;
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_a_path_is_worth_the_square_root_of_two() {
        let path = Csr::undirected(3, &[(0, 1, 1.0), (1, 2, 1.0)]);
        let x = eigenvector(&path, 1e-14, 10_000);
        assert!((x[1] / x[0] - 2f64.sqrt()).abs() < 1e-9);
    }
}
