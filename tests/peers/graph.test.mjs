// node --test tests/peers/graph.test.mjs: the functions of the page that need no document.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const source = readFileSync(new URL("../../src/export/page/graph.js", import.meta.url), "utf8");
const names = [...source.matchAll(/^function (\w+)/gm)].map((match) => match[1]);
const page = new Function(`${source}\nreturn { ${names.join(", ")} };`)();

/** A graph of so many nodes from rows of source, target and type. */
const graphOf = (size, rows) => page.makeGraph(size, ...[0, 1, 2].map((column) => Int32Array.from(rows, (row) => row[column])));

/** Nodes 0 – 1 – 2 – 3, a way round from 0 to 3 by 4, and a node by itself. */
const graph = graphOf(6, [[0, 1, 0], [2, 1, 0], [2, 3, 1], [0, 4, 1], [4, 3, 1], [4, 4, 0]]);

test("each edge stands at both its ends, a loop once", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 5].map((i) => [...graph.around(i)]), [[0, 3], [0, 1], [1, 2], [2, 4], [3, 4, 5], []]);
  assert.deepEqual([4, 5].map(graph.degree), [3, 0]);
  assert.deepEqual([graph.other(1, 1), graph.other(1, 2), graph.other(5, 4)], [2, 1, 4]);
  assert.deepEqual(page.neighboursOf(graph, 4), [0, 3]);
});

test("the shortest path goes against arrows too", () => {
  assert.deepEqual(page.pathBetween(graph, 0, 3), [{ edge: 3, to: 4 }, { edge: 4, to: 3 }]);
  assert.deepEqual(page.pathBetween(graph, 0, 2), [{ edge: 0, to: 1 }, { edge: 1, to: 2 }]);
  assert.deepEqual(page.pathBetween(graph, 1, 1), []);
  assert.equal(page.pathBetween(graph, 0, 5), null);
});

test("names are found whatever their accents, case and hyphens", () => {
  const list = [["Pokémon GO"], ["CIFAR-10", "cifar ten"], ["CIFAR-100"], ["A study of CIFAR-10"], ["Ümlaut"]].map((all) => all.map(page.folded));
  const found = (query) => page.matches(query, list, (i) => [1, 5, 9, 2, 1][i], 3);
  const find = (query) => found(query).map(({ node }) => node);
  assert.deepEqual(find("pokemon"), [0]);
  assert.deepEqual(find("cifar10"), [1, 2, 3]);
  assert.deepEqual(find("CIFAR 1"), [2, 1, 3]);
  assert.deepEqual(found("ten"), [{ node: 1, name: 1 }]);
  assert.deepEqual(find("ümlaut"), [4]);
  assert.deepEqual([find("?"), find("")], [[], []]);
});

test("boxes that cover an earlier one go, unless they must stay", () => {
  const boxes = [[0, 0, 100, 10], [90, 5, 200, 15], [101, 0, 150, 10], [0, 0, 5, 5]];
  assert.deepEqual(page.withoutOverlap(boxes, () => false), [0, 2]);
  assert.deepEqual(page.withoutOverlap(boxes, (n) => n === 3), [0, 2, 3]);
});

test("years are counted from the first to the last", () => {
  assert.deepEqual(page.countByYear([2021, 2019, 2021], 60), [{ year: 2019, count: 1 }, { year: 2020, count: 0 }, { year: 2021, count: 2 }]);
  assert.deepEqual(page.countByYear([1000, 2020], 2), [{ year: 2019, count: 0 }, { year: 2020, count: 1 }]);
  assert.deepEqual(page.countByYear([], 60), []);
});

test("baselines are counted by paper", () => {
  // Papers 0 and 1 evaluate (0) on 5 and compare (1) with 2 and 3.
  const ties = graphOf(6, [[0, 5, 0], [1, 5, 0], [0, 2, 1], [0, 2, 1], [1, 2, 1], [1, 3, 1]]);
  assert.deepEqual(page.baselines(ties, 5, [0], 1), [[2, 2], [3, 1]]);
});

test("bounds hold the points that are asked about", () => {
  assert.deepEqual(page.boundsOf([1, -2, 9], [5, 7, 9], [0, 1]), [-2, 5, 1, 7]);
  assert.equal(page.boundsOf([1], [1], []), null);
});

test("titles are cut at a colon or between words", () => {
  assert.equal(page.shortened("A title", 30), "A title");
  assert.equal(page.shortened("SelecMix: Debiased Learning by Contradicting Pairs", 30), "SelecMix");
  assert.equal(page.shortened("Understanding Deep Learning, Which Requires Rethinking", 30), "Understanding Deep Learning…");
  assert.equal(page.shortened("x".repeat(40), 10), `${"x".repeat(9)}…`);
});

test("added nodes stand near where they are wanted and apart from all others", () => {
  const places = page.makePlaces(10);
  const all = [[0, 0], [30, 0]];
  for (const [x, y] of all) places.take(x, y);
  for (let n = 0; n < 200; n++) all.push(places.near(1, 1));
  for (const [n, [x, y]] of all.entries()) {
    assert.ok(Math.hypot(x - 1, y - 1) < 150, `${x} ${y}`);
    for (const [px, py] of all.slice(0, n)) assert.ok(Math.hypot(x - px, y - py) > 2, `${x} ${y}`);
  }
  assert.deepEqual(page.makePlaces(10).near(5, 5), page.makePlaces(10).near(5, 5));
});
