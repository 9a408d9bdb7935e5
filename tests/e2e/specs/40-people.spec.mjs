// People: added with a role and a scope, changed by two administrators at once, stopped.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { accessible, openPage, quiet, shot, startBrowser, translated } from "../harness/browser.mjs";
import { importTickets, logIn, setUp } from "../harness/people.mjs";
import { call, engine, startServer } from "../harness/server.mjs";

const own = "seven quiet otters";

describe(`people (${engine})`, () => {
  let browser;
  let server;
  let token;
  before(async () => {
    browser = await startBrowser();
    server = await startServer();
    token = await setUp(server);
    await importTickets(server, token);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function usersPage(options) {
    const view = await openPage(browser, server, options);
    await logIn(view);
    await view.page.goto(`${server.url}/#/users`);
    await view.page.getByRole("heading", { name: view.t("shell.nav.users"), exact: true }).waitFor();
    return view;
  }

  test("a dispatcher of one outlet is added, sets a password of their own, and sees that outlet's orders only", async () => {
    const view = await usersPage({ language: "zh-CN" });
    const { page, t } = view;
    await accessible(view, "users");
    await translated(view, "users");
    await page.getByRole("button", { name: t("access.user.add") }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: t("access.user.name"), exact: true }).fill("李敏");
    await dialog.getByLabel(t("common.role.dispatcher"), { exact: true }).check();
    await dialog.getByLabel(t("access.scope.outlets"), { exact: true }).check();
    const { options } = await call(server, "outlets.options", { limit: 50 }, token);
    const outlet = options[0];
    await dialog.getByLabel(t("access.scope.choose_outlets"), { exact: true }).last().fill(outlet.name);
    await page.locator(".ant-select-item-option", { hasText: outlet.name }).first().click();
    await dialog.getByRole("textbox", { name: t("access.user.login"), exact: true }).fill("limin");
    await dialog.getByRole("button", { name: t("access.user.propose"), exact: true }).click();
    const first = await dialog.getByRole("textbox", { name: t("access.user.first_password"), exact: true }).inputValue();
    assert.match(first, /^(\w{4}-){3}\w{4}$/);
    await accessible(view, "adding a person");
    await shot(view, "people-add");
    await dialog.getByRole("button", { name: t("access.user.create"), exact: true }).click();
    await page.getByRole("article", { name: "李敏" }).waitFor();
    await accessible(view, "a person");
    await shot(view, "people-drawer");
    quiet(view);
    await view.context.close();

    const hers = await openPage(browser, server, { language: "zh-CN" });
    await hers.page.goto(server.url);
    await hers.page.getByLabel(t("access.login.login"), { exact: true }).fill("limin");
    await hers.page.getByLabel(t("access.login.password"), { exact: true }).fill(first);
    await hers.page.getByRole("button", { name: t("access.login.submit"), exact: true }).click();
    await hers.page.getByLabel(t("access.change.current"), { exact: true }).fill(first);
    await hers.page.getByLabel(t("access.change.new"), { exact: true }).fill(own);
    await hers.page.getByLabel(t("access.change.again"), { exact: true }).fill(own);
    await hers.page.getByRole("button", { name: t("access.change.submit"), exact: true }).click();
    await hers.page.getByRole("navigation", { name: t("shell.navigation") }).waitFor();
    assert.equal(await hers.page.getByText(t("shell.nav.users"), { exact: true }).count(), 0, "people are not hers to see");
    const { token: session } = await call(server, "access.login", { login: "limin", password: own });
    const seen = await call(server, "work_orders.page", { offset: 0, limit: 200 }, session);
    const all = await call(server, "work_orders.page", { offset: 0, limit: 200 }, token);
    assert.ok(seen.rows.length > 0 && seen.rows.length < all.rows.length);
    assert.ok(seen.rows.every((row) => row.outlet_name === outlet.name));
    await hers.context.close();
  });

  test("who changed it first is not overwritten, and a stopped person stays out", async () => {
    const scope = { kind: "all", region_ids: [], outlet_ids: [] };
    const made = await call(
      server, "access.create_user",
      { login: "zhaolei", name: "赵磊", password: own, roles: ["finance"], scope, must_change_password: false }, token,
    );
    const view = await usersPage({ language: "en" });
    const { page, t } = view;
    await page.goto(`${server.url}/#/users?open=${made.id}`);
    const person = page.getByRole("article", { name: "赵磊" });
    await person.getByRole("textbox", { name: t("access.user.name"), exact: true }).fill("赵磊（财务）");
    // Meanwhile somebody else gives him a role, without this page hearing of it in time.
    await page.route("**/api/access.user", (route) => route.abort());
    await call(server, "access.update_user", { id: made.id, version: made.version, name: "赵磊", roles: ["auditor"], scope, active: true }, token);
    await person.getByRole("button", { name: t("common.save"), exact: true }).click();
    await page.getByRole("alert").filter({ hasText: t("errors.stale_version") }).waitFor();
    await page.unroute("**/api/access.user");
    await page.goto(`${server.url}/#/users`);
    await page.reload();
    await page.goto(`${server.url}/#/users?open=${made.id}`);
    await person.getByLabel(t("common.role.auditor"), { exact: true }).waitFor();
    assert.ok(await person.getByLabel(t("common.role.auditor"), { exact: true }).isChecked());
    await person.getByRole("button", { name: t("access.user.deactivate"), exact: true }).click();
    await person.getByText(t("access.user.inactive"), { exact: true }).waitFor();
    await assert.rejects(call(server, "access.login", { login: "zhaolei", password: own }), { code: "login_refused" });
    await view.context.close();
  });
});
