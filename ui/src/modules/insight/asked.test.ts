import { describe, expect, it } from "vitest";
import { isStated, periodOf, readAsked, toSearch } from "./asked";

describe("what a dashboard is asked", () => {
  it("goes into the address and comes back", () => {
    const asked = { choice: { preset: "last_month" } as const, compare: "year" as const, regions: [3], outlets: [], categories: [7, 9], kinds: ["repair"], priorities: ["urgent"] };
    expect(readAsked(toSearch(asked))).toEqual(asked);
    const free = { ...asked, choice: { first: "2026-03-01", last: "2026-03-31" } };
    expect(readAsked(toSearch(free))).toEqual(free);
  });

  it("leaves what is usual out of the address", () => {
    const search = toSearch({ compare: "previous", outlets: [] });
    expect(Object.values(search).every((value) => value === undefined)).toBe(true);
    expect(isStated(search)).toBe(false);
    expect(isStated({ grain: "day" })).toBe(false);
    expect(isStated({ kinds: ["repair"] })).toBe(true);
  });

  it("does not ask what makes no sense", () => {
    const rubbish = { period: "soon", compare: "never", regions: "all", outlets: [0, -1, 1.5, "2", null, 4], kinds: ["repair", "magic"], priorities: [1] };
    expect(readAsked(rubbish)).toEqual({ choice: undefined, compare: "previous", regions: [], outlets: [4], categories: [], kinds: ["repair"], priorities: [] });
  });

  it("says on the wire only what narrows", () => {
    const nothing = { compare: "previous" as const, regions: [], outlets: [], categories: [], kinds: [], priorities: [] };
    expect(periodOf({ from: 1, to: 2 }, nothing)).toEqual({ from: 1, to: 2 });
    expect(periodOf({ from: 1, to: 2 }, { ...nothing, compare: "none", categories: [5] })).toEqual({ from: 1, to: 2, compare: "none", category_ids: [5] });
  });
});
