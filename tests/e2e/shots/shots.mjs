// `cargo xtask shots`: pictures of every page in Chinese and English, light and dark, at both sizes, into shots/. For
// people to look at; it fails only where a page cannot be reached.
//
//   node shots/shots.mjs [--only NAME[,NAME]] [--orders N] [--to FOLDER]
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openPage, startBrowser } from "../harness/browser.mjs";
import { logIn } from "../harness/people.mjs";
import { demoServer } from "../harness/demo.mjs";
import { pages, visit } from "./pages.mjs";

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

const server = await demoServer({ orders: Number(values.orders) });
const browser = await startBrowser();
let missed = 0;
try {
  await mkdir(values.to, { recursive: true });
  for (const language of LANGUAGES) {
    for (const theme of THEMES) {
      for (const size of SIZES) {
        const look = `${language}-${theme}-${size.width}`;
        const view = await openPage(browser, server, { language, theme, size });
        await logIn(view);
        for (const entry of chosen) {
          try {
            await visit(view, entry);
            await view.page.screenshot({ path: join(values.to, `${entry.name}-${look}.png`) });
          } catch (cause) {
            missed += 1;
            console.log(`no picture of ${entry.name} (${look}): ${cause.message.split("\n")[0]}`);
          }
        }
        for (const complaint of view.complaints) console.log(`${look}: ${complaint}`);
        await view.context.close();
        console.log(`${look}: ${chosen.length} pages`);
      }
    }
  }
} finally {
  await browser.close();
  await server.stop();
}
console.log(`pictures in ${values.to}`);
process.exitCode = missed > 0 ? 1 : 0;
