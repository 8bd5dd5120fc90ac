"use strict";
// What the page works out from its data, without looking at the document: functions of their arguments alone.

/** The other end of an edge. */
function other(edge, i) {
  return edge.source === i ? edge.target : edge.source;
}

/** For each node the numbers of its edges. */
function edgesAround(nodes, edges) {
  const around = nodes.map(() => []);
  edges.forEach((edge, e) => {
    around[edge.source].push(e);
    if (edge.target !== edge.source) around[edge.target].push(e);
  });
  return around;
}

/** Shortest chain of edges between two nodes, whatever their directions; null where there is none. */
function pathBetween(edges, around, from, to) {
  const came = new Map([[from, -1]]);
  let front = [from];
  while (front.length > 0 && !came.has(to)) {
    const next = [];
    for (const i of front) {
      for (const e of around[i]) {
        const j = other(edges[e], i);
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
    i = other(edges[edge], i);
  }
  return steps;
}

/** Text as it is searched: without accents, in lower case, all that is no letter or digit as one space. */
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}+]+/gu, " ").trim();
}

/**
 * The nodes that a query can mean, best first: whole names before beginnings, beginnings before words, words before parts;
 * among equals the better connected. `names` holds the folded names of each node.
 */
function matches(query, names, degrees, most) {
  const wanted = folded(query);
  if (wanted === "") return [];
  const close = wanted.replaceAll(" ", "");
  const quality = (name) => {
    if (name === wanted) return 0;
    if (name.startsWith(wanted)) return 1;
    if (name.includes(` ${wanted}`)) return 2;
    const joined = name.replaceAll(" ", "");
    if (joined === close) return 0;
    return joined.includes(close) ? 3 : 9;
  };
  return names
    .map((list, i) => [Math.min(...list.map(quality)), -degrees[i], i])
    .filter(([q]) => q < 9)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])
    .slice(0, most)
    .map(([, , i]) => i);
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

/** How many of the given years there are of each, from the first to the last, of the last `most` at least. */
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
function baselines(i, edges, around, ties, against) {
  const papers = new Set(around[i].map((e) => edges[e]).filter((e) => e.target === i && ties.includes(e.type)).map((e) => e.source));
  const counts = new Map();
  for (const paper of papers) {
    const named = around[paper].map((e) => edges[e]).filter((e) => e.source === paper && e.type === against && e.target !== i);
    for (const j of new Set(named.map((e) => e.target))) counts.set(j, (counts.get(j) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}

/** The smallest box around points, as [left, top, right, bottom]; null around none. */
function boundsOf(points) {
  if (points.length === 0) return null;
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}
