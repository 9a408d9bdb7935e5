// `cargo xtask shots`: pictures of every page in Chinese and English, light and dark, at both sizes, into shots/. For
// people to look at; it fails only where a page cannot be reached.
//
//   node shots/shots.mjs [--only NAME[,NAME]] [--orders N] [--to FOLDER]
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startBrowser } from "../harness/browser.mjs";
import { pages, visit } from "./pages.mjs";
import { lookAround, setStage } from "./stage.mjs";

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    orders: { type: "string", default: "5000" },
    to: { type: "string", default: fileURLToPath(new URL("../../../shots/", import.meta.url)) },
  },
});
const LANGUAGES = ["zh-CN", "en"];
const THEMES = ["light", "dark"];
const SIZES = [{ width: 1440, height: 900 }, { width: 1024, height: 768 }];

const only = values.only?.split(",");
const chosen = pages.filter(({ name }) => !only || only.includes(name));
if (chosen.length === 0) throw new Error(`no page is called ${values.only}; there are ${pages.map(({ name }) => name).join(", ")}`);

const stage = await setStage({ orders: Number(values.orders) });
const browser = await startBrowser({ scrollbars: true });
let missed = 0;

/** One picture; a page that cannot be reached is told and counted. */
async function take(around, entry, look) {
  const view = await around.of(entry);
  try {
    await visit(view, entry, stage);
    await view.page.screenshot({ path: join(values.to, `${entry.name}-${look}.png`) });
  } catch (cause) {
    missed += 1;
    console.log(`no picture of ${entry.name} (${look}): ${cause.message.split("\n")[0]}`);
  }
  await entry.leave?.(view).catch(() => undefined);
  for (const complaint of view.complaints.splice(0)) if (!entry.refuses) console.log(`${entry.name} (${look}): ${complaint}`);
}

try {
  await mkdir(values.to, { recursive: true });
  for (const language of LANGUAGES) {
    for (const theme of THEMES) {
      for (const size of SIZES) {
        const look = `${language}-${theme}-${size.width}`;
        const around = lookAround(browser, stage, { language, theme, size });
        for (const entry of chosen) await take(around, entry, look);
        await around.close();
        console.log(`${look}: ${chosen.length} pages`);
      }
    }
  }
} finally {
  await browser.close();
  await stage.stop();
}
console.log(`pictures in ${values.to}`);
process.exitCode = missed > 0 ? 1 : 0;
