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
from xml.etree import ElementTree

import bibtexparser
import duckdb
import igraph
import networkx
import pyarrow.parquet
import pybtex.database
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


CASTS = {"string": str, "long": int, "double": float, "boolean": {"true": True, "false": False}.__getitem__}


def declared(elements, of, value_of):
    """Columns by their id, each with the cast of its type, and a check of one value against them."""
    casts = {e.attrib["id"]: CASTS[e.attrib[of]] for e in elements}
    assert len(casts) == len(elements), "an id is declared twice"

    def fits(value):
        column, text = value_of(value)
        casts[column](text)
        return column

    return fits


def check_shape(element, allowed):
    """Holds an element and all in it against `allowed`: by name the order of children, required and optional attributes."""
    name = element.tag.rpartition("}")[2]
    order, required, optional = allowed[name]
    assert set(required) <= set(element.attrib), f"{name} lacks {set(required) - set(element.attrib)}"
    bare = {key.rpartition("}")[2] for key in element.attrib}
    assert bare <= set(required) | set(optional), f"{name} has {bare - set(required) - set(optional)}"
    places = [order.index(child.tag.rpartition("}")[2]) for child in element]
    assert places == sorted(places), f"children of {name} are out of order"
    for child in element:
        check_shape(child, allowed)


def unique_ends(nodes, edges):
    ids = [node.attrib["id"] for node in nodes]
    assert len(set(ids)) == len(ids), "a node id twice"
    known = set(ids)
    assert all({e.attrib["source"], e.attrib["target"]} <= known for e in edges), "an edge to nowhere"
    numbers = [e.attrib["id"] for e in edges]
    assert len(set(numbers)) == len(numbers), "an edge id twice"


def check_gexf_rules():
    """The rules of gexf.xsd 1.3 that our files use."""
    root = ElementTree.parse(FOLDER / "graph.gexf").getroot()
    space = "{http://gexf.net/1.3}"
    viz = "{http://gexf.net/1.3/viz}"
    assert root.tag == f"{space}gexf" and root.attrib["version"] == "1.3"
    spaces = {e.tag.rpartition("}")[0] + "}" for e in root.iter()}
    assert spaces == {space, viz}, f"elements of {spaces}"
    check_shape(root, {
        "gexf": (["meta", "graph"], ["version"], ["variant", "schemaLocation"]),
        "graph": (["attributes", "nodes", "edges"], [], ["defaultedgetype", "mode", "timeformat", "idtype", "start", "end"]),
        "attributes": (["attribute"], ["class"], ["mode"]),
        "attribute": (["default", "options"], ["id", "title", "type"], []),
        "nodes": (["node"], [], ["count"]),
        "edges": (["edge"], [], ["count"]),
        # viz and attvalues may come in any order: xs:choice.
        "node": (["attvalues", "position", "size", "color"], ["id"], ["label", "start", "end"]),
        "edge": (["attvalues"], ["source", "target"], ["id", "label", "kind", "type", "weight", "start", "end"]),
        "attvalues": (["attvalue"], [], []),
        "attvalue": ([], ["for", "value"], ["start", "end"]),
        "position": ([], ["x", "y"], ["z"]),
        "size": ([], ["value"], []),
        "color": ([], [], ["r", "g", "b", "a", "hex"]),
    })
    nodes, edges = root.findall(f".//{space}node"), root.findall(f".//{space}edge")
    for name, elements in (("nodes", nodes), ("edges", edges)):
        assert int(root.find(f".//{space}{name}").attrib["count"]) == len(elements)
    unique_ends(nodes, edges)
    for attributes in root.findall(f".//{space}attributes"):
        fits = declared(attributes.findall(f"{space}attribute"), "type", lambda v: (v.attrib["for"], v.attrib["value"]))
        for element in nodes if attributes.attrib["class"] == "node" else edges:
            given = [fits(value) for value in element.iter(f"{space}attvalue")]
            assert len(set(given)) == len(given), "an attribute twice"
    for colour in root.iter(f"{viz}color"):
        assert all(0 <= int(colour.attrib[c]) <= 255 for c in "rgb")
    assert all(float(size.attrib["value"]) > 0 for size in root.iter(f"{viz}size"))
    for node in nodes:
        int(node.attrib.get("start", "0"))
    print("ok     rules of GEXF 1.3")


def check_graphml_rules():
    """The rules of graphml.xsd 1.0 and its attribute extension that our files use."""
    root = ElementTree.parse(FOLDER / "graph.graphml").getroot()
    space = "{http://graphml.graphdrawing.org/xmlns}"
    assert all(e.tag.startswith(space) for e in root.iter()), "elements of another namespace"
    check_shape(root, {
        "graphml": (["desc", "key", "graph"], [], ["schemaLocation"]),
        "key": (["desc", "default"], ["id", "for", "attr.name", "attr.type"], []),
        # Nodes and edges may come in any order: xs:choice.
        "graph": (["data", "node", "edge"], ["edgedefault"], ["id"]),
        "node": (["data"], ["id"], []),
        "edge": (["data"], ["source", "target"], ["id", "directed"]),
        "data": ([], ["key"], []),
    })
    assert root.find(f"{space}graph").attrib["edgedefault"] in ("directed", "undirected")
    nodes, edges = root.findall(f".//{space}node"), root.findall(f".//{space}edge")
    unique_ends(nodes, edges)
    keys = root.findall(f"{space}key")
    assert len({key.attrib["id"] for key in keys}) == len(keys), "a key id twice"
    for of, elements in (("node", nodes), ("edge", edges)):
        mine = [key for key in keys if key.attrib["for"] == of]
        fits = declared(mine, "attr.type", lambda d: (d.attrib["key"], d.text or ""))
        for element in elements:
            given = [fits(data) for data in element]
            assert len(set(given)) == len(given), "a key twice"
    print("ok     rules of GraphML")


def check_annotated():
    """The annotated bibliography says what the one before said, but for its keywords, to pybtex and to bibtexparser."""
    before, after = FOLDER / "refs.bib", FOLDER / "annotated.bib"

    def by_pybtex(path):
        entries = pybtex.database.parse_file(str(path), "bibtex").entries
        people = lambda e: {role: [str(p) for p in all] for role, all in e.persons.items()}
        return {key: (e.type, {k.lower(): v for k, v in e.fields.items()}, people(e)) for key, e in entries.items()}

    def by_bibtexparser(path):
        entries = bibtexparser.parse_file(str(path)).entries
        return {e.key: (e.entry_type, {f.key.lower(): f.value for f in e.fields}, None) for e in entries}

    for name, read in (("pybtex", by_pybtex), ("bibtexparser", by_bibtexparser)):
        old, new = read(before), read(after)
        assert old and list(old) == list(new), f"{name}: other entries"
        grown = 0
        for key, (kind, fields, people) in new.items():
            # bibtexparser gives parts that are joined by # as they are written, with their quotation marks.
            words = lambda fields: [w.strip(' "') for w in re.split("[,;]", fields.get("keywords", "")) if w.strip(' "')]
            had, has = words(old[key][1]), words(fields)
            assert has[: len(had)] == had and len(set(has)) == len(has), f"{name}: keywords of {key}"
            grown += len(has) > len(had)
            rest = {k: v for k, v in fields.items() if k != "keywords"}
            assert (kind, rest, people) == (old[key][0], {k: v for k, v in old[key][1].items() if k != "keywords"}, old[key][2])
        assert grown > 0, "no entry was given keywords"
        print(f"ok     {name}, annotated bibliography ({grown} of {len(new)} entries)")


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
check_gexf_rules()
check_graphml_rules()
check_annotated()
sys.exit(f"{failures} readers found something else" if failures else 0)
