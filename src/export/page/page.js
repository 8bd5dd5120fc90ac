// The page of one graph. Text of papers reaches the document through textContent alone.
(() => {
  "use strict";
  // ---- Data -------------------------------------------------------------------------------------------------------
  const data = JSON.parse(document.getElementById("data").textContent);
  const { nodes, kinds, types, sentences } = data;
  const edges = data.edges.map(([source, target, type, weight, figure, evidence]) => ({ source, target, type, weight, figure, evidence }));
  const around = edgesAround(nodes, edges);
  const place = new Map(nodes.map((node, i) => [node.id, i]));
  const isPaper = (i) => kinds[nodes[i].kind].name === "paper";
  const typeOf = (name) => types.findIndex((type) => type.name === name);
  const radius = (node) => 3 + 1.6 * Math.sqrt(node.degree);

  // ---- State ------------------------------------------------------------------------------------------------------
  const shown = nodes.map((_, i) => i < data.first); // nodes come most central first
  const hidden = kinds.map(() => false);
  let chosen = -1;
  let hovered = -1;
  let pathStart = -1;
  let pathEdges = new Set();
  const visible = (i) => shown[i] && !hidden[nodes[i].kind];

  // ---- Elements ---------------------------------------------------------------------------------------------------
  const byId = (id) => document.getElementById(id);
  const canvas = byId("canvas");
  const pen = canvas.getContext("2d");
  const panel = byId("panel");
  const status = byId("status");

  function element(name, text, attributes) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    for (const [key, value] of Object.entries(attributes ?? {})) made.setAttribute(key, value);
    return made;
  }

  /** An element of a drawing. */
  function drawing(name, attributes, text) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, typeof value === "number" ? String(Math.round(value * 10) / 10) : value);
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function webLink(address) {
    let url;
    try {
      url = new URL(address);
    } catch {
      return element("span", address);
    }
    if (url.protocol !== "http:" && url.protocol !== "https:") return element("span", address);
    return element("a", address, { href: url.href, rel: "noopener noreferrer", target: "_blank" });
  }

  // ---- Camera -----------------------------------------------------------------------------------------------------
  const camera = { x: 0, y: 0, scale: 1 };
  /** Half the size of the canvas, which is looked up once a frame. */
  const half = { x: 0, y: 0 };
  const screenX = (node) => (node.x - camera.x) * camera.scale + half.x;
  const screenY = (node) => (node.y - camera.y) * camera.scale + half.y;
  function measure() {
    half.x = canvas.clientWidth / 2;
    half.y = canvas.clientHeight / 2;
  }

  function fit(of) {
    measure();
    const box = boundsOf((of ?? nodes.map((_, i) => i)).filter(visible).map((i) => nodes[i]));
    if (box === null) return;
    const [left, top, right, bottom] = box;
    camera.x = (left + right) / 2;
    camera.y = (top + bottom) / 2;
    const room = Math.min((2 * half.x) / (right - left + 80), (2 * half.y) / (bottom - top + 80));
    camera.scale = Math.min(Math.max(room, 0.02), 3);
    redraw();
  }

  function zoom(factor, x = half.x, y = half.y) {
    const scale = Math.min(Math.max(camera.scale * factor, 0.02), 20);
    const [dx, dy] = [x - half.x, y - half.y];
    camera.x += dx / camera.scale - dx / scale;
    camera.y += dy / camera.scale - dy / scale;
    camera.scale = scale;
    redraw();
  }

  // ---- Drawing ----------------------------------------------------------------------------------------------------
  let waiting = false;
  function redraw() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      draw();
    });
  }

  /** Colours of the scheme by name; looked up when the scheme changes, not in every frame. */
  let colours = {};
  function readColours() {
    const style = getComputedStyle(document.documentElement);
    colours = Object.fromEntries(["ground", "text", "edge", "pick"].map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
    sprites.clear();
  }
  /** The colour of a kind; black is the colour of text, whatever the scheme. */
  const tint = (kind) => (kind.colour === "#000000" ? colours.text : kind.colour);
  const edgeTint = (type) => (type.colour === "#000000" ? colours.text : type.colour);
  const size = (node) => Math.max(3, radius(node) * Math.min(1.5, Math.max(0.6, camera.scale)));

  /** Nodes that stand out: the hovered or else the chosen one with its neighbours, or the path; null for all. */
  function lit() {
    if (pathEdges.size > 0) return new Set([...pathEdges].flatMap((e) => [edges[e].source, edges[e].target]));
    const centre = hovered >= 0 ? hovered : chosen;
    if (centre < 0) return null;
    return new Set([centre, ...around[centre].map((e) => other(edges[e], centre))]);
  }

  function edgeLit(i, bright) {
    if (pathEdges.size > 0) return pathEdges.has(i);
    const centre = hovered >= 0 ? hovered : chosen;
    return bright !== null && (edges[i].source === centre || edges[i].target === centre);
  }

  /** What is on the screen: edges as lines, nodes as discs, labels where there is room. */
  function scene() {
    measure();
    const [width, height] = [2 * half.x, 2 * half.y];
    const bright = lit();
    const xs = Float64Array.from(nodes, screenX);
    const ys = Float64Array.from(nodes, screenY);
    const lines = [];
    edges.forEach((edge, i) => {
      const { source, target } = edge;
      if (!visible(source) || !visible(target)) return;
      const [x1, y1, x2, y2] = [xs[source], ys[source], xs[target], ys[target]];
      if ((x1 < 0 && x2 < 0) || (x1 > width && x2 > width) || (y1 < 0 && y2 < 0) || (y1 > height && y2 > height)) return;
      const strong = edgeLit(i, bright);
      lines.push({ x1, y1, x2, y2, strong, faint: bright !== null && !strong, type: types[edge.type] });
    });
    const discs = [];
    nodes.forEach((node, i) => {
      const [x, y] = [xs[i], ys[i]];
      if (!visible(i) || x < -50 || y < -50 || x > width + 50 || y > height + 50) return;
      discs.push({ i, x, y, r: size(node), node, kind: kinds[node.kind], faint: bright !== null && !bright.has(i) });
    });
    return { lines, discs, labels: placeLabels(discs, bright) };
  }

  /** Labels by importance, each where it covers no other. */
  function placeLabels(discs, bright) {
    const rank = (d) => (d.i === chosen || d.i === hovered ? 0 : bright !== null && bright.has(d.i) ? 1 : 2);
    const order = discs.filter((d) => !d.faint);
    for (const d of order) d.rank = rank(d);
    order.sort((a, b) => a.rank - b.rank || b.node.degree - a.node.degree || a.i - b.i);
    order.length = Math.min(order.length, MOST_LABELS);
    const all = order.map((d) => {
      const text = d.node.label.length > 42 ? `${d.node.label.slice(0, 40)}…` : d.node.label;
      return { x: d.x, y: d.y + d.r + 12, text, width: text.length * 6.4 };
    });
    const boxes = all.map((l) => [l.x - l.width / 2, l.y - 11, l.x + l.width / 2, l.y + 4]);
    return withoutOverlap(boxes, (n) => order[n].rank === 0).map((n) => all[n]);
  }
  const MOST_LABELS = 400;

  /** Small pictures of discs and labels, each drawn once and then copied, which is many times as fast. */
  const sprites = new Map();
  const MOST_SPRITES = 4000;
  function sprite(key, width, height, paint) {
    let made = sprites.get(key);
    if (made === undefined) {
      if (sprites.size >= MOST_SPRITES) sprites.clear();
      const ratio = window.devicePixelRatio || 1;
      made = document.createElement("canvas");
      made.width = Math.ceil(width * ratio);
      made.height = Math.ceil(height * ratio);
      const brush = made.getContext("2d");
      brush.scale(ratio, ratio);
      paint(brush);
      sprites.set(key, made);
    }
    return made;
  }

  function paintDisc(x, y, r, fill) {
    const rounded = Math.round(r * 2) / 2;
    const side = 2 * rounded + 4;
    const picture = sprite(`${fill} ${rounded}`, side, side, (brush) => {
      brush.beginPath();
      brush.arc(side / 2, side / 2, rounded, 0, 2 * Math.PI);
      brush.fillStyle = fill;
      brush.fill();
      brush.lineWidth = 1.5;
      brush.strokeStyle = colours.ground;
      brush.stroke();
    });
    pen.drawImage(picture, x - side / 2, y - side / 2, side, side);
  }

  const FONT = "12px system-ui, Helvetica, Arial, sans-serif";
  function paintLabel({ x, y, text }) {
    pen.font = FONT;
    const width = Math.ceil(pen.measureText(text).width) + 6;
    const picture = sprite(`label ${text}`, width, 20, (brush) => {
      brush.font = FONT;
      brush.textAlign = "center";
      brush.lineJoin = "round";
      brush.lineWidth = 3;
      brush.strokeStyle = colours.ground;
      brush.strokeText(text, width / 2, 14);
      brush.fillStyle = colours.text;
      brush.fillText(text, width / 2, 14);
    });
    pen.drawImage(picture, x - width / 2, y - 14, width, 20);
  }

  function ring(x, y, r) {
    pen.strokeStyle = colours.pick;
    pen.lineWidth = 1.5;
    pen.beginPath();
    pen.arc(x, y, r + 3, 0, 2 * Math.PI);
    pen.stroke();
  }

  /** Lines in one stroke, which is slow to fill where they are very many. */
  const LINES_A_STROKE = 256;
  function paintLines(lines) {
    for (let from = 0; from < lines.length; from += LINES_A_STROKE) {
      pen.beginPath();
      for (const { x1, y1, x2, y2 } of lines.slice(from, from + LINES_A_STROKE)) {
        pen.moveTo(x1, y1);
        pen.lineTo(x2, y2);
      }
      pen.stroke();
    }
  }

  function draw() {
    const { lines, discs, labels } = scene();
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [2 * half.x, 2 * half.y];
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      sprites.clear();
    }
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.fillStyle = colours.ground;
    pen.fillRect(0, 0, width, height);
    const strokes = new Map();
    for (const line of lines) {
      const key = line.strong ? `s${line.type.colour}` : line.faint ? "f" : "n";
      if (!strokes.has(key)) strokes.set(key, []);
      strokes.get(key).push(line);
    }
    for (const key of [...strokes.keys()].sort()) {
      const list = strokes.get(key);
      pen.strokeStyle = list[0].strong ? edgeTint(list[0].type) : colours.edge;
      pen.globalAlpha = list[0].strong ? 1 : list[0].faint ? 0.15 : 0.8;
      pen.lineWidth = list[0].strong ? 2 : 0.8;
      paintLines(list);
    }
    for (const { i, x, y, r, kind, faint } of discs) {
      pen.globalAlpha = faint ? 0.2 : 1;
      paintDisc(x, y, r, tint(kind));
      if (i === chosen || i === pathStart) ring(x, y, r);
    }
    pen.globalAlpha = 1;
    labels.forEach(paintLabel);
  }

  // ---- Choosing ---------------------------------------------------------------------------------------------------
  function nodeAt(x, y) {
    let best = -1;
    let nearest = 8;
    nodes.forEach((node, i) => {
      if (!visible(i)) return;
      const gap = Math.hypot(screenX(node) - x, screenY(node) - y) - size(node);
      if (gap < nearest) [best, nearest] = [i, gap];
    });
    return best;
  }

  function reveal(i) {
    shown[i] = true;
    hidden[nodes[i].kind] = false;
    for (const e of around[i]) shown[other(edges[e], i)] = true;
    legend();
    tally();
  }

  function choose(i, move) {
    if (i >= 0 && pathStart >= 0 && pathStart !== i) return showPath(pathStart, i);
    chosen = i;
    pathEdges = new Set();
    if (i < 0) {
      panel.hidden = true;
      history.replaceState(null, "", location.pathname + location.search);
    } else {
      reveal(i);
      history.replaceState(null, "", `#${encodeURIComponent(nodes[i].id)}`);
      describe(i);
      if (move) [camera.x, camera.y, camera.scale] = [nodes[i].x, nodes[i].y, Math.max(camera.scale, 1)];
    }
    redraw();
  }

  function showPath(from, to) {
    const steps = pathBetween(edges, around, from, to);
    pathStart = -1;
    if (steps === null) {
      status.textContent = `Nothing connects ${nodes[from].label} and ${nodes[to].label}.`;
      return choose(to, false);
    }
    [from, ...steps.map((s) => s.to)].forEach(reveal);
    pathEdges = new Set(steps.map((s) => s.edge));
    chosen = to;
    panel.replaceChildren(element("h2", "Path"), nodeButton(from));
    for (const step of steps) {
      const edge = edges[step.edge];
      panel.append(element("p", `${edge.target === step.to ? "↓" : "↑"} ${words(types[edge.type].name)}`, { class: "faint" }));
      quotes(edge, panel);
      panel.append(nodeButton(step.to));
    }
    panel.hidden = false;
    fit([from, ...steps.map((s) => s.to)]);
  }

  // ---- Panel ------------------------------------------------------------------------------------------------------
  const words = (name) => name.replaceAll("_", " ");

  function nodeButton(i) {
    const button = element("button", nodes[i].label, { class: "node", type: "button" });
    button.addEventListener("click", () => choose(i, true));
    return button;
  }

  /** The sentences behind an edge, the name in each marked. */
  function quotes(edge, into) {
    const seen = new Set();
    for (const [s, start, end] of edge.evidence) {
      if (seen.has(s)) continue;
      seen.add(s);
      const text = sentences[s];
      const quote = element("blockquote", text.slice(0, start));
      quote.append(element("mark", text.slice(start, end)), text.slice(end));
      into.append(quote);
    }
  }

  function fact(name, value) {
    const line = element("p", undefined, { class: "faint" });
    line.append(`${name}: `, value);
    panel.append(line);
  }

  function describe(i) {
    const node = nodes[i];
    panel.replaceChildren(element("h2", node.label));
    panel.append(element("p", [kinds[node.kind].name, node.year, node.link_kind, node.venue].filter(Boolean).join(" · "), { class: "faint" }));
    if (node.authors) fact("Authors", node.authors.join(", "));
    if (node.aliases) fact("Also called", node.aliases.join(", "));
    for (const url of node.urls ?? []) fact("Link", webLink(url));
    const tools = element("p");
    const from = element("button", "Path from here …", { type: "button", id: "path-from" });
    from.addEventListener("click", () => {
      pathStart = i;
      status.textContent = `Choose where the path from ${node.label} leads.`;
      redraw();
    });
    const close = element("button", "Close", { type: "button", id: "close" });
    close.addEventListener("click", () => choose(-1, false));
    tools.append(from, " ", close);
    panel.append(tools);
    if (node.abstract) panel.append(element("p", node.abstract));
    years(i);
    rivals(i);
    results(i);
    neighbours(i);
    related(i);
    panel.hidden = false;
    panel.scrollTop = 0;
  }

  function neighbours(i) {
    types.forEach((type, t) => {
      for (const into of [false, true]) {
        const list = around[i].map((e) => edges[e]).filter((e) => e.type === t && (into ? e.target : e.source) === i);
        if (list.length === 0) continue;
        panel.append(element("h3", `${into ? "← " : ""}${words(type.name)} (${list.length})`));
        const items = element("ul");
        for (const edge of list) {
          const item = element("li");
          item.append(nodeButton(into ? edge.source : edge.target));
          quotes(edge, item);
          items.append(item);
        }
        panel.append(items);
      }
    });
  }

  /** The figures that papers state, as a table; around an entity with the paper that states each. */
  function results(i) {
    const list = around[i].map((e) => edges[e]).filter((e) => e.figure);
    if (list.length === 0) return;
    panel.append(element("h3", "Results"));
    const table = element("table");
    const head = element("tr");
    const titles = ["method", "value", "metric", "data set", "against", ...(isPaper(i) ? [] : ["paper"])];
    for (const name of titles) head.append(element("th", name, { scope: "col" }));
    table.append(head);
    const seen = new Set();
    for (const { figure, source } of list) {
      const cells = [figure.method, figure.value, figure.metric, figure.dataset, figure.versus].map((c) => c ?? "");
      const key = JSON.stringify([source, ...cells]);
      if (seen.has(key)) continue;
      seen.add(key);
      const row = element("tr");
      cells.forEach((cell) => row.append(element("td", cell)));
      if (!isPaper(i)) {
        const from = element("td");
        if (isPaper(source)) from.append(nodeButton(source));
        row.append(from);
      }
      table.append(row);
    }
    const frame = element("div", undefined, { class: "wide", tabindex: "0", role: "region", "aria-label": "Results" });
    frame.append(table);
    panel.append(frame);
  }

  /** How many of the papers around an entity are from which year. */
  function years(i) {
    if (isPaper(i)) return;
    const papers = [...new Set(around[i].map((e) => other(edges[e], i)))].filter((j) => isPaper(j) && nodes[j].year);
    const counts = countByYear(papers.map((j) => nodes[j].year), 60);
    if (counts.length === 0) return;
    const most = Math.max(...counts.map(({ count }) => count));
    const [column, tall] = [Math.max(12, Math.min(40, 240 / counts.length)), 48];
    const chart = drawing("svg", {
      class: "years",
      viewBox: `0 0 ${column * counts.length + 24} ${tall + 28}`,
      width: column * counts.length + 24,
      role: "img",
      "aria-label": `Papers a year: ${counts.filter(({ count }) => count > 0).map(({ year, count }) => `${year}: ${count}`).join(", ")}`,
    });
    counts.forEach(({ year, count }, n) => {
      const height = (tall * count) / most;
      const [x, y] = [12 + n * column, 12 + tall - height];
      const bar = drawing("rect", { x, y, width: column - 2, height });
      bar.append(drawing("title", {}, `${year}: ${count}`));
      chart.append(bar);
      if (column >= 24 && count > 0) chart.append(drawing("text", { x: x + column / 2 - 1, y: y - 2, "text-anchor": "middle" }, count));
      const named = column >= 30 || n === 0 || n === counts.length - 1;
      if (named) chart.append(drawing("text", { x: x + column / 2 - 1, y: tall + 24, "text-anchor": "middle" }, year));
    });
    panel.append(element("h3", "Papers by year"), chart);
  }

  /** What papers of an entity compare with: of a method those that propose it, of a data set those that evaluate on it. */
  function rivals(i) {
    const ties = ["proposes", "introduces", "evaluates_on", "addresses"].map(typeOf);
    const list = baselines(i, edges, around, ties, typeOf("compares_with"));
    if (list.length === 0) return;
    panel.append(element("h3", "Baselines there"));
    const items = element("ul");
    for (const [j, papers] of list.slice(0, 20)) {
      const item = element("li");
      item.append(nodeButton(j), element("span", ` ${papers} ${papers === 1 ? "paper" : "papers"}`, { class: "faint" }));
      items.append(item);
    }
    panel.append(items);
  }

  function related(i) {
    const list = data.related[i] ?? [];
    if (list.length === 0) return;
    panel.append(element("h3", "Related papers"));
    const items = element("ul");
    for (const [j, reasons] of list) {
      const item = element("li");
      item.append(nodeButton(j), element("div", reasons.map(([name, share]) => `${name} ${share}%`).join(", "), { class: "faint" }));
      items.append(item);
    }
    panel.append(items);
  }

  // ---- Search -----------------------------------------------------------------------------------------------------
  const search = byId("search");
  const found = byId("found");
  let active = -1;
  const names = nodes.map((node) => [node.label, ...(node.aliases ?? [])].map(folded));
  const degrees = nodes.map((node) => node.degree);

  function complete() {
    const list = matches(search.value, names, degrees, 12);
    active = -1;
    found.replaceChildren(
      ...list.map((i, n) => {
        const item = element("li", nodes[i].label, { role: "option", id: `found-${n}`, "aria-selected": "false" });
        item.append(" ", element("span", kinds[nodes[i].kind].name, { class: "faint" }));
        item.dataset.node = i;
        item.addEventListener("mousedown", (event) => {
          event.preventDefault();
          accept(i);
        });
        return item;
      }),
    );
    found.hidden = list.length === 0;
    search.setAttribute("aria-expanded", String(!found.hidden));
    search.removeAttribute("aria-activedescendant");
  }

  function accept(i) {
    found.hidden = true;
    search.setAttribute("aria-expanded", "false");
    search.value = nodes[i].label;
    choose(i, true);
  }

  function mark(step) {
    const items = [...found.children];
    if (items.length === 0) return;
    active = (active + step + items.length) % items.length;
    items.forEach((item, n) => item.setAttribute("aria-selected", String(n === active)));
    items[active].scrollIntoView({ block: "nearest" });
    search.setAttribute("aria-activedescendant", items[active].id);
  }

  search.addEventListener("input", complete);
  search.addEventListener("focus", complete);
  search.addEventListener("blur", () => (found.hidden = true));
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") mark(1);
    else if (event.key === "ArrowUp") mark(-1);
    else if (event.key === "Escape") found.hidden = true;
    else if (event.key === "Enter" && found.children.length > 0) accept(Number(found.children[Math.max(active, 0)].dataset.node));
    else return;
    event.preventDefault();
  });

  // ---- Legend, counts ---------------------------------------------------------------------------------------------
  function legend() {
    const focus = document.activeElement?.dataset?.kind;
    byId("legend").replaceChildren(
      ...kinds.map((kind, k) => {
        const number = nodes.filter((node) => node.kind === k).length;
        const button = element("button", undefined, { type: "button", "aria-pressed": String(!hidden[k]), "data-kind": k });
        const dot = element("span", undefined, { class: "dot" });
        dot.style.background = tint(kind);
        button.append(dot, `${kind.name} ${number}`);
        button.addEventListener("click", () => {
          hidden[k] = !hidden[k];
          legend();
          tally();
          redraw();
        });
        return button;
      }),
    );
    if (focus !== undefined) byId("legend").children[Number(focus)]?.focus();
  }

  function tally() {
    const number = nodes.filter((_, i) => visible(i)).length;
    status.textContent = `${number} of ${nodes.length} nodes shown, ${edges.length} edges`;
    byId("all").hidden = shown.every(Boolean);
  }

  // ---- Pictures of the view ---------------------------------------------------------------------------------------
  function save(blob, name) {
    const url = URL.createObjectURL(blob);
    const link = element("a", undefined, { href: url, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  /** The scene as an SVG document, made of elements and therefore well-formed. */
  function asSvg() {
    const picture = document.implementation.createDocument("http://www.w3.org/2000/svg", "svg").documentElement;
    const add = (name, attributes, text) => picture.append(drawing(name, attributes, text));
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
    picture.setAttribute("font-family", "Helvetica, Arial, sans-serif");
    add("rect", { width, height, fill: colours.ground });
    const { lines, discs, labels } = scene();
    for (const { x1, y1, x2, y2, strong, faint, type } of lines) {
      add("line", { x1, y1, x2, y2, stroke: strong ? edgeTint(type) : colours.edge, "stroke-opacity": faint ? 0.2 : 0.8 });
    }
    for (const { x, y, r, kind, faint } of discs) {
      add("circle", { cx: x, cy: y, r, fill: tint(kind), opacity: faint ? 0.2 : 1 });
    }
    for (const { x, y, text } of labels) {
      add("text", { x, y, "text-anchor": "middle", "font-size": 12, fill: colours.text }, text);
    }
    return new XMLSerializer().serializeToString(picture);
  }

  byId("save-svg").addEventListener("click", () => save(new Blob([asSvg()], { type: "image/svg+xml" }), "citegraph.svg"));
  byId("save-png").addEventListener("click", () => canvas.toBlob((blob) => save(blob, "citegraph.png")));

  // ---- Pointer and keys -------------------------------------------------------------------------------------------
  const pointers = new Map();
  let moved = false;
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, [event.offsetX, event.offsetY]);
    moved = false;
  });
  canvas.addEventListener("pointermove", (event) => {
    const last = pointers.get(event.pointerId);
    if (last === undefined) {
      const now = nodeAt(event.offsetX, event.offsetY);
      if (now === hovered) return;
      hovered = now;
      canvas.style.cursor = now >= 0 ? "pointer" : "grab";
      return redraw();
    }
    const [dx, dy] = [event.offsetX - last[0], event.offsetY - last[1]];
    if (Math.hypot(dx, dy) > 3) moved = true;
    if (pointers.size === 2) {
      const [far] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
      const before = Math.hypot(last[0] - far[0], last[1] - far[1]);
      const after = Math.hypot(event.offsetX - far[0], event.offsetY - far[1]);
      if (before > 0) zoom(after / before, far[0], far[1]);
    } else if (moved) {
      camera.x -= dx / camera.scale;
      camera.y -= dy / camera.scale;
      redraw();
    }
    if (moved) pointers.set(event.pointerId, [event.offsetX, event.offsetY]);
  });
  canvas.addEventListener("pointerup", (event) => {
    pointers.delete(event.pointerId);
    if (!moved) choose(nodeAt(event.offsetX, event.offsetY), false);
  });
  canvas.addEventListener("pointercancel", (event) => pointers.delete(event.pointerId));
  canvas.addEventListener("pointerleave", () => {
    hovered = -1;
    redraw();
  });
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * 0.0015), event.offsetX, event.offsetY);
  }, { passive: false });
  canvas.addEventListener("keydown", (event) => {
    const step = 60 / camera.scale;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (event.key in moves) {
      camera.x += moves[event.key][0];
      camera.y += moves[event.key][1];
      redraw();
    } else if (event.key === "+" || event.key === "=") zoom(1.3);
    else if (event.key === "-") zoom(1 / 1.3);
    else if (event.key === "0") fit();
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.activeElement !== search) {
      pathStart = -1;
      choose(-1, false);
      tally();
    } else if (event.key === "/" && document.activeElement !== search) {
      event.preventDefault();
      search.focus();
    }
  });
  byId("zoom-in").addEventListener("click", () => zoom(1.3));
  byId("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
  byId("fit").addEventListener("click", () => fit());
  byId("all").addEventListener("click", () => {
    shown.fill(true);
    tally();
    fit();
  });

  // ---- Start ------------------------------------------------------------------------------------------------------
  function fromHash() {
    let id = "";
    try {
      id = decodeURIComponent(location.hash.slice(1));
    } catch {
      return; // not one of our links
    }
    const i = place.get(id);
    if (i !== undefined && i !== chosen) choose(i, true);
  }
  window.addEventListener("hashchange", fromHash);
  window.addEventListener("resize", redraw);
  new ResizeObserver(redraw).observe(canvas);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    readColours();
    legend();
    redraw();
  });
  readColours();
  legend();
  tally();
  fit();
  fromHash();
})();
