// node --test tests/peers/graph.test.mjs: the functions of the page that need no document.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const source = readFileSync(new URL("../../src/export/page/graph.js", import.meta.url), "utf8");
const names = [...source.matchAll(/^function (\w+)/gm)].map((match) => match[1]);
const page = new Function(`${source}\nreturn { ${names.join(", ")} };`)();

/** Nodes 0 – 1 – 2 – 3, a way round from 0 to 3 by 4, and a node by itself. */
const edges = [[0, 1, 0], [2, 1, 0], [2, 3, 1], [0, 4, 1], [4, 3, 1], [4, 4, 0]].map(([source, target, type]) => ({ source, target, type }));
const around = page.edgesAround(Array(6).fill({}), edges);

test("each edge stands at both its ends, a loop once", () => {
  assert.deepEqual(around, [[0, 3], [0, 1], [1, 2], [2, 4], [3, 4, 5], []]);
});

test("the shortest path goes against arrows too", () => {
  assert.deepEqual(page.pathBetween(edges, around, 0, 3), [{ edge: 3, to: 4 }, { edge: 4, to: 3 }]);
  assert.deepEqual(page.pathBetween(edges, around, 0, 2), [{ edge: 0, to: 1 }, { edge: 1, to: 2 }]);
  assert.deepEqual(page.pathBetween(edges, around, 1, 1), []);
  assert.equal(page.pathBetween(edges, around, 0, 5), null);
});

test("names are found whatever their accents, case and hyphens", () => {
  const list = [["Pokémon GO"], ["CIFAR-10", "cifar ten"], ["CIFAR-100"], ["A study of CIFAR-10"], ["Ümlaut"]].map((all) => all.map(page.folded));
  const find = (query) => page.matches(query, list, [1, 5, 9, 2, 1], 3);
  assert.deepEqual(find("pokemon"), [0]);
  assert.deepEqual(find("cifar10"), [1, 2, 3]);
  assert.deepEqual(find("CIFAR 1"), [2, 1, 3]);
  assert.deepEqual(find("ten"), [1]);
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
  const ties = [[0, 5, 0], [1, 5, 0], [0, 2, 1], [0, 2, 1], [1, 2, 1], [1, 3, 1]].map(([source, target, type]) => ({ source, target, type }));
  assert.deepEqual(page.baselines(5, ties, page.edgesAround(Array(6).fill({}), ties), [0], 1), [[2, 2], [3, 1]]);
});

test("bounds hold all points", () => {
  assert.deepEqual(page.boundsOf([{ x: 1, y: 5 }, { x: -2, y: 7 }]), [-2, 5, 1, 7]);
  assert.equal(page.boundsOf([]), null);
});
