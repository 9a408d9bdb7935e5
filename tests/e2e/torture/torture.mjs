// Kills a writing server at random moments, many times over one workspace, and looks after each kill for anything that was
// acknowledged and is gone, or is there and was left half-written.
//
//   node torture.mjs --kills 200 [--seed 1]
//
// What is written meanwhile: people, calendars, imports (dry and real, taken and undone), backups. Every write that was
// cut off is sent again with its own request id after the restart: it must then be there exactly once.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { administrator, setUp } from "../harness/people.mjs";
import { call, engine, startServer, upload } from "../harness/server.mjs";
import { Ledger } from "./ledger.mjs";

const { values } = parseArgs({ options: { kills: { type: "string", default: "200" }, seed: { type: "string", default: "1" } } });
const kills = Number(values.kills);
const seed = Number(values.seed);
if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed)) {
  console.error("usage: torture.mjs [--kills N] [--seed N]");
  process.exit(2);
}

/** The same seed kills at the same moments; what the machine is doing then is its own affair. */
function dice(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const random = dice(seed);
const between = (low, high) => low + Math.floor(random() * (high - low + 1));
const cut = (cause) => cause.code === undefined || cause.cause !== undefined;

/** One line of work at a time, until the server is gone. */
async function keepWriting(server, token, ledger, alive, work) {
  while (alive()) {
    try {
      await work(server, token, ledger, alive);
    } catch (cause) {
      // A broken connection is the point of all this. An answer that refuses what may not be refused is a finding.
      if (!cut(cause)) ledger.finding(`a write was refused: ${cause.message}`);
      else if (alive()) await new Promise((done) => setTimeout(done, 20));
    }
  }
}

async function people(server, token, ledger) {
  const login = `p${ledger.next()}`;
  const wish = { login, name: `人员 ${login}`, password: administrator.password, roles: ["auditor"], scope: { kind: "all", region_ids: [], outlet_ids: [] }, must_change_password: false };
  await ledger.write(server, "user", login, (request, at) => call(at, "access.create_user", wish, token, request));
}

async function calendars(server, token, ledger) {
  const name = `日历 ${ledger.next()}`;
  const { calendars: known } = await call(server, "calendars.list", {}, token);
  const { spec } = known[0];
  await ledger.write(server, "calendar", name, (request, at) => call(at, "calendars.save", { name, spec }, token, request));
}

async function imports(server, token, ledger, alive) {
  const prefix = `K${ledger.next()}`;
  const rows = between(20, 1500);
  const lines = ["工单号,受理时间,网点,故障类别"];
  for (let row = 1; row <= rows; row += 1) lines.push(`${prefix}-${row},2026-03-${String((row % 28) + 1).padStart(2, "0")} 09:${String(row % 60).padStart(2, "0")},网点 ${row % 7},类别 ${row % 5}`);
  const id = await upload(server, token, `${prefix}.csv`, lines.join("\n"));
  const { mapping } = await call(server, "imports.inspect", { upload: id, kind: "work_orders" }, token);
  const run = { upload: id, kind: "work_orders", mapping, zone: "Asia/Shanghai", doubles: "skip", errors: "all_or_nothing", create_missing: true, dry_run: false };
  ledger.importBegins(prefix, rows);
  const { job } = await call(server, "imports.run", run, token);
  for (;;) {
    const view = await call(server, "jobs.get", { id: job }, token);
    if (view.state === "succeeded") {
      ledger.importEnds(prefix, view.result);
      break;
    }
    if (view.state !== "queued" && view.state !== "running") throw Object.assign(new Error(`import ${JSON.stringify(view.error)}`), { code: "job" });
    await new Promise((done) => setTimeout(done, 15));
  }
  if (alive() && random() < 0.25) {
    ledger.undoBegins(prefix);
    const batch = ledger.batchOf(prefix);
    const { job: undo } = await call(server, "imports.undo", { batch_id: batch }, token);
    for (let state = "running"; state === "running" || state === "queued"; ) {
      ({ state } = await call(server, "jobs.get", { id: undo }, token));
      if (state === "succeeded") ledger.undoEnds(prefix);
    }
  }
}

async function backups(server, token) {
  await call(server, "admin.backup", {}, token);
  await new Promise((done) => setTimeout(done, between(100, 900)));
}

/** The first start, and calendars to copy. */
async function furnish(server) {
  const token = await setUp(server);
  await call(server, "policies.install_presets", {}, token);
  return token;
}

const folder = await mkdtemp(join(tmpdir(), "outpost-torture-"));
const ledger = new Ledger();
let database;
let token;
let survived = 0;
const start = performance.now();
console.log(`torture: ${kills} kills on ${engine}, seed ${seed}, in ${folder}`);
try {
  for (let round = 0; round <= kills; round += 1) {
    const server = await startServer({ folder, database });
    database = server.database;
    token ??= await furnish(server);
    try {
      await ledger.check(server, token, round % 10 === 0 || round === kills);
      if (round === kills) break;
      let running = true;
      const alive = () => running;
      const work = [people, calendars, imports, imports, ...(engine === "sqlite" && round % 5 === 4 ? [backups] : [])];
      const writers = work.map((one) => keepWriting(server, token, ledger, alive, one));
      await new Promise((done) => setTimeout(done, between(5, 1400)));
      running = false;
      await server.kill();
      survived += 1;
      await Promise.all(writers);
    } finally {
      await server.kill();
    }
    if (survived % 10 === 0) console.log(`torture: ${survived} kills; ${ledger.summary()}`);
    if (ledger.findings.length > 20) break;
  }
} catch (cause) {
  ledger.finding(cause.stack ?? String(cause));
}
for (const finding of ledger.findings) console.log(`FOUND: ${finding}`);
console.log(`torture: ${survived} kills in ${Math.round((performance.now() - start) / 1000)} s; ${ledger.summary()}; ${ledger.findings.length} findings`);
if (ledger.findings.length === 0) await rm(folder, { recursive: true, force: true });
else console.log(`torture: the workspace is kept in ${folder}`);
process.exit(ledger.findings.length === 0 ? 0 : 1);
