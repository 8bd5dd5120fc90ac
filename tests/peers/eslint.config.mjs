// What the script of the page must keep to: src/export/page/graph.js and page.js, which become one script.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.env.NODE_MODULES, "any.js"));
const js = require("@eslint/js");

const pure = readFileSync(new URL("../../src/export/page/graph.js", import.meta.url), "utf8");
const functions = [...pure.matchAll(/^function (\w+)/gm)].map((match) => match[1]);
const readable = (names) => Object.fromEntries(names.map((name) => [name, "readonly"]));
const document = ["Blob", "ResizeObserver", "URL", "XMLSerializer", "document", "getComputedStyle", "history", "location", "requestAnimationFrame", "setTimeout", "window"];
const rules = {
  ...js.configs.recommended.rules,
  curly: ["error", "multi-line"],
  eqeqeq: "error",
  "no-eval": "error",
  "no-implied-eval": "error",
  "no-new-func": "error",
  "no-param-reassign": "error",
  "no-shadow": "error",
  "no-var": "error",
  "prefer-const": "error",
  strict: "off",
  // Text of papers becomes text, never markup.
  "no-restricted-properties": ["error", ...["innerHTML", "outerHTML", "insertAdjacentHTML", "write", "writeln", "srcdoc"].map((property) => ({ property }))],
};

export default [
  { files: ["**/graph.js"], languageOptions: { ecmaVersion: 2022, sourceType: "script" }, rules: { ...rules, "no-unused-vars": ["error", { vars: "local" }] } },
  { files: ["**/page.js"], languageOptions: { ecmaVersion: 2022, sourceType: "script", globals: readable([...functions, ...document]) }, rules },
];
