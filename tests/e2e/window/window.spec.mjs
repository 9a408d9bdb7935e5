// The real window, as a person starts it: a workspace is made in an empty folder, closed, and opened again; and a folder
// that cannot be opened says so in words.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, afterEach, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { administrator, importTickets, setUp } from "../harness/people.mjs";
import { startServer } from "../harness/server.mjs";
import { text } from "../harness/texts.mjs";
import { button, field, heading, openWindow } from "../harness/webdriver.mjs";

const driver = process.env.OUTPOST_DRIVER;
const application = process.env.OUTPOST_APP;
const results = fileURLToPath(new URL("../results/", import.meta.url));

describe("the real window", () => {
  let folder;
  let window;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "outpost-window-"));
    await mkdir(results, { recursive: true });
  });
  // The driver has room for one window: one that a failed test left open is closed before the next test.
  afterEach(async () => {
    await window?.close().catch(() => undefined);
    window = undefined;
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const open = async (place, option = "--workspace") => {
    window = await openWindow(driver, application, [option, place]);
    await window.wait("//h1");
    const language = await window.run("return document.documentElement.lang");
    return (key, params) => text(language, key, params);
  };
  const picture = async (name) => writeFile(join(results, `window-${name}.png`), await window.screenshot());

  test("an empty folder becomes a workspace with an administrator", async () => {
    const t = await open(join(folder, "工作区"));
    assert.match(await window.run("return location.protocol"), /^(tauri|https?):$/);
    await window.fill(field(t("access.first.name")), administrator.name);
    await window.fill(field(t("access.first.login")), administrator.login);
    await window.fill(field(t("access.first.password")), administrator.password);
    await window.fill(field(t("access.first.password_again")), administrator.password);
    await picture("first-start");
    await window.click(button(t("common.next")));
    await window.fill(field(t("access.first.workspace_name")), "华南售后网络");
    await window.click(button(t("access.first.create")));
    await window.wait(heading(t("access.first.done")));
    await picture("first-steps");
    // The session is the shell's: nothing of it is in the page's reach.
    assert.equal(await window.run("return document.cookie + Object.values({ ...localStorage }).join()").then((kept) => /token/.test(kept)), false);
  });

  test("the workspace is there again after a restart, and its person logs in", async () => {
    const t = await open(join(folder, "工作区"));
    await window.fill(field(t("access.login.login")), administrator.login);
    await window.fill(field(t("access.login.password")), administrator.password);
    await window.click(button(t("access.login.submit")));
    await window.wait(`//nav[@aria-label='${t("shell.navigation")}']`);
    await picture("home");
  });

  test("the map draws its ground and labels in the window's own engine", async () => {
    const t = await open(join(folder, "工作区"));
    await window.fill(field(t("access.login.login")), administrator.login);
    await window.fill(field(t("access.login.password")), administrator.password);
    await window.click(button(t("access.login.submit")));
    await window.wait(`//nav[@aria-label='${t("shell.navigation")}']`);
    await window.run("location.hash = '#/map'");
    // Noted when WebGL has drawn everything and come to rest.
    await window.wait("//section[contains(@class, 'map-frame') and @data-clusters]", 60_000);
    await picture("map");
  });

  test("a file that is no database is named as such and left alone", async () => {
    const wrong = join(folder, "wrong");
    await mkdir(wrong);
    await writeFile(join(wrong, "outpost.db"), "this is a letter to a friend, and no database at all");
    const t = await open(wrong);
    await window.wait(`//*[contains(normalize-space(), ${JSON.stringify(t("errors.workspace_not_a_database").slice(0, 12))})]`);
    await picture("not-a-database");
  });

  test("the window works on a team server as it does on a folder, and hears what others change there", async () => {
    const server = await startServer();
    try {
      const token = await setUp(server);
      const t = await open(server.url, "--server");
      await window.fill(field(t("access.login.login")), administrator.login);
      await window.fill(field(t("access.login.password")), administrator.password);
      await window.click(button(t("access.login.submit")));
      await window.wait(`//nav[@aria-label='${t("shell.navigation")}']`);
      await window.run("location.hash = '#/work_orders'");
      await window.wait(`//*[normalize-space()=${JSON.stringify(t("list.count", { n: 0 }))}]`);
      // Somebody else imports; nobody touches the window.
      await importTickets(server, token);
      await window.wait(`//*[normalize-space()=${JSON.stringify(t("list.count", { n: 40 }))}]`);
      await picture("server");
    } finally {
      await server.stop();
    }
  });
});
