// What a workspace is kept by: a region, an outlet, an engineer, a customer, a dictionary's entry, a target and a map layer are
// added and changed by keys alone. What is wrong is said at its field, and the rest of what was typed stays.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { accessible, openPage, quiet, startBrowser } from "../harness/browser.mjs";
import { logIn, setUp } from "../harness/people.mjs";
import { call, engine, startServer } from "../harness/server.mjs";

describe(`masters by keys (${engine})`, () => {
  let browser;
  let server;
  let token;
  before(async () => {
    [browser, server] = await Promise.all([startBrowser(), startServer()]);
    token = await setUp(server);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });
  const rows = async (grid) => (await call(server, `${grid}.page`, { limit: 50 }, token)).rows;

  /** A page, and what a person does there with the keyboard. */
  async function at(address, options) {
    const view = await openPage(browser, server, options);
    await logIn(view);
    await view.page.goto(`${server.url}/#${address}`);
    await view.page.locator("#content h1").waitFor();
    const { page, t } = view;
    const keys = page.keyboard;
    const dialog = page.getByRole("dialog");
    const drawer = page.getByRole("complementary", { name: t("list.drawer.label") });
    /** A field by its name; the mark of a required one is no part of it. */
    const label = (name, form = dialog) => ["textbox", "combobox", "spinbutton"].map((role) => form.getByRole(role, { name, exact: true })).reduce((one, other) => one.or(other));
    const isAt = (target) => target.evaluate((element) => element === document.activeElement);
    /** Goes on by Tab until the keyboard is there. */
    const to = async (target) => {
      await target.waitFor();
      for (let steps = 0; !(await isAt(target)); steps += 1) {
        assert.ok(steps < 120, `Tab never comes to ${target}`);
        await keys.press("Tab");
      }
    };
    const type = async (target, words) => {
      await to(target);
      await keys.press("Control+a");
      await keys.type(words);
    };
    const press = async (target) => {
      await to(target);
      await keys.press("Enter");
    };
    /** The dialog that a button opens, with the keyboard in its first field. */
    const open = async (button) => {
      await press(page.getByRole("button", { name: button }).first());
      await page.locator(".ant-modal-body input:focus").waitFor();
    };
    /** Sends a form; what is wrong stands at the field, and the keyboard is in it. */
    const refused = async (name, words) => {
      await keys.press("Control+Enter");
      const input = label(name);
      await dialog.locator(".ant-form-item", { has: label(name, page) }).getByText(words, { exact: true }).waitFor();
      await input.and(page.locator(":focus")).waitFor();
      assert.equal(await input.getAttribute("aria-invalid"), "true");
    };
    const choose = async (field, words, option) => {
      await type(field, words);
      await page.locator(".ant-select-item-option-active", { hasText: option }).waitFor();
      await keys.press("Enter");
    };
    const said = (key, params) => page.getByText(t(key, params), { exact: true }).first().waitFor();
    const made = async (name) => {
      await keys.press("Control+Enter");
      await dialog.waitFor({ state: "detached" });
      await drawer.getByRole("heading", { name, exact: true }).waitFor();
    };
    /** Changes one field of the open record, and leaves it. */
    const change = async (name, words, heading = words) => {
      await type(label(name, drawer), words);
      await keys.press("Control+Enter");
      await drawer.getByRole("heading", { name: heading, exact: true }).waitFor();
      await said("record.saved");
      await keys.press("Escape");
      await drawer.waitFor({ state: "detached" });
    };
    const end = async () => {
      quiet(view);
      await view.context.close();
    };
    return { ...view, keys, dialog, drawer, to, type, press, open, refused, choose, said, made, change, label, end };
  }

  test("a region, an outlet in it and an engineer of that outlet", async () => {
    const view = await at("/regions");
    const { page, t, keys } = view;
    await view.open(t("outlets.regions.add"));
    await view.type(view.label(t("record.code")), "SOUTH");
    await view.refused(t("outlets.regions.name"), t("errors.value_missing"));
    await keys.type("South");
    await view.made("South");
    await view.change(t("outlets.regions.name"), "South China");
    const [region] = await rows("regions");
    assert.deepEqual([region.code, region.name], ["SOUTH", "South China"]);

    await page.goto(`${server.url}/#/outlets`);
    await view.open(t("outlets.add"));
    await view.type(view.label(t("record.code")), "GZ-01");
    await view.type(view.label(t("outlets.name")), "Tianhe");
    await view.choose(view.label(t("outlets.region")), "south", "South China");
    await view.type(view.label(t("outlets.phone")), "call me");
    await view.refused(t("outlets.phone"), t("errors.value_invalid"));
    await accessible(view, "an outlet with a wrong telephone");
    await keys.press("Control+a");
    await keys.type("020 8765 4321");
    await view.made("Tianhe");
    await view.change(t("outlets.level"), "A", "Tianhe");
    const [outlet] = await rows("outlets");
    assert.deepEqual([outlet.code, outlet.region_name, outlet.phone, outlet.level], ["GZ-01", "South China", "02087654321", "A"]);

    await page.goto(`${server.url}/#/engineers`);
    await view.open(t("outlets.engineer.add"));
    await view.type(view.label(t("record.code")), "E-1");
    await view.type(view.label(t("outlets.engineer.name")), "Wang Lei");
    await view.refused(t("outlets.engineer.outlet"), t("errors.value_missing"));
    await view.choose(view.label(t("outlets.engineer.outlet")), "tian", "Tianhe");
    await view.made("Wang Lei");
    await view.change(t("outlets.engineer.skills"), "boilers, taps", "Wang Lei");
    const [engineer] = await rows("engineers");
    assert.deepEqual([engineer.code, engineer.outlet_name, engineer.skills], ["E-1", "Tianhe", "boilers, taps"]);
    await view.end();
  });

  test("a customer, whose code is taken at first", async () => {
    await call(server, "customers.create", { code: "C-1", customer: { name: "Chen", kind: "person" } }, token);
    const view = await at("/customers", { language: "zh-CN", theme: "dark" });
    const { t, keys } = view;
    await view.open(t("customers.add"));
    await view.type(view.label(t("record.code")), "C-1");
    await view.type(view.label(t("customers.name")), "李梅");
    await view.refused(t("record.code"), t("errors.already_exists", { value: "C-1" }));
    await accessible(view, "a customer whose code is taken");
    await keys.press("Control+a");
    await keys.type("C-2");
    await view.made("李梅");
    await view.change(t("customers.name"), "李梅梅");
    assert.deepEqual((await rows("customers")).map(({ code, name }) => `${code} ${name}`).sort(), ["C-1 Chen", "C-2 李梅梅"]);
    await view.end();
  });

  test("an entry of a dictionary", async () => {
    const view = await at("/dictionaries?of=channel");
    const { t, keys } = view;
    await view.open(t("dictionaries.add", { what: t("dictionaries.kind.channel") }));
    await view.type(view.label(t("record.code")), "mini app");
    await view.type(view.label(t("dictionaries.name")), "Mini app");
    await view.refused(t("record.code"), t("errors.value_invalid"));
    await keys.press("Control+a");
    await keys.type("mini_app");
    await view.made("Mini app");
    await view.change(t("dictionaries.rank"), "3", "Mini app");
    const entry = (await rows("dictionaries")).find(({ code }) => code === "mini_app");
    assert.deepEqual([entry.dictionary, entry.name, entry.rank], ["channel", "Mini app", 3]);
    await view.end();
  });

  test("a target of a figure is set, changed and taken away", async () => {
    const view = await at("/dashboard");
    const { page, t, keys, dialog } = view;
    const target = async () => (await call(server, "insight.targets", {}, token)).targets.find(({ key }) => key === "resolution_on_time").value;
    const name = t("insight.targets.percent", { name: t("insight.kpi.resolution_on_time") });
    for (const [typed, kept] of [["95", 9500], ["97.5", 9750], ["", null]]) {
      await view.press(page.getByRole("button", { name: t("insight.targets.edit") }));
      await view.to(view.label(name));
      await keys.press("Control+a");
      await keys.press("Delete");
      await keys.type(typed);
      await view.press(dialog.getByRole("button", { name: t("common.save") }));
      await dialog.waitFor({ state: "detached" });
      assert.equal(await target(), kept);
    }
    await view.end();
  });

  test("a map layer, whose address cannot be used at first", async () => {
    const view = await at("/map_settings");
    const { page, t, keys, dialog, label } = view;
    await view.press(page.getByRole("button", { name: t("maps.layer.add") }));
    // The menu has the keyboard as soon as it stands; tiles are its first entry.
    await page.locator("[role=menu] :focus, [role=menu]:focus").waitFor();
    await keys.press("Enter");
    await page.locator(".ant-modal-body input:focus").waitFor();
    await view.type(label(t("maps.layer.name")), "Streets");
    await view.type(label(t("maps.layer.source")), "City survey");
    await view.type(label(t("maps.layer.url")), "https://tiles.example/{z}/{x}.png");
    await view.refused(t("maps.layer.url"), t("errors.map_url_invalid"));
    await keys.press("Control+a");
    await keys.type("https://tiles.example/{z}/{x}/{y}.png");
    await keys.press("Control+Enter");
    await dialog.waitFor({ state: "detached" });
    await view.open(t("common.edit"));
    await view.type(label(t("maps.layer.approval_number")), "GS(2026)0001");
    await keys.press("Control+Enter");
    await page.getByText(t("maps.attribution_approved", { name: t("maps.layer.kind.tiles"), source: "City survey", number: "GS(2026)0001" })).waitFor();
    const { layers } = await call(server, "maps.layers", {}, token);
    assert.deepEqual(layers.map((layer) => [layer.name, layer.approval_number, layer.url]), [["Streets", "GS(2026)0001", "https://tiles.example/{z}/{x}/{y}.png"]]);
    await view.end();
  });
});
