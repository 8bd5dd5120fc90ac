//! Positions in the plane: ForceAtlas2 (Jacomy et al. 2014) with the tree of Barnes and Hut (1986).
//!
//! Nodes repel each other by their degrees, edges pull in proportion to length, gravity keeps parts
//! together. The same view gets the same positions at any number of threads: each node's force is
//! summed in the order of the tree, and nothing is random.

use rayon::prelude::*;

use super::{ExportOptions, View, Watch};

/// Strength of repulsion.
const REPULSION: f64 = 10.0;
/// Strength of the pull to the middle, which grows with distance (the paper's strong gravity), so
/// that parts without ties to the rest stay near.
const GRAVITY: f64 = 0.5;
/// A cell this many times farther away than it is wide counts as one body.
const OPENING: f64 = 1.2;
/// How much swinging is tolerated before a node is slowed down.
const TOLERANCE: f64 = 1.0;
/// Depth at which bodies count as being in one place.
const DEEPEST: usize = 40;
/// Half the side of the square that positions fill.
const EXTENT: f64 = 1000.0;
/// The golden angle, which spreads the first positions evenly.
const GOLDEN_ANGLE: f64 = 2.399_963_229_728_653;

/// What the watch is told of.
const LAYOUT: &str = "layout";

type Point = [f64; 2];

/// A position for each node of the view, within 1,000 of the middle; time grows with (nodes + edges)
/// and the logarithm of nodes. The watch is told of each step.
pub fn layout(view: &View<'_>, watch: &Watch) -> Vec<Point> {
    let mut bodies = Bodies::new(view);
    let steps = steps(view.node_count());
    for step in 0..steps {
        watch.tell(LAYOUT, step, steps);
        bodies.step();
    }
    watch.tell(LAYOUT, steps, steps);
    bodies.fitted()
}

/// Nodes that formats with positions are given them for; laying out more would take longer than
/// everything else.
const MOST_PLACED: usize = 20_000;

/// Positions for a format that can do without: none where there are very many nodes.
pub(super) fn positions(view: &View<'_>, options: &ExportOptions) -> Vec<Point> {
    if view.node_count() > MOST_PLACED { Vec::new() } else { layout(view, &options.watch) }
}

/// Fewer steps for more nodes, which come out well enough and are too many to look at one by one.
const fn steps(nodes: usize) -> usize {
    match nodes {
        0..=1 => 0,
        2..=1_000 => 600,
        1_001..=5_000 => 300,
        _ => 150,
    }
}

struct Bodies {
    at: Vec<Point>,
    mass: Vec<f64>,
    /// For each body, the others that it is tied to and how strongly.
    ties: Vec<Vec<(usize, f64)>>,
    last_force: Vec<Point>,
    speed: f64,
}

impl Bodies {
    fn new(view: &View<'_>) -> Self {
        let nodes = view.node_count();
        let mut ties = vec![Vec::new(); nodes];
        for edge in view.edges().filter(|e| e.source != e.target) {
            for (from, to) in [(edge.source, edge.target), (edge.target, edge.source)] {
                if let Some(list) = ties.get_mut(from) {
                    list.push((to, 1.0));
                }
            }
        }
        for list in &mut ties {
            *list = merged(std::mem::take(list));
        }
        let mass = ties.iter().map(|list: &Vec<_>| list.len() as f64 + 1.0).collect();
        let at = (0..nodes)
            .map(|i| {
                let (radius, angle) = ((i as f64 + 0.5).sqrt() * 10.0, i as f64 * GOLDEN_ANGLE);
                [radius * angle.cos(), radius * angle.sin()]
            })
            .collect();
        Self { at, mass, ties, last_force: vec![[0.0; 2]; nodes], speed: 1.0 }
    }

    fn step(&mut self) {
        let tree = Tree::new(&self.at, &self.mass);
        let forces: Vec<Point> =
            (0..self.at.len()).into_par_iter().map(|i| self.force(i, &tree)).collect();
        let (mut swinging, mut traction) = (0.0, 0.0);
        for ((force, last), mass) in forces.iter().zip(&self.last_force).zip(&self.mass) {
            swinging += mass * length([force[0] - last[0], force[1] - last[1]]);
            traction += mass * length([force[0] + last[0], force[1] + last[1]]) / 2.0;
        }
        let wanted = if swinging > 0.0 { TOLERANCE * traction / swinging } else { self.speed };
        // Speed may grow by half at most from step to step.
        self.speed = wanted.min(self.speed * 1.5).max(0.01);
        let moved = self.at.iter_mut().zip(&forces).zip(&self.last_force).zip(&self.mass);
        for (((at, force), last), mass) in moved {
            let swing = mass * length([force[0] - last[0], force[1] - last[1]]);
            let factor = self.speed / (1.0 + (self.speed * swing).sqrt());
            at[0] += force[0] * factor;
            at[1] += force[1] * factor;
        }
        self.last_force = forces;
    }

    fn force(&self, i: usize, tree: &Tree) -> Point {
        let (Some(at), Some(mass)) = (self.at.get(i), self.mass.get(i)) else { return [0.0; 2] };
        let mut force = tree.repulsion(*at, *mass);
        let pull = GRAVITY * mass;
        force = [force[0] - at[0] * pull, force[1] - at[1] * pull];
        for (other, weight) in self.ties.get(i).into_iter().flatten() {
            if let Some(there) = self.at.get(*other) {
                force[0] += (there[0] - at[0]) * weight;
                force[1] += (there[1] - at[1]) * weight;
            }
        }
        force
    }

    /// The positions, moved and scaled to the square, to a hundredth.
    fn fitted(self) -> Vec<Point> {
        let mut low = [f64::INFINITY; 2];
        let mut high = [f64::NEG_INFINITY; 2];
        for at in &self.at {
            for axis in 0..2 {
                low[axis] = low[axis].min(at[axis]);
                high[axis] = high[axis].max(at[axis]);
            }
        }
        let reach = (high[0] - low[0]).max(high[1] - low[1]) / 2.0;
        let scale = if reach > 0.0 { EXTENT / reach } else { 1.0 };
        let fit = |value: f64, axis: usize| {
            let middle = f64::midpoint(low[axis], high[axis]);
            ((value - middle) * scale * 100.0).round() / 100.0
        };
        self.at.iter().map(|at| [fit(at[0], 0), fit(at[1], 1)]).collect()
    }
}

/// One tie for each other body; several edges tie more strongly, but less than in proportion.
fn merged(mut ties: Vec<(usize, f64)>) -> Vec<(usize, f64)> {
    ties.sort_unstable_by_key(|(other, _)| *other);
    ties.chunk_by(|a, b| a.0 == b.0)
        .filter_map(|same| Some((same.first()?.0, (same.len() as f64).sqrt())))
        .collect()
}

fn length([x, y]: Point) -> f64 {
    x.hypot(y)
}

/// A quadtree of bodies.
struct Tree {
    cells: Vec<Cell>,
}

struct Cell {
    /// Middle of its mass.
    at: Point,
    mass: f64,
    side: f64,
    /// Cells within it; none where it is a leaf.
    parts: Vec<usize>,
}

impl Tree {
    fn new(at: &[Point], mass: &[f64]) -> Self {
        let reach = at.iter().flatten().fold(0.0_f64, |most, v| most.max(v.abs()));
        let mut tree = Self { cells: Vec::with_capacity(at.len() * 2) };
        let bodies: Vec<_> = at.iter().copied().zip(mass.iter().copied()).collect();
        tree.add(bodies, [0.0; 2], reach * 2.0, 0);
        tree
    }

    /// Adds the cell around `middle` with these bodies and returns its number.
    fn add(&mut self, bodies: Vec<(Point, f64)>, middle: Point, side: f64, depth: usize) -> usize {
        let mass: f64 = bodies.iter().map(|(_, m)| m).sum();
        let centre = |axis: usize| {
            bodies.iter().map(|(at, m)| at[axis] * m).sum::<f64>() / mass.max(f64::MIN_POSITIVE)
        };
        let at = match &bodies[..] {
            [(only, _)] => *only,
            _ => [centre(0), centre(1)],
        };
        let number = self.cells.len();
        self.cells.push(Cell { at, mass, side, parts: Vec::new() });
        if bodies.len() > 1 && depth < DEEPEST {
            let mut quarters: [Vec<(Point, f64)>; 4] = Default::default();
            for body in bodies {
                let ([x, y], _) = body;
                quarters[usize::from(x > middle[0]) + 2 * usize::from(y > middle[1])].push(body);
            }
            let shift = side / 4.0;
            let mut parts = Vec::new();
            for (q, quarter) in quarters.into_iter().enumerate() {
                if !quarter.is_empty() {
                    let x = if q % 2 == 1 { middle[0] + shift } else { middle[0] - shift };
                    let y = if q / 2 == 1 { middle[1] + shift } else { middle[1] - shift };
                    parts.push(self.add(quarter, [x, y], side / 2.0, depth + 1));
                }
            }
            if let Some(cell) = self.cells.get_mut(number) {
                cell.parts = parts;
            }
        }
        number
    }

    /// The force of all other bodies on one.
    fn repulsion(&self, at: Point, mass: f64) -> Point {
        let mut force = [0.0; 2];
        let mut open = vec![0];
        while let Some(cell) = open.pop().and_then(|number: usize| self.cells.get(number)) {
            let [dx, dy] = [at[0] - cell.at[0], at[1] - cell.at[1]];
            let square = dx * dx + dy * dy;
            if cell.parts.is_empty() || square > (cell.side * OPENING).powi(2) {
                // A body does not repel itself, nor what is in its very place.
                if square > 0.0 {
                    let push = REPULSION * mass * cell.mass / square;
                    force[0] += dx * push;
                    force[1] += dy * push;
                }
            } else {
                open.extend(&cell.parts);
            }
        }
        force
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Edge, EdgeKind, Graph, Node, WorkNode};

    /// Two rings of six nodes with one edge between them.
    fn rings() -> Graph {
        let mut graph = Graph::new();
        let nodes: Vec<_> = (0..12)
            .map(|i| {
                let node = WorkNode { id: format!("work/{i}"), name: String::new(), year: None };
                graph.add_node(Node::Work(node)).unwrap()
            })
            .collect();
        for ring in [0, 6] {
            for i in 0..6 {
                for j in 0..i {
                    let edge = Edge::new(EdgeKind::Cites, 1.0, Vec::new());
                    graph.add_edge(nodes[ring + i], nodes[ring + j], edge).unwrap();
                }
            }
        }
        graph.add_edge(nodes[0], nodes[6], Edge::new(EdgeKind::Cites, 1.0, Vec::new())).unwrap();
        graph
    }

    fn distance(a: Point, b: Point) -> f64 {
        length([a[0] - b[0], a[1] - b[1]])
    }

    #[test]
    fn what_is_tied_is_near_and_nothing_coincides() {
        let graph = rings();
        let at = layout(&View::whole(&graph), &Watch::default());
        let mean = |pairs: &mut dyn Iterator<Item = (usize, usize)>| {
            let all: Vec<_> = pairs.map(|(i, j)| distance(at[i], at[j])).collect();
            all.iter().sum::<f64>() / all.len() as f64
        };
        let within = mean(&mut (0..6).flat_map(|i| (0..i).map(move |j| (i, j))));
        let between = mean(&mut (0..6).flat_map(|i| (6..12).map(move |j| (i, j))));
        assert!(between > 1.5 * within, "{between} {within}");
        for i in 0..12 {
            for j in 0..i {
                assert!(distance(at[i], at[j]) > 10.0, "{i} {j}");
            }
        }
        assert!(at.iter().flatten().all(|v| v.abs() <= EXTENT));
    }

    #[test]
    fn one_thread_and_many_agree() {
        let graph = rings();
        let view = View::whole(&graph);
        let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        assert_eq!(
            one.install(|| layout(&view, &Watch::default())),
            layout(&view, &Watch::default())
        );
    }

    #[test]
    fn the_tree_agrees_with_the_sum_over_all_pairs() {
        let at: Vec<Point> =
            (0..200_u32).map(|i| [f64::from(i * 37 % 101), f64::from(i * 53 % 97)]).collect();
        let mass = vec![2.0; at.len()];
        let tree = Tree::new(&at, &mass);
        let exact = |i: usize| {
            let mut force = [0.0; 2];
            for there in &at {
                let [dx, dy] = [at[i][0] - there[0], at[i][1] - there[1]];
                let square = dx * dx + dy * dy;
                if square > 0.0 {
                    force[0] += dx * REPULSION * 4.0 / square;
                    force[1] += dy * REPULSION * 4.0 / square;
                }
            }
            force
        };
        let total: f64 = (0..at.len()).map(|i| length(exact(i))).sum();
        let off: f64 = (0..at.len()).map(|i| distance(tree.repulsion(at[i], 2.0), exact(i))).sum();
        assert!(off / total < 0.1, "{}", off / total);
    }

    #[test]
    fn nothing_and_one_node_have_positions() {
        let mut graph = Graph::new();
        assert!(layout(&View::whole(&graph), &Watch::default()).is_empty());
        let node = WorkNode { id: "work/a".into(), name: String::new(), year: None };
        graph.add_node(Node::Work(node)).unwrap();
        assert_eq!(layout(&View::whole(&graph), &Watch::default()), [[0.0, 0.0]]);
    }
}
