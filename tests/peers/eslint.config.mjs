// What the script of the page must keep to: the parts in src/export/page, which become one script.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.env.NODE_MODULES, "any.js"));
const js = require("@eslint/js");

const parts = ["graph", "data", "scene", "canvas", "panel", "search", "page"];
const sourceOf = (part) => readFileSync(new URL(`../../src/export/page/${part}.js`, import.meta.url), "utf8");
/** What the parts before one declare at their outer level. */
const declared = (before) => before.flatMap((part) => [...sourceOf(part).matchAll(/^(?:function|const) (\w+)/gm)].map((match) => match[1]));
const readable = (names) => Object.fromEntries(names.map((name) => [name, "readonly"]));
const document = ["Blob", "ResizeObserver", "URL", "XMLSerializer", "document", "getComputedStyle", "history", "location", "performance", "requestAnimationFrame", "setTimeout", "window"];
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

export default parts.map((part, n) => ({
  files: [`**/page/${part}.js`],
  languageOptions: { ecmaVersion: 2022, sourceType: "script", globals: readable([...declared(parts.slice(0, n)), ...(part === "graph" ? [] : document)]) },
  rules: { ...rules, "no-unused-vars": ["error", { vars: "local" }] },
}));
