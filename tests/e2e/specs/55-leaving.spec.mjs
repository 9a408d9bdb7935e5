// What is typed and not saved is not lost: whatever would leave it asks first, and a colleague's save is told and compared.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { accessible, openPage, quiet, shot, startBrowser, translated } from "../harness/browser.mjs";
import { importTickets, logIn, setUp } from "../harness/people.mjs";
import { call, engine, startServer } from "../harness/server.mjs";

describe(`leaving a form (${engine})`, () => {
  let browser;
  let server;
  let token;
  let outlets;
  before(async () => {
    browser = await startBrowser();
    server = await startServer();
    token = await setUp(server);
    await importTickets(server, token);
    outlets = (await call(server, "outlets.page", { limit: 2 }, token)).rows;
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** The first outlet open beside its list, half of a change typed. */
  async function halfTyped(options) {
    const view = await openPage(browser, server, options);
    const { page, t } = view;
    await logIn(view);
    await page.goto(`${server.url}/#/outlets`);
    await page.getByRole("gridcell", { name: outlets[0].name, exact: true }).first().click();
    const drawer = page.getByRole("complementary", { name: t("list.drawer.label") });
    const level = drawer.getByLabel(t("outlets.level"), { exact: true });
    await level.fill("half");
    return { ...view, drawer, level };
  }

  test("Esc, the arrows, another row, Ctrl-K and another page ask before a half-typed record goes", async () => {
    const view = await halfTyped();
    const { page, t, level, drawer } = view;
    const question = page.getByRole("dialog", { name: t("form.leave.title") });
    const stays = async () => {
      await question.waitFor();
      await page.keyboard.press("Enter");
      await question.waitFor({ state: "hidden" });
      assert.equal(await level.inputValue(), "half");
      assert.match(page.url(), new RegExp(`open=${outlets[0].id}`));
      await level.focus();
    };
    await level.press("Escape");
    await question.waitFor();
    await translated(view, "the question");
    await accessible(view, "the question");
    await shot(view, "leaving");
    await stays();
    await level.press("Alt+ArrowDown");
    await stays();
    await drawer.getByRole("button", { name: t("list.drawer.close") }).click();
    await stays();
    await page.getByRole("gridcell", { name: outlets[1].name, exact: true }).first().click();
    await stays();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").last().fill(t("shell.nav.customers"));
    await page.getByRole("option", { selected: true }).filter({ hasText: t("shell.nav.customers") }).waitFor();
    await page.keyboard.press("Enter");
    await stays();
    await page.evaluate(() => history.back());
    await stays();
    // Searching the list takes nothing away.
    await page.locator(".list-search input").fill(outlets[0].name.slice(0, 2));
    await page.waitForURL(/text=/);
    assert.equal(await level.inputValue(), "half");
    await level.press("Escape");
    await question.getByRole("button", { name: t("form.leave.ok") }).click();
    await level.waitFor({ state: "detached" });
    quiet(view);
    await view.context.close();
  });

  test("what a colleague saves meanwhile is compared, and what was typed is saved upon it by keys", async () => {
    const view = await halfTyped({ language: "zh-CN" });
    const { page, t, drawer } = view;
    const { id, version, name, kind, region_id, phone, address, latitude, longitude, active } = await call(server, "outlets.get", { id: outlets[0].id }, token);
    await call(server, "outlets.update", { id, version, outlet: { name: `${name}（新址）`, kind, level: null, region_id, phone, address, latitude, longitude, active } }, token);
    await drawer.getByText(t("record.stale.changed")).waitFor();
    await drawer.getByRole("button", { name: t("record.stale.compare") }).press("Enter");
    const dialog = page.getByRole("dialog", { name: t("record.stale.title") });
    assert.equal(await dialog.getByRole("region", { name: t("record.stale.now") }).getByLabel(t("outlets.name")).inputValue(), `${name}（新址）`);
    assert.equal(await dialog.getByRole("region", { name: t("record.stale.mine") }).getByLabel(t("outlets.name")).inputValue(), name);
    await translated(view, "the comparison");
    await accessible(view, "the comparison");
    await shot(view, "compared");
    await dialog.getByRole("button", { name: t("record.stale.keep") }).press("Enter");
    await dialog.waitFor({ state: "hidden" });
    await drawer.getByLabel(t("outlets.level"), { exact: true }).press("Control+Enter");
    await drawer.getByRole("heading", { name: `${name}（新址）` }).waitFor();
    for (const start = performance.now(); performance.now() - start < 10_000; ) {
      const now = await call(server, "outlets.get", { id }, token);
      if (now.level === "half") {
        assert.equal(now.name, `${name}（新址）`);
        quiet(view);
        return view.context.close();
      }
      await new Promise((done) => setTimeout(done, 100));
    }
    assert.fail("what was typed is not saved");
  });
});
