// A manager narrows the dashboard, compares it with another period, and arranges it, by keys alone; what was asked and how
// it is arranged is still there on the next visit.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { accessible, openPage, quiet, shot, startBrowser, translated } from "../harness/browser.mjs";
import { importTickets, logIn, setUp } from "../harness/people.mjs";
import { call, engine, startServer } from "../harness/server.mjs";

describe(`a dashboard of one's own (${engine})`, () => {
  let browser;
  let server;
  before(async () => {
    browser = await startBrowser();
    server = await startServer();
    server.token = await setUp(server);
    await importTickets(server, server.token);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const period = "first=%222026-09-01%22&last=%222026-11-30%22";

  async function dashboard(options) {
    const view = await openPage(browser, server, options);
    await logIn(view);
    await view.page.goto(`${server.url}/#/dashboard?${period}`);
    await view.page.locator(".chart-picture svg").first().waitFor();
    return view;
  }

  test("it is narrowed by keys, and the chip takes the condition back", async () => {
    const view = await dashboard();
    const { page, t } = view;
    const all = await page.locator(".figure-opened .figure-value").innerText();
    await page.getByRole("button", { name: t("dashboard.filter.title") }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("combobox", { name: t("dashboard.filter.kinds") }).focus();
    await page.keyboard.type(t("grid.work_orders.kind.repair"));
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await page.waitForURL(/kinds/);
    const chip = page.getByRole("button", { name: t("dashboard.filter.remove", { name: t("dashboard.filter.kinds") }) });
    await chip.waitFor();
    await translated(view, "narrowed dashboard");
    await accessible(view, "narrowed dashboard");
    await chip.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => !url.href.includes("kinds"));
    await page.locator(".figure-opened .figure-value", { hasText: all.split("\n")[0] }).waitFor();
    quiet(view);
    await view.context.close();
  });

  test("it steps to the period before and is remembered", async () => {
    const view = await dashboard();
    const { page, t } = view;
    await page.getByRole("button", { name: t("dashboard.period.before") }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/2026-06-01/);
    // A choice rests a moment before it is kept.
    await page.waitForResponse((response) => response.url().endsWith("preferences.save"));
    await page.goto(`${server.url}/#/work_orders`);
    await page.goto(`${server.url}/#/dashboard`);
    await page.locator('.period-range input[value="2026-06-01"]').waitFor();
    quiet(view);
    await view.context.close();
  });

  test("a series is put aside and taken back, and the numbers stay in the table", async () => {
    const view = await dashboard();
    const { page, t } = view;
    const chart = page.getByRole("region", { name: t("insight.flow.title") });
    const one = chart.locator(".chart-switches button").first();
    const name = await one.getAttribute("aria-label");
    await one.focus();
    await page.keyboard.press("Enter");
    await chart.locator(".chart-switches button[aria-pressed=false]").waitFor();
    await chart.getByRole("button", { name: t("common.chart.as_table") }).focus();
    await page.keyboard.press("Enter");
    await chart.getByRole("columnheader", { name }).waitFor();
    quiet(view);
    await view.context.close();
  });

  test("it is arranged by keys, for this person, and put back", async () => {
    const view = await dashboard({ language: "zh-CN", theme: "dark", size: { width: 1024, height: 768 } });
    const { page, t } = view;
    const titles = () => page.locator(".board .chart h2").allInnerTexts();
    const [first, second] = await titles();
    await page.getByRole("button", { name: t("dashboard.layout.edit") }).focus();
    await page.keyboard.press("Enter");
    const down = page.getByRole("button", { name: t("dashboard.layout.down", { name: first }) });
    await down.focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction((title) => document.querySelector(".board .chart h2")?.textContent === title, second);
    const shown = page.getByRole("checkbox", { name: second, exact: true });
    const kept = page.waitForResponse((response) => response.url().endsWith("preferences.save"));
    await shown.focus();
    await page.keyboard.press("Space");
    await page.waitForFunction((title) => document.querySelector(".board .chart h2")?.textContent === title, first);
    await accessible(view, "layout of the dashboard");
    await shot(view, "dashboard-layout");
    await kept;
    await page.reload();
    await page.locator(".chart-picture svg").first().waitFor();
    assert.ok(!(await titles()).includes(second), "a hidden chart stays hidden");
    await page.getByRole("button", { name: t("dashboard.layout.edit") }).click();
    await page.getByRole("button", { name: t("dashboard.layout.reset") }).focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction((title) => document.querySelectorAll(".board .chart h2")[1]?.textContent === title, second);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
    assert.ok(wide, "nothing scrolls sideways at 1024");
    quiet(view);
    await view.context.close();
  });

  test("targets and limits are set by keys, a list out of order is refused at its field", async () => {
    const view = await dashboard();
    const { page, t } = view;
    await page.getByRole("button", { name: t("insight.targets.edit") }).press("Enter");
    const dialog = page.getByRole("dialog", { name: t("insight.targets.edit") });
    const ages = dialog.getByRole("textbox", { name: t("insight.limits.ageing_days"), exact: true });
    await ages.fill("7, 2");
    await ages.press("Control+Enter");
    await dialog.getByText(t("errors.value_invalid")).waitFor();
    await accessible(view, "targets and limits");
    await shot(view, "targets");
    await ages.fill("2，5 9");
    await dialog.getByRole("spinbutton", { name: t("insight.limits.complaint_hours"), exact: true }).fill("48");
    await page.keyboard.press("Control+Enter");
    await dialog.waitFor({ state: "hidden" });
    const { limits } = await call(server, "insight.targets", {}, server.token);
    assert.deepEqual([limits.ageing_days, limits.complaint_hours], [[2, 5, 9], 48]);
    quiet(view);
    await view.context.close();
  });

  for (const [place, row] of [["monitor", ".urgent-rows th button"], ["brief", ".brief-part:last-child tbody th button"]]) {
    test(`an order opens beside the ${place}, which keeps its place`, async () => {
      const view = await dashboard();
      const { page, t } = view;
      await page.goto(`${server.url}/#/${place}`);
      const line = page.locator(row).last();
      const number = await line.textContent();
      await line.press("Enter");
      const drawer = page.getByRole("complementary", { name: t("list.drawer.label") });
      await drawer.getByRole("heading", { name: number }).waitFor();
      assert.match(page.url(), new RegExp(`/${place}\\?.*open=`));
      await accessible(view, `an order beside the ${place}`);
      await shot(view, `${place}-order`);
      await page.keyboard.press("Escape");
      await drawer.waitFor({ state: "hidden" });
      quiet(view);
      await view.context.close();
    });
  }

  for (const [place, shown] of [["monitor", ".bucket"], ["brief", ".brief-part"]]) {
    test(`the page ${place} says what it has, and a line leads to its orders by keys`, async () => {
      const view = await dashboard();
      const { page } = view;
      await page.goto(`${server.url}/#/${place}`);
      await page.locator(shown).first().waitFor();
      await translated(view, place);
      await accessible(view, place);
      const line = page.locator(`${shown === ".bucket" ? ".bucket" : ".brief-part table button"}`).first();
      await line.focus();
      await page.keyboard.press("Enter");
      await page.waitForURL(/work_orders/);
      quiet(view);
      await view.context.close();
    });
  }
});
