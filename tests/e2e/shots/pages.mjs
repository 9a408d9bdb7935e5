// Every page of the app, and the states of it that are worth a look. The pictures and the accessibility test go by this one
// list; a test compares it with the navigation, so that a new page cannot be forgotten.
import {
  all, chooseOnMap, chooseRows, filterEditor, findRecord, fromMenu, inbox, key, lock, newLayer, ofPerson, openFirstRow, plug, press, refused, refusedStart, settled, show,
  tab, toEnd, unlock, unplug, wizard, workspaceStep, wrongFile, wrongPassword,
} from "./acts.mjs";

const search = (values) => new URLSearchParams(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)])).toString();
/** What a dashboard is asked stands in its address: what another visit asked last would be remembered. */
const quarter = `/dashboard?${search({ period: "last_90_days" })}`;
const filtered = { and: [{ field: "state", op: "in", value: ["open", "in_progress"] }, { field: "priority", op: "eq", value: "urgent" }] };
const grouped = {
  and: [
    { field: "open", op: "eq", value: true },
    { or: [{ field: "priority", op: "in", value: ["urgent", "critical"] }, { not: { field: "kind", op: "eq", value: "installation" } }] },
    { field: "opened_at", op: "during", value: { span: "last", count: 30, unit: "day" } },
  ],
};
const nothing = { field: "number", op: "eq", value: "WO-0000-0000000" };
/** The document of the demo network that has comments, a photo and an audit. */
const document = (stage) => `/work_orders?open=${stage.demo.document}`;

/**
 * @typedef {object} Entry
 * @property {string} name
 * @property {string | ((stage: object) => string)} address behind the `#`
 * @property {boolean} [nav] the navigation leads there
 * @property {"demo" | "empty" | "fresh"} [on] which server; the lived-in one where absent
 * @property {"admin" | "clerk" | "nobody"} [as] who looks
 * @property {(view: object) => Promise<unknown>} [act] what is done before the look
 * @property {(view: object) => Promise<unknown>} [leave] what takes it back where loading the page anew would not
 * @property {boolean} [seen] another story asks axe-core here already: for pictures only
 * @property {boolean} [refuses] the browser has something to complain of
 */

/** @type {Entry[]} */
const entry = [
  { name: "first-start", address: "/", on: "fresh" },
  { name: "first-start-refused", address: "/", on: "fresh", act: refusedStart },
  { name: "first-start-workspace", address: "/", on: "fresh", act: workspaceStep },
  { name: "login", address: "/", as: "nobody" },
  { name: "login-refused", address: "/", as: "nobody", act: wrongPassword },
  { name: "lock", address: "/work_orders", act: lock, leave: unlock },
  { name: "first-steps", address: "/first_steps", on: "empty" },
];

/** @type {Entry[]} */
const shell = [
  { name: "palette", seen: true, address: "/work_orders", act: key("Control+k") },
  { name: "palette-record", address: "/work_orders", act: findRecord },
  { name: "inbox", seen: true, address: "/work_orders", act: inbox },
  { name: "tasks", address: "/work_orders", act: press("shell.tasks.title") },
  { name: "keys", seen: true, address: "/work_orders", act: key("?") },
  { name: "about", seen: true, address: "/work_orders", act: all(ofPerson("shell.about.open"), ({ page }) => page.locator(".licences li").first().waitFor()) },
  { name: "password", address: "/work_orders", act: ofPerson("shell.person.change_password") },
  { name: "look", address: "/work_orders", act: press("shell.theme.label") },
  { name: "missing-page", address: "/nowhere" },
  { name: "unreachable", address: "/customers", act: unplug, leave: plug, refuses: true },
];

/** @type {Entry[]} */
const work = [
  { name: "dashboard", address: quarter, nav: true },
  { name: "dashboard-middle", seen: true, address: quarter, act: show(".board > :nth-child(3)") },
  { name: "dashboard-end", seen: true, address: quarter, act: toEnd },
  { name: "dashboard-filter", address: quarter, act: press("dashboard.filter.title") },
  { name: "dashboard-layout", address: quarter, act: press("dashboard.layout.edit") },
  { name: "dashboard-targets", address: quarter, act: press("insight.targets.edit") },
  { name: "dashboard-elsewhere", address: `/dashboard?${search({ first: "2020-01-01", last: "2020-01-31" })}` },
  { name: "monitor", address: "/monitor", nav: true },
  { name: "brief", address: "/brief", nav: true },
  { name: "work-orders", address: "/work_orders", nav: true },
  { name: "work-orders-filtered", address: `/work_orders?${search({ filter: filtered })}` },
  { name: "work-orders-group", address: `/work_orders?${search({ filter: grouped })}` },
  { name: "work-orders-chosen", address: "/work_orders", act: chooseRows },
  { name: "work-orders-none", address: `/work_orders?${search({ filter: nothing })}` },
  { name: "work-orders-filter", address: "/work_orders", act: filterEditor },
  { name: "work-orders-columns", address: "/work_orders", act: press("list.columns.title") },
  { name: "work-order", address: "/work_orders", act: openFirstRow },
  { name: "work-order-audited", address: document },
  { name: "work-order-clocks", address: document, act: tab("work_orders.tab.clocks") },
  { name: "work-order-timeline", seen: true, address: document, act: tab("document.tab.timeline") },
  { name: "work-order-files", seen: true, address: document, act: tab("document.tab.files") },
  { name: "work-order-comments", seen: true, address: document, act: tab("document.tab.comments") },
  { name: "work-order-unaudit", address: document, act: fromMenu("document.action.unaudit") },
  { name: "work-order-gone", address: "/work_orders?open=99999999" },
  { name: "work-orders-outlet", address: "/work_orders", as: "clerk", act: openFirstRow },
  { name: "map", address: "/map", nav: true },
  { name: "map-chosen", address: "/map", act: chooseOnMap },
  { name: "map-list", address: "/map", act: press("maps.list") },
  { name: "map-order", address: (stage) => `/map?open=${stage.demo.document}` },
];

/** @type {Entry[]} */
const data = [
  { name: "outlets", address: "/outlets", nav: true },
  { name: "outlet", address: "/outlets", act: openFirstRow },
  { name: "outlet-new", address: "/outlets", act: press("outlets.add") },
  { name: "outlet-new-refused", address: "/outlets", act: all(press("outlets.add"), refused("record.create")) },
  { name: "outlet-map", address: "/outlets", act: all(openFirstRow, press("maps.address.pick_open")) },
  { name: "engineers", address: "/engineers", nav: true },
  { name: "engineer", address: "/engineers", act: openFirstRow },
  { name: "engineer-new", address: "/engineers", act: press("outlets.engineer.add") },
  { name: "regions", address: "/regions", nav: true },
  { name: "region", address: "/regions", act: openFirstRow },
  { name: "region-new", address: "/regions", act: press("outlets.regions.add") },
  { name: "customers", address: "/customers", nav: true },
  { name: "customer", address: "/customers", act: openFirstRow },
  { name: "customer-new", address: "/customers", act: press("customers.add") },
  { name: "imports", address: "/imports", nav: true },
  { name: "import", address: "/imports", act: openFirstRow },
  { name: "import-file", seen: true, address: "/imports/new", on: "empty" },
  { name: "import-wrong", address: "/imports/new", on: "empty", act: wrongFile },
  { name: "import-preview", seen: true, address: "/imports/new", on: "empty", act: wizard(0) },
  { name: "import-columns", seen: true, address: "/imports/new", on: "empty", act: wizard(1) },
  { name: "import-values", seen: true, address: "/imports/new", on: "empty", act: wizard(2) },
  { name: "import-choices", seen: true, address: "/imports/new", on: "empty", act: wizard(3) },
  { name: "import-checked", seen: true, address: "/imports/new", on: "empty", act: wizard(4) },
  { name: "import-again", seen: true, address: "/imports/new", act: wizard(4) },
];

/** @type {Entry[]} */
const setup = [
  { name: "map-settings", address: "/map_settings", nav: true },
  { name: "layer-tiles", address: "/map_settings", act: newLayer("tiles") },
  { name: "layer-areas", address: "/map_settings", act: newLayer("geojson") },
  { name: "policies", address: "/policies", nav: true },
  { name: "policy-new", address: `/policies?${search({ id: "new" })}` },
  { name: "policy-compare", address: "/policies", act: tab("policies.compare.title") },
  { name: "policy-revisions", address: "/policies", act: tab("policies.revisions") },
  { name: "calendars", address: `/policies?${search({ tab: "calendars" })}` },
  { name: "holidays", address: `/policies?${search({ tab: "holidays" })}` },
  { name: "dictionaries", address: "/dictionaries", nav: true },
  { name: "dictionary-entry", address: "/dictionaries", act: openFirstRow },
  { name: "dictionary-new", address: "/dictionaries", act: (view) => press("dictionaries.add", { what: view.t("dictionaries.kind.cause") })(view) },
  { name: "users", address: "/users", nav: true },
  { name: "user", address: "/users", act: openFirstRow },
  { name: "user-new", address: "/users", act: press("access.user.add") },
  { name: "admin", address: "/admin", nav: true },
];

/** Empty lists are one frame; the first of them stands for all. */
const EMPTY_LISTS = ["engineers", "regions", "customers", "imports"];

/** @type {Entry[]} */
const empty = ["dashboard", "monitor", "brief", "work_orders", "map", "outlets", "engineers", "regions", "customers", "imports", "map_settings", "policies"]
  .map((path) => ({ name: `empty-${path.replace("_", "-")}`, address: `/${path}`, on: "empty", seen: EMPTY_LISTS.includes(path) }));

export const pages = [...entry, ...shell, ...work, ...data, ...setup, ...empty];

/** A page that stands before the work: nobody is logged in. */
const isOutside = ({ on, as }) => on === "fresh" || as === "nobody";

/** Goes to a page and brings it into the state that its entry names.  */
export async function visit(view, page, stage) {
  const { server } = view;
  const address = typeof page.address === "function" ? page.address(stage) : page.address;
  // A fresh load closes what an act has opened, and leaves nothing of the page before.
  await view.page.goto("about:blank");
  await view.page.goto(`${server.url}/#${address}`);
  await view.page.locator(isOutside(page) ? "main form" : "#content :is(h1, h2)").first().waitFor();
  await settled(view.page);
  if (page.act) {
    await page.act(view);
    await settled(view.page);
  }
}
