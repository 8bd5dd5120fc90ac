//! Hubs and authorities (Kleinberg 1999): a good hub leads to good authorities.

use super::eigenvector::normalise;
use crate::graph::Csr;

/// Hub and authority scores of every node, each summing to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Hits {
    /// How well a node leads to authorities.
    pub hubs: Vec<f64>,
    /// How well hubs lead to a node.
    pub authorities: Vec<f64>,
}

/// Hubs and authorities by power iteration until the authorities change by no more than `tolerance`
/// in sum, or `sweeps` sweeps are done. O(sweeps · edges).
pub fn hits(csr: &Csr, tolerance: f64, sweeps: usize) -> Hits {
    let n = csr.node_count();
    let back = csr.reversed();
    let pull = |along: &Csr, from: &[f64]| -> Vec<f64> {
        (0..n as u32)
            .map(|v| along.row(v).map(|(u, w)| f64::from(w) * from[u as usize]).sum())
            .collect()
    };
    let sum = |v: &[f64]| v.iter().sum::<f64>();
    let mut hubs = vec![1.0 / n.max(1) as f64; n];
    let mut authorities = hubs.clone();
    for _ in 0..sweeps {
        let next = normalise(pull(&back, &hubs), sum);
        hubs = normalise(pull(csr, &next), sum);
        let change: f64 = next.iter().zip(&authorities).map(|(a, b)| (a - b).abs()).sum();
        authorities = next;
        if change <= tolerance {
            break;
        }
    }
    Hits { hubs, authorities }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_node_that_all_lead_to_is_the_authority() {
        let csr = Csr::directed(4, &[(0, 3, 1.0), (1, 3, 1.0), (1, 2, 1.0)]);
        let found = hits(&csr, 1e-12, 1000);
        assert!(found.authorities[3] > found.authorities[2]);
        assert!(found.hubs[1] > found.hubs[0] && found.hubs[3] == 0.0);
        assert!(hits(&Csr::default(), 1e-9, 9).hubs.is_empty());
    }
}
