// What is done on a page before it is looked at. Each act takes a view; its words come from the catalogues, so that it works
// in either language.
import { fileURLToPath } from "node:url";
import { administrator, fixture } from "../harness/people.mjs";

const LOADING = ".ant-skeleton, .ant-spin-spinning, .ant-btn-loading, .ag-row-loading, .ag-loading, .map-frame:not([data-marks], .map-picker)";

/** Waits until nothing in sight is loading any more: no skeleton, no spinner, no row still to come, no map that is still blank. */
export async function settled(page) {
  await page.waitForFunction(
    (loading) => [...document.querySelectorAll(loading)].every((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      // A map that is hardly seen is not drawn yet.
      return bottom < 80 || top > window.innerHeight - 120;
    }),
    LOADING,
    { timeout: 30_000 },
  );
  // One more frame: what came last is drawn.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** The button with this text; the name of its icon may stand before it. */
const button = ({ page }, text) => page.getByRole("button", { name: new RegExp(`(^|\\s)${text}$`) }).first();

/** Presses the button with this text; what it opens (a dialog, a menu, a drawer) has then come. */
export const press = (text, params) => async (view) => {
  await button(view, view.t(text, params)).click();
  await view.page.locator("[role=dialog], [role=menu], .ant-popover, .map-list, .map-picker").first().waitFor();
};

/** One act after the other. */
export const all = (...acts) => async (view) => {
  for (const act of acts) {
    await act(view);
    await settled(view.page);
  }
};

/** Presses a key where the person stands when a page has come: on its content, and not in a field. */
export const key = (name) => async ({ page }) => {
  await page.getByRole("main").focus();
  await page.keyboard.press(name);
};

/** Opens a dialog of the shell by the menu of the person. */
export const ofPerson = (text) => async ({ page, t }) => {
  await page.locator(".top-tools > button").last().click();
  await page.getByRole("menuitem", { name: t(text) }).click();
  await page.getByRole("dialog").waitFor();
};

/** Chooses the tab with this text; a number of what it holds may follow. */
export const tab = (text) => ({ page, t }) => page.getByRole("tab", { name: new RegExp(`^${t(text)}`) }).click();

export async function openFirstRow({ page }) {
  // The first cell of a row is its check box.
  await page.locator(".ag-row .ag-cell:not(.grid-pick)").first().click();
  await page.keyboard.press("Enter");
  await page.getByRole("complementary").first().waitFor();
}

/** Brings a part of the page into sight. */
export const show = (selector) => async ({ page }) => {
  await page.locator(selector).first().waitFor();
  await page.locator(selector).first().evaluate((element) => element.scrollIntoView({ block: "start" }));
};

/** Scrolls to the end of the page. */
export const toEnd = ({ page }) => page.locator("#content .page").evaluate((element) => {
  for (let at = element; at; at = at.parentElement) at.scrollTop = at.scrollHeight;
});

/** Chooses the first rows of a list, as a person does with the space bar. */
export async function chooseRows({ page }) {
  await page.locator(".ag-row .ag-cell:not(.grid-pick)").first().click();
  for (let i = 0; i < 3; i += 1) {
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
  }
  await page.locator(".bulk-bar").waitFor();
}

export async function filterEditor({ page, t }) {
  await page.locator(".ag-row").first().waitFor();
  await page.getByRole("main").focus();
  await page.keyboard.press("f");
  await page.getByRole("form", { name: t("list.filter.add") }).waitFor();
}

export async function findRecord(view) {
  const { page, t } = view;
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: t("shell.palette.title") });
  await palette.getByRole("combobox").fill("000012");
  await palette.getByRole("group", { name: t("shell.palette.group.records") }).waitFor();
}

export async function inbox({ page, t }) {
  await page.getByRole("main").focus();
  await page.keyboard.press("g");
  await page.keyboard.press("n");
  await page.getByRole("dialog", { name: t("inbox.title"), exact: true }).waitFor();
}

export async function lock({ page, t }) {
  await page.keyboard.press("Control+Alt+l");
  await page.getByRole("dialog", { name: t("access.lock.title") }).waitFor();
}

export async function unlock({ page, t }) {
  await page.getByLabel(t("access.login.password"), { exact: true }).fill(administrator.password);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: t("access.lock.title") }).waitFor({ state: "detached" });
}

export async function wrongPassword({ page, t }) {
  await page.getByLabel(t("access.login.login"), { exact: true }).fill("nobody");
  await page.getByLabel(t("access.login.password"), { exact: true }).fill("not the password");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").first().waitFor();
}

/** The first step of the first start with two passwords that differ: what is wrong stands at its field. */
export async function refusedStart({ page, t }) {
  const field = (name) => page.getByLabel(t(`access.first.${name}`), { exact: true });
  await field("name").fill("周岚");
  await field("login").fill("admin");
  await field("password").fill("admin");
  await field("password_again").fill("other");
  await page.getByRole("button", { name: t("common.next"), exact: true }).click();
  await page.locator(".ant-form-item-explain-error").first().waitFor();
}

export async function workspaceStep({ page, t }) {
  const field = (name) => page.getByLabel(t(`access.first.${name}`), { exact: true });
  await field("name").fill(administrator.name);
  await field("login").fill(administrator.login);
  await field("password").fill(administrator.password);
  await field("password_again").fill(administrator.password);
  await page.getByRole("button", { name: t("common.next"), exact: true }).click();
  await field("workspace_name").waitFor();
}

/** The wizard with a file of tickets, as many steps forward as asked for. */
export const wizard = (steps) => async ({ page, t }) => {
  await page.locator("input[type=file]").setInputFiles(fileURLToPath(fixture("tickets-gb18030.csv")));
  await page.getByRole("heading", { name: t("import.preview.title"), exact: true }).waitFor();
  for (const step of ["columns", "values", "check"].slice(0, steps)) {
    await page.locator(".wizard-foot .ant-btn-primary").click();
    await page.getByRole("group", { name: t(`import.step.${step}`), exact: true }).waitFor();
  }
  if (steps > 3) {
    await page.locator(".wizard-foot .ant-btn-primary").click();
    await page.locator("[data-figure=read]").waitFor();
  }
};

export const wrongFile = async ({ page }) => {
  await page.locator("input[type=file]").setInputFiles(fileURLToPath(fixture("not-a-table.csv")));
  await page.getByRole("alert").first().waitFor();
};

/** Chooses everything on the map by its box, with keys. */
export async function chooseOnMap({ page, t }) {
  await page.getByRole("button", { name: t("maps.tool.box") }).click();
  const sheet = page.getByRole("application");
  await sheet.waitFor();
  for (let i = 0; i < 12; i += 1) await page.keyboard.press(i % 2 ? "Shift+ArrowDown" : "Shift+ArrowRight");
  await page.keyboard.press("Enter");
  await page.locator(".map-chosen").waitFor();
}

/** The form for a layer of this kind. */
export const newLayer = (kind) => async ({ page, t }) => {
  await page.getByRole("button", { name: t("maps.layer.add"), exact: true }).click();
  await page.getByText(t(`maps.layer.kind.${kind}`), { exact: true }).click();
  await page.getByRole("dialog").waitFor();
};

/** Sends an empty form: each field that needs a value says so. */
export const refused = (text) => async ({ page, t }) => {
  await page.getByRole("dialog").getByRole("button", { name: new RegExp(`${t(text)}$`) }).click();
  await page.locator(".ant-form-item-explain-error").first().waitFor();
};

/** Opens the menu "more" of a document and takes an entry of it. */
export const fromMenu = (text) => async ({ page, t }) => {
  await page.getByRole("button", { name: t("document.action.more") }).click();
  await page.getByRole("menuitem", { name: t(text) }).click();
  await page.getByRole("dialog").waitFor();
};

/** Every call fails as if the cable were pulled. */
export async function unplug({ page, server, t }) {
  await page.route(`${server.url}/api/**`, (route) => route.abort());
  await page.getByRole("button", { name: t("list.refresh") }).click();
  await page.getByRole("alert").first().waitFor();
}

export const plug = ({ page, server }) => page.unroute(`${server.url}/api/**`);
