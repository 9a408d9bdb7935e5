import { beforeAll, expect, test } from "vitest";
import { setLocale } from "@/i18n";
import { placeOf } from "../links";
import { messageText } from "./message";

beforeAll(() => setLocale("en"));

test.each([
  ["job_done", { operation: "imports.run", committed: 1, created: 12000, updated: 1, skipped: 0, rejected: 3 }, "Import done: 12,000 new, 1 changed, 0 skipped, 3 rejected."],
  ["job_done", { operation: "imports.run", committed: 0, read: 40, rejected: 2 }, "Dry run done: of 40 rows, 2 would be rejected."],
  ["job_done", { operation: "admin.verify", ok: 1 }, "Check done: everything agrees."],
  ["job_done", { operation: "admin.verify", ok: 0 }, "Check done: it found differences. Open it to see them."],
  ["job_done", { operation: "work_orders.export", name: "orders.xlsx", rows: 1234 }, "Export done: orders.xlsx, 1,234 rows."],
  ["job_done", { operation: "admin.rebuild_figures" }, "Count figures anew: done."],
  ["job_done", { operation: "of.something_new" }, "Task: done."],
  ["job_failed", { operation: "admin.backup", error: "disk_full" }, /^Backup failed: \S.*/],
  ["job_failed", { operation: "admin.backup", error: "no_such_code" }, /saved data is not affected/],
  ["mentioned", { who: "Li", text: "look <b>here</b>" }, "Li mentioned you: look <b>here</b>"],
  ["of_a_later_version", {}, "A message that this version can't read."],
])("%s %j reads", (code, params, expected) => {
  const text = messageText({ code, params: params as Record<string, string | number> });
  if (typeof expected === "string") expect(text).toBe(expected);
  else expect(text).toMatch(expected);
  expect(text).not.toMatch(/\{\{|inbox\.|undefined/);
});

test("a record is opened where the person has a page for it", () => {
  const paths = new Set(["/work_orders"]);
  expect(placeOf({ kind: "work_order", id: 3 }, paths)).toEqual({ path: "/work_orders", search: { open: 3 } });
  expect(placeOf({ kind: "outlet", id: 4 }, paths)).toEqual({ path: "/work_orders", search: { filter: { field: "outlet_id", op: "in", value: [4] } } });
  expect(placeOf({ kind: "customer", id: 4 }, paths)?.search).toEqual({ filter: { field: "customer_id", op: "in", value: [4] } });
  expect(placeOf({ kind: "engineer", id: 5 }, paths)?.search).toEqual({ filter: { field: "engineer_id", op: "in", value: [5] } });
  expect(placeOf({ kind: "user", id: 1 }, paths)).toBeUndefined();
  expect(placeOf({ kind: "of_a_later_version", id: 1 }, new Set(["/work_orders", "/users"]))).toBeUndefined();
});
