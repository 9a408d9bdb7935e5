import { describe, expect, it } from "vitest";
import { type Layout, changed, isShipped, readLayout } from "./layout";

const item = (key: string, width?: "third" | "half" | "full") => ({ key, hidden: false, ...(width ? { width } : {}) });
const SHIPS: Layout = {
  figures: ["a", "b", "c"].map((key) => item(key)),
  charts: [item("trend", "half"), item("flow", "half"), item("map", "full")],
};
const keys = (items: readonly { key: string }[]) => items.map(({ key }) => key).join(" ");

describe("the layout of a dashboard", () => {
  it("moves by steps and to places, and stops at the ends", () => {
    expect(keys(changed(SHIPS, { do: "step", list: "figures", key: "a", by: 1 }).figures)).toBe("b a c");
    expect(keys(changed(SHIPS, { do: "step", list: "figures", key: "a", by: -1 }).figures)).toBe("a b c");
    expect(keys(changed(SHIPS, { do: "step", list: "figures", key: "c", by: 1 }).figures)).toBe("a b c");
    expect(keys(changed(SHIPS, { do: "move", list: "charts", key: "map", to: 0 }).charts)).toBe("map trend flow");
    expect(keys(changed(SHIPS, { do: "move", list: "charts", key: "trend", to: 9 }).charts)).toBe("flow map trend");
    expect(changed(SHIPS, { do: "move", list: "charts", key: "gone", to: 0 })).toEqual(SHIPS);
  });

  it("hides, shows and resizes without touching the rest", () => {
    const hidden = changed(SHIPS, { do: "toggle", list: "charts", key: "flow" });
    expect(hidden.charts.map((one) => one.hidden)).toEqual([false, true, false]);
    expect(changed(hidden, { do: "toggle", list: "charts", key: "flow" })).toEqual(SHIPS);
    expect(changed(SHIPS, { do: "width", key: "trend", width: "full" }).charts[0]?.width).toBe("full");
  });

  it("is read over the one that ships: old keys go, new ones stand where they ship", () => {
    const kept = { figures: [{ key: "c", hidden: true }, { key: "gone" }, { key: "a" }, { key: "a" }], charts: [{ key: "map", width: "huge" }] };
    const layout = readLayout(kept, SHIPS);
    expect(layout.figures).toEqual([{ key: "c", hidden: true }, { key: "a", hidden: false }, { key: "b", hidden: false }]);
    // Those that ship before everything that was kept stand first, in their own order.
    expect(keys(layout.charts)).toBe("trend flow map");
    expect(layout.charts[2]?.width).toBe("full");
  });

  it.each([undefined, null, 3, "x", [], { figures: 3 }, { figures: [null, 4] }])("reads %j as the one that ships", (raw) => {
    expect(readLayout(raw, SHIPS)).toEqual(SHIPS);
    expect(isShipped(readLayout(raw, SHIPS), SHIPS)).toBe(true);
  });

  it("knows when it was changed", () => {
    expect(isShipped(changed(SHIPS, { do: "step", list: "figures", key: "a", by: 1 }), SHIPS)).toBe(false);
  });
});
