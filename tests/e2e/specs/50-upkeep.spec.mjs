// Looking after a workspace: back up, check, set, and go back to a backup over a restart.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accessible, openPage, quiet, shot, startBrowser, translated } from "../harness/browser.mjs";
import { importTickets, logIn, setUp } from "../harness/people.mjs";
import { call, engine, startServer } from "../harness/server.mjs";

describe(`upkeep (${engine})`, () => {
  let browser;
  let folder;
  before(async () => {
    browser = await startBrowser();
    folder = await mkdtemp(join(tmpdir(), "outpost-upkeep-"));
  });
  after(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function adminPage(server, options) {
    const view = await openPage(browser, server, options);
    await logIn(view);
    await view.page.goto(`${server.url}/#/admin`);
    await view.page.getByRole("heading", { name: view.t("admin.settings.title"), exact: true }).waitFor();
    return view;
  }

  /** Gives the workspace another name by the form. */
  async function rename({ page, t }, name) {
    await page.getByLabel(t("access.first.workspace_name"), { exact: true }).fill(name);
    await page.getByRole("button", { name: t("common.save"), exact: true }).click();
    await page.getByRole("banner").getByText(name, { exact: true }).waitFor();
  }

  test("the check says in words that everything agrees, and settings are kept", async () => {
    const server = await startServer();
    try {
      await importTickets(server, await setUp(server));
      const view = await adminPage(server, { language: "zh-CN" });
      const { page, t } = view;
      await page.getByRole("button", { name: t("admin.check.now"), exact: true }).click();
      await page.getByText(t("admin.check.figures.title"), { exact: true }).waitFor();
      assert.equal(await page.getByText(t("admin.check.bad"), { exact: true }).count(), 0);
      await rename(view, "夜班工作区");
      await accessible(view, "upkeep");
      await translated(view, "upkeep");
      await shot(view, "upkeep");
      quiet(view);
    } finally {
      await server.stop();
    }
  });

  test("a backup is made and restored over a restart, and what was there is kept", { skip: engine !== "sqlite" }, async () => {
    let server = await startServer({ folder });
    try {
      await setUp(server);
      const view = await adminPage(server);
      const { page, t } = view;
      await page.getByRole("button", { name: t("admin.backup.now") }).click();
      await page.getByText(t("admin.backup.verified"), { exact: true }).waitFor();
      await rename(view, "After the backup");
      await page.getByRole("button", { name: t("admin.restore.action") }).click();
      await accessible(view, "asking to restore");
      await page.getByRole("button", { name: t("admin.restore.confirm"), exact: true }).click();
      await page.getByText(t("admin.restore.pending"), { exact: true }).waitFor();
      await shot(view, "restore-pending");
      await view.context.close();
      await server.stop();
      server = await startServer({ folder });
      const again = await adminPage(server);
      await again.page.getByText(t("admin.backup.reason.before_restore"), { exact: true }).waitFor();
      assert.equal(await again.page.getByText("After the backup", { exact: true }).count(), 0);
      await shot(again, "restored");
      quiet(again);
      const { token } = await call(server, "access.login", { login: "admin", password: "station-4-riders" });
      const list = await call(server, "admin.backups", {}, token);
      assert.deepEqual(list.backups.map((backup) => backup.reason), ["before_restore", "manual"]);
    } finally {
      await server.stop();
    }
  });

  test("a team server says who backs it up", { skip: engine === "sqlite" }, async () => {
    const server = await startServer();
    try {
      await setUp(server);
      const view = await adminPage(server);
      await view.page.getByText(view.t("admin.backup.server"), { exact: true }).waitFor();
      await accessible(view, "upkeep of a server");
      quiet(view);
    } finally {
      await server.stop();
    }
  });
});
