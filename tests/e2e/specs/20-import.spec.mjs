// The import wizard: from a file to orders and back, in both languages; files that are no tables; bad rows; keys alone.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { accessible, openPage, quiet, shot, startBrowser, translated } from "../harness/browser.mjs";
import { fixture, logIn, setUp } from "../harness/people.mjs";
import { call, engine, startServer } from "../harness/server.mjs";

const file = (name) => fileURLToPath(fixture(name));
const made = (name, text) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

describe(`import (${engine})`, () => {
  let browser;
  before(async () => (browser = await startBrowser()));
  after(() => browser?.close());

  /** A fresh workspace, with the wizard open before an administrator. */
  async function wizard(options, story) {
    const server = await startServer();
    try {
      const token = await setUp(server);
      const view = await openPage(browser, server, options);
      await logIn(view);
      // The start page is still on its way when the navigation stands, and would replace another one.
      await view.page.waitForURL(/#\/\w/);
      await view.page.goto(`${server.url}/#/imports/new`);
      await view.page.getByRole("heading", { name: view.t("import.file.what"), exact: true }).waitFor();
      await story({ ...view, view, server, token });
      quiet(view);
      await view.context.close();
    } finally {
      await server.stop();
    }
  }

  const choose = ({ page }, chosen) => page.locator("input[type=file]").setInputFiles(chosen);
  const forward = ({ page }) => page.locator(".wizard-foot .ant-btn-primary").click();
  const step = ({ page, t }, key) => page.getByRole("group", { name: t(`import.step.${key}`), exact: true }).waitFor();
  const previewed = ({ page, t }) => page.getByRole("heading", { name: t("import.preview.title"), exact: true }).waitFor();
  const figure = async ({ page }, key) => (await page.locator(`[data-figure=${key}] dd`).innerText()).replaceAll(",", "");
  const orders = async ({ server, token }) => (await call(server, "work_orders.total", {}, token)).count;

  /** From the file to the answer of the check. */
  async function toCheck(at, chosen) {
    await choose(at, chosen);
    await previewed(at);
    await forward(at);
    await step(at, "columns");
    await forward(at);
    await step(at, "values");
    await forward(at);
    await step(at, "check");
    await forward(at);
    await at.page.locator("[data-figure=read]").waitFor();
  }

  for (const [language, theme] of [["zh-CN", "light"], ["en", "dark"]]) {
    test(`a file becomes orders, step by step, and is undone as a whole (${language})`, async () => {
      await wizard({ language, theme }, async (at) => {
        const { page, t, view } = at;
        const look = async (where) => {
          await accessible(view, where);
          await translated(view, where);
          await shot(view, `import-${where}-${language}`);
        };
        await look("file");
        await choose(at, file("tickets-gb18030.csv"));
        await previewed(at);
        await page.getByRole("cell", { name: "深圳南山网点" }).first().waitFor();
        await look("preview");
        await forward(at);
        await step(at, "columns");
        await look("columns");
        await forward(at);
        await step(at, "values");
        await page.getByRole("row", { name: /维修/ }).first().waitFor();
        await look("values");
        await forward(at);
        await step(at, "check");
        await look("choices");
        await forward(at);
        await page.getByText(t("import.check.verdict.all")).waitFor();
        assert.deepEqual([await figure(at, "read"), await figure(at, "created")], ["40", "40"]);
        assert.equal(await orders(at), 0);
        await look("checked");
        await forward(at);
        await page.getByText(t("import.result.done", { file: "tickets-gb18030.csv" })).waitFor();
        assert.equal(await figure(at, "created"), "40");
        await look("result");
        await page.getByRole("button", { name: t("import.result.show"), exact: true }).click();
        await page.getByText(t("list.count_filtered", { n: "40" })).waitFor();
        await page.locator(".chip", { hasText: "tickets-gb18030.csv" }).waitFor();

        await page.goto(`${at.server.url}/#/imports`);
        await page.getByRole("heading", { name: t("import.history.title"), exact: true }).waitFor();
        await page.getByRole("gridcell", { name: "tickets-gb18030.csv" }).click();
        await page.getByRole("button", { name: t("import.undo.button") }).click();
        await page.getByRole("dialog").getByRole("button", { name: t("import.undo.do"), exact: true }).click();
        await page.getByText(t("import.undo.done", { removed: "40", restored: "0", kept: "0" })).waitFor();
        await look("undone");
        assert.equal(await orders(at), 0);
      });
    });
  }

  test("the same file again: its mapping is remembered, its orders are skipped or updated", async () => {
    await wizard({}, async (at) => {
      const { page, t } = at;
      await toCheck(at, file("tickets.csv"));
      await forward(at);
      await page.getByText(t("import.result.done", { file: "tickets.csv" })).waitFor();
      await page.getByRole("button", { name: t("import.result.again"), exact: true }).click();
      await choose(at, file("tickets.csv"));
      await previewed(at);
      await forward(at);
      await page.getByText(t("import.columns.remembered")).waitFor();
      await forward(at);
      await step(at, "values");
      await forward(at);
      await step(at, "check");
      await forward(at);
      await page.getByText(t("import.check.verdict.skipped")).waitFor();
      assert.equal(await figure(at, "skipped"), "40");
      assert.equal(await page.locator(".wizard-foot .ant-btn-primary").isDisabled(), true);
      await page.getByRole("radio", { name: t("import.options.doubles_update") }).check();
      await page.getByText(t("import.check.stale")).waitFor();
      await forward(at);
      await page.getByText(t("import.check.verdict.all")).waitFor();
      assert.equal(await figure(at, "updated"), "40");
      assert.equal(await orders(at), 40);
    });
  });

  test("a file that is no table, has no rows or fits nothing says so in its own words, and nothing is written", async () => {
    await wizard({}, async (at) => {
      const { page, t } = at;
      const next = page.locator(".wizard-foot .ant-btn-primary");
      await choose(at, file("not-a-table.csv"));
      await page.getByRole("alert").filter({ hasText: t("import.errors.not_a_table", { detected: "png" }) }).waitFor();
      assert.equal(await next.isDisabled(), true);
      await accessible(at.view, "a file that is no table");
      await choose(at, made("header.csv", "工单号,受理时间\n"));
      await page.getByRole("alert").filter({ hasText: t("import.errors.no_rows") }).waitFor();
      await choose(at, made("empty.csv", ""));
      await page.getByRole("alert").filter({ hasText: t("import.errors.empty_file") }).waitFor();
      await choose(at, made("line.csv", `a,b\n${"x".repeat(2_000_000)}\n`));
      await page.getByRole("alert").filter({ hasText: t("import.errors.too_large_record_bytes", { max: "1,048,576" }) }).waitFor();
      const mixed = Buffer.concat([Buffer.from("工单号,受理时间,网点\nM-1,2026-09-01 10:00,深圳\nM-2,2026-09-02 10:00,"), Buffer.from([0xc9, 0xee, 0xdb, 0xda, 0x0a])]);
      await choose(at, { name: "mixed.csv", mimeType: "text/csv", buffer: mixed });
      await page.getByRole("alert").filter({ hasText: t("import.errors.bad_encoding", { line: 3, expected: "utf-8" }) }).waitFor();
      await choose(at, made("others.csv", "alpha,beta\n1,2\n"));
      await page.getByRole("cell", { name: "1", exact: true }).waitFor();
      await forward(at);
      const fields = ["external_number", "opened_at"].map((key) => t(`import.fields.${key}`)).join(t("common.list_comma"));
      await page.getByText(t("import.columns.still_missing", { fields })).waitFor();
      assert.equal(await next.isDisabled(), true);
      assert.equal(await orders(at), 0);
    });
  });

  test("bad rows stop the whole file, or are left out and listed with their reasons", async () => {
    await wizard({}, async (at) => {
      const { page, t } = at;
      const rows = ["order no,opened,state", "B-1,2026-09-01 10:00,open", "B-2,2026-09-31 10:00,open", "B-3,2026-09-03 10:00,odd"];
      await toCheck(at, made("bad.csv", `${rows.join("\n")}\n`));
      await page.getByText(t("import.check.verdict.blocked")).waitFor();
      assert.deepEqual([await figure(at, "created"), await figure(at, "rejected")], ["1", "2"]);
      const reasons = page.getByRole("region", { name: t("import.report.reasons") });
      await reasons.getByRole("row", { name: t("import.reason.bad_date") }).waitFor();
      await reasons.getByRole("row", { name: t("import.reason.unknown_value") }).waitFor();
      assert.equal(await page.locator(".wizard-foot .ant-btn-primary").isDisabled(), true);
      await page.getByRole("radio", { name: t("import.options.errors_take_good") }).check();
      await page.getByText(t("import.check.verdict.some")).waitFor();
      await forward(at);
      await page.getByText(t("import.result.done", { file: "bad.csv" })).waitFor();
      const [download] = await Promise.all([page.waitForEvent("download"), reasons.getByRole("button").click()]);
      const rejects = await readFile(await download.path(), "utf8");
      assert.match(rejects, /3,opened,2026-09-31 10:00,bad_date/);
      assert.match(rejects, /4,state,odd,unknown_value/);
      assert.equal(await orders(at), 1);
    });
  });

  test("month and day are asked for where they could be exchanged", async () => {
    await wizard({}, async (at) => {
      const { page, t } = at;
      const rows = [1, 2, 3, 4, 5].map((n) => `D-${n},0${n}/0${n + 1}/2026 10:00,0${n}/0${n + 2}/2026 10:00`);
      await choose(at, made("dates.csv", `order no,opened,closed\n${rows.join("\n")}\n`));
      await previewed(at);
      await forward(at);
      await step(at, "columns");
      const undecided = page.getByText(t("import.columns.still_undecided", { fields: ["opened_at", "closed_at"].map((key) => t(`import.fields.${key}`)).join(t("common.list_comma")) }));
      await undecided.waitFor();
      await page.getByRole("radio", { name: t("import.columns.day_first") }).first().check();
      await undecided.waitFor({ state: "detached" });
      await forward(at);
      await step(at, "values");
    });
  });

  test("an open draft is not lost by accident", async () => {
    await wizard({}, async (at) => {
      const { page, t } = at;
      await choose(at, file("tickets.csv"));
      await previewed(at);
      await page.getByRole("navigation", { name: t("shell.navigation") }).getByText(t("shell.nav.work_orders")).click();
      const dialog = page.getByRole("dialog").filter({ hasText: t("import.leave.title") });
      await dialog.getByRole("button", { name: t("common.stay"), exact: true }).click();
      await previewed(at);
      await page.getByRole("navigation", { name: t("shell.navigation") }).getByText(t("shell.nav.work_orders")).click();
      await dialog.getByRole("button", { name: t("common.leave"), exact: true }).click();
      await page.getByRole("heading", { name: t("shell.nav.work_orders"), exact: true }).waitFor();
    });
  });

  test("keys alone lead from the file to the orders and back", async () => {
    await wizard({}, async (at) => {
      const { page, t } = at;
      /** Presses Tab until the keyboard stands on something of that name. */
      const tabTo = async (name) => {
        for (let presses = 0; presses < 120; presses += 1) {
          const here = await page.evaluate(() => {
            const on = document.activeElement;
            return on?.getAttribute("aria-label") ?? on?.closest("label")?.innerText ?? on?.innerText ?? "";
          });
          if (here.trim().startsWith(name)) return;
          await page.keyboard.press("Tab");
        }
        throw new Error(`the keyboard does not reach ${name}`);
      };
      // Listening begins before the key: the browser has to be told that nobody sits before its dialog.
      const chosen = page.waitForEvent("filechooser");
      await tabTo(t("import.file.choose"));
      await page.keyboard.press("Enter");
      const chooser = await chosen;
      await chooser.setFiles(file("tickets.csv"));
      await previewed(at);
      await page.keyboard.press("Control+Enter");
      await step(at, "columns");
      // The description gets the product's column, by typing.
      await tabTo(t("import.columns.source_of", { field: t("import.fields.description") }));
      await page.keyboard.press("ArrowDown");
      await page.keyboard.type("产品");
      const offered = await page.locator(".ant-select-item-option-active").boundingBox();
      assert.ok(offered.x > 0 && offered.x < 1440 && offered.y > 0 && offered.y < 900, "what is offered stands on the screen");
      await page.keyboard.press("Enter");
      await page.getByRole("row", { name: t("import.fields.description") }).getByText(t("import.columns.by_hand")).waitFor();
      await page.keyboard.press("Control+Enter");
      await step(at, "values");
      await page.keyboard.press("Control+Enter");
      await step(at, "check");
      await tabTo(t("import.options.errors_all_or_nothing"));
      await page.keyboard.press("ArrowDown");
      assert.equal(await page.getByRole("radio", { name: t("import.options.errors_take_good") }).isChecked(), true);
      await page.keyboard.press("Control+Enter");
      await page.getByText(t("import.check.verdict.all")).waitFor();
      await page.keyboard.press("Control+Enter");
      await page.getByText(t("import.result.done", { file: "tickets.csv" })).waitFor();
      assert.equal(await orders(at), 40);
      await tabTo(t("import.undo.button"));
      await page.keyboard.press("Enter");
      await page.getByRole("dialog").waitFor();
      await tabTo(t("import.undo.do"));
      await page.keyboard.press("Enter");
      await page.getByText(t("import.undo.done", { removed: "40", restored: "0", kept: "0" })).waitFor();
      assert.equal(await orders(at), 0);
    });
  });
});
