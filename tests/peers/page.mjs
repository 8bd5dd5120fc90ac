// page.mjs FOLDER [SCREENSHOT]: drives page.html and hostile.html of FOLDER in headless Chromium, as a reader would, and fails on any
// console error, on any request that leaves the file, and where hostile text runs.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, screenshot] = process.argv.slice(2);
const require = createRequire(join(process.env.NODE_MODULES, "any.js"));
const { chromium } = require("playwright-core");

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

async function open(name, hash = "", options = {}) {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, ...options });
  const faults = [];
  const address = pathToFileURL(resolve(folder, name)).href;
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("request", (request) => request.url().split("#")[0] === address || request.url().startsWith("blob:") || faults.push(request.url()));
  await page.goto(address + hash);
  page.settled = async () => {
    await page.waitForTimeout(150);
    assert.deepEqual(faults, [], "the page complains or reaches out");
  };
  await page.settled();
  return page;
}

/** The pixels of the graph, to see whether the drawing changed. */
const drawing = (page) => page.locator("#canvas").evaluate((canvas) => canvas.toDataURL());

{
  const page = await open("page.html");
  if (screenshot) await page.screenshot({ path: screenshot });
  const start = await drawing(page);
  const all = await page.locator("#status").textContent();

  // Filter: a kind goes, and comes back.
  const papers = page.locator("#legend button", { hasText: "paper" });
  await papers.click();
  await page.settled();
  assert.notEqual(await page.locator("#status").textContent(), all);
  assert.notEqual(await drawing(page), start);
  await papers.click();
  await page.settled();
  assert.equal(await page.locator("#status").textContent(), all);

  // Search by an alias, with the keyboard alone.
  await page.keyboard.press("/");
  await page.keyboard.type("cifar10");
  assert.match(await page.locator("#found li").first().textContent(), /CIFAR-10/);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.settled();
  const panel = page.locator("#panel");
  assert.equal(await panel.locator("h2").textContent(), "CIFAR-10");
  assert.match(await panel.textContent(), /evaluates on/);
  assert.match(await panel.locator("blockquote mark").first().textContent(), /CIFAR-?10/);
  assert.match(page.url(), /#dataset%2Fcifar10$/);
  assert.match(await panel.locator("h3").allTextContents().then((all) => all.join()), /Baselines there/);

  // A node in the panel leads on; a path leads back.
  await panel.locator("button.node").first().click();
  await page.settled();
  const paper = await panel.locator("h2").textContent();
  assert.notEqual(paper, "CIFAR-10");
  await panel.locator("#path-from").click();
  await page.locator("#search").fill("ImageNet");
  await page.keyboard.press("Enter");
  await page.settled();
  assert.equal(await panel.locator("h2").textContent(), "Path");
  assert.equal(await panel.locator("button.node").first().textContent(), paper);
  assert.match(await panel.locator("button.node").last().textContent(), /ImageNet/);

  // A click on a disc chooses it: the chosen node is in the middle once it was searched for.
  await page.keyboard.press("Escape");
  await page.locator("#search").fill("CIFAR-100");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.locator("#canvas").focus();
  await page.keyboard.press("Escape");
  assert.ok(await panel.isHidden());
  const box = await page.locator("#canvas").boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await page.settled();
  assert.equal(await panel.locator("h2").textContent(), "CIFAR-100");

  // The view as files.
  for (const [button, end] of [["#save-svg", ".svg"], ["#save-png", ".png"]]) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator(button).click()]);
    assert.ok(download.suggestedFilename().endsWith(end));
  }
  // Keys move the graph.
  await page.locator("#canvas").focus();
  const before = await drawing(page);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("+");
  await page.settled();
  assert.notEqual(await drawing(page), before);
  await page.close();
}
{
  const page = await open("page.html", "#dataset%2Fcifar10", { colorScheme: "dark", viewport: { width: 700, height: 500 } });
  assert.equal(await page.locator("#panel h2").textContent(), "CIFAR-10");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  assert.ok(!wide, "the page scrolls sideways at twice the size");
  await page.close();
}
{
  // A large graph opens on its most central nodes and shows the rest when asked; how fast it moves is printed, not judged.
  const page = await open("large.html");
  const shown = async () => (await page.locator("#status").textContent()).match(/(\d+) of (\d+)/).slice(1).map(Number);
  const [first, all] = await shown();
  assert.deepEqual([first, all], [2000, 5000]);
  await page.locator("#all").click();
  await page.settled();
  assert.deepEqual(await shown(), [all, all]);
  const frames = await page.locator("#canvas").evaluate(async (canvas) => {
    const start = performance.now();
    for (let n = 0; n < 60; n++) {
      canvas.dispatchEvent(new KeyboardEvent("keydown", { key: n % 2 ? "ArrowLeft" : "ArrowRight" }));
      await new Promise(requestAnimationFrame);
    }
    return 60000 / (performance.now() - start);
  });
  console.log(`       ${all} nodes move at ${frames.toFixed(0)} frames a second`);
  await page.close();
}
{
  const page = await open("hostile.html");
  const labels = await page.evaluate(() => JSON.parse(document.getElementById("data").textContent).nodes.map((n) => n.id));
  for (const id of labels) {
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
await browser.close();
console.log("ok     page in Chromium");
