// Where the pictures are taken: three servers (lived in, empty, never set up) and the people who look at them.
import { openPage } from "../harness/browser.mjs";
import { demoServer } from "../harness/demo.mjs";
import { administrator, importTickets, logIn, setUp } from "../harness/people.mjs";
import { plainPng } from "../harness/picture.mjs";
import { landArchive } from "../harness/pmtiles.mjs";
import { call, job, startServer, upload } from "../harness/server.mjs";

/** Somebody who sees one outlet, and no phone or address in full. */
export const clerk = { login: "lin", name: "林晓", password: "seven green kites" };

/** What a network of some months has besides its orders: an import, a layer, a backup, a colleague, and a document with a life. */
async function liveIn(server) {
  const { token } = server;
  await importTickets(server, token);
  const archive = await upload(server, token, "land.pmtiles", await landArchive());
  await call(server, "maps.save_layer", {
    kind: "pmtiles", name: "自然地球", source: "Natural Earth", approval_number: "GS(2024)0650", coordinate_system: "wgs84", active: false, upload: archive,
  }, token);
  const { options } = await call(server, "outlets.options", { limit: 1 }, token);
  const scope = { kind: "outlets", outlet_ids: [options[0].id] };
  await call(server, "access.create_user", { ...clerk, roles: ["outlet"], scope, must_change_password: false }, token);
  const late = { and: [{ field: "open", op: "eq", value: true }, { field: "priority", op: "in", value: ["urgent", "critical"] }] };
  await call(server, "views.save", { grid: "work_orders", name: "加急未完成", shared: true, spec: { filter: late } }, token);
  const finished = { field: "state", op: "in", value: ["completed"] };
  const { rows } = await call(server, "work_orders.page", { limit: 1, filter: finished }, token);
  server.document = rows[0].id;
  await live(server, rows[0].id);
  for (const work of ["admin.backup", "admin.verify"]) await job(server, token, (await call(server, work, {}, token)).job);
}

/** One document is talked about, illustrated, audited, taken back and audited again. */
async function live(server, id) {
  const { token } = server;
  const version = async () => (await call(server, "work_orders.document", { id }, token)).version;
  await call(server, "work_orders.comment", { id, text: "客户要求周末上门，已电话确认。" }, token);
  const photo = await upload(server, token, "现场.png", plainPng(92, 124, 138, 200));
  await call(server, "work_orders.attach", { id, upload: photo }, token);
  await call(server, "work_orders.audit", { id, version: await version() }, token);
  const { rows } = await call(server, "dictionaries.page", { limit: 1, filter: { field: "dictionary", op: "eq", value: "unaudit_reason" } }, token);
  await call(server, "work_orders.unaudit", { id, version: await version(), reason: { code: rows[0].code } }, token);
  await call(server, "work_orders.audit", { id, version: await version() }, token);
}

/** The three servers, ready; `stop()` ends them. */
export async function setStage({ orders = 2000 } = {}) {
  const servers = {};
  const stop = () => Promise.all(Object.values(servers).map((server) => server.stop()));
  try {
    servers.demo = await demoServer({ orders, locale: "zh-CN" });
    await liveIn(servers.demo);
    [servers.empty, servers.fresh] = await Promise.all([startServer(), startServer()]);
    servers.empty.locale = "zh-CN";
    servers.empty.token = await setUp(servers.empty);
  } catch (cause) {
    await stop();
    throw cause;
  }
  return { ...servers, stop };
}

/** Views in one look (language, theme, size), opened as pages ask for them: each server and person once. */
export function lookAround(browser, stage, look) {
  const open = new Map();
  const people = { admin: administrator, clerk };
  return {
    async of({ on = "demo", as = on === "fresh" ? "nobody" : "admin" }) {
      const key = `${on} ${as}`;
      if (!open.has(key)) {
        const view = await openPage(browser, stage[on], look);
        if (people[as]) await logIn(view, people[as]);
        open.set(key, view);
      }
      return open.get(key);
    },
    async close() {
      await Promise.all([...open.values()].map(({ context }) => context.close()));
    },
  };
}
