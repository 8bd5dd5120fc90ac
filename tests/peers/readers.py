#!/usr/bin/env python3
"""readers.py FOLDER: loads the exports in FOLDER with the tools that they are made for.

FOLDER holds graph.json (adjacency), stats.json (`citegraph stats --json`) and one export a format. Every reader must find
as many nodes of each kind and edges of each type as stats.json says, and the same label, kind and confidence at three spots.
"""
import collections
import csv
import json
import re
import sys
from pathlib import Path

import duckdb
import igraph
import networkx
import pyarrow.parquet
import pyoxigraph
import rdflib
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


PREFIXES = """
PREFIX schema: <https://schema.org/>
PREFIX fabio: <http://purl.org/spar/fabio/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX cg: <urn:citegraph:vocabulary#>
"""
QUERIES = {
    "papers": "SELECT (COUNT(?p) AS ?n) { ?p a schema:ScholarlyArticle }",
    "uses": "SELECT (COUNT(*) AS ?n) { ?p cg:uses ?m . ?m a fabio:Algorithm . ?p schema:mentions ?m }",
    "evidence": "SELECT (COUNT(?a) AS ?n) { ?a a oa:Annotation . ?a oa:hasTarget ?t . ?t oa:hasSelector ?s . ?s a oa:DataPositionSelector }",
}


def check_rdf():
    """Three questions in SPARQL, whose answers follow from the adjacency JSON."""
    kind = dict(TRUTH.nodes(data="kind"))
    uses = {(u, v) for u, v, d in TRUTH.edges(data=True) if d["type"] == "uses" and kind[u] == "paper" and kind[v] == "method"}
    want = {
        "papers": STATS["papers"] + STATS["works"],
        "uses": len(uses),
        "evidence": sum(len(d.get("evidence", [])) for _, _, d in TRUTH.edges(data=True)),
    }
    paper = (rdflib.URIRef("urn:citegraph:" + PAPER[0]), rdflib.RDFS.label, rdflib.Literal(PAPER[1]))
    sizes = set()
    for name, form in (("graph.nt", "nt"), ("graph.ttl", "turtle"), ("graph.jsonld", "json-ld")):
        graph = rdflib.Graph().parse(FOLDER / name, format=form)
        sizes.add(len(graph))
        assert paper in graph, f"{name} lacks {paper}"
        print(f"ok     rdflib, {form}")
    for name, form in (("graph.nt", pyoxigraph.RdfFormat.N_TRIPLES), ("graph.ttl", pyoxigraph.RdfFormat.TURTLE)):
        store = pyoxigraph.Store()
        store.bulk_load(path=str(FOLDER / name), format=form)
        sizes.add(len(store))
        got = {q: int(next(iter(store.query(PREFIXES + text)))[0].value) for q, text in QUERIES.items()}
        assert got == want, f"{name}: {got} for {want}"
        print(f"ok     oxigraph, {name}")
    assert len(sizes) == 1, f"the serialisations differ: {sizes} triples"


def check_vosviewer():
    network = json.loads((FOLDER / "vosviewer.json").read_text())["network"]
    ids = [item["id"] for item in network["items"]]
    assert ids == list(range(1, len(TRUTH) + 1)), "items are not numbered from 1"
    assert all({"x", "y", "cluster", "weights", "label"} <= set(item) for item in network["items"])
    pairs = {frozenset((u, v)) for u, v in TRUTH.edges() if u != v}
    assert len(network["links"]) == len(pairs), "links are not the pairs of nodes"
    assert all(link["source_id"] in ids and link["target_id"] in ids for link in network["links"])
    print("ok     vosviewer")


def check_obsidian():
    """Every link leads to a note, and there are as many as ends of edges."""
    notes = {str(path.relative_to(FOLDER / "obsidian"))[:-3]: path.read_text() for path in FOLDER.glob("obsidian/*/*.md")}
    assert len(notes) == len(TRUTH), f"{len(notes)} notes for {len(TRUTH)} nodes"
    links = [link for text in notes.values() for link in re.findall(r"^- \[\[([^|\]]+)\|", text, re.M)]
    assert set(links) <= set(notes), f"links to nowhere: {sorted(set(links) - set(notes))[:3]}"
    assert len(links) == 2 * TRUTH.number_of_edges(), f"{len(links)} links for {TRUTH.number_of_edges()} edges"
    print("ok     obsidian")


def parquet_tables(folder):
    """The files of the tables by name; those of a store have their checksum in it."""
    return {path.stem.partition("-")[0]: str(path) for path in folder.glob("*.parquet")}


def check_pyarrow(folder):
    tables = {name: pyarrow.parquet.read_table(path).to_pylist() for name, path in parquet_tables(folder).items()}
    kinds = collections.Counter({"paper": len(tables["papers"]), "link": len(tables["links"]), "work": len(tables["works"])})
    kinds.update(e["kind"] for e in tables["entities"])
    labels = {n["id"]: n["title"] for n in tables["papers"]} | {n["id"]: n["name"] for n in tables["entities"]}
    confidence = [round(e["confidence"], 4) for e in tables["edges"] if (e["src"], e["dst"]) == EDGE[:2]]
    check(
        f"pyarrow, {folder.name}",
        {kind: n for kind, n in kinds.items() if n},
        collections.Counter(e["relationship"] for e in tables["edges"]),
        labels,
        confidence,
    )
    sentences = {(v["edge"], v["start"]): (v["text"], v["sentence"]) for v in tables["evidence"]}
    assert len(tables["evidence"]) == sum(len(d.get("evidence", [])) for _, _, d in TRUTH.edges(data=True))
    assert folder.suffix or all(t in s for t, s in sentences.values() if t and s), "a name outside its sentence"


def check_duckdb(folder):
    """Joins over all tables: every edge has its two ends, every piece of evidence its edge and its paper."""
    db = duckdb.connect()
    for name, path in parquet_tables(folder).items():
        db.execute(f"CREATE VIEW {name} AS SELECT * FROM '{path}'")
    db.execute(
        """CREATE VIEW nodes AS SELECT id, 'paper' AS kind, title AS label FROM papers UNION ALL SELECT id, kind, name FROM entities
        UNION ALL SELECT id, 'link', url FROM links UNION ALL SELECT id, 'work', name FROM works"""
    )
    joined = "edges e JOIN nodes a ON e.src = a.id JOIN nodes b ON e.dst = b.id"
    check(
        f"duckdb, {folder.name}",
        dict(db.execute("SELECT kind, count(*) FROM nodes GROUP BY kind").fetchall()),
        dict(db.execute(f"SELECT relationship, count(*) FROM {joined} GROUP BY relationship").fetchall()),
        dict(db.execute("SELECT id, label FROM nodes").fetchall()),
        [round(c, 4) for (c,) in db.execute("SELECT confidence FROM edges WHERE src = ? AND dst = ?", EDGE[:2]).fetchall()],
    )
    supported = "evidence v JOIN edges e ON v.edge = e.id JOIN papers p ON v.paper = p.id"
    rows, supports = (db.execute(f"SELECT count(*) FROM {source}").fetchone()[0] for source in ("evidence", supported))
    assert rows == supports, f"{rows - supports} pieces of evidence without an edge or a paper"


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
check_rdf()
check_vosviewer()
check_obsidian()
for folder in (FOLDER / "parquet", FOLDER / "graph.citegraph"):
    check_pyarrow(folder)
    check_duckdb(folder)
sys.exit(f"{failures} readers found something else" if failures else 0)
