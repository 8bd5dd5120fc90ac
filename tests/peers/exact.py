"""Every centrality against networkx on random graphs: multi-edges, loops, lone nodes, separate parts.

usage: exact.py MEASURES [GRAPHS]    (MEASURES is the built example `measures`)
"""

import json
import random
import subprocess
import sys

import networkx as nx


def random_graph(seed):
    rng = random.Random(seed)
    nodes = rng.randint(1, 40)
    edges = []
    for _ in range(rng.randint(0, 3 * nodes)):
        a, b = rng.randrange(nodes), rng.randrange(nodes)
        if rng.random() < 0.9 and a == b:
            continue
        edges += [[a, b, rng.choice([0.5, 1.0, 2.0])]] * rng.choice([1, 1, 1, 2])
    return {"nodes": nodes, "directed": seed % 2 == 1, "edges": edges}


def as_networkx(graph):
    g = nx.DiGraph() if graph["directed"] else nx.Graph()
    g.add_nodes_from(range(graph["nodes"]))
    for a, b, w in graph["edges"]:
        weight = g[a][b]["weight"] + w if g.has_edge(a, b) else w
        g.add_edge(a, b, weight=weight)
    return g


def expected(g):
    n = g.number_of_nodes()
    simple = nx.Graph(g)
    simple.remove_edges_from(list(nx.selfloop_edges(simple)))
    want = {
        "pagerank": nx.pagerank(g, tol=1e-15, max_iter=100_000) if n else {},
        "betweenness": nx.betweenness_centrality(g, normalized=False),
        "closeness": nx.closeness_centrality(g),
        "harmonic": nx.harmonic_centrality(g),
        "core": nx.core_number(simple),
    }
    return {name: [values[v] for v in range(n)] for name, values in want.items()}


def off_eigenvector(g, x):
    """How far x is from being a left eigenvector of the largest eigenvalue (0 for a graph without edges)."""
    import numpy as np

    matrix = nx.to_numpy_array(g, nodelist=range(len(g)))
    x = np.array(x)
    y = matrix.T @ x
    value = x @ y / (x @ x)
    return float(abs(y - value * x).max())


def main():
    measures, graphs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 200
    inputs = [random_graph(seed) for seed in range(graphs)]
    lines = "".join(json.dumps(graph) + "\n" for graph in inputs)
    out = subprocess.run([measures], input=lines, capture_output=True, text=True, check=True)
    worst = {}
    for graph, line in zip(inputs, out.stdout.splitlines(), strict=True):
        g, got = as_networkx(graph), json.loads(line)
        for name, want in expected(g).items():
            error = max((abs(a - b) for a, b in zip(got[name], want, strict=True)), default=0.0)
            worst[name] = max(worst.get(name, 0.0), error)
        if not graph["directed"] and g.number_of_edges():
            worst["eigenvector"] = max(
                worst.get("eigenvector", 0.0), off_eigenvector(g, got["eigenvector"])
            )
        parts = nx.number_connected_components(nx.Graph(g))
        assert len(set(got["components"])) == parts, "components"
        if g.number_of_edges():
            sets = {}
            for node, community in enumerate(got["communities"]):
                sets.setdefault(community, set()).add(node)
            merged = nx.Graph(g) if not graph["directed"] else as_networkx(graph | {"directed": False})
            want = nx.community.modularity(merged, sets.values())
            worst["modularity"] = max(worst.get("modularity", 0.0), abs(want - got["modularity"]))
    for name, error in sorted(worst.items()):
        print(f"{name:12} largest error {error:.1e}")
    bad = {name: error for name, error in worst.items() if error > 1e-9}
    sys.exit(f"off by more than 1e-9: {bad}" if bad else 0)


if __name__ == "__main__":
    main()
