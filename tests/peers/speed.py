"""PageRank, betweenness and Leiden beside igraph, NetworKit, scipy, rustworkx and leidenalg, in one run.

usage: speed.py MEASURES [PAPERS]    (MEASURES is the built example `measures`; PAPERS is 1,000,000)

The graph is bipartite: every paper names about 7.7 of PAPERS / 5 entities, drawn by a Zipf-like law from a
fixed seed. Betweenness runs on 10,000 papers and 2,000 entities. Peers start from numpy arrays; building is
not timed. Printed is each one's time and its ratio to ours.
"""

import json
import subprocess
import sys
import tempfile
import time

import igraph
import leidenalg
import networkit as nk
import numpy as np
import rustworkx as rx
import scipy.sparse as sp


def bipartite(papers, seed=1):
    rng = np.random.default_rng(seed)
    entities = papers // 5
    degrees = rng.integers(4, 13, papers)
    rows = np.repeat(np.arange(papers), degrees)
    ranks = np.floor(entities ** rng.random(rows.size)).astype(np.int64) - 1
    spread = rng.integers(0, entities, rows.size)
    targets = np.where(rng.random(rows.size) < 0.5, ranks, spread)
    pairs = np.unique(rows * entities + targets)
    return papers + entities, np.stack([pairs // entities, papers + pairs % entities], axis=1)


def timed(run):
    start = time.perf_counter()
    value = run()
    return time.perf_counter() - start, value


def ours(measures, nodes, edges, measure):
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(f"{nodes}\n")
        np.savetxt(file, edges, fmt="%d")
        file.flush()
        out = subprocess.run([measures, "--time", file.name, measure], capture_output=True, text=True, check=True)
    found = {row["name"]: row for row in map(json.loads, out.stdout.splitlines())}
    return found[measure]["seconds"], found[measure]["value"]


def scipy_pagerank(nodes, edges, tolerance):
    both = np.concatenate([edges, edges[:, ::-1]])
    matrix = sp.csr_array((np.ones(len(both)), (both[:, 1], both[:, 0])), shape=(nodes, nodes))
    out = np.bincount(both[:, 0], minlength=nodes)
    share = np.divide(1.0, out, where=out > 0, out=np.zeros(nodes))

    def run():
        x = np.full(nodes, 1 / nodes)
        while True:
            y = 0.85 * (matrix @ (x * share))
            y += (1 - y.sum()) / nodes
            change = np.abs(y - x).sum()
            x = y
            if change * 0.85 / 0.15 < tolerance:
                return x.max()

    return run


def networkit_graph(nodes, edges):
    return nk.GraphFromCoo((np.ones(len(edges)), (edges[:, 0], edges[:, 1])), n=nodes, directed=False)


def table(title, rows):
    first = rows[0][1]
    print(title)
    for name, seconds, value in rows:
        print(f"  {name:12} {seconds:9.3f} s  {seconds / first:6.2f}x ours  value {value:.9g}")


def main():
    measures = sys.argv[1]
    papers = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    nodes, edges = bipartite(papers)
    print(f"{nodes} nodes, {len(edges)} edges")
    graph, parallel = igraph.Graph(nodes, edges), networkit_graph(nodes, edges)

    def networkit_pagerank():
        algorithm = nk.centrality.PageRank(parallel, 0.85, 1e-6 * 0.15)
        algorithm.norm = nk.centrality.Norm.L1_NORM
        algorithm.run()
        return max(algorithm.scores())

    rows = [("citegraph", *ours(measures, nodes, edges, "pagerank"))]
    rows.append(("scipy", *timed(scipy_pagerank(nodes, edges, 1e-6))))
    rows.append(("igraph", *timed(lambda: max(graph.pagerank()))))
    rows.append(("networkit", *timed(networkit_pagerank)))
    table("PageRank to an error of 1e-6", rows)

    rows = [("citegraph", *ours(measures, nodes, edges, "leiden"))]

    def igraph_leiden():
        found = graph.community_leiden(objective_function="modularity", n_iterations=10)
        return graph.modularity(found.membership)

    def leidenalg_leiden():
        found = leidenalg.find_partition(graph, leidenalg.ModularityVertexPartition, n_iterations=10, seed=0)
        return graph.modularity(found.membership)

    rows.append(("igraph", *timed(igraph_leiden)))
    if papers <= 100_000:
        rows.append(("leidenalg", *timed(leidenalg_leiden)))
    table("Leiden, value is modularity", rows)

    nodes, edges = bipartite(10_000)
    print(f"{nodes} nodes, {len(edges)} edges")
    graph, parallel = igraph.Graph(nodes, edges), networkit_graph(nodes, edges)
    python = rx.PyGraph()
    python.add_nodes_from(range(nodes))
    python.add_edges_from_no_data([tuple(map(int, e)) for e in edges])

    def networkit_betweenness():
        algorithm = nk.centrality.Betweenness(parallel)
        algorithm.run()
        return max(algorithm.scores())

    rows = [("citegraph", *ours(measures, nodes, edges, "betweenness"))]
    rows.append(("igraph", *timed(lambda: max(graph.betweenness()))))
    rows.append(("rustworkx", *timed(lambda: max(rx.betweenness_centrality(python, normalized=False).values()))))
    rows.append(("networkit", *timed(networkit_betweenness)))
    table("Exact betweenness", rows)


if __name__ == "__main__":
    main()
