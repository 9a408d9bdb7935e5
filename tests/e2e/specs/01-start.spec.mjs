// The first start: from an empty folder to the administrator's own pages, in both languages; and back in by logging in.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { accessible, openPage, quiet, shot, startBrowser, translated } from "../harness/browser.mjs";
import { administrator, logIn, setUp, setUpOnScreen } from "../harness/people.mjs";
import { call, engine, startServer } from "../harness/server.mjs";

describe(`first start (${engine})`, () => {
  let browser;
  before(async () => (browser = await startBrowser()));
  after(() => browser?.close());

  for (const language of ["zh-CN", "en"]) {
    test(`the administrator is made and stands before the choice (${language})`, async () => {
      const server = await startServer();
      try {
        const view = await openPage(browser, server, { language });
        await view.page.goto(server.url);
        await view.page.getByRole("heading", { name: view.t("access.first.title") }).waitFor();
        await accessible(view, "first start");
        await shot(view, `first-start-${language}`);
        await setUpOnScreen(view);
        await translated(view, "first steps");
        await accessible(view, "first steps");
        await shot(view, `first-steps-${language}`);
        assert.equal(await view.page.evaluate(() => document.documentElement.lang), language);
        quiet(view);
        await view.context.close();
      } finally {
        await server.stop();
      }
    });
  }

  test("a small demo network is made at the first start, looked at, and taken away again", async () => {
    const server = await startServer();
    try {
      const view = await openPage(browser, server);
      const { page, t } = view;
      await setUpOnScreen(view);
      const orders = page.getByLabel(t("access.first.choice.demo_orders"));
      await orders.fill("400");
      await orders.press("Enter");
      await page.waitForURL(/#\/dashboard/, { timeout: 120_000 });
      await page.locator(".figure-opened .figure-value").getByText(/[1-9]/).first().waitFor();
      await page.locator(".chart svg").first().waitFor();
      await accessible(view, "dashboard of a demo network");
      await shot(view, "first-demo-dashboard");
      await page.goto(`${server.url}/#/work_orders`);
      await page.getByText(t("list.count", { n: "400" }), { exact: true }).waitFor();

      await page.goto(`${server.url}/#/admin`);
      await page.getByRole("heading", { name: t("demo.title") }).waitFor();
      await accessible(view, "administration with a demo network");
      await page.getByRole("button", { name: t("demo.clear"), exact: true }).click();
      await page.getByRole("dialog").getByRole("button", { name: t("demo.clear"), exact: true }).click();
      await page.getByRole("heading", { name: t("demo.title") }).waitFor({ state: "detached", timeout: 120_000 });
      await page.goto(`${server.url}/#/work_orders`);
      await page.getByText(t("work_orders.empty")).waitFor();
      await translated(view, "after the demo network");
      quiet(view);
    } finally {
      await server.stop();
    }
  });

  test("a wrong password is refused in words, the right one lets in, and the session outlives a reload", async () => {
    const server = await startServer();
    try {
      await setUp(server);
      const view = await openPage(browser, server);
      const { page, t } = view;
      await page.goto(server.url);
      await accessible(view, "login");
      await page.getByLabel(t("access.login.login"), { exact: true }).fill(administrator.login);
      await page.getByLabel(t("access.login.password"), { exact: true }).fill("not-the-password");
      await page.getByRole("button", { name: t("access.login.submit"), exact: true }).click();
      await page.getByRole("alert").filter({ hasText: t("errors.login_refused") }).waitFor();
      await logIn(view);
      await page.reload();
      await page.getByRole("navigation", { name: t("shell.navigation") }).waitFor();
      // The page itself cannot read the session.
      assert.equal(await page.evaluate(() => document.cookie), "");
      await translated(view, "home");
      await shot(view, "home-empty");
      quiet(view);
    } finally {
      await server.stop();
    }
  });

  test("a second set-up is refused", async () => {
    const server = await startServer();
    try {
      await setUp(server);
      await assert.rejects(setUp(server), { code: "already_set_up" });
      await assert.rejects(call(server, "work_orders.page", { offset: 0, limit: 10 }), { code: "not_logged_in" });
    } finally {
      await server.stop();
    }
  });
});
