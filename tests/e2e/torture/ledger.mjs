// What was asked for, what was acknowledged, and whether the server still knows it.
import { call, job } from "../harness/server.mjs";

const all = { offset: 0, limit: 1 };

export class Ledger {
  findings = [];
  #number = 0;
  /** `kind name` → how to send it again; leaves when it is acknowledged. */
  #open = new Map();
  /** Acknowledged names by kind. */
  #kept = { user: new Set(), calendar: new Set() };
  /** Imports by the prefix of their orders. */
  #imports = new Map();
  #checks = 0;
  #again = 0;

  next() {
    this.#number += 1;
    return this.#number;
  }

  finding(words) {
    this.findings.push(words);
    console.log(`FOUND: ${words}`);
  }

  /** Writes under a request id of its own. What is cut off stays open, to be sent again with the same id. */
  async write(server, kind, name, send) {
    const request = crypto.randomUUID();
    this.#open.set(`${kind} ${name}`, { kind, name, send, request });
    await send(request, server);
    this.#open.delete(`${kind} ${name}`);
    this.#kept[kind].add(name);
  }

  importBegins(prefix, rows) {
    this.#imports.set(prefix, { rows, state: "begun" });
  }
  importEnds(prefix, report) {
    const known = this.#imports.get(prefix);
    Object.assign(known, { state: "done", batch: report.batch_id });
    if (report.created !== known.rows) this.finding(`import ${prefix} took ${report.created} of ${known.rows} rows`);
  }
  undoBegins(prefix) {
    this.#imports.get(prefix).state = "undoing";
  }
  undoEnds(prefix) {
    this.#imports.get(prefix).state = "undone";
  }
  batchOf(prefix) {
    return this.#imports.get(prefix).batch;
  }

  summary() {
    const imports = [...this.#imports.values()];
    const count = (state) => imports.filter((one) => one.state === state).length;
    return `${this.#kept.user.size} people, ${this.#kept.calendar.size} calendars, ${count("done")} imports, ${count("undone")} undone, ${count("gone")} cut off; ${this.#again} writes sent again, ${this.#checks} full checks`;
  }

  /** After a restart: everything acknowledged is there, everything cut off is whole or absent. */
  async check(server, token, whole) {
    for (const { kind, name, send, request } of [...this.#open.values()]) {
      this.#again += 1;
      try {
        await send(request, server);
        this.#kept[kind].add(name);
        this.#open.delete(`${kind} ${name}`);
      } catch (cause) {
        this.finding(`${kind} ${name}, sent again with its own id: ${cause.message}`);
        this.#open.delete(`${kind} ${name}`);
      }
    }
    await this.#checkImports(server, token, whole);
    if (!whole) return;
    this.#checks += 1;
    await this.#checkNames(server, token);
    const { job: id } = await call(server, "admin.verify", {}, token);
    const report = await job(server, token, id);
    if (!report.ok) this.finding(`verify: ${JSON.stringify(report.checks.filter((check) => !check.ok))}`);
  }

  async #count(server, token, prefix) {
    const filter = { field: "external_number", op: "starts", value: `${prefix}-` };
    return (await call(server, "work_orders.total", { filter }, token)).count;
  }

  async #checkImports(server, token, whole) {
    for (const [prefix, known] of this.#imports) {
      if (!whole && (known.state === "done" || known.state === "undone" || known.state === "gone")) continue;
      const count = await this.#count(server, token, prefix);
      if (count !== 0 && count !== known.rows) this.finding(`import ${prefix} is half there: ${count} of ${known.rows} rows`);
      if (known.state === "done" && count === 0) this.finding(`import ${prefix} was acknowledged and is gone`);
      if (known.state === "undone" && count !== 0) this.finding(`import ${prefix} was undone and is back`);
      if (known.state === "begun") known.state = count === 0 ? "gone" : "done";
      if (known.state === "undoing") known.state = count === 0 ? "undone" : "done";
    }
    if (!whole) return;
    const expected = [...this.#imports.values()].filter((one) => one.state === "done").reduce((sum, one) => sum + one.rows, 0);
    const { count } = await call(server, "work_orders.total", {}, token);
    if (count !== expected) this.finding(`${count} work orders stand where ${expected} were imported`);
    const page = await call(server, "work_orders.page", all, token);
    if (count > 0 && page.rows.length === 0) this.finding("the grid is empty although its total is not");
  }

  async #checkNames(server, token) {
    const logins = await this.#column(server, token, "users", "login");
    this.#checkSet("user", logins);
    const { calendars } = await call(server, "calendars.list", {}, token);
    this.#checkSet("calendar", calendars.map(({ name }) => name));
  }

  async #column(server, token, grid, key) {
    const found = [];
    for (let offset = 0; ; offset += 200) {
      const { rows } = await call(server, `${grid}.page`, { offset, limit: 200 }, token);
      found.push(...rows.map((row) => row[key]));
      if (rows.length < 200) return found;
    }
  }

  #checkSet(kind, found) {
    const seen = new Map();
    for (const name of found) seen.set(name, (seen.get(name) ?? 0) + 1);
    for (const name of this.#kept[kind]) {
      const times = seen.get(name) ?? 0;
      if (times === 0) this.finding(`${kind} ${name} was acknowledged and is gone`);
      if (times > 1) this.finding(`${kind} ${name} is there ${times} times`);
    }
  }
}
