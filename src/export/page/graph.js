// What the page works out from its data, without looking at the document: functions of their arguments alone.

/** Edges as columns, with the other end of each and the edges around a node. */
function makeGraph(size, source, target, type) {
  const starts = new Int32Array(size + 1);
  const ends = (count) => {
    for (let e = 0; e < source.length; e++) {
      count(source[e], e);
      if (target[e] !== source[e]) count(target[e], e);
    }
  };
  ends((i) => (starts[i + 1] += 1));
  for (let i = 0; i < size; i++) starts[i + 1] += starts[i];
  const next = starts.slice();
  const list = new Int32Array(starts[size]);
  ends((i, e) => (list[next[i]++] = e));
  return {
    size,
    source,
    target,
    type,
    edgeCount: source.length,
    other: (e, i) => (source[e] === i ? target[e] : source[e]),
    around: (i) => list.subarray(starts[i], starts[i + 1]),
    degree: (i) => starts[i + 1] - starts[i],
  };
}

/** The nodes around a node, each once, in order. */
function neighboursOf(graph, i) {
  const all = new Set(Array.from(graph.around(i), (e) => graph.other(e, i)));
  all.delete(i);
  return [...all].sort((a, b) => a - b);
}

/** Shortest chain of edges between two nodes, whatever their directions; null where there is none. */
function pathBetween(graph, from, to) {
  const came = new Map([[from, -1]]);
  let front = [from];
  while (front.length > 0 && !came.has(to)) {
    const next = [];
    for (const i of front) {
      for (const e of graph.around(i)) {
        const j = graph.other(e, i);
        if (came.has(j)) continue;
        came.set(j, e);
        next.push(j);
      }
    }
    front = next;
  }
  if (!came.has(to)) return null;
  const steps = [];
  for (let i = to; i !== from; ) {
    const edge = came.get(i);
    steps.unshift({ edge, to: i });
    i = graph.other(edge, i);
  }
  return steps;
}

/** Text as it is searched: without accents, in lower case, all that is no letter or digit as one space. */
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}+]+/gu, " ").trim();
}

/** How well a folded name answers a folded query: 0 best, 9 not at all. `close` is the query without spaces. */
function quality(name, wanted, close) {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  if (name.includes(` ${wanted}`)) return 2;
  const joined = name.replaceAll(" ", "");
  if (joined === close) return 0;
  return joined.includes(close) ? 3 : 9;
}

/**
 * The nodes that a query can mean, best first, as `{ node, name }`: whole names before beginnings, beginnings before words, words
 * before parts; among equals the better connected. `names` holds the folded names of each node, `name` is the number of the best.
 */
function matches(query, names, degree, most) {
  const wanted = folded(query);
  if (wanted === "") return [];
  const close = wanted.replaceAll(" ", "");
  const found = [];
  names.forEach((list, node) => {
    let [best, name] = [9, 0];
    list.forEach((text, n) => {
      const q = quality(text, wanted, close);
      if (q < best) [best, name] = [q, n];
    });
    if (best < 9) found.push({ best, node, name });
  });
  found.sort((a, b) => a.best - b.best || degree(b.node) - degree(a.node) || a.node - b.node);
  return found.slice(0, most).map(({ node, name }) => ({ node, name }));
}

/** Of boxes [left, top, right, bottom] in order of importance, the numbers of those that cover none before them. */
function withoutOverlap(boxes, keepAlways) {
  const cell = 64;
  const grid = new Map();
  const kept = [];
  boxes.forEach((box, n) => {
    const cells = [];
    for (let x = Math.floor(box[0] / cell); x <= Math.floor(box[2] / cell); x++) {
      for (let y = Math.floor(box[1] / cell); y <= Math.floor(box[3] / cell); y++) cells.push(`${x},${y}`);
    }
    const covers = (b) => box[0] < b[2] && box[2] > b[0] && box[1] < b[3] && box[3] > b[1];
    if (!keepAlways(n) && cells.some((c) => (grid.get(c) ?? []).some(covers))) return;
    kept.push(n);
    for (const c of cells) grid.set(c, [...(grid.get(c) ?? []), box]);
  });
  return kept;
}

/** A title in so many characters: what stands before its colon where that is short, or else its first words. */
function shortened(label, most) {
  if (label.length <= most) return label;
  const colon = label.indexOf(": ");
  if (colon > 1 && colon <= most) return label.slice(0, colon);
  const cut = Array.from(label).slice(0, most - 1).join("");
  const space = cut.lastIndexOf(" ");
  return `${(space > most / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:–-]+$/u, "")}…`;
}

/** How many of the given years there are of each, from the first to the last, of the last `most` at most. */
function countByYear(years, most) {
  if (years.length === 0) return [];
  const last = years.reduce((a, b) => Math.max(a, b));
  const first = Math.max(years.reduce((a, b) => Math.min(a, b)), last - most + 1);
  const counts = Array.from({ length: last - first + 1 }, (_, n) => ({ year: first + n, count: 0 }));
  for (const year of years) if (year >= first) counts[year - first].count += 1;
  return counts;
}

/**
 * What the papers that stand to node `i` in an edge of one of the types `ties` compare with (an edge of type `against`), with the
 * number of those papers, most first.
 */
function baselines(graph, i, ties, against) {
  const { source, target, type } = graph;
  const papers = new Set([...graph.around(i)].filter((e) => target[e] === i && ties.includes(type[e])).map((e) => source[e]));
  const counts = new Map();
  for (const paper of papers) {
    const named = [...graph.around(paper)].filter((e) => source[e] === paper && type[e] === against && target[e] !== i);
    for (const j of new Set(named.map((e) => target[e]))) counts.set(j, (counts.get(j) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}

/** The smallest box around some of the points, as [left, top, right, bottom]; null around none. */
function boundsOf(x, y, of) {
  if (of.length === 0) return null;
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const i of of) {
    box[0] = Math.min(box[0], x[i]);
    box[1] = Math.min(box[1], y[i]);
    box[2] = Math.max(box[2], x[i]);
    box[3] = Math.max(box[3], y[i]);
  }
  return box;
}

/** Places in the plane at least `gap` apart: each new one is the free one nearest to where it is wanted. */
function makePlaces(gap) {
  const taken = new Set();
  const tried = new Map(); // how far the search around a cell has come, so that it never starts anew
  const cell = (v) => Math.round(v / gap);
  const key = (x, y) => `${x},${y}`;
  const golden = 2.399963229728653;
  return {
    take: (x, y) => taken.add(key(cell(x), cell(y))),
    near(x, y) {
      const [cx, cy] = [cell(x), cell(y)];
      for (let n = tried.get(key(cx, cy)) ?? 1; ; n++) {
        const [r, angle] = [Math.sqrt(n) * 0.7, n * golden];
        const [px, py] = [cx + Math.round(r * Math.cos(angle)), cy + Math.round(r * Math.sin(angle))];
        if (taken.has(key(px, py))) continue;
        tried.set(key(cx, cy), n + 1);
        taken.add(key(px, py));
        // Off the grid by a little, so that no rows show.
        return [(px + 0.3 * Math.sin(n * 12.9898)) * gap, (py + 0.3 * Math.cos(n * 78.233)) * gap];
      }
    },
  };
}
