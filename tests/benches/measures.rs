//! The centralities as a filter: graphs in, values out, for comparison with other libraries.
//!
//! `cargo run --release --example measures` reads lines of JSON from standard input, each `{"nodes": n,
//! "directed": bool, "edges": [[a, b, weight], …]}`, and prints for each a line of JSON with every
//! measure's values. `measures --time FILE` reads one graph from lines `a b` (undirected, the number of
//! nodes first) and prints the seconds that PageRank, betweenness and Leiden take.
//! `tests/peers/exact.py` and `tests/peers/speed.py` run it beside their peers.
#![expect(clippy::print_stdout, reason = "a bench prints")]

use std::error::Error;
use std::io::BufRead;
use std::time::Instant;

use citegraph::graph::Csr;
use citegraph::query::centrality::{
    PageRankOptions, betweenness, closeness, core_number, degree, eigenvector, harmonic, hits,
    pagerank,
};
use citegraph::query::community::{LeidenOptions, components, leiden, modularity};

#[derive(serde::Deserialize)]
struct Input {
    nodes: usize,
    directed: bool,
    edges: Vec<(u32, u32, f32)>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    if args.next().as_deref() == Some("--time") {
        let path = args.next().ok_or("--time needs a file")?;
        let only = args.next();
        return time(&path, only.as_deref());
    }
    for line in std::io::stdin().lock().lines() {
        let input: Input = serde_json::from_str(&line?)?;
        println!("{}", values(&input));
    }
    Ok(())
}

fn values(input: &Input) -> serde_json::Value {
    let pack = if input.directed { Csr::directed } else { Csr::undirected };
    let csr = pack(input.nodes, &input.edges);
    let both_ways = Csr::undirected(input.nodes, &input.edges);
    let links = hits(&csr, 1e-13, 100_000);
    let communities = leiden(&both_ways, &LeidenOptions::default());
    serde_json::json!({
        "degree": degree(&csr),
        "pagerank": pagerank(&csr, None, &PageRankOptions::default()),
        "betweenness": betweenness(&csr),
        "closeness": closeness(&csr),
        "harmonic": harmonic(&csr),
        "eigenvector": eigenvector(&csr, 1e-14, 100_000),
        "hubs": links.hubs,
        "authorities": links.authorities,
        "core": core_number(&both_ways),
        "components": components(&csr),
        "communities": communities,
        "modularity": modularity(&both_ways, &communities, 1.0),
    })
}

fn time(path: &str, only: Option<&str>) -> Result<(), Box<dyn Error>> {
    let text = std::fs::read_to_string(path)?;
    let mut lines = text.lines();
    let nodes: usize = lines.next().ok_or("an empty file")?.trim().parse()?;
    let mut edges = Vec::new();
    for line in lines {
        let (a, b) = line.split_once(' ').ok_or("a line that is no edge")?;
        edges.push((a.parse()?, b.parse()?, 1.0f32));
    }
    let report = |name: &str, started: Instant, value: f64| {
        let seconds = started.elapsed().as_secs_f64();
        println!("{}", serde_json::json!({"name": name, "seconds": seconds, "value": value}));
    };
    let started = Instant::now();
    let csr = Csr::undirected(nodes, &edges);
    report("build", started, csr.entry_count() as f64);
    if only.is_none_or(|o| o == "pagerank") {
        let options = PageRankOptions { tolerance: 1e-6, ..PageRankOptions::default() };
        let started = Instant::now();
        let ranks = pagerank(&csr, None, &options);
        report("pagerank", started, ranks.iter().copied().fold(0.0, f64::max));
    }
    if only.is_none_or(|o| o == "betweenness") {
        let started = Instant::now();
        let values = betweenness(&csr);
        report("betweenness", started, values.iter().copied().fold(0.0, f64::max));
    }
    if only.is_none_or(|o| o == "leiden") {
        let started = Instant::now();
        let found = leiden(&csr, &LeidenOptions::default());
        report("leiden", started, modularity(&csr, &found, 1.0));
    }
    Ok(())
}
