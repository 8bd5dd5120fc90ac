// readers.mjs FOLDER: loads the JSON exports in FOLDER with graphology and Cytoscape.js, from the node_modules that
// NODE_MODULES names. Each must find the nodes of each kind and edges of each type that stats.json says.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const folder = process.argv[2];
const require = createRequire(join(process.env.NODE_MODULES, "any.js"));
const { MultiDirectedGraph } = require("graphology");
const cytoscape = require("cytoscape");

const read = (name) => JSON.parse(readFileSync(join(folder, name), "utf8"));
const stats = read("stats.json");
const kinds = { paper: stats.papers, link: stats.links, work: stats.works, ...stats.entities };
const wanted = Object.fromEntries(Object.entries(kinds).filter(([, n]) => n > 0));
const truth = read("graph.json");
const method = truth.nodes.find((node) => node.kind === "method");

function count(names) {
  const counts = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

{
  const graph = MultiDirectedGraph.from(read("graphology.json"));
  assert.deepEqual(count(graph.mapNodes((_, a) => a.kind)), wanted);
  assert.deepEqual(count(graph.mapEdges((_, a) => a.relation)), stats.edges);
  assert.equal(graph.getNodeAttribute(method.id, "label"), method.label);
  console.log("ok     graphology");
}
{
  const graph = cytoscape({ headless: true, ...read("cytoscape.json") });
  assert.deepEqual(count(graph.nodes().map((n) => n.data("kind"))), wanted);
  assert.deepEqual(count(graph.edges().map((e) => e.data("type"))), stats.edges);
  assert.equal(graph.getElementById(method.id).data("label"), method.label);
  console.log("ok     cytoscape");
}
