// What there is to see: which nodes are shown and where, what stands out, and how it is drawn with any brush.

const LINES_A_STROKE = 256;
/** What drawing costs, in pixels of line: the unit in which painting is cut into slices. */
const COST = { look: 2, line: 40, disc: 120, label: 1200, measure: 200 };
/** Room that a shown node has for itself where nodes are added to a layout. */
const GAP = 14;
/** The largest node is this many times larger than a node without edges, and no more. */
const MOST_SWELL = 9;

/** The nodes and edges that are seen, and what is marked among them. */
function makeScene(data, colours) {
  const { graph, kinds, types, kind } = data;
  const [x, y] = data.positions.map((at) => Float64Array.from({ length: graph.size }, (_, i) => at[i] ?? 0));
  const first = data.positions[0].length;
  const placed = new Uint8Array(graph.size).fill(1, 0, first);
  const shown = placed.slice();
  const hidden = kinds.map(() => false);
  const marks = { chosen: -1, hovered: -1, pathStart: -1, path: new Set() };
  /** How much a node matters among what is shown: by its edges, a paper less, since papers are many and alike. */
  const weight = new Float64Array(graph.size);
  const swell = new Float64Array(graph.size);
  let byWeight = [];
  const names = data.labels.map(() => undefined);
  const nameOf = (i) => (names[i] ??= shortened(data.labels[i], data.isPaper(i) ? 30 : 34));
  let [nodes, edges, places, usual] = [[], [], null, 1];

  const visible = (i) => shown[i] === 1 && !hidden[kind[i]];

  /** Works out anew how much shown nodes matter. */
  function weigh() {
    weight.fill(0);
    const { source, target } = graph;
    for (let e = 0; e < graph.edgeCount; e++) {
      if (shown[source[e]] !== 1 || shown[target[e]] !== 1) continue;
      for (const i of [source[e], target[e]]) weight[i] += data.isPaper(i) ? 0.25 : 1;
    }
    byWeight = Array.from(shown.keys()).filter((i) => shown[i] === 1);
    const most = byWeight.reduce((w, i) => Math.max(w, weight[i]), 1) ** 0.42;
    for (const i of byWeight) swell[i] = 1 + Math.min(1, MOST_SWELL / most) * weight[i] ** 0.42;
    byWeight.sort((a, b) => weight[b] - weight[a] || a - b);
    refresh();
  }

  /** Works out anew which nodes and edges are drawn. */
  function refresh() {
    nodes = byWeight.filter(visible);
    const ofType = types.map(() => []);
    const { source, target, type } = graph;
    for (let e = 0; e < graph.edgeCount; e++) if (visible(source[e]) && visible(target[e])) ofType[type[e]].push(e);
    edges = ofType.flat();
  }

  // ---- Adding nodes -------------------------------------------------------------------------------------------------
  /** Shows nodes; those that were not laid out stand beside their neighbours that are. */
  function show(list) {
    if (places === null) {
      places = makePlaces(GAP);
      for (let i = 0; i < graph.size; i++) if (placed[i]) places.take(x[i], y[i]);
    }
    for (const i of list) {
      if (!placed[i]) place(i);
      shown[i] = 1;
    }
    weigh();
  }

  function place(i) {
    let [sum, px, py] = [0, 0, 0];
    for (const e of graph.around(i)) {
      const j = graph.other(e, i);
      if (!placed[j]) continue;
      // Near what it has to itself rather than near what everything hangs on.
      const pull = 1 / Math.sqrt(graph.degree(j));
      [sum, px, py] = [sum + pull, px + pull * x[j], py + pull * y[j]];
    }
    [x[i], y[i]] = places.near(sum > 0 ? px / sum : 0, sum > 0 ? py / sum : 0);
    placed[i] = 1;
  }

  // ---- What stands out ------------------------------------------------------------------------------------------------
  /** The nodes and edges that stand out, those of the path or around the hovered or chosen node; null for none. */
  function lit() {
    const centre = marks.hovered >= 0 ? marks.hovered : marks.chosen;
    const onPath = marks.path.size > 0 && marks.hovered < 0;
    if (!onPath && (centre < 0 || !visible(centre))) return null;
    const strong = [...(onPath ? marks.path : graph.around(centre))].filter((e) => visible(graph.source[e]) && visible(graph.target[e]));
    const bright = new Set(strong.flatMap((e) => [graph.source[e], graph.target[e]]));
    if (!onPath) bright.add(centre);
    return { edges: strong, nodes: byWeightOf(bright), always: onPath ? bright : new Set([centre]) };
  }
  const byWeightOf = (set) => [...set].sort((a, b) => weight[b] - weight[a] || a - b);

  // ---- Drawing ----------------------------------------------------------------------------------------------------------
  /** The radius of a node: less where there are many, more when they are looked at closely. */
  const radius = (i, scale) => unit(scale) * swell[i];
  function unit(scale) {
    const base = Math.min(2.4, Math.max(1.3, 2.3 * (700 / Math.max(nodes.length, 1)) ** 0.25));
    return base * Math.min(3, Math.max(0.7, Math.sqrt(scale / usual)));
  }
  const fontSize = (i) => Math.round(11 + Math.min(6, 0.75 * Math.log2(1 + weight[i])));
  const screen = (view) => (i) => [(x[i] - view.x) * view.scale + view.width / 2, (y[i] - view.y) * view.scale + view.height / 2];

  /** Draws everything, or only what is lit, in steps; each step yields what it cost. */
  function* paint(brush, view, light) {
    yield* paintLines(brush, view, light === null ? edges : light.edges, light !== null);
    const on = [];
    const at = screen(view);
    let cost = 0;
    for (const i of light === null ? nodes : light.nodes) {
      const [px, py] = at(i);
      cost += COST.look;
      if (px < -50 || py < -50 || px > view.width + 50 || py > view.height + 50) continue;
      const r = radius(i, view.scale);
      brush.disc(px, py, r, colours.of(kinds[kind[i]]));
      on.push([i, px, py, r]);
      cost += COST.disc;
      if (cost > 10000) {
        yield cost;
        cost = 0;
      }
    }
    yield cost;
    yield* paintLabels(brush, view, on, light);
  }

  function* paintLines(brush, view, list, strong) {
    const at = screen(view);
    const { width, height } = view;
    // The more lines there are the fainter each is, so that thousands do not become one grey area.
    const faint = Math.min(0.45, Math.max(0.1, 12 / Math.sqrt(edges.length + 1)));
    for (let from = 0; from < list.length; ) {
      const type = graph.type[list[from]];
      const ends = [];
      let cost = 0;
      let e = from;
      for (; e < list.length && graph.type[list[e]] === type && e - from < LINES_A_STROKE; e++) {
        const [x1, y1] = at(graph.source[list[e]]);
        const [x2, y2] = at(graph.target[list[e]]);
        cost += COST.look;
        if ((x1 < 0 && x2 < 0) || (x1 > width && x2 > width) || (y1 < 0 && y2 < 0) || (y1 > height && y2 > height)) continue;
        ends.push([x1, y1, x2, y2]);
        cost += COST.line + Math.min(Math.abs(x1 - x2), width) + Math.min(Math.abs(y1 - y2), height);
      }
      from = e;
      if (ends.length > 0) brush.lines(ends, colours.of(types[type]), strong ? 0.8 : faint, strong ? 1.4 : 0.8);
      yield cost;
    }
  }

  /** Labels by importance, each where it covers no other. */
  function* paintLabels(brush, view, on, light) {
    const room = (view.width * view.height) / (light === null ? 8000 : 5000);
    const always = (i) => light !== null && light.always.has(i);
    const order = [...on.filter(([i]) => always(i)), ...on.filter(([i]) => !always(i))].slice(0, 2 * room);
    const all = [];
    for (const [i, px, py, r] of order) {
      const label = { text: nameOf(i), size: fontSize(i), x: px, y: py + r + fontSize(i) };
      all.push({ ...label, width: brush.measure(label) });
      if (all.length % 32 === 0) yield 32 * COST.measure;
    }
    const boxes = all.map((l) => [l.x - l.width / 2 - 5, l.y - l.size - 1, l.x + l.width / 2 + 5, l.y + 5]);
    yield all.length * COST.look;
    for (const n of withoutOverlap(boxes, (k) => always(order[k][0])).slice(0, room)) {
      brush.label(all[n]);
      if (n % 16 === 15) yield 16 * COST.label;
    }
  }

  /** The node under a point of the screen, or -1. */
  function nodeAt(view, px, py) {
    let [best, nearest] = [-1, 8];
    const [wx, wy] = [(px - view.width / 2) / view.scale + view.x, (py - view.height / 2) / view.scale + view.y];
    const each = unit(view.scale);
    for (const i of nodes) {
      const beyond = Math.hypot(x[i] - wx, y[i] - wy) * view.scale - each * swell[i];
      if (beyond < nearest) [best, nearest] = [i, beyond];
    }
    return best;
  }

  weigh();
  return {
    x,
    y,
    hidden,
    marks,
    visible,
    isShown: (i) => shown[i] === 1,
    nodes: () => nodes,
    edgeCount: () => edges.length,
    show,
    refresh,
    lit,
    paint,
    radius,
    nodeAt,
    /** The scale at which everything fits, to which sizes are relative. */
    setUsual: (scale) => (usual = scale),
  };
}

/** A brush that draws elements of an SVG document. */
function svgBrush(add, ground, text, measure) {
  return {
    measure,
    lines(ends, colour, opacity, width) {
      for (const [x1, y1, x2, y2] of ends) add("line", { x1, y1, x2, y2, stroke: colour, "stroke-opacity": opacity.toFixed(2), "stroke-width": width.toFixed(1) });
    },
    disc: (cx, cy, r, colour) => add("circle", { cx, cy, r, fill: colour, stroke: ground }),
    label: (l) => add("text", { x: l.x, y: l.y, "text-anchor": "middle", "font-size": l.size, fill: text, stroke: ground, "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round" }, l.text),
  };
}
