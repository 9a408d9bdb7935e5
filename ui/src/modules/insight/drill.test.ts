import { expect, it } from "vitest";
import { listSearch } from "./drill";

it("a drill is sorted by the time that it speaks of", () => {
  const ended = { and: [{ field: "ended_at", op: "between" as const, value: [1, 2] }, { field: "resolution", op: "not_null" as const }] };
  expect(listSearch(ended)).toEqual({ filter: ended, sort: [{ key: "ended_at", desc: true }] });
  const late = { and: [{ field: "open", op: "eq" as const, value: true }, { field: "due_at", op: "lt" as const, value: 5 }] };
  expect(listSearch(late).sort).toEqual([{ key: "due_at", desc: false }]);
  const opened = { and: [{ field: "opened_at", op: "between" as const, value: [1, 2] }] };
  expect(listSearch(opened)).toEqual({ filter: opened });
});
