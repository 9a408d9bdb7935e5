// A manager sets the clocks: what ships is installed and changed, a calendar is drawn up by keyboard, a year is imported, and
// the policy is laid beside the due times that came with the tickets.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { accessible, openPage, quiet, shot, startBrowser, translated } from "../harness/browser.mjs";
import { importTickets, logIn, setUp } from "../harness/people.mjs";
import { call, engine, startServer } from "../harness/server.mjs";

describe(`policies (${engine})`, () => {
  let browser;
  let server;
  let token;
  before(async () => {
    browser = await startBrowser();
    server = await startServer();
    token = await setUp(server);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function policiesPage(options) {
    const view = await openPage(browser, server, options);
    await logIn(view);
    await view.page.goto(`${server.url}/#/policies`);
    await view.page.getByRole("heading", { name: view.t("policies.title"), exact: true }).waitFor();
    return view;
  }

  test("what ships is installed, a target is changed, and the calculator explains the due time", async () => {
    const view = await policiesPage({ language: "zh-CN" });
    const { page, t } = view;
    await page.getByRole("button", { name: t("policies.install"), exact: true }).click();
    const standard = page.getByRole("button", { name: new RegExp(t("sla.preset.standard_service")) });
    await standard.waitFor();
    const first = page.getByRole("region", { name: t("sla.milestone.confirm"), exact: true });
    await first.waitFor();
    await accessible(view, "policies");
    await translated(view, "policies");
    await shot(view, "policies");
    const target = page.getByLabel(`${t("sla.milestone.confirm")} ${t("policies.milestone.target")}`, { exact: true });
    await target.fill("20");
    await target.press("Control+Enter");
    await page.getByText(t("policies.saved", { revision: 2 }), { exact: true }).waitFor();
    await page.getByRole("tab", { name: t("policies.revisions"), exact: true }).click();
    await page.getByRole("cell", { name: t("policies.since_ever"), exact: true }).first().waitFor();
    const { policies } = await call(server, "policies.list", {}, token);
    const saved = policies.find((policy) => policy.code === "standard_service");
    assert.equal(saved.spec.milestones[0].target.minutes, 20);
    assert.equal(saved.revisions.length, 2);
    quiet(view);
  });

  test("a calendar is drawn up by keyboard, and what cannot be is named at its field", async () => {
    const view = await policiesPage();
    const { page, t } = view;
    await page.getByRole("tab", { name: t("policies.tab.calendars"), exact: true }).click();
    await page.getByRole("button", { name: t("policies.new_calendar") }).click();
    await page.getByLabel(t("policies.name"), { exact: true }).fill("Night shift");
    const saturday = page.getByLabel(t("common.weekday.sat"), { exact: true });
    await saturday.fill("22:00");
    await saturday.press("Tab");
    await page.getByText(t("policies.calendar.windows_wrong"), { exact: true }).waitFor();
    await saturday.fill("22:00-06:00");
    await saturday.press("Control+Enter");
    await page.getByText(t("policies.saved", { revision: 1 }), { exact: true }).waitFor();
    await page.getByRole("img", { name: new RegExp(t("policies.year.kind.holiday")) }).first().waitFor();
    await accessible(view, "a calendar");
    await translated(view, "a calendar");
    await shot(view, "calendar");
    const { calendars } = await call(server, "calendars.list", {}, token);
    assert.deepEqual(calendars.find((calendar) => calendar.name === "Night shift").spec.hours.sat, [["22:00", "06:00"]]);
    quiet(view);
  });

  test("changes that are not saved are not lost without a word", async () => {
    const view = await policiesPage();
    const { page, t } = view;
    const name = page.getByLabel(t("policies.name"), { exact: true });
    await name.fill("Half a change");
    await page.getByRole("navigation", { name: t("policies.tab.policies") }).getByRole("button").nth(1).click();
    await page.getByRole("dialog", { name: t("form.leave.title") }).waitFor();
    await page.getByRole("button", { name: t("form.leave.stay"), exact: true }).click();
    assert.equal(await name.inputValue(), "Half a change");
    quiet(view);
  });

  test("a year that was announced is imported, a wrong one is refused by name", async () => {
    const view = await policiesPage({ theme: "dark" });
    const { page, t } = view;
    await page.getByRole("tab", { name: t("policies.tab.holidays"), exact: true }).click();
    const text = page.getByLabel(t("policies.holidays.text"), { exact: true });
    const take = page.getByRole("button", { name: t("policies.holidays.import"), exact: true });
    await text.fill("date,kind,name\n2027-02-30,holiday,x");
    await take.click();
    await page.getByText(t("sla.errors.bad_date", { value: "2027-02-30" }), { exact: true }).waitFor();
    await text.fill("date,kind,name\n2027-01-01,holiday,元旦\n2027-01-03,make_up,元旦");
    await take.click();
    await page.getByRole("cell", { name: "2027", exact: true }).waitFor();
    await accessible(view, "holidays");
    await translated(view, "holidays");
    await shot(view, "holidays");
    quiet(view);
  });

  test("the policy is laid beside the due times of the tickets", async () => {
    await importTickets(server, token);
    const view = await policiesPage();
    const { page, t } = view;
    await page.getByRole("tab", { name: t("policies.compare.title"), exact: true }).click();
    await page.getByRole("button", { name: t("policies.compare.start"), exact: true }).click();
    const samples = page.getByRole("button", { name: t("policies.compare.samples"), exact: true }).first();
    await samples.click();
    await page.getByRole("columnheader", { name: t("policies.compare.ours"), exact: true }).waitFor();
    await accessible(view, "a comparison");
    await translated(view, "a comparison");
    await shot(view, "comparison");
    await page.getByRole("button", { name: /^WO-/ }).first().click();
    await page.getByRole("complementary").getByRole("heading", { name: /^WO-/ }).waitFor();
    quiet(view);
  });
});
