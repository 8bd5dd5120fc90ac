"use strict";
// The page of one graph. Text of papers reaches the document through textContent alone.
(() => {
  // ---- Data -------------------------------------------------------------------------------------------------------
  const data = JSON.parse(document.getElementById("data").textContent);
  const { nodes, kinds, types, sentences } = data;
  const edges = data.edges.map(([source, target, type, weight, figure, evidence]) => ({ source, target, type, weight, figure, evidence }));
  const around = nodes.map(() => []);
  edges.forEach((edge, i) => {
    around[edge.source].push(i);
    if (edge.target !== edge.source) around[edge.target].push(i);
  });
  const place = new Map(nodes.map((node, i) => [node.id, i]));
  const other = (edge, i) => (edge.source === i ? edge.target : edge.source);
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
  const toScreen = (node) => [
    (node.x - camera.x) * camera.scale + canvas.clientWidth / 2,
    (node.y - camera.y) * camera.scale + canvas.clientHeight / 2,
  ];

  function fit(of) {
    const list = (of ?? nodes.map((_, i) => i)).filter(visible).map((i) => nodes[i]);
    if (list.length === 0) return;
    const range = (axis) => [Math.min(...list.map((n) => n[axis])), Math.max(...list.map((n) => n[axis]))];
    const [left, right] = range("x");
    const [top, bottom] = range("y");
    camera.x = (left + right) / 2;
    camera.y = (top + bottom) / 2;
    const room = Math.min(canvas.clientWidth / (right - left + 80), canvas.clientHeight / (bottom - top + 80));
    camera.scale = Math.min(Math.max(room, 0.02), 3);
    redraw();
  }

  function zoom(factor, x = canvas.clientWidth / 2, y = canvas.clientHeight / 2) {
    const scale = Math.min(Math.max(camera.scale * factor, 0.02), 20);
    const [dx, dy] = [x - canvas.clientWidth / 2, y - canvas.clientHeight / 2];
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

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  /** The colour of a kind; black is the colour of text, whatever the scheme. */
  const tint = (kind) => (kind.colour === "#000000" ? colour("--text") : kind.colour);
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
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const bright = lit();
    const at = nodes.map((node) => toScreen(node));
    const lines = [];
    edges.forEach((edge, i) => {
      if (!visible(edge.source) || !visible(edge.target)) return;
      const [[x1, y1], [x2, y2]] = [at[edge.source], at[edge.target]];
      if (Math.max(x1, x2) < 0 || Math.min(x1, x2) > width || Math.max(y1, y2) < 0 || Math.min(y1, y2) > height) return;
      const strong = edgeLit(i, bright);
      lines.push({ x1, y1, x2, y2, strong, faint: bright !== null && !strong, type: types[edge.type] });
    });
    const discs = [];
    nodes.forEach((node, i) => {
      const [x, y] = at[i];
      if (!visible(i) || x < -50 || y < -50 || x > width + 50 || y > height + 50) return;
      discs.push({ i, x, y, r: size(node), node, kind: kinds[node.kind], faint: bright !== null && !bright.has(i) });
    });
    return { lines, discs, labels: labels(discs, bright) };
  }

  /** Labels by importance, each where it covers no other. */
  function labels(discs, bright) {
    const taken = [];
    const out = [];
    const first = (d) => (d.i === chosen || d.i === hovered ? 0 : bright !== null && bright.has(d.i) ? 1 : 2);
    const order = discs.filter((d) => !d.faint).sort((a, b) => first(a) - first(b) || b.node.degree - a.node.degree || a.i - b.i);
    for (const d of order.slice(0, 400)) {
      const text = d.node.label.length > 42 ? `${d.node.label.slice(0, 40)}…` : d.node.label;
      const [w, h] = [text.length * 6.4, 15];
      const box = [d.x - w / 2, d.y + d.r + 1, d.x + w / 2, d.y + d.r + 1 + h];
      const clash = taken.some((t) => box[0] < t[2] && box[2] > t[0] && box[1] < t[3] && box[3] > t[1]);
      if (clash && first(d) > 0) continue;
      taken.push(box);
      out.push({ x: d.x, y: d.y + d.r + 12, text });
    }
    return out;
  }

  function draw() {
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.fillStyle = colour("--ground");
    pen.fillRect(0, 0, width, height);
    const { lines, discs, labels } = scene();
    const strokes = new Map();
    for (const line of lines) {
      const key = line.strong ? `s${line.type.colour}` : line.faint ? "f" : "n";
      if (!strokes.has(key)) strokes.set(key, []);
      strokes.get(key).push(line);
    }
    for (const key of [...strokes.keys()].sort()) {
      const list = strokes.get(key);
      pen.strokeStyle = list[0].strong ? list[0].type.colour : colour("--edge");
      pen.globalAlpha = list[0].strong ? 1 : list[0].faint ? 0.15 : 0.8;
      pen.lineWidth = list[0].strong ? 2 : 0.8;
      pen.beginPath();
      for (const { x1, y1, x2, y2 } of list) {
        pen.moveTo(x1, y1);
        pen.lineTo(x2, y2);
      }
      pen.stroke();
    }
    pen.lineWidth = 1.5;
    for (const { i, x, y, r, kind, faint } of discs) {
      pen.globalAlpha = faint ? 0.2 : 1;
      pen.fillStyle = tint(kind);
      pen.strokeStyle = colour("--ground");
      pen.beginPath();
      pen.arc(x, y, r, 0, 2 * Math.PI);
      pen.fill();
      pen.stroke();
      if (i === chosen || i === pathStart) {
        pen.strokeStyle = colour("--pick");
        pen.beginPath();
        pen.arc(x, y, r + 3, 0, 2 * Math.PI);
        pen.stroke();
      }
    }
    pen.globalAlpha = 1;
    pen.font = "12px system-ui, Helvetica, Arial, sans-serif";
    pen.textAlign = "center";
    pen.lineJoin = "round";
    for (const { x, y, text } of labels) {
      pen.lineWidth = 3;
      pen.strokeStyle = colour("--ground");
      pen.strokeText(text, x, y);
      pen.fillStyle = colour("--text");
      pen.fillText(text, x, y);
    }
  }

  // ---- Choosing ---------------------------------------------------------------------------------------------------
  function nodeAt(x, y) {
    let best = -1;
    let nearest = 8;
    nodes.forEach((node, i) => {
      if (!visible(i)) return;
      const [nx, ny] = toScreen(node);
      const gap = Math.hypot(nx - x, ny - y) - size(node);
      if (gap < nearest) [best, nearest] = [i, gap];
    });
    return best;
  }

  function reveal(i) {
    shown[i] = true;
    hidden[nodes[i].kind] = false;
    for (const e of around[i]) shown[other(edges[e], i)] = true;
    legend();
    count();
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

  /** Shortest chain of edges between two nodes, whatever their directions; null where there is none. */
  function pathBetween(from, to) {
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
      const e = came.get(i);
      steps.unshift({ edge: e, to: i });
      i = other(edges[e], i);
    }
    return steps;
  }

  function showPath(from, to) {
    const steps = pathBetween(from, to);
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

  function results(i) {
    const list = around[i].map((e) => edges[e]).filter((e) => e.figure);
    if (list.length === 0) return;
    panel.append(element("h3", "Results"));
    const table = element("table");
    const head = element("tr");
    for (const name of ["method", "value", "metric", "data set", "against"]) head.append(element("th", name));
    table.append(head);
    const seen = new Set();
    for (const { figure } of list) {
      const cells = [figure.method, figure.value, figure.metric, figure.dataset, figure.versus].map((c) => c ?? "");
      if (seen.has(cells.join("\u0000"))) continue;
      seen.add(cells.join("\u0000"));
      const row = element("tr");
      cells.forEach((cell) => row.append(element("td", cell)));
      table.append(row);
    }
    panel.append(table);
  }

  /** How many of the papers around an entity are from which year. */
  function years(i) {
    const counts = new Map();
    if (kinds[nodes[i].kind].name === "paper") return;
    for (const j of new Set(around[i].map((e) => other(edges[e], i)))) {
      if (kinds[nodes[j].kind].name === "paper" && nodes[j].year) counts.set(nodes[j].year, (counts.get(nodes[j].year) ?? 0) + 1);
    }
    if (counts.size < 2) return;
    const [first, last] = [Math.min(...counts.keys()), Math.max(...counts.keys())];
    const span = Math.min(last - first + 1, 60);
    const most = Math.max(...counts.values());
    const svgName = "http://www.w3.org/2000/svg";
    const chart = document.createElementNS(svgName, "svg");
    chart.setAttribute("class", "years");
    chart.setAttribute("viewBox", `0 0 ${span * 12 + 40} 60`);
    chart.setAttribute("width", span * 12 + 40);
    chart.setAttribute("role", "img");
    chart.setAttribute("aria-label", `Papers a year: ${[...counts].sort().map(([y, n]) => `${y}: ${n}`).join(", ")}`);
    for (const [year, n] of counts) {
      if (year <= last - span) continue;
      const bar = document.createElementNS(svgName, "rect");
      const height = (40 * n) / most;
      Object.entries({ x: (year - last + span - 1) * 12, y: 44 - height, width: 10, height }).forEach(([k, v]) => bar.setAttribute(k, v));
      chart.append(bar);
    }
    [[last - span + 1, 0], [last, Math.max(30, (span - 1) * 12 - 14)]].forEach(([year, x]) => {
      const label = document.createElementNS(svgName, "text");
      label.setAttribute("x", x);
      label.setAttribute("y", 57);
      label.textContent = year;
      chart.append(label);
    });
    panel.append(element("h3", "Papers by year"), chart);
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
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const names = nodes.map((node) => [node.label, ...(node.aliases ?? [])].map(folded));

  function matches(query) {
    const wanted = folded(query.trim());
    if (wanted === "") return [];
    const quality = (list) => Math.min(...list.map((n) => (n === wanted ? 0 : n.startsWith(wanted) ? 1 : n.includes(wanted) ? 2 : 9)));
    return nodes
      .map((node, i) => [quality(names[i]), -node.degree, i])
      .filter(([q]) => q < 9)
      .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])
      .slice(0, 12)
      .map(([, , i]) => i);
  }

  function complete() {
    const list = matches(search.value);
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
          count();
          redraw();
        });
        return button;
      }),
    );
    if (focus !== undefined) byId("legend").children[Number(focus)]?.focus();
  }

  function count() {
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
    const svgName = "http://www.w3.org/2000/svg";
    const picture = document.implementation.createDocument(svgName, "svg").documentElement;
    const add = (name, attributes, text) => {
      const made = document.createElementNS(svgName, name);
      Object.entries(attributes).forEach(([k, v]) => made.setAttribute(k, typeof v === "number" ? v.toFixed(1) : v));
      if (text !== undefined) made.textContent = text;
      picture.append(made);
    };
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
    picture.setAttribute("font-family", "Helvetica, Arial, sans-serif");
    add("rect", { width, height, fill: colour("--ground") });
    const { lines, discs, labels } = scene();
    for (const { x1, y1, x2, y2, strong, faint, type } of lines) {
      add("line", { x1, y1, x2, y2, stroke: strong ? type.colour : colour("--edge"), "stroke-opacity": faint ? 0.2 : 0.8 });
    }
    for (const { x, y, r, kind, faint } of discs) {
      add("circle", { cx: x, cy: y, r, fill: tint(kind), opacity: faint ? 0.2 : 1 });
    }
    for (const { x, y, text } of labels) {
      add("text", { x, y, "text-anchor": "middle", "font-size": 12, fill: colour("--text") }, text);
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
      count();
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
    count();
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
    legend();
    redraw();
  });
  legend();
  count();
  fit();
  fromHash();
})();
