// The main job of the pages that set a network up, by the keyboard alone: a person, a customer, a word of a dictionary, a map
// layer, a backup. (The other pages' jobs stand in their own stories.)
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { openPage, quiet, startBrowser } from "../harness/browser.mjs";
import { logIn, setUp } from "../harness/people.mjs";
import { call, engine, startServer } from "../harness/server.mjs";

describe(`set up by keys (${engine})`, () => {
  let browser;
  let server;
  let token;
  before(async () => {
    [browser, server] = await Promise.all([startBrowser(), startServer()]);
    token = await setUp(server);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** At a page, reached by its own two keys. */
  async function at(key, path) {
    const view = await openPage(browser, server);
    await logIn(view);
    const { page } = view;
    await page.waitForURL(/#\/\w/);
    await page.getByRole("main").focus();
    await page.keyboard.press("g");
    await page.keyboard.press(key);
    await page.waitForURL(path);
    return view;
  }
  /** Opens the form behind a button of the page; the keyboard then stands in its first field. */
  async function form(view, name) {
    const { page } = view;
    await page.getByRole("button", { name }).first().focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    await page.waitForFunction(() => document.activeElement?.matches("[role=dialog] input"));
    return dialog;
  }
  async function done(view, dialog) {
    await view.page.keyboard.press("Control+Enter");
    await dialog.waitFor({ state: "hidden" });
    quiet(view);
    await view.context.close();
  }

  test("a person", async () => {
    const view = await at("u", /#\/users/);
    const { page, t } = view;
    const dialog = await form(view, new RegExp(`${t("access.user.add")}$`));
    await page.keyboard.type("李敏");
    await dialog.getByLabel(t("common.role.dispatcher"), { exact: true }).focus();
    await page.keyboard.press("Space");
    await dialog.getByRole("textbox", { name: t("access.user.login"), exact: true }).focus();
    await page.keyboard.type("limin");
    await dialog.getByRole("button", { name: t("access.user.propose"), exact: true }).press("Enter");
    await done(view, dialog);
    const { rows } = await call(server, "users.page", { limit: 10 }, token);
    assert.ok(rows.some((row) => row.login === "limin"));
  });

  test("a customer", async () => {
    const view = await at("c", /#\/customers/);
    const { page, t } = view;
    const dialog = await form(view, new RegExp(`${t("customers.add")}$`));
    await page.keyboard.type("K-1");
    await page.keyboard.press("Enter");
    await page.keyboard.type("Wang Jianguo");
    await done(view, dialog);
    assert.equal((await call(server, "customers.total", {}, token)).count, 1);
  });

  test("a word of a dictionary", async () => {
    const view = await at("y", /#\/dictionaries/);
    const { page, t } = view;
    const dialog = await form(view, new RegExp(`${t("dictionaries.add", { what: t("dictionaries.kind.cause") })}$`));
    await page.keyboard.type("own.cause");
    await page.keyboard.press("Enter");
    await page.keyboard.type("Lightning");
    await done(view, dialog);
    const own = { field: "code", op: "eq", value: "own.cause" };
    assert.equal((await call(server, "dictionaries.total", { filter: own }, token)).count, 1);
  });

  test("a layer of the map, which first says what it misses", async () => {
    const view = await openPage(browser, server);
    const { page, t } = view;
    await logIn(view);
    await page.waitForURL(/#\/\w/);
    await page.goto(`${server.url}/#/map_settings`);
    await page.getByRole("button", { name: t("maps.layer.add"), exact: true }).focus();
    await page.keyboard.press("Enter");
    // The menu has the keyboard as soon as it stands; tiles are its first entry.
    await page.waitForFunction(() => document.activeElement?.closest("[role=menu]"));
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    const field = (key) => dialog.getByRole("textbox", { name: t(`maps.layer.${key}`), exact: true });
    await field("name").focus();
    await page.keyboard.type("Streets");
    await page.keyboard.press("Control+Enter");
    await dialog.getByText(t("errors.value_missing")).first().waitFor();
    await field("source").focus();
    await page.keyboard.type("Survey office");
    await field("url").focus();
    await page.keyboard.type("https://tiles.example.org/{z}/{x}/{y}.png");
    await done(view, dialog);
    const { layers } = await call(server, "maps.layers", {}, token);
    assert.deepEqual(layers.map(({ name }) => name), ["Streets"]);
  });

  test("a backup, and the check", { skip: engine !== "sqlite" }, async () => {
    const view = await at("b", /#\/admin/);
    const { page, t } = view;
    await page.getByRole("button", { name: new RegExp(t("admin.backup.now")) }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("cell", { name: t("admin.backup.reason.manual"), exact: true }).waitFor();
    quiet(view);
    await view.context.close();
  });
});
