// page.mjs FOLDER [SCREENSHOT]: drives page.html, large.html, many.html and hostile.html of FOLDER in headless Chromium, as a reader
// would, and fails on any console error, on any request that leaves the file, and where hostile text runs.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, screenshot] = process.argv.slice(2);
const require = createRequire(join(process.env.NODE_MODULES, "any.js"));
const { chromium } = require("playwright-core");

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

// ---- How a page is opened and looked at -----------------------------------------------------------------------------
const addressOf = (name) => pathToFileURL(resolve(folder, name)).href;

async function open(name, hash = "", options = {}) {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, ...options });
  const faults = [];
  const address = addressOf(name);
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("request", (request) => request.url().split("#")[0] === address || request.url().startsWith("blob:") || faults.push(request.url()));
  await page.goto(address + hash);
  /** Waits until all is drawn; nothing may have gone wrong so far. */
  page.settled = async () => {
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await page.waitForFunction(() => document.getElementById("canvas").getAttribute("aria-busy") === "false");
    assert.deepEqual(faults, [], "the page complains or reaches out");
  };
  await page.settled();
  return page;
}

/** The pixels of the graph, to see whether the drawing changed. */
const drawing = (page) => page.locator("#canvas").evaluate((canvas) => canvas.toDataURL());
const overviewOf = (page) => page.evaluate(() => JSON.parse(document.getElementById("overview").textContent));
const recordsOf = (page) => page.evaluate(() => document.getElementById("records").textContent.trim().split("\n").map(JSON.parse));
const numbers = (text) => text.match(/\d[\d,]*\d|\d/g).map((number) => Number(number.replaceAll(",", "")));
/** Shown and all nodes, shown and all edges, as the page says. */
const counts = async (page) => numbers(await page.locator("#status").textContent());
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.className || document.activeElement.tagName);
/** Finds a node by name and picks it, with the keyboard alone. */
async function find(page, name) {
  await page.locator("#search").fill(name);
  await page.keyboard.press("Enter");
  await page.settled();
}
async function close(page) {
  await page.locator("#canvas").focus();
  await page.keyboard.press("Escape");
  await page.settled();
}
const headings = async (page) => (await page.locator("#panel h3").allTextContents()).join("\n");

// ---- Legend, search, panels, paths ----------------------------------------------------------------------------------
{
  const page = await open("page.html");
  if (screenshot) await page.screenshot({ path: screenshot });
  const [start, all] = [await drawing(page), await counts(page)];
  const overview = await overviewOf(page);
  const records = await recordsOf(page);
  assert.deepEqual(all, [overview.id.length, overview.id.length, overview.target.length, overview.target.length]);
  assert.ok(await page.locator("#more").isHidden());

  // The legend counts kinds; one goes with its edges, and comes back.
  const papers = page.locator("#legend button", { hasText: "paper" });
  const kindsOf = (name) => overview.kind.filter((k) => overview.kinds[k].name === name).length;
  assert.deepEqual(numbers(await papers.textContent()), [kindsOf("paper")]);
  await papers.click();
  await page.settled();
  assert.equal(await papers.getAttribute("aria-pressed"), "false");
  const [nodes, , edges] = await counts(page);
  assert.equal(nodes, all[0] - kindsOf("paper"));
  assert.ok(edges < all[2]);
  assert.notEqual(await drawing(page), start);
  await page.keyboard.press("Space");
  await page.settled();
  assert.deepEqual(await counts(page), all);
  assert.equal(await drawing(page), start, "what was hidden comes back as it was");

  // Search by an alias, with the keyboard alone; the list says which alias it was.
  const panel = page.locator("#panel");
  await page.keyboard.press("/");
  const aliased = Number(Object.keys(overview.aliases)[0]);
  await page.keyboard.type(overview.aliases[aliased][0]);
  assert.ok((await page.locator("#found li").allTextContents()).some((text) => text.includes(overview.label[aliased])));
  await page.locator("#search").fill("cifar10");
  assert.match(await page.locator("#found li").first().textContent(), /CIFAR-10/);
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator("#search").getAttribute("aria-activedescendant"), "found-0");
  await page.keyboard.press("Enter");
  await page.settled();
  assert.equal(await focused(page), "panel");

  // An entity: papers by role with the sentence and the name in it, over years, and what it is compared with.
  assert.equal(await panel.locator("h2").textContent(), "CIFAR-10");
  assert.match(page.url(), /#dataset%2Fcifar10$/);
  assert.match(await headings(page), /Baselines there\n[^]*← evaluates on \(\d+\)/);
  assert.match(await panel.locator("blockquote mark").first().textContent(), /CIFAR-?10/);

  // Hovering lights the neighbourhood, and leaving puts it out; so does the keyboard's focus on a name.
  await close(page);
  const box = await page.locator("#canvas").boundingBox();
  const middle = [box.x + box.width / 2, box.y + box.height / 2];
  const dark = await drawing(page);
  await page.mouse.move(...middle);
  await page.settled();
  assert.notEqual(await drawing(page), dark, "the node in the middle, which was searched for, lights up");
  assert.equal(await page.locator("#canvas").evaluate((canvas) => canvas.style.cursor), "pointer");
  await page.mouse.move(box.x + 3, box.y + 3);
  await page.settled();
  assert.equal(await drawing(page), dark);
  // A click chooses it.
  await page.mouse.click(...middle);
  await page.settled();
  assert.equal(await panel.locator("h2").textContent(), "CIFAR-10");
  const chosen = await drawing(page);
  await panel.locator("button.node").first().focus();
  await page.settled();
  assert.notEqual(await drawing(page), chosen);

  // Results stand in a table: a node that figures are stated of.
  const stated = records.findIndex((record) => record.edges?.some(([, figure]) => figure?.method && figure.metric));
  const [, figure] = records[stated].edges.find(([, f]) => f?.method && f.metric);
  await page.evaluate((hash) => (location.hash = hash), `#${encodeURIComponent(overview.id[stated])}`);
  await page.settled();
  assert.equal(await panel.locator("h2").textContent(), overview.label[stated]);
  const cells = await panel.locator("table td").allTextContents();
  for (const cell of [figure.method, figure.value, figure.metric]) assert.ok(cells.includes(cell), `${cell} is in the table`);

  // A paper: what it names by role with sentences, related papers with reasons.
  const paper = records.findIndex((record) => record.related && record.abstract && record.edges?.some(([cited]) => cited.length > 0));
  await page.evaluate((hash) => (location.hash = hash), `#${encodeURIComponent(overview.id[paper])}`);
  await page.settled();
  assert.equal(await panel.locator("h2").textContent(), overview.label[paper]);
  assert.match(await headings(page), /(proposes|uses|addresses|evaluates on) \(\d+\)[^]*Related papers$/);
  const reasons = await panel.locator("ul").last().locator("li").first().textContent();
  const [first, because] = records[paper].related[0];
  assert.ok(reasons.startsWith(overview.label[first]) && reasons.includes(`${because[0][0]} ${because[0][1]}%`), reasons);
  // Each quotation holds the name that it is there for.
  const [[whose, field, from, to, begin, end]] = records[paper].edges.find(([cited]) => cited.some((c) => c[1] === 1))[0].filter((c) => c[1] === 1);
  assert.deepEqual([whose, field], [paper, 1]);
  const quotes = await panel.locator("blockquote").evaluateAll((all2) => all2.map((q) => [q.textContent, q.querySelector("mark").textContent]));
  const text = records[paper].abstract;
  assert.ok(quotes.some(([quote, name]) => quote === text.slice(from, to) && name === text.slice(begin, end)));

  // A node in the panel leads on; a path leads back, and says by what.
  await find(page, "CIFAR-10");
  await panel.locator("button.node").first().click();
  await page.settled();
  const next = await panel.locator("h2").textContent();
  assert.notEqual(next, "CIFAR-10");
  await panel.locator("#path-from").click();
  assert.match(await page.locator("#status").textContent(), /Choose where the path/);
  assert.equal(await focused(page), "search");
  await find(page, "ImageNet");
  assert.equal(await panel.locator("h2").textContent(), "Path");
  assert.equal(await panel.locator("button.node").first().textContent(), next);
  assert.match(await panel.locator("button.node").last().textContent(), /ImageNet/);
  assert.equal(await panel.locator(".step").count(), (await panel.locator("button.node").count()) - 1);
  assert.ok((await panel.locator(".step mark").count()) > 0);
  await page.keyboard.press("Escape");
  assert.ok(await panel.isHidden());
  assert.ok(!page.url().includes("#"));

  // The view as files that others read.
  await find(page, "ImageNet");
  const download = async (button) => {
    const [file] = await Promise.all([page.waitForEvent("download"), page.locator(button).click()]);
    return [file.suggestedFilename(), readFileSync(await file.path())];
  };
  const [svgName, svg] = await download("#save-svg");
  const [pngName, png] = await download("#save-png");
  assert.deepEqual([svgName, pngName], ["citegraph.svg", "citegraph.png"]);
  assert.equal(png.subarray(1, 4).toString(), "PNG");
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], await page.locator("#canvas").evaluate((c) => [c.width, c.height]));
  const parsed = await page.evaluate((source) => {
    const read = new DOMParser().parseFromString(source, "image/svg+xml");
    return [read.documentElement.nodeName, ...["line", "circle", "text"].map((name) => read.getElementsByTagName(name).length), read.documentElement.textContent];
  }, svg.toString());
  assert.equal(parsed[0], "svg");
  assert.ok(parsed[1] > 10 && parsed[2] > 10 && parsed[3] > 3 && parsed[4].includes("ImageNet"), `${parsed.slice(0, 4)}`);
  await page.settled();

  // Keys move the graph.
  await page.locator("#canvas").focus();
  for (const key of ["ArrowLeft", "ArrowDown", "+", "-", "0"]) {
    const before = await drawing(page);
    await page.keyboard.press(key);
    await page.settled();
    assert.notEqual(await drawing(page), before, key);
  }
  await page.close();
}

// ---- Keyboard, sizes, schemes, deep links ---------------------------------------------------------------------------
{
  // Everything is reached by Tab, in the order in which it stands.
  const page = await open("page.html", "#dataset%2Fcifar10");
  await page.locator("#search").focus();
  const reached = [];
  for (let n = 0; n < 60; n++) {
    reached.push(await page.evaluate(() => {
      const { id, dataset, className } = document.activeElement;
      return id || dataset.kind || className;
    }));
    await page.keyboard.press("Tab");
  }
  const wanted = ["search", "0", "1", "2", "canvas", "zoom-in", "zoom-out", "fit", "save-svg", "save-png", "path-from", "close", "node"];
  const order = wanted.map((name) => reached.indexOf(name));
  assert.ok(order.every((place, n) => place >= 0 && (n === 0 || place > order[n - 1])), `${reached}`);
  await page.close();
}
for (const [colorScheme, ground] of [["light", "rgb(255, 255, 255)"], ["dark", "rgb(21, 23, 27)"]]) {
  // 1400 x 900 at 200 %.
  const page = await open("page.html", "#dataset%2Fcifar10", { colorScheme, viewport: { width: 700, height: 450 }, deviceScaleFactor: 2 });
  assert.equal(await page.locator("#panel h2").textContent(), "CIFAR-10");
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), "the page scrolls sideways at twice the size");
  for (const id of ["search", "canvas", "fit", "panel", "status"]) {
    const box = await page.locator(`#${id}`).boundingBox();
    assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= 701 && box.y + box.height <= 451, `${id} is in sight`);
    if (id === "canvas") assert.ok(box.height > 120, `the graph has ${box.height} points`);
  }
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), ground);
  const corner = await page.locator("#canvas").evaluate((c) => [...c.getContext("2d").getImageData(0, 0, 1, 1).data.slice(0, 3)]);
  assert.ok(numbers(ground).every((value, n) => Math.abs(value - corner[n]) <= 2), `${corner}`);
  if (screenshot) await page.screenshot({ path: screenshot.replace(".png", `-${colorScheme}.png`) });
  // What is written can be read: the ratio of WCAG 2, AA.
  const contrast = await page.evaluate(() => {
    const light = (colour) => {
      const [r, g, b] = colour.match(/\d+/g).map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const back = light(getComputedStyle(document.body).backgroundColor);
    return ["body", "#panel .faint", "#panel blockquote", "#panel h3", "#legend .number", "#status"].map((what) => {
      const ink = light(getComputedStyle(document.querySelector(what)).color);
      return (Math.max(ink, back) + 0.05) / (Math.min(ink, back) + 0.05);
    });
  });
  assert.ok(contrast.every((ratio) => ratio >= 4.5), `${contrast}`);
  // Another link, one of nobody, one that is no link.
  for (const [hash, title] of [["#method%2Fllm", "LLM"], ["#method%2Fnobody", "LLM"], ["#%E0%A4%A", "LLM"], ["#dataset%2Fcifar10", "CIFAR-10"]]) {
    await page.evaluate((to) => (location.hash = to), hash);
    await page.settled();
    assert.equal(await page.locator("#panel h2").textContent(), title, hash);
  }
  await page.close();
}

// ---- Large graphs ---------------------------------------------------------------------------------------------------
/** Frames presented while something goes on: how many milliseconds each took, in the middle and of 95 in 100. */
async function frames(page, goOn) {
  await page.evaluate(() => {
    window.frames_ = [];
    let last = performance.now();
    const tick = () => {
      const now = performance.now();
      window.frames_.push(now - last);
      last = now;
      window.ticking = requestAnimationFrame(tick);
    };
    window.ticking = requestAnimationFrame(tick);
  });
  await goOn();
  const times = await page.evaluate(() => {
    cancelAnimationFrame(window.ticking);
    return window.frames_.slice(1).sort((a, b) => a - b);
  });
  const sum = times.reduce((a, b) => a + b, 0);
  const of = (share) => times[Math.floor(times.length * share)].toFixed(1);
  return `${((1000 * times.length) / sum).toFixed(0)} frames a second, ${of(0.5)} ms in the middle, ${of(0.95)} ms at most in 95 of 100`;
}

{
  // As many nodes as are drawn at once; how smoothly they move is printed, not judged, but they must move.
  const page = await open("large.html");
  assert.deepEqual((await counts(page)).slice(0, 2), [5000, 5000]);
  const [x, y] = [700, 480];
  const sweep = async (steps, step) => {
    for (let n = 0; n < steps; n++) {
      await step(n);
      await page.waitForTimeout(8);
    }
  };
  const seen = new Set();
  const look = async () => seen.add(await drawing(page));
  await page.mouse.move(x, y);
  const moves = {
    panning: async () => {
      await page.mouse.down();
      await sweep(120, (n) => page.mouse.move(x + 200 * Math.sin(n / 20), y + 150 * Math.sin(n / 13)));
      await page.mouse.up();
    },
    zooming: () => sweep(100, (n) => page.mouse.wheel(0, n < 60 ? -60 : 60)),
    hovering: () => sweep(120, (n) => page.mouse.move(400 + 5 * n, y + 200 * Math.sin(n / 9))),
  };
  for (const [name, goOn] of Object.entries(moves)) {
    await look();
    console.log(`       5,000 nodes, ${name}: ${await frames(page, goOn)}`);
    await look();
    await page.settled();
  }
  assert.ok(seen.size >= 5, "the picture moves");
  // While it moves, each frame shows another picture.
  const shots = new Set();
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let n = 0; n < 5; n++) {
    await page.mouse.move(x + 20 * n, y + 10);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    shots.add(await drawing(page));
  }
  await page.mouse.up();
  assert.equal(shots.size, 5);
  await page.settled();
  await page.close();
}
{
  // More open on the most central ones; the others are found by name, or shown in turn.
  const page = await open("many.html");
  const overview = await overviewOf(page);
  const first = await counts(page);
  assert.deepEqual(first.slice(0, 2), [2000, overview.id.length]);
  assert.deepEqual([overview.x.length, first[3]], [2000, overview.target.length]);
  const records = await recordsOf(page);
  const named = new Map();
  overview.label.forEach((label) => named.set(label, (named.get(label) ?? 0) + 1));
  const hidden = overview.id.findIndex((_, i) => i > 4000 && records[i].urls && overview.year[i] > 0 && named.get(overview.label[i]) === 1 && records[i].edges?.some(([cited]) => cited.some((c) => c[1] === 1)));
  await find(page, overview.label[hidden]);
  const after = await counts(page);
  assert.ok(after[0] > first[0] && after[2] > first[2], "it is shown with its neighbourhood");
  assert.equal(await page.locator("#panel h2").textContent(), overview.label[hidden]);
  assert.equal(await page.locator("#panel .abstract").textContent(), records[hidden].abstract);
  assert.match(await page.locator("#panel .what").textContent(), new RegExp(`paper · ${overview.year[hidden]}`));
  assert.deepEqual(await page.locator("#panel .fact a").allTextContents(), records[hidden].urls);
  const [paper, , from, to] = records[hidden].edges.flatMap(([cited]) => cited).find((c) => c[1] === 1);
  assert.equal(paper, hidden);
  assert.ok((await page.locator("#panel blockquote").allTextContents()).includes(records[hidden].abstract.slice(from, to)));
  // Over years: each paper around a data set is in one bar.
  await find(page, "ImageNet");
  const bars = await page.locator("#panel svg.years rect title").allTextContents();
  const counted = bars.reduce((sum, text) => sum + numbers(text)[1], 0);
  const at = overview.id.indexOf("dataset/imagenet");
  let e = 0;
  const around = new Set();
  overview.out.forEach((number, i) => {
    for (let k = 0; k < number; k++, e++) if (overview.target[e] === at && overview.year[i]) around.add(i);
  });
  assert.equal(counted, around.size, "each paper around is in one bar");
  await close(page);
  const before = (await counts(page))[0];
  await page.locator("#more").click();
  await page.settled();
  assert.equal((await counts(page))[0], before + 1000);
  await page.locator("#all").click();
  await page.settled();
  const [shown, all, edges, allEdges] = await counts(page);
  assert.deepEqual([shown, edges], [all, allEdges]);
  assert.ok((await page.locator("#more").isHidden()) && (await page.locator("#all").isHidden()));
  await page.close();
}

// ---- Hostile text ---------------------------------------------------------------------------------------------------
{
  const page = await open("hostile.html");
  for (const id of (await overviewOf(page)).id) {
    await page.evaluate((hash) => (location.hash = hash), `#${encodeURIComponent(id)}`);
    await page.settled();
    assert.ok(await page.locator("#panel").isVisible(), id);
    const links = await page.locator("#panel a").evaluateAll((all) => all.map((a) => a.protocol));
    assert.ok(links.every((protocol) => ["https:", "http:"].includes(protocol)), `${links}`);
  }
  assert.equal(await page.evaluate(() => window.owned), undefined, "text of a paper ran as script");
  assert.equal(await page.locator("#panel img, #panel script, #panel iframe").count(), 0);
  await page.close();
}
{
  // The policy stops what a hole in the page would let through.
  const page = await browser.newPage();
  await page.goto(addressOf("hostile.html"));
  const stopped = await page.evaluate(async () => {
    const found = [];
    document.addEventListener("securitypolicyviolation", (event) => found.push(event.effectiveDirective));
    const box = document.createElement("div");
    box.innerHTML = '<img src="https://example.org/a.png" onerror="window.owned = 1"><a href="javascript:window.owned = 2">x</a>';
    document.body.append(box);
    const script = document.createElement("script");
    script.textContent = "window.owned = 3";
    document.body.append(script);
    box.querySelector("a").click();
    await fetch("https://example.org/").catch(() => undefined);
    await new Promise((done) => setTimeout(done, 300));
    return [...found.sort(), window.owned];
  });
  assert.equal(stopped.at(-1), undefined);
  for (const directive of ["connect-src", "img-src", "script-src-elem", "script-src-attr"]) assert.ok(stopped.includes(directive), `${stopped}`);
  await page.close();
}
await browser.close();
console.log("ok     page in Chromium");
