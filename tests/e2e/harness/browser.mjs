// The browser: the system's own Chromium, steered by playwright-core. Every page is watched: an error on the console, a
// failed request to anywhere but our server, or a text that was not translated fails the spec that met it.
import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";
import { text } from "./texts.mjs";

const results = fileURLToPath(new URL("../results/", import.meta.url));
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Starts the browser. Its profile is its own and goes with it. `scrollbars` shows them, as people see them; `camera`: with one
 * that shows a moving test picture and is allowed.
 */
export function startBrowser({ scrollbars = false, camera = false } = {}) {
  return chromium.launch({
    ...(scrollbars ? { ignoreDefaultArgs: ["--hide-scrollbars"] } : {}),
    executablePath: process.env.OUTPOST_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run",
      ...(camera ? ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"] : [])],
  });
}

/** A page with everything that a spec asks of it. */
export async function openPage(browser, server, { language = "en", theme = "light", size = { width: 1440, height: 900 } } = {}) {
  const context = await browser.newContext({
    locale: language,
    colorScheme: theme,
    viewport: size,
    timezoneId: "Asia/Shanghai",
    acceptDownloads: true,
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(`error on the page: ${error.message}`));
  page.on("console", (message) => {
    // A refused operation is an answer, not a defect; the browser writes every such answer to its console.
    if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) complaints.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith("http") && origin !== server.url) complaints.push(`remote content: ${request.url()}`);
  });
  const t = (key, params) => text(language, key, params);
  return { page, context, language, t, complaints, server };
}

/** Fails when the page complained since it was opened. */
export function quiet(view) {
  assert.deepEqual(view.complaints, []);
}

/**
 * Keeps a picture under tests/e2e/results, for people. It checks nothing, so a browser that is too busy to draw one in time
 * (its software renderer waits for a core of its own) fails no spec: the picture is missing, and the log says so.
 */
export async function shot(view, name) {
  await mkdir(results, { recursive: true });
  try {
    await view.page.screenshot({ path: join(results, `${name}.png`), timeout: 15_000 });
  } catch (cause) {
    if (cause.name !== "TimeoutError") throw cause;
    console.log(`no picture of ${name}: the browser did not draw it in time`);
  }
}

/** No finding of axe-core of any weight on the page as it stands. */
export async function accessible(view, where) {
  await view.page.evaluate(axeSource);
  const found = await view.page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], resultTypes: ["violations"] });
    return violations.map(({ id, impact, nodes }) => ({ id, impact, at: nodes.slice(0, 3).map((node) => node.html.slice(0, 160)) }));
  });
  assert.deepEqual(found, [], `axe-core on ${where}`);
}

/** No key of a text stands on the page where its text should. */
export async function translated(view, where) {
  const shown = await view.page.locator("body").innerText();
  const keys = shown.match(/\b(?:common|shell|access|grid|list|work_orders|sla|import|policies|insight|admin|errors|jobs|document)\.[a-z_]+(?:\.[a-z_]+)*\b/g);
  assert.deepEqual(keys ?? [], [], `keys instead of texts on ${where}`);
}
