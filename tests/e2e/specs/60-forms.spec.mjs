// The pieces that forms are made of, where people meet them: photos and a signature on an order, a number that is scanned, a
// place on a map, and the part of the network that one looks at.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { accessible, openPage, quiet, shot, startBrowser, translated } from "../harness/browser.mjs";
import { demoServer } from "../harness/demo.mjs";
import { logIn } from "../harness/people.mjs";
import { call } from "../harness/server.mjs";

describe("forms in their pages", () => {
  let browser;
  let server;
  let order;
  before(async () => {
    [browser, server] = await Promise.all([startBrowser({ camera: true }), demoServer({ orders: 600 })]);
    const open = { field: "state", op: "in", value: ["open", "in_progress"] };
    order = (await call(server, "work_orders.page", { limit: 1, filter: open }, server.token)).rows[0];
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });
  const open = async (address, options) => {
    const view = await openPage(browser, server, options);
    await logIn(view);
    await view.page.goto(`${server.url}/#${address}`);
    await view.page.locator("#content h1").waitFor();
    return view;
  };

  test("a photo is taken with the camera, another chosen, and both are added smaller", async () => {
    const view = await open(`/work_orders?open=${order.id}`, { language: "zh-CN" });
    const { page, t } = view;
    const drawer = page.getByRole("complementary", { name: t("list.drawer.label") });
    await drawer.getByRole("tab", { name: t("document.tab.files") }).click();
    await drawer.getByRole("button", { name: t("document.adding.photos") }).focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: t("form.photo.take") }).focus();
    await page.keyboard.press("Enter");
    const shutter = dialog.getByRole("button", { name: t("form.photo.shoot") });
    await page.waitForFunction((name) => document.activeElement?.textContent?.trim() === name, t("form.photo.shoot"));
    await page.keyboard.press("Enter");
    await dialog.locator(".photo-input li img").waitFor();
    assert.ok(await shutter.isEnabled(), "and another one may follow");
    const choosing = page.waitForEvent("filechooser");
    await dialog.getByRole("button", { name: t("form.photo.end") }).click();
    await dialog.getByRole("button", { name: t("form.photo.choose") }).click();
    await (await choosing).setFiles([
      { name: "机身.jpeg", mimeType: "image/jpeg", buffer: await wide(page) },
      { name: "假照片.jpg", mimeType: "image/jpeg", buffer: Buffer.from("<svg/>") },
    ]);
    await dialog.getByText(t("form.photo.not_one", { name: "假照片.jpg" })).waitFor();
    await accessible(view, "add photos");
    await shot(view, "add-photos");
    await dialog.getByLabel(t("document.adding.caption")).fill("安装前");
    await page.keyboard.press("Control+Enter");
    await drawer.locator("ul.photos li").nth(1).waitFor();
    const { attachments } = await call(server, "work_orders.attachments", { id: order.id }, server.token);
    assert.deepEqual(attachments.map(({ kind, caption }) => [kind, caption]), [["jpeg", "安装前"], ["jpeg", "安装前"]]);
    const large = attachments.find(({ name }) => name === "机身.jpg");
    assert.deepEqual([large.width, large.height], [2560, 640]);
    quiet(view);
    await view.context.close();
  });

  test("the customer signs, and the signature is kept under their name", async () => {
    const view = await open(`/work_orders?open=${order.id}`);
    const { page, t } = view;
    const drawer = page.getByRole("complementary", { name: t("list.drawer.label") });
    await drawer.getByRole("tab", { name: t("document.tab.files") }).click();
    await drawer.getByRole("button", { name: t("document.adding.signature") }).click();
    const dialog = page.getByRole("dialog");
    const keep = dialog.getByRole("button", { name: t("document.adding.keep") });
    await dialog.getByLabel(t("document.adding.signer")).fill("Wang <b>Lei</b>");
    assert.ok(await keep.isDisabled(), "an empty sheet is no signature");
    const box = await dialog.locator("canvas").boundingBox();
    await page.mouse.move(box.x + 40, box.y + 60);
    await page.mouse.down();
    for (let i = 1; i <= 20; i++) await page.mouse.move(box.x + 40 + i * 12, box.y + 60 + 30 * Math.sin(i));
    await page.mouse.up();
    await accessible(view, "signature");
    await keep.click();
    await drawer.getByText(/^Signature of Wang <b>Lei<\/b>, \d{4}-\d\d-\d\d/).waitFor();
    quiet(view);
    await view.context.close();
  });

  test("a hand scanner's number opens its order, and so does a code before the camera", async () => {
    const view = await openPage(browser, server);
    // The browser's own reader of codes; this one has none.
    await view.page.addInitScript((number) => {
      globalThis.BarcodeDetector = class {
        detect(video) {
          return Promise.resolve(video.videoWidth > 0 ? [{ rawValue: `${number}\r\n` }] : []);
        }
      };
    }, order.number);
    await logIn(view);
    const { page, t } = view;
    const heading = page.getByRole("heading", { name: order.number });
    await page.getByRole("banner").getByRole("button", { name: t("shell.act.scan") }).click();
    await heading.waitFor();
    await page.goto(`${server.url}/#/outlets`);
    await heading.waitFor({ state: "hidden" });
    await page.keyboard.press("Control+k");
    // A scanner types faster than anything is found, and ends with Enter.
    await page.keyboard.type(order.number);
    await page.keyboard.press("Enter");
    await heading.waitFor();
    quiet(view);
    await view.context.close();
  });

  test("without a reader the scan button says what works", async () => {
    const view = await open("/outlets");
    const { page, t } = view;
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").getByRole("button", { name: t("form.scan") }).focus();
    await page.keyboard.press("Enter");
    await page.getByText(t("shell.palette.no_reader")).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("role")), "combobox");
    await accessible(view, "scan without a reader");
    quiet(view);
    await view.context.close();
  });

  test("an outlet's place is taken from the map by keys, and a region's code from its division", async () => {
    const view = await open("/outlets");
    const { page, t } = view;
    await page.locator(".ag-row .ag-cell").first().click();
    await page.keyboard.press("Enter");
    const drawer = page.getByRole("complementary").first();
    const save = drawer.getByRole("button", { name: t("common.save") });
    await drawer.getByRole("button", { name: t("maps.address.pick_open") }).click();
    const before = await drawer.getByLabel(t("maps.address.longitude")).inputValue();
    const map = drawer.locator("canvas.maplibregl-canvas");
    await map.focus();
    assert.ok(await save.isDisabled());
    // The map first comes to rest on the outlet; then the arrow moves it and Enter takes its middle.
    for (let tries = 0; tries < 20 && (await drawer.getByLabel(t("maps.address.longitude")).inputValue()) === before; tries++) {
      await page.keyboard.press("ArrowRight");
      await page.waitForTimeout(500);
      await page.keyboard.press("Enter");
    }
    assert.notEqual(await drawer.getByLabel(t("maps.address.longitude")).inputValue(), before);
    await accessible(view, "outlet with a map");
    await save.click();
    await page.getByText(t("record.saved")).first().waitFor();

    await page.goto(`${server.url}/#/regions`);
    await page.getByRole("button", { name: t("outlets.regions.add") }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(t("outlets.regions.division")).fill("zhuhai");
    await page.getByText("Guangdong, Zhuhai", { exact: true }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("input[id$=code]")?.value === "440400");
    await accessible(view, "region from a division");
    quiet(view);
    await view.context.close();
  });

  test("a part of the network is chosen by keys, narrows every page, and is taken back", async () => {
    const view = await open("/dashboard");
    const { page, t } = view;
    const part = { region_ids: [(await call(server, "regions.options", { search: "广东", limit: 1 }, server.token)).options[0].id] };
    const { outlet_ids } = await call(server, "outlets.within", part, server.token);
    const count = async (filter) => (await call(server, "work_orders.total", filter ? { filter } : {}, server.token)).count;
    const [few, all] = [await count({ field: "outlet_id", op: "in", value: outlet_ids }), await count()];
    assert.ok(few > 0 && few < all);
    await page.getByRole("button", { name: t("scope.open_now", { name: t("scope.whole") }) }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("a");
    await page.getByRole("combobox", { name: t("scope.regions") }).waitFor();
    await page.keyboard.type("广东");
    await page.locator(".ant-select-item-option", { hasText: "广东省" }).waitFor();
    await accessible(view, "choosing a part of the network");
    await page.keyboard.press("Enter");
    await page.getByRole("list", { name: t("scope.narrowed") }).getByText("广东省").waitFor();
    await page.keyboard.press("Escape");
    await page.waitForTimeout(300);
    await page.keyboard.press("Escape");
    await accessible(view, "a dashboard of a part");
    for (const [at, note] of [["/monitor", "narrowed"], ["/brief", "narrowed"], ["/map", "begins"], ["/work_orders", "begins"]]) {
      await page.goto(`${server.url}/#${at}`);
      await page.getByRole("list", { name: t(`scope.${note}`) }).getByText("广东省").waitFor();
    }
    const matching = (n) => page.getByText(t("list.count_filtered", { n: n.toLocaleString("en") }), { exact: true }).waitFor();
    await matching(few);
    await accessible(view, "a list of a part");
    await shot(view, "scope-list");
    await page.getByRole("button", { name: t("list.filter.clear") }).first().click();
    await page.getByText(t("list.count", { n: all.toLocaleString("en") }), { exact: true }).waitFor();
    await page.goto(`${server.url}/#/outlets`);
    await page.getByText(t("list.count", { n: "60" }), { exact: true }).waitFor();

    // A drill names its own orders: the part of the person does not cut them.
    await page.goto(`${server.url}/#/work_orders?filter=${encodeURIComponent(JSON.stringify({ field: "state", op: "eq", value: "closed" }))}`);
    await matching(await count({ field: "state", op: "eq", value: "closed" }));
    // Another link's part becomes one's own; taking it away leaves the whole network.
    await page.goto(`${server.url}/#/dashboard?outlets=${encodeURIComponent(JSON.stringify([outlet_ids[0]]))}`);
    await page.getByRole("button", { name: t("scope.remove", { name: t("scope.outlets") }) }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: t("scope.open_now", { name: t("scope.whole") }) }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: t("scope.open_now", { name: t("scope.whole") }) }).waitFor();
    await translated(view, "the dashboard's part");
    quiet(view);
    await view.context.close();
  });
});

/** A picture of 4,000 × 1,000 pixels, as a camera makes them. */
async function wide(page) {
  const text = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [4000, 1000];
    const paper = canvas.getContext("2d");
    for (let i = 0; i < 400; i++) {
      paper.fillStyle = `hsl(${(i * 37) % 360} 60% 50%)`;
      paper.fillRect((i * 97) % 4000, (i * 61) % 1000, 220, 90);
    }
    return canvas.toDataURL("image/jpeg", 1).split(",")[1];
  });
  return Buffer.from(text, "base64");
}
