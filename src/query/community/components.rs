//! Parts of a graph between which there is no edge.

use crate::graph::Csr;

/// The component of every node, edge directions aside, numbered by size (largest first, of equals
/// the one with the smallest node). Union by smallest node with path halving; nearly O(edges).
pub fn components(csr: &Csr) -> Vec<u32> {
    let n = csr.node_count();
    let mut parent: Vec<u32> = (0..n as u32).collect();
    for v in 0..n as u32 {
        for w in csr.neighbours(v) {
            let (a, b) = (root(&mut parent, v), root(&mut parent, *w));
            let (low, high) = (a.min(b), a.max(b));
            parent[high as usize] = low;
        }
    }
    let roots: Vec<u32> = (0..n as u32).map(|v| root(&mut parent, v)).collect();
    let mut sizes = vec![0usize; n];
    for r in &roots {
        sizes[*r as usize] += 1;
    }
    let mut order: Vec<u32> = (0..n as u32).filter(|r| sizes[*r as usize] > 0).collect();
    order.sort_by_key(|r| (std::cmp::Reverse(sizes[*r as usize]), *r));
    let mut number = vec![0u32; n];
    for (r, i) in order.iter().zip(0..) {
        number[*r as usize] = i;
    }
    roots.into_iter().map(|r| number[r as usize]).collect()
}

fn root(parent: &mut [u32], v: u32) -> u32 {
    let mut at = v;
    while parent[at as usize] != at {
        let up = parent[parent[at as usize] as usize];
        parent[at as usize] = up;
        at = up;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_part_is_first() {
        let csr = Csr::directed(6, &[(0, 1, 1.0), (4, 3, 1.0), (3, 5, 1.0)]);
        assert_eq!(components(&csr), [1, 1, 2, 0, 0, 0]);
        assert!(components(&Csr::default()).is_empty());
    }
}
