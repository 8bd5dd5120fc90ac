// The page of one graph: what its parts do when someone points, presses or types.
const byId = (id) => document.getElementById(id);
const [canvas, panelBox, status, search] = ["canvas", "panel", "status", "search"].map(byId);
const data = readData();
const { graph, kinds, labels, ids } = data;

// ---- Colours --------------------------------------------------------------------------------------------------------
const colours = {
  /** The colour of a kind or type; black is the colour of text, whatever the scheme. */
  of: ({ colour }) => (colour === "#000000" ? colours.text : colour),
};
/** Colours of the scheme by name; looked up when the scheme changes, not in every frame. */
function readColours() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ["ground", "text", "pick"]) colours[name] = style.getPropertyValue(`--${name}`).trim();
}
readColours();

// ---- Camera ---------------------------------------------------------------------------------------------------------
const camera = { x: 0, y: 0, scale: 1 };
const scene = makeScene(data, colours);
const { marks } = scene;
const painter = makePainter(canvas, scene, camera, colours);
const [LEAST, MOST] = [0.02, 30];

function fit(of) {
  const nodes = (of ?? scene.nodes()).filter(scene.visible);
  const box = boundsOf(scene.x, scene.y, nodes);
  if (box === null) return;
  const [left, top, right, bottom] = box;
  const { width, height } = painter.view();
  camera.x = (left + right) / 2;
  camera.y = (top + bottom) / 2;
  const room = Math.min(Math.max(width - 90, 50) / Math.max(right - left, 1), Math.max(height - 110, 50) / Math.max(bottom - top, 1));
  camera.scale = Math.min(Math.max(room, LEAST), 3);
  if (of === undefined) scene.setUsual(camera.scale);
  painter.redraw();
}

function zoom(factor, x, y) {
  const { width, height } = painter.view();
  const scale = Math.min(Math.max(camera.scale * factor, LEAST), MOST);
  const [dx, dy] = [(x ?? width / 2) - width / 2, (y ?? height / 2) - height / 2];
  camera.x += dx / camera.scale - dx / scale;
  camera.y += dy / camera.scale - dy / scale;
  camera.scale = scale;
  painter.redraw();
}

function move(dx, dy) {
  camera.x += dx / camera.scale;
  camera.y += dy / camera.scale;
  painter.redraw();
}

// ---- Choosing -------------------------------------------------------------------------------------------------------
/** So many neighbours of a node are shown with it. */
const MOST_REVEALED = 300;
const panel = makePanel(panelBox, data, colours, {
  choose: (i) => choose(i, true),
  hover,
  pathFrom(i) {
    marks.pathStart = i;
    status.textContent = `Choose where the path from ${labels[i]} leads: find it by name or click it.`;
    painter.redraw();
    search.focus();
  },
  close() {
    choose(-1, false);
    search.focus();
  },
});

/** Shows a node and its neighbourhood, whatever was hidden. */
function reveal(i) {
  const around = neighboursOf(graph, i).slice(0, MOST_REVEALED);
  const asWell = [i, ...around].filter((j) => !scene.isShown(j));
  const wasHidden = scene.hidden[data.kind[i]];
  scene.hidden[data.kind[i]] = false;
  if (asWell.length > 0 || wasHidden) {
    scene.show(asWell);
    painter.repaint();
    legend();
  }
  tally();
}

function hover(i) {
  if (i === marks.hovered) return;
  marks.hovered = i;
  painter.relight();
}

function choose(i, look) {
  if (i >= 0 && marks.pathStart >= 0 && marks.pathStart !== i) return showPath(marks.pathStart, i);
  [marks.chosen, marks.hovered, marks.pathStart] = [i, -1, -1];
  marks.path = new Set();
  if (i < 0) {
    panel.close();
    history.replaceState(null, "", location.pathname + location.search);
    tally();
  } else {
    reveal(i);
    history.replaceState(null, "", `#${encodeURIComponent(ids[i])}`);
    panel.describe(i);
    if (look) [camera.x, camera.y, camera.scale] = [scene.x[i], scene.y[i], Math.max(camera.scale, 1)];
  }
  painter.relight();
  return painter.redraw();
}

function showPath(from, to) {
  const steps = pathBetween(graph, from, to);
  marks.pathStart = -1;
  if (steps === null) {
    choose(to, true);
    status.textContent = `Nothing connects ${labels[from]} and ${labels[to]}.`;
    return;
  }
  const nodes = [from, ...steps.map((s) => s.to)];
  for (const i of nodes) scene.hidden[data.kind[i]] = false;
  scene.show(nodes);
  [marks.chosen, marks.hovered, marks.path] = [to, -1, new Set(steps.map((s) => s.edge))];
  panel.describePath(from, steps);
  legend();
  tally();
  painter.repaint();
  fit(nodes);
}

makeSearch(search, byId("found"), data, colours, (i, byKey) => {
  choose(i, true);
  if (byKey) panelBox.focus();
});

// ---- Legend, counts -------------------------------------------------------------------------------------------------
function legend() {
  const focus = document.activeElement?.dataset?.kind;
  const numbers = kinds.map(() => 0);
  for (const k of data.kind) numbers[k] += 1;
  const buttons = kinds.map((kind, k) => {
    const button = element("button", undefined, { type: "button", "aria-pressed": String(!scene.hidden[k]), "data-kind": k });
    button.append(dot(colours.of(kind)), element("span", kind.name), element("span", numbers[k].toLocaleString("en"), { class: "number" }));
    button.hidden = numbers[k] === 0;
    button.addEventListener("click", () => {
      scene.hidden[k] = !scene.hidden[k];
      scene.refresh();
      legend();
      tally();
      painter.repaint();
    });
    return button;
  });
  byId("legend").replaceChildren(...buttons);
  if (focus !== undefined) buttons[Number(focus)]?.focus();
}

/** How many nodes are added at a time, and up to how many of all they are added at once. */
const [MORE, MOST_AT_ONCE] = [1000, 20000];
function tally() {
  const number = (n) => n.toLocaleString("en");
  status.textContent = `${number(scene.nodes().length)} of ${number(graph.size)} nodes and ${number(scene.edgeCount())} of ${number(graph.edgeCount)} edges shown`;
  const rest = ids.reduce((n, _, i) => n + Number(!scene.isShown(i)), 0);
  byId("more").hidden = rest === 0;
  byId("more").textContent = `Show ${number(Math.min(rest, MORE))} more`;
  byId("all").hidden = rest <= MORE || graph.size > MOST_AT_ONCE;
}

function showMore(most) {
  const next = [];
  for (let i = 0; i < graph.size && next.length < most; i++) if (!scene.isShown(i)) next.push(i);
  scene.show(next);
  legend();
  tally();
  painter.repaint();
  fit();
}
byId("more").addEventListener("click", () => showMore(MORE));
byId("all").addEventListener("click", () => showMore(graph.size));

// ---- Pictures of the view ---------------------------------------------------------------------------------------------
function save(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = element("a", undefined, { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** The view as an SVG document, made of elements and therefore well-formed. */
function asSvg() {
  const picture = document.implementation.createDocument("http://www.w3.org/2000/svg", "svg").documentElement;
  const add = (name, attributes, text) => picture.append(drawing(name, attributes, text));
  const view = painter.view();
  picture.setAttribute("viewBox", `0 0 ${view.width} ${view.height}`);
  picture.setAttribute("font-family", "Helvetica, Arial, sans-serif");
  add("rect", { width: view.width, height: view.height, fill: colours.ground });
  const draw = (light) => [...scene.paint(svgBrush(add, colours.ground, colours.text, painter.measure), view, light)];
  draw(null);
  const light = scene.lit();
  if (light !== null) {
    add("rect", { width: view.width, height: view.height, fill: colours.ground, opacity: "0.82" });
    draw(light);
  }
  return new XMLSerializer().serializeToString(picture);
}

byId("save-svg").addEventListener("click", () => save(new Blob([asSvg()], { type: "image/svg+xml" }), "citegraph.svg"));
byId("save-png").addEventListener("click", () => {
  painter.complete();
  canvas.toBlob((blob) => save(blob, "citegraph.png"));
});

// ---- Pointer and keys -------------------------------------------------------------------------------------------------
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
    hover(scene.nodeAt(painter.view(), event.offsetX, event.offsetY));
    canvas.style.cursor = marks.hovered >= 0 ? "pointer" : "grab";
    return;
  }
  const [dx, dy] = [event.offsetX - last[0], event.offsetY - last[1]];
  if (Math.hypot(dx, dy) > 3) moved = true;
  if (pointers.size === 2) {
    const [far] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
    const before = Math.hypot(last[0] - far[0], last[1] - far[1]);
    const after = Math.hypot(event.offsetX - far[0], event.offsetY - far[1]);
    if (before > 0) zoom(after / before, far[0], far[1]);
  } else if (moved) {
    move(-dx, -dy);
  }
  if (moved) pointers.set(event.pointerId, [event.offsetX, event.offsetY]);
});
canvas.addEventListener("pointerup", (event) => {
  pointers.delete(event.pointerId);
  if (!moved) choose(scene.nodeAt(painter.view(), event.offsetX, event.offsetY), false);
});
canvas.addEventListener("pointercancel", (event) => pointers.delete(event.pointerId));
canvas.addEventListener("pointerleave", () => hover(-1));
canvas.addEventListener("wheel", (event) => {
  event.preventDefault();
  zoom(Math.exp(-event.deltaY * 0.0015), event.offsetX, event.offsetY);
}, { passive: false });
canvas.addEventListener("keydown", (event) => {
  const step = 60;
  const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
  if (event.key in moves) move(...moves[event.key]);
  else if (event.key === "+" || event.key === "=") zoom(1.3);
  else if (event.key === "-") zoom(1 / 1.3);
  else if (event.key === "0") fit();
  else return;
  event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  if (document.activeElement === search) return;
  if (event.key === "Escape") {
    const within = panelBox.contains(document.activeElement);
    choose(-1, false);
    if (within) search.focus();
  } else if (event.key === "/" && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    search.focus();
  }
});
byId("zoom-in").addEventListener("click", () => zoom(1.3));
byId("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
byId("fit").addEventListener("click", () => fit());

// ---- Start ------------------------------------------------------------------------------------------------------------
function fromHash() {
  let id = "";
  try {
    id = decodeURIComponent(location.hash.slice(1));
  } catch {
    return; // not one of our links
  }
  const i = data.place.get(id);
  if (i !== undefined && i !== marks.chosen) choose(i, true);
}
window.addEventListener("hashchange", fromHash);
new ResizeObserver(() => painter.redraw()).observe(canvas);
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  readColours();
  painter.forget();
  legend();
  if (marks.chosen >= 0 && marks.path.size === 0) panel.describe(marks.chosen);
  painter.repaint();
});
legend();
tally();
fit();
fromHash();
