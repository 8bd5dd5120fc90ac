// The panel beside the graph: a node and all that is known of it, or a path. Text of papers becomes text, never markup.

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

/** A dot in the colour of a kind. */
function dot(colour) {
  const made = element("span", undefined, { class: "dot", "aria-hidden": "true" });
  made.style.background = colour;
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

const words = (name) => name.replaceAll("_", " ");
/** So many rows of a list are made at first. */
const ROWS = 40;
/** So many other names are listed; all can be searched for. */
const MOST_ALIASES = 12;

/** Fills the panel; `act` is told what its buttons ask for: `choose(i)`, `hover(i)`, `pathFrom(i)`, `close()`. */
function makePanel(panel, data, colours, act) {
  const { graph, kinds, types, labels, kind, years } = data;
  const { source, target, type } = graph;

  function nodeButton(i) {
    const button = element("button", undefined, { class: "node", type: "button" });
    button.append(dot(colours.of(kinds[kind[i]])), element("span", labels[i]));
    button.addEventListener("click", () => act.choose(i));
    for (const [event, at] of [["pointerenter", i], ["focus", i], ["pointerleave", -1], ["blur", -1]]) button.addEventListener(event, () => act.hover(at));
    return button;
  }

  /** The sentences behind an edge, the name in each marked. */
  function quotes(e, into) {
    const seen = new Set();
    for (const { before, name, after } of data.behind(e).sentences) {
      const text = before + name + after;
      if (seen.has(text)) continue;
      seen.add(text);
      const quote = element("blockquote", before);
      quote.append(element("mark", name), after);
      into.append(quote);
    }
  }

  /** A heading and a list, of which the rest is made when asked for. */
  function section(title, list, row) {
    if (list.length === 0) return;
    panel.append(element("h3", title));
    const items = element("ul");
    const add = (part) => part.forEach((each) => items.append(row(each)));
    add(list.slice(0, ROWS));
    panel.append(items);
    if (list.length <= ROWS) return;
    const rest = element("button", `Show all ${list.length}`, { type: "button", class: "rest" });
    rest.addEventListener("click", () => {
      add(list.slice(ROWS));
      rest.remove();
      items.children[ROWS].querySelector("button")?.focus();
    });
    panel.append(rest);
  }

  function rowOf(i, ...more) {
    const item = element("li");
    item.append(nodeButton(i), ...more);
    return item;
  }

  function fact(name, value) {
    const line = element("p", undefined, { class: "fact" });
    line.append(element("span", `${name} `, { class: "faint" }), value);
    panel.append(line);
  }

  function tools(...buttons) {
    const row = element("p", undefined, { class: "buttons" });
    for (const [text, id, does] of buttons) {
      const button = element("button", text, { type: "button", id });
      button.addEventListener("click", does);
      row.append(button);
    }
    return row;
  }

  // ---- A node -----------------------------------------------------------------------------------------------------
  function describe(i) {
    const record = data.record(i);
    const what = element("p", undefined, { class: "what" });
    what.append(dot(colours.of(kinds[kind[i]])), [kinds[kind[i]].name, years[i] || "", record.link_kind, record.venue].filter(Boolean).join(" · "));
    panel.replaceChildren(what, element("h2", labels[i]));
    panel.append(tools(["Path from here …", "path-from", () => act.pathFrom(i)], ["Close", "close", act.close]));
    if (record.authors) fact("Authors", record.authors.join(", "));
    const aliases = data.aliases(i);
    const more = aliases.length > MOST_ALIASES ? ` and ${aliases.length - MOST_ALIASES} more` : "";
    if (aliases.length > 0) fact("Also called", aliases.slice(0, MOST_ALIASES).join(", ") + more);
    for (const url of record.urls ?? []) fact("Link", webLink(url));
    if (record.abstract) panel.append(element("p", record.abstract, { class: "abstract" }));
    papersByYear(i);
    rivals(i);
    results(i);
    neighbours(i);
    section("Related papers", record.related ?? [], ([j, reasons]) =>
      rowOf(j, element("div", reasons.map(([name, share]) => `${name} ${share}%`).join(", "), { class: "faint" })));
    open();
  }

  function open() {
    panel.hidden = false;
    panel.scrollTop = 0;
  }

  /** What a node is tied to, by type and direction: papers from the newest on, other nodes from the most central on. */
  function neighbours(i) {
    const list = [...graph.around(i)];
    types.forEach(({ name }, t) => {
      const ofType = list.filter((e) => type[e] === t);
      if (!data.directed) return ties(i, words(name), ofType);
      ties(i, words(name), ofType.filter((e) => source[e] === i));
      return ties(i, `← ${words(name)}`, ofType.filter((e) => target[e] === i));
    });
  }

  function ties(i, title, list) {
    const end = (e) => graph.other(e, i);
    list.sort((a, b) => years[end(b)] - years[end(a)] || end(a) - end(b));
    section(`${title} (${list.length})`, list, (e) => {
      const beside = data.directed ? years[end(e)] || "" : data.weights[e];
      const item = rowOf(end(e), element("span", ` ${beside}`, { class: "faint" }));
      quotes(e, item);
      return item;
    });
  }

  /** The figures that papers state, as a table; around an entity with the paper that states each. */
  function results(i) {
    const stating = ["scores", "outperforms"].map(data.typeOf);
    const seen = new Set();
    const rows = [];
    for (const e of graph.around(i)) {
      const figure = stating.includes(type[e]) && data.behind(e).figure;
      if (!figure) continue;
      const cells = [figure.method, figure.value, figure.metric, figure.dataset, figure.versus].map((c) => c ?? "");
      const key = JSON.stringify([source[e], ...cells]);
      if (!seen.has(key)) rows.push([source[e], cells]);
      seen.add(key);
    }
    if (rows.length === 0) return;
    panel.append(element("h3", "Results"));
    const own = data.isPaper(i);
    const table = element("table");
    const head = element("tr");
    for (const name of ["method", "value", "metric", "data set", "against", ...(own ? [] : ["paper"])]) head.append(element("th", name, { scope: "col" }));
    table.append(head);
    for (const [paper, cells] of rows.slice(0, 5 * ROWS)) {
      const row = element("tr");
      cells.forEach((cell) => row.append(element("td", cell)));
      if (!own) {
        const from = element("td");
        if (data.isPaper(paper)) from.append(nodeButton(paper));
        row.append(from);
      }
      table.append(row);
    }
    const frame = element("div", undefined, { class: "wide", tabindex: "0", role: "region", "aria-label": "Results" });
    frame.append(table);
    panel.append(frame);
    if (rows.length > 5 * ROWS) panel.append(element("p", `${rows.length - 5 * ROWS} more are not listed.`, { class: "faint" }));
  }

  /** How many of the papers around an entity are from which year. */
  function papersByYear(i) {
    if (data.isPaper(i)) return;
    const papers = neighboursOf(graph, i).filter((j) => data.isPaper(j) && years[j]);
    const counts = countByYear(papers.map((j) => years[j]), 60);
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
      const bar = drawing("rect", { x, y, width: column - 2, height, rx: 1.5, fill: colours.of(kinds[kind[i]]) });
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
    const roles = ["proposes", "introduces", "evaluates_on", "addresses"].map(data.typeOf);
    section("Baselines there", baselines(graph, i, roles, data.typeOf("compares_with")), ([j, papers]) =>
      rowOf(j, element("span", ` ${papers} ${papers === 1 ? "paper" : "papers"}`, { class: "faint" })));
  }

  // ---- A path -----------------------------------------------------------------------------------------------------
  function describePath(from, steps) {
    const what = element("p", `${steps.length} ${steps.length === 1 ? "step" : "steps"}`, { class: "what" });
    panel.replaceChildren(what, element("h2", "Path"), tools(["Close", "close", act.close]), nodeButton(from));
    for (const { edge, to } of steps) {
      const step = element("div", undefined, { class: "step" });
      step.append(element("p", `${target[edge] === to ? "↓" : "↑"} ${words(types[type[edge]].name)}`, { class: "faint" }));
      quotes(edge, step);
      panel.append(step, nodeButton(to));
    }
    open();
  }

  return { describe, describePath, close: () => (panel.hidden = true) };
}
