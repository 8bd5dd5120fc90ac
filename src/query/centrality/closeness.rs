//! Closeness (Bavelas 1950) and harmonic centrality (Marchiori and Latora 2000): how near a node is
//! to all others.

use rayon::prelude::*;

use crate::graph::Csr;

/// Closeness of every node: the number of nodes that reach it, less itself, over the sum of their
/// distances, times the share of all other nodes that reach it (Wasserman and Faust 1994), as
/// networkx defines it. O(nodes · edges), in parallel over nodes.
pub fn closeness(csr: &Csr) -> Vec<f64> {
    let others = csr.node_count().saturating_sub(1) as f64;
    from_levels(csr, |levels| {
        let reached: f64 = levels.iter().skip(1).map(|n| *n as f64).sum();
        let distance: f64 = levels.iter().zip(0u32..).map(|(n, d)| f64::from(d) * *n as f64).sum();
        if distance > 0.0 { reached / distance * (reached / others) } else { 0.0 }
    })
}

/// Harmonic centrality of every node: the sum of one over the distances of the nodes that reach
/// it. O(nodes · edges), in parallel over nodes.
pub fn harmonic(csr: &Csr) -> Vec<f64> {
    from_levels(csr, |levels| {
        levels.iter().zip(0u32..).skip(1).map(|(n, d)| *n as f64 / f64::from(d)).sum()
    })
}

/// For every node, a value of the numbers of nodes at distance 0, 1, 2 and so on from which it can
/// be reached.
fn from_levels(csr: &Csr, value: impl Fn(&[usize]) -> f64 + Sync) -> Vec<f64> {
    let into = csr.reversed();
    (0..csr.node_count() as u32)
        .into_par_iter()
        .map_init(|| vec![u32::MAX; csr.node_count()], |seen, v| value(&levels(&into, v, seen)))
        .collect()
}

/// How many nodes stand at each distance from `source`; `seen` holds the last source that came by.
fn levels(csr: &Csr, source: u32, seen: &mut [u32]) -> Vec<usize> {
    let mut sizes = Vec::new();
    let mut level = vec![source];
    seen[source as usize] = source;
    while !level.is_empty() {
        sizes.push(level.len());
        let mut next = Vec::new();
        for w in level.iter().flat_map(|v| csr.neighbours(*v)) {
            let mark = &mut seen[*w as usize];
            if *mark != source {
                *mark = source;
                next.push(*w);
            }
        }
        level = next;
    }
    sizes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_a_path_is_nearest() {
        let path = Csr::undirected(4, &[(0, 1, 1.0), (1, 2, 1.0)]);
        assert_eq!(harmonic(&path), [1.5, 2.0, 1.5, 0.0]);
        let near = closeness(&path);
        assert!((near[1] - 2.0 / 3.0).abs() < 1e-12 && near[3] == 0.0);
    }
}
