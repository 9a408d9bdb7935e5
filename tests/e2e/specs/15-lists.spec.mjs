// Lists: a filter that reads as a sentence is made by keys alone and kept as a view; records are found by what people have
// at hand; rows are chosen, summed, audited and printed.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { accessible, openPage, quiet, shot, startBrowser, translated } from "../harness/browser.mjs";
import { demoServer } from "../harness/demo.mjs";
import { logIn } from "../harness/people.mjs";
import { call, engine } from "../harness/server.mjs";

const open = { field: "state", op: "in", value: ["open", "in_progress"] };

describe(`lists (${engine})`, () => {
  let browser;
  let server;
  before(async () => {
    browser = await startBrowser();
    server = await demoServer({ orders: 2000 });
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const ask = (operation, input) => call(server, operation, input, server.token);
  const count = async (which) => (await ask("work_orders.total", which)).count;

  async function at(address, options) {
    const view = await openPage(browser, server, options);
    await logIn(view);
    await view.page.goto(`${server.url}/#${address}`);
    return view;
  }
  const counted = ({ page, t }, n, filtered = true) => page.getByText(t(filtered ? "list.count_filtered" : "list.count", { n: n.toLocaleString("en") }), { exact: true }).first().waitFor();
  const filtered = (filter) => `/work_orders?filter=${encodeURIComponent(JSON.stringify(filter))}`;
  /** The keyboard on the first row. */
  async function intoRows({ page }) {
    const first = page.getByRole("gridcell", { name: /^WO-/ }).first();
    await first.waitFor();
    // The rows settle once the list knows how many there are.
    await page.locator(".grid-total").first().waitFor();
    await first.click();
    await page.getByRole("complementary").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("complementary").waitFor({ state: "detached" });
  }

  test("a filter is made by keys, turned into its opposite, kept as a view, and opens the list the next time", async () => {
    const view = await at(filtered({ and: [open, { or: [{ field: "priority", op: "eq", value: "urgent" }] }] }));
    const { page, t } = view;
    await counted(view, await count({ filter: { and: [open, { field: "priority", op: "eq", value: "urgent" }] } }));
    const group = page.locator(".chip-brackets");
    await group.locator(".chip-not").focus();
    await page.keyboard.press("Enter");
    const others = await count({ filter: { and: [open, { not: { field: "priority", op: "eq", value: "urgent" } }] } });
    await counted(view, others);
    await page.getByRole("button", { name: t("list.view.save_as") }).focus();
    await page.keyboard.press("Enter");
    await page.locator(":focus").and(page.getByRole("textbox", { name: t("list.view.name") })).waitFor();
    await page.keyboard.type("Calm ones");
    await page.keyboard.press("Enter");
    const tab = page.getByRole("tab", { name: /Calm ones/ });
    await tab.and(page.locator("[aria-selected=true]")).waitFor();
    await accessible(view, "a list with a view and a group of conditions");
    await page.getByRole("button", { name: t("list.view.menu", { name: "Calm ones" }) }).click();
    await page.getByRole("menuitem", { name: t("list.view.make_default") }).click();
    await page.getByRole("tab", { name: new RegExp(t("list.view.default")) }).waitFor();
    await page.goto(`${server.url}/#/dashboard`);
    await page.goto(`${server.url}/#/work_orders`);
    await counted(view, others);
    await page.getByRole("button", { name: t("list.view.menu", { name: "Calm ones" }) }).click();
    await page.getByRole("menuitem", { name: t("common.delete") }).click();
    await page.getByRole("dialog").getByRole("button", { name: t("common.delete") }).click();
    await tab.waitFor({ state: "detached" });
    quiet(view);
    await view.context.close();
  });

  test("an order is found by a piece of its number, a telephone's last digits and a name's initials", async () => {
    const view = await at("/work_orders");
    const { page, t } = view;
    const { rows } = await ask("work_orders.page", { limit: 50 });
    await page.locator(".ag-row .ag-cell").nth(1).waitFor();
    const row = rows.find(({ contact_phone }) => contact_phone?.length >= 11);
    for (const words of [row.number.slice(-6), row.contact_phone.slice(-5), row.contact_name]) {
      await page.keyboard.press("/");
      await page.keyboard.press("Control+a");
      await page.keyboard.type(words);
      await counted(view, await count({ text: words }));
      await page.getByRole("gridcell", { name: row.number, exact: true }).first().waitFor();
      await page.keyboard.press("Escape");
    }
    const nobody = "zzqqxx";
    await page.keyboard.press("/");
    await page.keyboard.press("Control+a");
    await page.keyboard.type(nobody);
    await page.getByText(t("list.empty_filtered")).waitFor();
    await page.getByRole("button", { name: t("list.filter.clear") }).last().click();
    await page.locator(".ag-row .ag-cell").nth(1).waitFor();
    quiet(view);
    await view.context.close();
  });

  test("rows are chosen by keys, all but one, summed, and audited in one go (zh-CN, dark)", async () => {
    const done = { and: [{ field: "state", op: "in", value: ["closed"] }, { field: "priority", op: "in", value: ["urgent"] }] };
    const view = await at(filtered(done), { language: "zh-CN", theme: "dark" });
    const { page, t } = view;
    const all = await count({ filter: done });
    assert.ok(all > 5, "the demo network has closed orders");
    await intoRows(view);
    await page.keyboard.press("Space");
    const bar = page.getByRole("region", { name: t("list.bulk.label") });
    await bar.getByText(t("list.selected", { n: "1" }), { exact: true }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Shift+Space");
    await bar.getByText(t("list.selected", { n: "3" }), { exact: true }).waitFor();
    await accessible(view, "chosen rows");
    await translated(view, "chosen rows");
    await shot(view, "chosen-rows");
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Space");
    await bar.getByText(t("list.selected", { n: (all - 1).toLocaleString("zh-CN") }), { exact: true }).waitFor();
    await bar.getByRole("button", { name: t("document.action.audit") }).click();
    await page.getByRole("dialog").getByRole("button", { name: t("document.action.audit") }).click();
    await page.getByText(t("document.many.done", { done: (all - 1).toLocaleString("zh-CN") })).waitFor();
    quiet(view);
    await view.context.close();
  });

  test("the chosen rows and the whole list go to paper, the dashboard and the brief too", async () => {
    const view = await at(filtered(open));
    const { page, t } = view;
    const pdf = async (press) => {
      const saved = page.waitForEvent("download");
      await press();
      const file = await saved;
      const parts = [];
      for await (const part of await file.createReadStream()) parts.push(part);
      const bytes = Buffer.concat(parts);
      assert.equal(bytes.subarray(0, 5).toString(), "%PDF-");
      return { name: file.suggestedFilename(), bytes };
    };
    const choose = async (button, item) => {
      await page.getByRole("button", { name: button }).first().click();
      await page.getByRole("menuitem", { name: item }).click();
    };
    await intoRows(view);
    await pdf(() => choose(t("common.export"), t("prints.action.list")));
    await page.keyboard.press("Escape");
    await intoRows(view);
    await page.keyboard.press("Space");
    await pdf(() => page.getByRole("button", { name: t("prints.action.sheets") }).click());
    await page.goto(`${server.url}/#/dashboard`);
    await page.locator(".chart-picture svg").nth(1).waitFor();
    const report = await pdf(() => choose(t("common.print"), t("prints.action.report")));
    const slides = await pdf(() => choose(t("common.print"), t("prints.action.slides")));
    assert.notEqual(report.name, slides.name);
    await page.goto(`${server.url}/#/brief`);
    await pdf(() => page.getByRole("button", { name: t("common.print") }).click());
    quiet(view);
    await view.context.close();
  });
});
