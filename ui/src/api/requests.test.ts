import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { setLocale } from "@/i18n";
import { call } from "./client";
import { Failure, failureFrom, unreachable } from "./failure";
import { RequestIds, canonical, newRequestId } from "./requests";

beforeAll(() => setLocale("en"));
afterEach(() => vi.unstubAllGlobals());

const failure = (kind: "fault" | "refused" | "busy") => new Failure({ code: "x", kind, params: {}, reference: "" });

function counting(): RequestIds {
  let next = 0;
  return new RequestIds(() => `id-${++next}`);
}

test("an undecided write keeps its id, a decided one does not", () => {
  const ids = counting();
  expect(ids.take("op", { a: 1, b: 2 })).toBe("id-1");
  ids.settle("op", { a: 1, b: 2 }, failure("busy"));
  expect(ids.take("op", { b: 2, a: 1 })).toBe("id-1");
  ids.settle("op", { a: 1, b: 2 }, failure("fault"));
  expect(ids.take("op", { a: 1, b: 2 })).toBe("id-1");
  ids.settle("op", { a: 1, b: 2 }, failure("refused"));
  expect(ids.take("op", { a: 1, b: 2 })).toBe("id-2");
  ids.settle("op", { a: 1, b: 2 });
  expect(ids.take("op", { a: 1, b: 2 })).toBe("id-3");
});

test("another input or operation is another wish", () => {
  const ids = counting();
  expect(new Set([ids.take("op", { a: 1 }), ids.take("op", { a: 2 }), ids.take("other", { a: 1 })]).size).toBe(3);
});

test("equal inputs give equal text whatever their order", () => {
  expect(canonical({ b: [{ d: 1, c: 2 }], a: null })).toBe(canonical({ a: null, b: [{ c: 2, d: 1 }] }));
});

test("request ids are random UUIDs", () => {
  const id = newRequestId();
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(newRequestId()).not.toBe(id);
});

function answer(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status });
}

test("a write whose answer was lost goes out again under the same id", async () => {
  const seen: (string | null)[] = [];
  vi.stubGlobal("fetch", async (_path: string, init: RequestInit) => {
    seen.push(new Headers(init.headers).get("x-request-id"));
    if (seen.length < 3) throw new TypeError("network");
    return answer({ job: 7 });
  });
  await expect(call("admin.backup", {})).resolves.toEqual({ job: 7 });
  expect(seen).toHaveLength(3);
  expect(new Set(seen).size).toBe(1);
  await call("admin.backup", {});
  expect(seen[3]).not.toBe(seen[0]);
});

test("a refusal is not repeated, and its error arrives whole", async () => {
  let calls = 0;
  const error = { code: "only_local", kind: "refused", params: { a: 1 }, reference: "r-1" };
  vi.stubGlobal("fetch", async () => {
    calls += 1;
    return answer(error, 409);
  });
  await expect(call("admin.restore", { name: "x" })).rejects.toMatchObject({ error });
  expect(calls).toBe(1);
});

test("a read carries no request id", async () => {
  let headers = new Headers();
  vi.stubGlobal("fetch", async (_path: string, init: RequestInit) => {
    headers = new Headers(init.headers);
    return answer({ jobs: [] });
  });
  await call("jobs.list", {});
  expect(headers.get("x-request-id")).toBeNull();
  expect([headers.get("x-locale"), headers.get("x-contract")]).toEqual(["en", "1"]);
});

test.each([["<html>", "unreadable_answer"], [{ code: 3 }, "unreadable_answer"], [{ code: "stale_version" }, "stale_version"]])("the body %j is the error %s", (body, code) => {
  expect(failureFrom(body).error.code).toBe(code);
  expect(unreachable().error.kind).toBe("busy");
});
