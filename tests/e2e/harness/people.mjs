// What people do before the thing a spec is about.
import { readFile } from "node:fs/promises";
import { call, job, upload } from "./server.mjs";

export const administrator = { login: "admin", name: "周岚", password: "station-4-riders" };

const workspace = { workspace_name: "华南售后网络", zone: "Asia/Shanghai", currency: "CNY" };

/** Makes the administrator over HTTP; answers their session's token. */
export async function setUp(server) {
  return (await call(server, "access.setup", { ...administrator, ...workspace })).token;
}

/** Goes through the first start on the screen, to the page that asks what to do next. */
export async function setUpOnScreen({ page, t, server }) {
  await page.goto(server.url);
  await page.getByLabel(t("access.first.name"), { exact: true }).fill(administrator.name);
  await page.getByLabel(t("access.first.login"), { exact: true }).fill(administrator.login);
  await page.getByLabel(t("access.first.password"), { exact: true }).fill(administrator.password);
  await page.getByLabel(t("access.first.password_again"), { exact: true }).fill(administrator.password);
  await page.getByRole("button", { name: t("common.next"), exact: true }).click();
  await page.getByLabel(t("access.first.workspace_name"), { exact: true }).fill(workspace.workspace_name);
  await page.getByRole("button", { name: t("access.first.create"), exact: true }).click();
  await page.getByRole("heading", { name: t("access.first.done"), exact: true }).waitFor();
}

/** Logs in on the screen. */
export async function logIn({ page, t, server }, { login, password } = administrator) {
  await page.goto(server.url);
  await page.getByLabel(t("access.login.login"), { exact: true }).fill(login);
  await page.getByLabel(t("access.login.password"), { exact: true }).fill(password);
  await page.getByRole("button", { name: t("access.login.submit"), exact: true }).click();
  await page.getByRole("navigation", { name: t("shell.navigation") }).waitFor();
}

/** The path of a file in tests/e2e/fixtures. */
export const fixture = (name) => new URL(`../fixtures/${name}`, import.meta.url);

/** Imports the committed tickets over HTTP, by the mapping that the importer suggests. */
export async function importTickets(server, token, name = "tickets.csv") {
  const id = await upload(server, token, name, await readFile(fixture(name)));
  const common = { upload: id, kind: "work_orders" };
  const { mapping } = await call(server, "imports.inspect", common, token);
  const begun = await call(
    server,
    "imports.run",
    {
      ...common,
      mapping,
      zone: "Asia/Shanghai",
      doubles: "skip",
      errors: "all_or_nothing",
      create_missing: true,
      dry_run: false,
    },
    token,
  );
  return job(server, token, begun.job);
}
