import { expect, test } from "vitest";
import { isElsewhere } from "./leave";

const at = (pathname: string, search: Record<string, unknown> = {}) => ({ pathname, search });

test.each([
  ["another page", at("/outlets", { open: 1 }), at("/customers"), true],
  ["another record", at("/outlets", { open: 1 }), at("/outlets", { open: 2 }), true],
  ["no record", at("/outlets", { open: 1 }), at("/outlets"), true],
  ["another filter beside the same record", at("/outlets", { open: 1 }), at("/outlets", { open: 1, filter: { and: [] } }), false],
  ["another order of the list", at("/outlets", { open: 1, sort: [] }), at("/outlets", { open: 1 }), false],
  ["another policy", at("/policies", { id: 1 }), at("/policies", { id: "new", like: 1 }), true],
  ["another tab of a page", at("/policies"), at("/policies", { tab: "calendars" }), true],
])("%s", (_what, from, to, elsewhere) => {
  expect(isElsewhere(from, to)).toBe(elsewhere);
});
