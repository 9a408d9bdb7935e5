// A document's life by keyboard: said, illustrated, audited, taken back with a reason; and what another person sees meanwhile.
import { after, before, describe, test } from "node:test";
import { openPage, accessible, quiet, shot, startBrowser, translated } from "../harness/browser.mjs";
import { administrator, importTickets, logIn, setUp } from "../harness/people.mjs";
import { call, startServer } from "../harness/server.mjs";

const colleague = { login: "lin", name: "林晓", password: "seven green kites" };

describe("documents", () => {
  let browser;
  let server;
  let token;
  let order;
  before(async () => {
    [browser, server] = await Promise.all([startBrowser(), startServer()]);
    token = await setUp(server);
    await importTickets(server, token);
    const person = { ...colleague, roles: ["manager"], scope: { kind: "all" }, must_change_password: false };
    await call(server, "access.create_user", person, token);
    const closed = { field: "state", op: "in", value: ["completed", "closed"] };
    const page = await call(server, "work_orders.page", { limit: 1, filter: closed }, token);
    order = page.rows[0];
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const open = async (who, language) => {
    const view = await openPage(browser, server, { language });
    await logIn(view, who);
    await view.page.goto(`${server.url}/#/work_orders?open=${order.id}`);
    const drawer = view.page.getByRole("complementary", { name: view.t("list.drawer.label") });
    await drawer.getByRole("heading", { name: order.number }).waitFor();
    return { ...view, drawer };
  };

  test("an order is discussed, illustrated, audited and un-audited by keyboard", async () => {
    const view = await open(administrator, "zh-CN");
    const { page, t, drawer } = view;
    await page.keyboard.press("5");
    await drawer.getByLabel(t("document.comment.label")).focus();
    await page.keyboard.type("请 @林");
    // Esc closes the names and nothing around them.
    await page.locator(".ant-mentions-dropdown:visible").waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".ant-mentions-dropdown:visible").waitFor({ state: "detached" });
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Backspace");
    await page.keyboard.type("@林");
    await page.getByRole("option", { name: colleague.name }).or(page.locator(".ant-mentions-dropdown-menu-item", { hasText: colleague.name })).first().waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.type("补签字单");
    await page.keyboard.press("Control+Enter");
    await drawer.locator(".mention", { hasText: colleague.name }).waitFor();
    await accessible(view, "comments");

    await drawer.getByRole("tab", { name: t("document.tab.comments") }).focus();
    await page.keyboard.press("4");
    const choosing = page.waitForEvent("filechooser");
    await drawer.getByRole("button", { name: t("document.file.add") }).focus();
    await page.keyboard.press("Enter");
    const photo = await page.screenshot({ type: "jpeg" });
    const hostile = Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>");
    await (await choosing).setFiles([
      { name: "现场.jpg", mimeType: "image/jpeg", buffer: photo },
      { name: "假照片.jpg", mimeType: "image/jpeg", buffer: hostile },
    ]);
    await drawer.locator(".photo img").waitFor();
    await drawer.getByText(t("errors.attachment_refused_markup")).waitFor();
    await accessible(view, "files");
    await shot(view, "document-files");
    await drawer.getByRole("button", { name: t("document.photo.open", { name: "现场.jpg" }) }).focus();
    await page.keyboard.press("Enter");
    await page.locator(".lightbox-photo img").waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".lightbox-photo").waitFor({ state: "hidden" });

    await drawer.getByRole("button", { name: t("document.action.audit"), exact: true }).focus();
    await page.keyboard.press("Enter");
    await drawer.locator(".document-head").getByText(t("document.phase.audited"), { exact: true }).waitFor();
    await drawer.getByRole("button", { name: t("document.action.more") }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: t("document.action.unaudit") }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio").first().focus();
    await page.keyboard.press("Space");
    await accessible(view, "reason");
    await dialog.getByRole("radio").first().focus();
    await page.keyboard.press("Control+Enter");
    await dialog.waitFor({ state: "hidden" });
    await drawer.getByRole("button", { name: t("document.action.audit"), exact: true }).waitFor();

    await drawer.getByRole("tab", { name: t("document.tab.timeline") }).focus();
    await page.keyboard.press("3");
    await drawer.getByText(t("document.event.unaudited"), { exact: true }).waitFor();
    await drawer.getByText(new RegExp(`${t("document.shell.server")}.*${t("document.screen.work_orders")}`)).first().waitFor();
    await accessible(view, "document timeline");
    await translated(view, "document timeline");
    await shot(view, "document-timeline");
    quiet(view);
    await view.context.close();
  });

  test("another person's change is told, compared and taken over", async () => {
    const view = await open(colleague, "en");
    const { page, t, drawer } = view;
    const seen = await call(server, "work_orders.document", { id: order.id }, token);
    await call(server, "work_orders.void", { id: order.id, version: seen.version, reason: { code: "duplicate" } }, token);
    const banner = drawer.getByRole("status").filter({ hasText: administrator.name });
    await banner.waitFor();
    await drawer.getByRole("button", { name: t("document.stale.compare") }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(t("grid.work_orders.state.cancelled"), { exact: true }).waitFor();
    await accessible(view, "compare");
    await shot(view, "document-compare");
    await dialog.getByRole("button", { name: t("document.stale.reload") }).click();
    await banner.waitFor({ state: "detached" });
    await drawer.locator(".document-head").getByText(t("grid.work_orders.state.cancelled"), { exact: true }).waitFor();
    quiet(view);
    await view.context.close();
  });
});
