// The two blocks of data: the overview, read when the page opens, and the records, each read when it is asked for.

/** What the blocks hold: columns of nodes and edges, the text of papers, and what stands behind edges. */
function readData() {
  const textOf = (id) => document.getElementById(id).textContent;
  const overview = JSON.parse(textOf("overview"));
  const size = overview.id.length;
  const firstEdge = new Int32Array(size + 1);
  overview.out.forEach((number, i) => (firstEdge[i + 1] = firstEdge[i] + number));
  const source = new Int32Array(firstEdge[size]);
  for (let i = 0; i < size; i++) source.fill(i, firstEdge[i], firstEdge[i + 1]);
  const graph = makeGraph(size, source, Int32Array.from(overview.target), Uint8Array.from(overview.type));
  const { kinds, types } = overview;
  const record = makeRecords(textOf("records"));
  const labels = overview.label;
  const isPaper = (i) => kinds[overview.kind[i]].name === "paper";

  /** What stands behind an edge: the sentences with the name in them, and the figure that is stated. */
  function behind(e) {
    const [cited, figure] = record(source[e]).edges?.[e - firstEdge[source[e]]] ?? [[]];
    const sentences = cited.map(([paper, field, from, to, start, end]) => {
      const text = [labels[paper], record(paper).abstract, record(paper).claims][field] ?? "";
      return { before: text.slice(from, start), name: text.slice(start, end), after: text.slice(end, to) };
    });
    return { sentences, figure };
  }

  return {
    graph,
    kinds,
    types,
    ids: overview.id,
    labels,
    kind: Uint8Array.from(overview.kind),
    years: overview.year,
    weights: overview.weight,
    directed: overview.directed,
    aliases: (i) => overview.aliases[i] ?? [],
    place: new Map(overview.id.map((id, i) => [id, i])),
    positions: [overview.x, overview.y],
    typeOf: (name) => types.findIndex((type) => type.name === name),
    isPaper,
    record,
    behind,
  };
}

/** Reads the record of a node from the lines of all; keeps some, since a panel asks for the same ones again. */
function makeRecords(text) {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const kept = new Map();
  return (i) => {
    if (!kept.has(i)) {
      if (kept.size > 5000) kept.clear();
      kept.set(i, JSON.parse(text.slice(starts[i], starts[i + 1])));
    }
    return kept.get(i);
  };
}
