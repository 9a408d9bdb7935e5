// The map: it draws offline, gathers points, chooses them by lasso and by keys, lays a workspace's own layers under them with
// their source and approval number, and never asks anybody but our server.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { accessible, openPage, quiet, shot, startBrowser, translated } from "../harness/browser.mjs";
import { administrator, logIn, setUp } from "../harness/people.mjs";
import { plainPng } from "../harness/picture.mjs";
import { landArchive } from "../harness/pmtiles.mjs";
import { call, job, startServer, upload } from "../harness/server.mjs";

/** A provider of tiles on this machine; it notes what it was asked. */
async function startProvider() {
  const asked = [];
  const tile = plainPng(226, 232, 240);
  const provider = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(200, { "content-type": "image/png" }).end(tile);
  });
  await new Promise((done) => provider.listen(0, "127.0.0.1", done));
  return { asked, url: `http://127.0.0.1:${provider.address().port}`, stop: () => new Promise((done) => provider.close(done)) };
}

/** Forty orders around Guangzhou and Shanghai and a lone one between, all open and long overdue, and two without a place. */
function orders() {
  const rows = ["no,opened,due,outlet,lat,lng"];
  for (let i = 0; i < 40; i += 1) {
    const [lat, lng] = i % 2 ? [31.23, 121.47] : [23.13, 113.26];
    rows.push(`M-${i},2020-01-01 10:00,2020-01-02 10:00,N${i % 2},${(lat + (i % 7) * 0.01).toFixed(4)},${(lng + (i % 5) * 0.01).toFixed(4)}`);
  }
  rows.push("M-97,2020-01-01 10:00,2020-01-02 10:00,N0,27.1000,117.1000");
  rows.push("M-98,2020-01-01 10:00,,N0,,", "M-99,2020-01-01 10:00,,N0,,");
  return rows.join("\n");
}

const FIELDS = { external_number: "no", opened_at: "opened", due_at: "due", outlet: "outlet", latitude: "lat", longitude: "lng" };

async function importOrders(server, token) {
  const id = await upload(server, token, "map.csv", Buffer.from(orders()));
  const fields = Object.fromEntries(Object.entries(FIELDS).map(([field, column]) => [field, { column }]));
  const run = { upload: id, kind: "work_orders", mapping: { fields }, zone: "Asia/Shanghai", doubles: "skip", errors: "all_or_nothing", create_missing: true, dry_run: false };
  const begun = await call(server, "imports.run", run, token);
  assert.equal((await job(server, token, begun.job)).rows_created ?? 43, 43);
}

describe("the map", () => {
  let server;
  let browser;
  let token;
  before(async () => {
    [server, browser] = await Promise.all([startServer(), startBrowser()]);
    token = await setUp(server);
    await importOrders(server, token);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const at = async (options) => {
    const view = await openPage(browser, server, options);
    await logIn(view, administrator);
    await view.page.goto(`${server.url}/#/map`);
    await drawn(view, (counts) => counts.clusters > 0);
    return view;
  };
  /** Waits until the map has come to rest with what is asked for. */
  const drawn = async ({ page }, is) => {
    const frame = page.locator(".map-frame[data-marks]");
    for (const start = performance.now(); performance.now() - start < 45_000; ) {
      const counts = await frame.evaluate(({ dataset }) => Object.fromEntries(["marks", "clusters", "shapes"].map((key) => [key, Number(dataset[key] ?? 0)])));
      if (is(counts)) return counts;
      await page.waitForTimeout(150);
    }
    throw new Error("the map does not draw what was asked for");
  };

  for (const [language, theme] of [["zh-CN", "light"], ["en", "dark"]]) {
    test(`two places are two clusters, and what is missing is said (${language}, ${theme})`, async () => {
      const view = await at({ language, theme });
      const { page, t } = view;
      await page.getByText(t("maps.unlocated", { n: 2 })).waitFor();
      await page.getByText(t("maps.attribution_land")).waitFor();
      await translated(view, "map");
      await accessible(view, "map");
      await shot(view, `map-${language}-${theme}`);
      quiet(view);
      await view.context.close();
    });
  }

  test("a mark says which order it is, and opens it", async () => {
    const view = await at();
    const { page } = view;
    // Where the lone order is drawn, by the view that the map remembers; 512 pixels are the earth at zoom 0.
    const at97 = await page.evaluate(() => {
      const { center, zoom } = JSON.parse(localStorage.getItem("outpost.map.orders.view"));
      const mercator = ([x, y]) => [(x + 180) / 360, (1 - Math.log(Math.tan(Math.PI / 4 + (y * Math.PI) / 360)) / Math.PI) / 2];
      const [from, to] = [mercator(center), mercator([117.1, 27.1])];
      const box = document.querySelector(".map-canvas").getBoundingClientRect();
      return [0, 1].map((axis) => (to[axis] - from[axis]) * 512 * 2 ** zoom + (axis === 0 ? box.x + box.width / 2 : box.y + box.height / 2));
    });
    await page.mouse.move(...at97, { steps: 3 });
    await page.locator(".map-card strong", { hasText: "WO-" }).waitFor();
    await shot(view, "map-card");
    await page.mouse.click(...at97);
    await page.locator("article.document").getByText("M-97", { exact: true }).waitFor();
    await shot(view, "map-drawer");
    quiet(view);
    await view.context.close();
  });

  test("a lasso around the whole map chooses every order, and the choice opens as a list", async () => {
    const view = await at();
    const { page, t } = view;
    await page.getByRole("button", { name: t("maps.tool.lasso"), exact: true }).click();
    const box = await page.locator(".map-selection").boundingBox();
    const corner = (x, y) => [box.x + box.width * x, box.y + box.height * y];
    await page.mouse.move(...corner(0.02, 0.02));
    await page.mouse.down();
    for (const point of [[0.98, 0.02], [0.98, 0.98], [0.02, 0.98], [0.02, 0.1]]) await page.mouse.move(...corner(...point), { steps: 4 });
    await page.mouse.up();
    await page.getByRole("heading", { name: t("maps.selection", { n: 41 }) }).waitFor();
    await shot(view, "map-lasso");
    await page.getByRole("button", { name: t("maps.selection_open"), exact: true }).click();
    await page.waitForURL(/work_orders/);
    await page.getByText(t("list.count_filtered", { n: 41 })).first().waitFor();
    quiet(view);
    await view.context.close();
  });

  test("a box is moved, sized and closed by keys alone, and an order opened from the list beside it", async () => {
    const view = await at();
    const { page, t } = view;
    await page.getByRole("button", { name: t("maps.tool.box"), exact: true }).focus();
    await page.keyboard.press("Enter");
    await page.locator(".map-selection").waitFor();
    for (let i = 0; i < 14; i += 1) await page.keyboard.press("ArrowLeft");
    for (let i = 0; i < 10; i += 1) await page.keyboard.press("ArrowUp");
    for (let i = 0; i < 40; i += 1) await page.keyboard.press("Shift+ArrowRight");
    for (let i = 0; i < 30; i += 1) await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: t("maps.selection", { n: 41 }) }).waitFor();
    await page.locator(".map-chosen .map-rows button").first().focus();
    await page.keyboard.press("Enter");
    await page.locator("article.document").waitFor();
    quiet(view);
    await view.context.close();
  });

  test("the same map is read as a list of what is in view", async () => {
    const view = await at();
    const { page, t } = view;
    await page.getByRole("button", { name: t("maps.list"), exact: true }).press("Enter");
    await page.getByText(t("maps.list_all", { n: 41 })).waitFor();
    await accessible(view, "map with its list");
    quiet(view);
    await view.context.close();
  });

  test("the dashboard maps the open orders of its question, and one is opened from its list by keys", async () => {
    const view = await openPage(browser, server, { language: "zh-CN", theme: "light" });
    await logIn(view, administrator);
    const { page, t } = view;
    await page.goto(`${server.url}/#/dashboard?period=this_year`);
    await page.getByRole("heading", { name: t("maps.label"), exact: true }).scrollIntoViewIfNeeded();
    await drawn(view, (counts) => counts.clusters > 0);
    await page.getByText(t("maps.unlocated", { n: 2 })).waitFor();
    await shot(view, "dashboard-map");
    await page.getByRole("button", { name: t("maps.list"), exact: true }).press("Enter");
    await page.locator(".map-list .map-rows button").first().press("Enter");
    await page.locator("article.document").waitFor();
    await page.getByText(t("list.count_filtered", { n: 43 })).first().waitFor();
    quiet(view);
    await view.context.close();
  });

  test("a PMTiles file is shown with its source and approval number, from our server alone", async () => {
    const view = await openPage(browser, server);
    await logIn(view, administrator);
    const { page, t } = view;
    await page.goto(`${server.url}/#/map_settings`);
    await page.getByRole("button", { name: t("maps.layer.add"), exact: true }).click();
    await page.getByText(t("maps.layer.kind.pmtiles"), { exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: t("maps.layer.name"), exact: true }).fill("World");
    await dialog.getByRole("textbox", { name: t("maps.layer.source"), exact: true }).fill("Natural Earth");
    await dialog.getByRole("textbox", { name: t("maps.layer.approval_number"), exact: true }).fill("GS(2024)0650");
    await dialog.locator("input[type=file]").setInputFiles({ name: "world.pmtiles", mimeType: "application/octet-stream", buffer: await landArchive() });
    await dialog.getByRole("button", { name: t("common.save"), exact: true }).click();
    await page.getByRole("heading", { name: "World", exact: true }).waitFor();
    await accessible(view, "map settings");
    await translated(view, "map settings");
    await shot(view, "map-settings");
    const ranges = [];
    page.on("response", (response) => {
      if (response.url().includes("/map/file/")) ranges.push(response.status());
    });
    await page.goto(`${server.url}/#/map`);
    await page.getByText(t("maps.attribution_approved", { name: "World", source: "Natural Earth", number: "GS(2024)0650" })).waitFor();
    await drawn(view, (counts) => counts.clusters > 0 && counts.shapes > 0);
    assert.ok(ranges.length >= 2 && ranges.every((status) => status === 206), `read by ranges: ${ranges}`);
    await shot(view, "map-pmtiles");
    quiet(view);
    await view.context.close();
  });

  test("areas of a file are coloured by the orders of their regions, and tiles come through our server alone", async () => {
    const regions = await upload(server, token, "regions.csv", Buffer.from("code,name\n440000,South\n310000,East\n"));
    const outlets = await upload(server, token, "outlets.csv", Buffer.from("code,name,region,lat,lng\nS1,Tianhe station,440000,23.13,113.36\n"));
    for (const [kind, id, columns] of [["regions", regions, ["code", "name"]], ["outlets", outlets, ["code", "name", "region", "lat", "lng"]]]) {
      const names = { lat: "latitude", lng: "longitude" };
      const fields = Object.fromEntries(columns.map((column) => [names[column] ?? column, { column }]));
      const run = { upload: id, kind, mapping: { fields }, zone: "Asia/Shanghai", doubles: "skip", errors: "all_or_nothing", create_missing: true, dry_run: false };
      await job(server, token, (await call(server, "imports.run", run, token)).job);
    }
    const more = await upload(server, token, "more.csv", Buffer.from("no,opened,due,outlet,lat,lng\nR-1,2020-01-01 10:00,2020-01-02 10:00,Tianhe station,23.2,113.5\n"));
    const fields = Object.fromEntries(Object.entries(FIELDS).map(([field, column]) => [field, { column }]));
    const run = { upload: more, kind: "work_orders", mapping: { fields }, zone: "Asia/Shanghai", doubles: "skip", errors: "all_or_nothing", create_missing: false, dry_run: false };
    await job(server, token, (await call(server, "imports.run", run, token)).job);
    const ring = (west, south) => [[[west, south], [west + 6, south], [west + 6, south + 4], [west, south + 4], [west, south]]];
    const area = (code, west, south) => ({ type: "Feature", properties: { code }, geometry: { type: "Polygon", coordinates: ring(west, south) } });
    const shapes = JSON.stringify({ type: "FeatureCollection", features: [area("440000", 110.5, 21.5), area("310000", 117, 29.5)] });
    const common = { source: "Survey office", approval_number: "GS(2024)0001", coordinate_system: "wgs84", active: true };
    const file = await upload(server, token, "areas.geojson", Buffer.from(shapes));
    await call(server, "maps.save_layer", { ...common, kind: "geojson", name: "Areas", upload: file, join_property: "code" }, token);
    const provider = await startProvider();
    await call(server, "maps.save_layer", { ...common, kind: "tiles", name: "Streets", coordinate_system: "gcj02", url: `${provider.url}/{z}/{x}/{y}.png?k={key}`, key: "secret-1" }, token);
    const view = await at();
    const { page, t } = view;
    await page.getByRole("radio", { name: "Streets", exact: true }).check();
    await drawn(view, (counts) => counts.shapes >= 1);
    await page.getByText(t("maps.up_to", { value: 1 })).waitFor();
    await page.getByText(t("maps.attribution_approved", { name: "Streets", source: "Survey office", number: "GS(2024)0001" })).waitFor();
    assert.ok(provider.asked.length > 0 && provider.asked.every((url) => url.endsWith("?k=secret-1")), "the core asked, with the key");
    const html = await page.content();
    assert.equal(html.includes("secret-1"), false, "the key reaches no page");
    await shot(view, "map-areas-tiles");
    await accessible(view, "map with areas");
    quiet(view);
    await view.context.close();
    await provider.stop();
  });
});
