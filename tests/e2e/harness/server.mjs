// A server of its own for a spec: the built `outpostctl serve` on a free port of loopback, over a workspace folder that
// is thrown away, or over a database of its own on the PostgreSQL server of the run.
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../../", import.meta.url));
const ending = process.platform === "win32" ? ".exe" : "";
const outpostctl = process.env.OUTPOST_CTL ?? join(root, "target", "debug", `outpostctl${ending}`);
const postgres = process.env.OUTPOST_E2E_POSTGRES;

/** Which engine this run is on. */
export const engine = postgres ? "postgres" : "sqlite";

/** A database of its own, so that specs never see each other's rows. */
async function freshDatabase() {
  const url = new URL(postgres);
  const name = `e2e_${process.pid}_${Date.now().toString(36)}`;
  const programs = process.env.OUTPOST_E2E_POSTGRES_PROGRAMS;
  const createdb = programs ? join(programs, `createdb${ending}`) : "createdb";
  await run(createdb, ["-h", url.hostname, "-p", url.port || "5432", "-U", url.username, name], {
    env: { ...process.env, PGPASSWORD: decodeURIComponent(url.password) },
  });
  url.pathname = `/${name}`;
  return url.href;
}

/**
 * Starts a server; `stop()` ends it and removes what it wrote. `folder` and `database` are given to start one again over
 * what an earlier one left.
 */
export async function startServer({ folder, database } = {}) {
  const workspace = folder ?? (await mkdtemp(join(tmpdir(), "outpost-e2e-")));
  const url = postgres ? (database ?? (await freshDatabase())) : undefined;
  const place = url ? ["--database", url, "--files", workspace] : ["--workspace", workspace];
  const child = spawn(outpostctl, [...place, "serve", "--listen", "127.0.0.1:0", "--ui", join(root, "ui", "dist")], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, RUST_BACKTRACE: "1" },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said = (said + chunk).slice(-20_000)));
  const ended = new Promise((done) => child.once("exit", (code, signal) => done(code ?? signal)));
  const server = {
    url: "",
    folder: workspace,
    database: url,
    log: () => said,
    /** Ends the server at once, as a power cut would, and keeps what it wrote. */
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
    async stop() {
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
      await ended;
      clearTimeout(late);
      if (!folder) await rm(workspace, { recursive: true, force: true });
    },
  };
  try {
    server.url = await address(server, ended);
  } catch (cause) {
    await server.stop();
    throw cause;
  }
  return server;
}

/** The server says where it listens as soon as it does. */
async function address(server, ended) {
  let exit;
  void ended.then((code) => (exit = code));
  for (const start = performance.now(); performance.now() - start < 60_000; ) {
    const said = /outpost listening on (http:\S+)/.exec(server.log())?.[1];
    if (said) return said.replace(/\/$/, "");
    if (exit !== undefined) throw new Error(`the server ended by itself (${exit}):\n${server.log()}`);
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error(`the server does not say where it listens:\n${server.log()}`);
}

/**
 * Calls an operation over HTTP, outside of any browser, in the server's `locale` where it has one. An answer that is an error is thrown with its `code`. A write that is
 * sent again with the same `request` id happens once.
 */
export async function call(server, op, input, token, request = crypto.randomUUID()) {
  const response = await fetch(`${server.url}/api/${op}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-outpost": "1",
      "x-contract": "1",
      "x-locale": server.locale ?? "en",
      "x-shell": "cli",
      "x-request-id": request,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify(input),
  });
  const body = await response.json();
  if (!response.ok) throw Object.assign(new Error(`${op}: ${body.code ?? response.status}`), body);
  return body;
}

/** Waits for a job and answers its result; a job that did not succeed is thrown. */
export async function job(server, token, id) {
  for (const start = performance.now(); performance.now() - start < 120_000; ) {
    const view = await call(server, "jobs.get", { id }, token);
    if (view.state === "succeeded") return view.result;
    if (view.state === "failed" || view.state === "cancelled") {
      throw Object.assign(new Error(`job ${view.kind}: ${view.state} ${JSON.stringify(view.error ?? {})}`), { view });
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`job ${id} does not end`);
}

/** Sends a file's bytes; answers the id of the upload. */
export async function upload(server, token, name, bytes) {
  const headers = { "x-outpost": "1", authorization: `Bearer ${token}` };
  const begun = await fetch(`${server.url}/upload?name=${encodeURIComponent(name)}`, { method: "POST", headers });
  if (!begun.ok) throw new Error(`upload: ${begun.status} ${await begun.text()}`);
  const { upload: id } = await begun.json();
  const put = await fetch(`${server.url}/upload/${id}?offset=0`, { method: "PUT", headers, body: bytes });
  if (!put.ok) throw new Error(`upload: ${put.status} ${await put.text()}`);
  return id;
}
