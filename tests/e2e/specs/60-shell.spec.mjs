// The shell by keyboard: go anywhere and find anything with Ctrl-K, hear of a long work that has ended, change how it all
// looks without a restart, read which keys work, and what Outpost is made of.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { accessible, openPage, quiet, shot, startBrowser, translated } from "../harness/browser.mjs";
import { importTickets, logIn, setUp } from "../harness/people.mjs";
import { call, engine, job, startServer } from "../harness/server.mjs";

describe(`shell (${engine})`, () => {
  let browser;
  let server;
  let token;
  before(async () => {
    browser = await startBrowser();
    server = await startServer();
    token = await setUp(server);
    await importTickets(server, token);
    await call(server, "inbox.mark", { all: true }, token);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const palette = (view) => view.page.getByRole("dialog", { name: view.t("shell.palette.title") });

  /** Ctrl-K, what is typed, and Enter on the first hit. */
  async function say(view, typed, hit) {
    await view.page.keyboard.press("Control+k");
    await palette(view).getByRole("combobox").fill(typed);
    await palette(view).getByRole("option", { selected: true }).filter({ hasText: hit }).waitFor();
    await view.page.keyboard.press("Enter");
    await palette(view).waitFor({ state: "hidden" });
  }

  test("Ctrl-K goes to a page by its initials, and to a record by a piece of its number", async () => {
    const view = await openPage(browser, server, { language: "zh-CN" });
    const { page, t } = view;
    await logIn(view);
    await page.keyboard.press("Control+k");
    await palette(view).getByRole("option").first().waitFor();
    await translated(view, "palette");
    await accessible(view, "palette");
    await shot(view, "palette");
    await page.keyboard.press("Escape");
    await palette(view).waitFor({ state: "hidden" });
    await say(view, "yh", t("shell.nav.users"));
    await page.waitForURL(/#\/users/);
    const { rows } = await call(server, "work_orders.page", { limit: 1 }, token);
    await say(view, rows[0].number.slice(-6), rows[0].number);
    await page.getByRole("complementary", { name: t("list.drawer.label") }).getByText(rows[0].number).first().waitFor();
    assert.match(page.url(), new RegExp(`open=${rows[0].id}`));
    // What was used last stands first.
    await page.keyboard.press("Control+k");
    await palette(view).getByRole("group", { name: t("shell.palette.group.recent") }).getByRole("option", { name: t("shell.nav.users") }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await palette(view).getByRole("combobox").fill("没有这样的东西 <script>");
    await palette(view).getByText(t("shell.palette.nothing")).waitFor();
    await page.keyboard.press("Escape");
    quiet(view);
    await view.context.close();
  });

  test("what is done on another page is begun from anywhere, once", async () => {
    const view = await openPage(browser, server);
    const { page, t } = view;
    await logIn(view);
    for (const [action, title, address] of [["outlets.add", "outlets.add", "outlets"], ["dictionaries.add_entry", null, "dictionaries"], ["insight.targets.edit", "insight.targets.edit", "dashboard"]]) {
      await say(view, t(action), t(action));
      await page.waitForURL(new RegExp(`#/${address}(?!.*do=)`));
      const dialog = page.getByRole("dialog", title ? { name: t(title) } : {});
      await dialog.waitFor();
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "hidden" });
    }
    quiet(view);
    await view.context.close();
  });

  test("the end of a long work comes to the inbox and leads to its page", async () => {
    const view = await openPage(browser, server);
    const { page, t } = view;
    await logIn(view);
    const begun = await call(server, "admin.verify", {}, token);
    await job(server, token, begun.job);
    const bell = page.getByRole("button", { name: `${t("inbox.title")} · ${t("inbox.unread", { count: 1 })}` });
    await bell.waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("n");
    const panel = page.getByRole("dialog", { name: t("inbox.title"), exact: true });
    const item = panel.getByRole("button", { name: new RegExp(t("inbox.message.job_done_admin_verify")) }).first();
    await item.waitFor();
    await translated(view, "inbox");
    await accessible(view, "inbox");
    await shot(view, "inbox");
    await item.press("Enter");
    await page.waitForURL(/#\/admin/);
    await page.getByRole("button", { name: t("inbox.title"), exact: true }).waitFor();
    assert.deepEqual(await call(server, "inbox.unread", {}, token), { unread: 0 });
    quiet(view);
    await view.context.close();
  });

  test("a job that somebody watches leaves nothing to read", async () => {
    const view = await openPage(browser, server);
    const { page, t } = view;
    await logIn(view);
    await page.goto(`${server.url}/#/work_orders`);
    await page.getByRole("button", { name: t("common.export") }).click();
    const saved = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: t("list.export.csv") }).click();
    await saved;
    for (const start = performance.now(); performance.now() - start < 20_000; ) {
      const { items } = await call(server, "inbox.list", { limit: 1 }, token);
      if (items[0]?.params.operation === "work_orders.export" && items[0].read_at) return view.context.close();
      await new Promise((done) => setTimeout(done, 100));
    }
    assert.fail("the message about the export is still unread");
  });

  test("language, theme and density change at once, by words of either language", async () => {
    const view = await openPage(browser, server);
    const { page, t } = view;
    await logIn(view);
    const look = () => page.evaluate(() => ({ ...document.documentElement.dataset, lang: document.documentElement.lang }));
    await say(view, "dark", t("shell.act.theme_dark"));
    await say(view, "宽松", t("shell.act.comfortable"));
    // What the core has put into words (charts) is asked for anew.
    const drawn = page.waitForRequest((request) => request.url().includes("/api/insight.") && request.headers()["x-locale"] === "zh-CN");
    await say(view, "chinese", t("shell.act.language_zh"));
    await drawn;
    await page.getByRole("link", { name: /^工单/ }).waitFor();
    assert.deepEqual(await look(), { theme: "dark", density: "comfortable", lang: "zh-CN" });
    await page.reload();
    await page.getByRole("link", { name: /^工单/ }).waitFor();
    assert.deepEqual(await look(), { theme: "dark", density: "comfortable", lang: "zh-CN" });
    await accessible(view, "dashboard, dark and comfortable");
    quiet(view);
    await view.context.close();
  });

  test("the sheet shows the keys that work, and none of them works behind the lock", async () => {
    const view = await openPage(browser, server);
    const { page, t } = view;
    await logIn(view);
    await page.keyboard.press("g");
    await page.keyboard.press("w");
    await page.waitForURL(/#\/work_orders/);
    await page.getByRole("main").focus();
    await page.keyboard.press("?");
    const sheet = page.getByRole("dialog", { name: t("shell.keys.title") });
    for (const text of ["shell.palette.title", "shell.nav.work_orders", "shell.act.inbox", "shell.keys.filter", "shell.keys.save"]) {
      await sheet.getByRole("cell", { name: t(text), exact: true }).waitFor();
    }
    await accessible(view, "keys");
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "hidden" });
    await page.keyboard.press("Control+Alt+l");
    await page.getByRole("dialog", { name: t("access.lock.title") }).waitFor();
    await page.keyboard.press("Control+k");
    await page.keyboard.press("Escape");
    assert.equal(await palette(view).count(), 0);
    await view.context.close();
  });

  test("About names versions, and the licence of everything that travels along", async () => {
    const view = await openPage(browser, server);
    const { page, t } = view;
    await logIn(view);
    await say(view, "about", t("shell.about.open"));
    const about = page.getByRole("dialog", { name: t("shell.about.title") });
    await about.getByLabel(t("shell.about.search")).fill("noto ofl");
    await about.getByText("@expo-google-fonts/noto-sans-sc").waitFor();
    await about.getByRole("button", { name: t("shell.about.text") }).first().click();
    await about.getByText("SIL OPEN FONT LICENSE", { exact: false }).first().waitFor();
    await translated(view, "about");
    await accessible(view, "about");
    await shot(view, "about");
    quiet(view);
    await view.context.close();
  });
});
