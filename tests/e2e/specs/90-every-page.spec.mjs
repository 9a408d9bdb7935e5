// Every page and state of the list of pages: no finding of axe-core, no key instead of a text, no complaint of the browser,
// nothing wider or higher than a window; the pages in both languages, light and dark, their further states in one of the two looks.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { accessible, openPage, startBrowser, translated } from "../harness/browser.mjs";
import { logIn } from "../harness/people.mjs";
import { engine } from "../harness/server.mjs";
import { pages, visit } from "../shots/pages.mjs";
import { lookAround, setStage } from "../shots/stage.mjs";

const LOOKS = [
  { language: "zh-CN", theme: "dark", size: { width: 1024, height: 768 } },
  { language: "en", theme: "light", size: { width: 1440, height: 900 } },
];

/** How far the page stands out of its window: a frame that scrolls as a whole loses its bars. */
const beyond = (page) => page.evaluate(() => {
  const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
  const framed = document.querySelector(".frame") !== null;
  const main = document.querySelector(".frame-main");
  return { wide: scrollWidth - clientWidth, high: framed ? scrollHeight - clientHeight : 0, inside: main ? main.scrollWidth - main.clientWidth : 0 };
});

// The two looks are gone through side by side: each waits for its own server and pages most of the time. Screens are the
// same over either database, and only a local one is backed up by the program itself.
describe(`every page (${engine})`, { concurrency: LOOKS.length, skip: engine !== "sqlite" }, () => {
  let browser;
  let stage;
  before(async () => {
    // One after the other: what was begun must be known to be ended, also when the next thing fails.
    browser = await startBrowser();
    stage = await setStage();
  });
  after(async () => {
    await browser?.close();
    await stage?.stop();
  });

  test("the navigation leads to no page that is not looked at", async () => {
    const view = await openPage(browser, stage.demo);
    await logIn(view);
    const links = view.page.getByRole("navigation", { name: view.t("shell.navigation") }).locator("a[href*='#/']");
    await links.first().waitFor();
    const path = (address) => address.replace(/^.*#/, "").split("?")[0];
    const led = (await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")))).map(path).filter((to) => to !== "/");
    const known = pages.filter(({ nav }) => nav).map(({ address }) => path(address));
    assert.deepEqual([...new Set(led)].sort(), [...new Set(known)].sort());
    await view.context.close();
  });

  for (const [number, look] of LOOKS.entries()) {
    test(`every page is accessible, translated and quiet (${look.language}, ${look.theme}, ${look.size.width})`, async () => {
      const around = lookAround(browser, stage, look);
      const failures = [];
      const states = pages.filter(({ nav, seen }) => !nav && !seen);
      const own = states.filter((_, index) => index % LOOKS.length === number);
      for (const entry of [...pages.filter(({ nav }) => nav), ...own]) {
        const view = await around.of(entry);
        try {
          await visit(view, entry, stage);
          await translated(view, entry.name);
          await accessible(view, entry.name);
          assert.deepEqual(await beyond(view.page), { wide: 0, high: 0, inside: 0 }, `${entry.name} stands out of its window`);
          // A server that cannot be reached is told by the browser too.
          if (!entry.refuses) assert.deepEqual(view.complaints, [], `the browser complained on ${entry.name}`);
        } catch (cause) {
          failures.push(`${entry.name}: ${cause.message}`);
        }
        await entry.leave?.(view);
        view.complaints.splice(0);
      }
      await around.close();
      assert.deepEqual(failures, []);
    });
  }
});
