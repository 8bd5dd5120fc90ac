//! Core numbers: the largest k such that a node is in a part where all have k neighbours (Seidman
//! 1983), by Batagelj and Zaversnik 2003.

use crate::graph::Csr;

/// The core number of every node of an undirected view; loops aside. O(edges).
pub fn core_number(csr: &Csr) -> Vec<u32> {
    let n = csr.node_count();
    let others = |v: u32| csr.neighbours(v).iter().filter(move |w| **w != v);
    let mut degree: Vec<u32> = (0..n as u32).map(|v| others(v).count() as u32).collect();
    let most = degree.iter().copied().max().unwrap_or(0) as usize;
    // Nodes sorted by degree; `starts[d]` is where those of degree d begin.
    let mut starts = vec![0usize; most + 2];
    for d in &degree {
        starts[*d as usize + 1] += 1;
    }
    for d in 0..=most {
        starts[d + 1] += starts[d];
    }
    let mut next = starts.clone();
    let mut place = vec![0usize; n];
    let mut order = vec![0u32; n];
    for v in 0..n {
        let slot = &mut next[degree[v] as usize];
        place[v] = *slot;
        order[*slot] = v as u32;
        *slot += 1;
    }
    for i in 0..n {
        let v = order[i];
        for w in others(v).map(|w| *w as usize) {
            if degree[w] <= degree[v as usize] {
                continue;
            }
            // Move w to the front of its degree, then let that degree begin behind it.
            let front = starts[degree[w] as usize].max(i + 1);
            let swapped = order[front] as usize;
            order.swap(front, place[w]);
            place[swapped] = place[w];
            place[w] = front;
            starts[degree[w] as usize] = front + 1;
            degree[w] -= 1;
        }
    }
    degree
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_triangle_with_a_tail_and_a_lone_node() {
        let csr =
            Csr::undirected(5, &[(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0), (2, 3, 1.0), (3, 3, 1.0)]);
        assert_eq!(core_number(&csr), [2, 2, 2, 1, 0]);
        assert!(core_number(&Csr::default()).is_empty());
    }
}
