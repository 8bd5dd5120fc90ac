#!/usr/bin/env python3
"""readers.py FOLDER: loads the exports in FOLDER with the tools that they are made for.

FOLDER holds graph.json (adjacency), stats.json (`citegraph stats --json`) and one export a format. Every reader must find
as many nodes of each kind and edges of each type as stats.json says, and the same label, kind and confidence at three spots.
"""
import collections
import csv
import json
import sys
from pathlib import Path

import igraph
import networkx
import scipy.io

csv.field_size_limit(sys.maxsize)
FOLDER = Path(sys.argv[1])
STATS = json.loads((FOLDER / "stats.json").read_text())
TRUTH = networkx.adjacency_graph(json.loads((FOLDER / "graph.json").read_text()))


def spots():
    """A paper and an entity with their labels, and an edge with its confidence."""
    by_kind = {}
    for node, data in TRUTH.nodes(data=True):
        by_kind.setdefault(data["kind"], (node, data["label"]))
    source, target, data = next((u, v, d) for u, v, d in TRUTH.edges(data=True) if d["type"] == "uses")
    return by_kind["paper"], by_kind["method"], (source, target, round(data["confidence"], 4))


PAPER, METHOD, EDGE = spots()
failures = 0


def check(reader, kinds, types, labels=None, confidence=None):
    """Compares what a reader found with the statistics and the spots; None where a format has no such thing."""
    global failures
    want_kinds = {"paper": STATS["papers"], "link": STATS["links"], "work": STATS["works"], **STATS["entities"]}
    want_kinds = {k: n for k, n in want_kinds.items() if n}
    wrong = []
    if dict(kinds) != want_kinds:
        wrong.append(f"nodes {dict(kinds)} for {want_kinds}")
    if dict(types) != STATS["edges"]:
        wrong.append(f"edges {dict(types)} for {STATS['edges']}")
    if labels is not None:
        for node, label in (PAPER, METHOD):
            if labels.get(node) != label:
                wrong.append(f"label {labels.get(node)!r} of {node} for {label!r}")
    if confidence is not None and EDGE[2] not in confidence:
        wrong.append(f"confidence {confidence} of {EDGE[:2]} for {EDGE[2]}")
    failures += bool(wrong)
    print(f"{'FAILED' if wrong else 'ok':7}{reader}" + "".join(f"\n       {w}" for w in wrong))


def check_networkx(name, graph):
    nodes = dict(graph.nodes(data=True))
    edges = list(graph.edges(data=True))
    check(
        f"networkx, {name}",
        collections.Counter(d["kind"] for d in nodes.values()),
        collections.Counter(d["type"] for _, _, d in edges),
        {n: d["label"] for n, d in nodes.items()},
        [round(float(d["confidence"]), 4) for u, v, d in edges if (u, v) == EDGE[:2]],
    )


def check_igraph_graphml():
    graph = igraph.Graph.Read_GraphML(str(FOLDER / "graph.graphml"))
    names = graph.vs["id"]
    check(
        "igraph, graphml",
        collections.Counter(graph.vs["kind"]),
        collections.Counter(graph.es["type"]),
        dict(zip(names, graph.vs["label"])),
        [round(e["confidence"], 4) for e in graph.es if (names[e.source], names[e.target]) == EDGE[:2]],
    )


def kind_of(node):
    return node.split("/")[0]


def check_pajek():
    graph = networkx.read_pajek(FOLDER / "graph.net")
    types = collections.Counter(d["l"] for _, _, d in graph.edges(data=True))
    check("networkx, pajek", collections.Counter(map(kind_of, graph)), types)
    graph = igraph.Graph.Read_Pajek(str(FOLDER / "graph.net"))
    check("igraph, pajek", collections.Counter(map(kind_of, graph.vs["name"])), collections.Counter(graph.es["label"]))


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def check_gephi_csv():
    nodes, edges = table(FOLDER / "csv/nodes.csv"), table(FOLDER / "csv/edges.csv")
    check(
        "csv",
        collections.Counter(n["kind"] for n in nodes),
        collections.Counter(e["Label"] for e in edges),
        {n["Id"]: n["Label"] for n in nodes},
        [round(float(e["confidence"]), 4) for e in edges if (e["Source"], e["Target"]) == EDGE[:2]],
    )


def check_neo4j():
    """The rules of neo4j-admin's headers: one ID, one LABEL, ids unique, every end known, cells of their types."""
    nodes, edges = table(FOLDER / "neo4j/nodes.csv"), table(FOLDER / "neo4j/edges.csv")
    casts = {"long": int, "double": float, "boolean": {"true": True, "false": False}.__getitem__, "string[]": str}
    for rows, required in ((nodes, ("id:ID", ":LABEL")), (edges, (":START_ID", ":END_ID", ":TYPE"))):
        for name in required:
            assert name in rows[0], f"no column {name}"
        for row in rows:
            for name, cell in row.items():
                kind = name.partition(":")[2]
                if cell and kind in casts:
                    casts[kind](cell)
    ids = {n["id:ID"] for n in nodes}
    assert len(ids) == len(nodes), "an id twice"
    assert all(e[":START_ID"] in ids and e[":END_ID"] in ids for e in edges), "an edge to nowhere"
    check(
        "neo4j",
        collections.Counter(n[":LABEL"].lower() for n in nodes),
        collections.Counter(e[":TYPE"].lower() for e in edges),
        {n["id:ID"]: n["label"] for n in nodes},
        [round(float(e["confidence:double"]), 4) for e in edges if (e[":START_ID"], e[":END_ID"]) == EDGE[:2]],
    )


def check_jgf():
    graph = json.loads((FOLDER / "jgf.json").read_text())["graph"]
    assert set(graph) <= {"id", "label", "directed", "type", "metadata", "nodes", "edges"}, "keys beyond JGF's"
    assert all(set(n) <= {"label", "metadata"} for n in graph["nodes"].values()), "keys beyond JGF's"
    allowed = {"id", "source", "target", "relation", "directed", "label", "metadata"}
    assert all(set(e) <= allowed for e in graph["edges"]), "keys beyond JGF's"
    check(
        "jgf",
        collections.Counter(n["metadata"]["kind"] for n in graph["nodes"].values()),
        collections.Counter(e["relation"] for e in graph["edges"]),
        {i: n["label"] for i, n in graph["nodes"].items()},
        [round(e["metadata"]["confidence"], 4) for e in graph["edges"] if (e["source"], e["target"]) == EDGE[:2]],
    )


def check_matrix():
    matrix = scipy.io.mmread(FOLDER / "graph.mtx").tocsr()
    names = [line.split(" ", 2)[2].rstrip("\n") for line in open(FOLDER / "graph.mtx", encoding="utf-8") if line.startswith("% ")]
    assert names == list(TRUTH), "rows of the matrix are not the nodes"
    u, v = names.index(EDGE[0]), names.index(EDGE[1])
    want = sum(d["weight"] for d in TRUTH[EDGE[0]][EDGE[1]].values())
    assert matrix[u, v] == want, "a weight of the matrix is wrong"
    print("ok     scipy, matrix-market")


check_networkx("adjacency", TRUTH)
check_networkx("node-link", networkx.node_link_graph(json.loads((FOLDER / "node-link.json").read_text()), edges="edges"))
check_networkx("node-link (links)", networkx.node_link_graph(json.loads((FOLDER / "links.json").read_text()), edges="links"))
check_networkx("graphml", networkx.read_graphml(FOLDER / "graph.graphml", force_multigraph=True))
check_networkx("gexf", networkx.read_gexf(FOLDER / "graph.gexf", version="1.3"))
check_igraph_graphml()
check_pajek()
check_gephi_csv()
check_neo4j()
check_jgf()
check_matrix()
sys.exit(f"{failures} readers found something else" if failures else 0)
