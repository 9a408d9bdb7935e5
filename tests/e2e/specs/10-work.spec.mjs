// The main job: a manager sees what was on time, opens the orders behind a figure, and asks of a due time why it is what
// it is; in both languages, light and dark, with the mouse and with keys alone.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { accessible, openPage, quiet, shot, startBrowser, translated } from "../harness/browser.mjs";
import { importTickets, logIn, setUp } from "../harness/people.mjs";
import { engine, startServer } from "../harness/server.mjs";

describe(`dashboard and work orders (${engine})`, () => {
  let browser;
  let server;
  before(async () => {
    browser = await startBrowser();
    server = await startServer();
    const report = await importTickets(server, await setUp(server));
    assert.equal(report.created, 40);
    assert.equal(report.rejected, 0);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** A page of the logged-in administrator at an address of the app. */
  async function at(address, options) {
    const view = await openPage(browser, server, options);
    await logIn(view);
    await view.page.goto(`${server.url}/#${address}`);
    return view;
  }
  // The tickets' own period, so that the test says the same in every year.
  const dashboard = "/dashboard?first=%222026-09-01%22&last=%222026-11-30%22";
  const figure = ({ page }, key) => page.locator(`.figure-${key} .figure-value button`);
  const counted = ({ page, t }, n, filtered) => page.getByText(t(filtered ? "list.count_filtered" : "list.count", { n }), { exact: true }).first();

  for (const [language, theme] of [["zh-CN", "light"], ["en", "dark"]]) {
    test(`a figure of the dashboard opens the orders it counts (${language}, ${theme})`, async () => {
      const view = await at(dashboard, { language, theme });
      const { page } = view;
      const open = figure(view, "open");
      await open.waitFor();
      await page.locator(".chart-picture svg").nth(1).waitFor();
      const n = (await open.innerText()).trim();
      assert.equal(n, "4", "four tickets of the file were never completed");
      await translated(view, "dashboard");
      await accessible(view, "dashboard");
      await shot(view, `dashboard-${language}-${theme}`);
      await open.click();
      await page.waitForURL(/work_orders/);
      await counted(view, n, true).waitFor();
      await translated(view, "list of work orders");
      await accessible(view, "list of work orders");
      await shot(view, `work-orders-${language}-${theme}`);
      quiet(view);
      await view.context.close();
    });
  }

  test("a mark of a chart opens the orders behind it, by keys alone", async () => {
    const view = await at(dashboard);
    const { page } = view;
    const marks = page.locator(".chart-marks").last();
    await marks.waitFor();
    await marks.focus();
    await page.keyboard.press("ArrowRight");
    await page.locator(".chart-tip").waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(/work_orders/);
    await page.getByText(/match$/).first().waitFor();
    quiet(view);
    await view.context.close();
  });

  test("an order tells its file and line and why it is due when it is", async () => {
    const view = await at("/work_orders");
    const { page, t } = view;
    await counted(view, "40", false).waitFor();
    await page.locator(".ag-row .ag-cell").first().click();
    await page.keyboard.press("Enter");
    const drawer = page.getByRole("complementary", { name: t("list.drawer.label") });
    await drawer.locator("article.document").waitFor();
    await drawer.getByText("tickets.csv").filter({ visible: true }).first().waitFor();
    await accessible(view, "drawer");
    await translated(view, "drawer");
    await drawer.getByRole("tab", { name: t("work_orders.tab.clocks") }).click();
    // The reasons of a clock stand behind one word, closed until somebody asks.
    await drawer.getByRole("tabpanel").getByText(t("common.why"), { exact: true }).first().click();
    // A due time that was imported names its file and row.
    await drawer.getByRole("tabpanel").locator(".piece-mark", { hasText: "tickets.csv" }).filter({ visible: true }).first().waitFor();
    await shot(view, "order-why");
    await drawer.getByRole("tab", { name: t("document.tab.timeline") }).click();
    await accessible(view, "timeline");
    await page.keyboard.press("Escape");
    await drawer.waitFor({ state: "detached" });
    quiet(view);
    await view.context.close();
  });

  test("the list fits a small screen, and its export is what is seen: these rows, this order, these columns", async () => {
    const critical = { field: "priority", op: "eq", value: "critical" };
    const view = await at(`/work_orders?filter=${encodeURIComponent(JSON.stringify(critical))}`, { size: { width: 1024, height: 768 } });
    const { page, t } = view;
    const heading = (key) => t(`grid.work_orders.columns.${key}`);
    await counted(view, "8", true).waitFor();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(overflow, 0, "the page itself never scrolls sideways");
    await shot(view, "work-orders-small");
    const header = page.getByRole("columnheader", { name: heading("external_number"), exact: true });
    await header.click();
    await header.and(page.locator("[aria-sort=ascending]")).waitFor();
    await page.getByRole("button", { name: t("list.columns.title") }).click();
    await page.getByRole("checkbox", { name: heading("state"), exact: true }).press("Space");
    await page.getByRole("columnheader", { name: heading("state"), exact: true }).waitFor({ state: "detached" });
    await page.keyboard.press("Escape");
    // Seen: the rows of the filter from the smallest number up, and no column of the state.
    await page.locator(".ag-row[row-index='0']").first().getByRole("gridcell", { name: "T2609-0004", exact: true }).waitFor();
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: t("common.export") }).first().click();
    await page.getByText(t("list.export.csv"), { exact: true }).click();
    const stream = await (await saved).createReadStream();
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString("utf8");
    assert.equal(text.charCodeAt(0), 0xfeff, "spreadsheets know the file by its mark");
    const [first, ...rows] = text.slice(1).trim().split(/\r?\n/).map((line) => line.split(","));
    const shown = ["number", "external_number", "due_state", "due_at", "kind", "priority", "category", "outlet_name"];
    assert.deepEqual(first.slice(0, shown.length), shown.map(heading));
    assert.ok(!first.includes(heading("state")), "a hidden column stays out of the file");
    assert.deepEqual(rows.map((row) => row[1]), ["04", "09", "14", "19", "24", "29", "34", "39"].map((n) => `T2609-00${n}`));
    const cell = (key) => rows[0][first.indexOf(heading(key))];
    assert.deepEqual(["priority", "outlet_name", "opened_at"].map(cell), [t("grid.work_orders.priority.critical"), "广州天河网点", "2026-09-08 17:14:00"]);
    quiet(view);
    await view.context.close();
  });
});
