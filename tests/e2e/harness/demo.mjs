// A server over the demo network, for specs and pictures that need a lived-in workspace.
import { administrator, setUp } from "./people.mjs";
import { call, job, startServer } from "./server.mjs";

/** Starts a server, sets it up and fills it with the demo network; answers it with the administrator's `token`. */
export async function demoServer({ orders = 2000, seed = 7, locale } = {}) {
  const server = await startServer();
  // What is made is named in this language.
  server.locale = locale;
  try {
    server.token = await setUp(server);
    await call(server, "policies.install_presets", {}, server.token);
    const begun = await call(server, "demo.seed", { orders, seed }, server.token);
    server.demo = await job(server, server.token, begun.job);
    server.administrator = administrator;
  } catch (cause) {
    await server.stop();
    throw cause;
  }
  return server;
}
