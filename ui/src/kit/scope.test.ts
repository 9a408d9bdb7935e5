import { expect, test } from "vitest";
import { isPart, ofOutlets, readPart, statesPart } from "./scope";

test.each([
  [undefined, [], []],
  [null, [], []],
  ["all", [], []],
  [[1, 2], [], []],
  [{ regions: [3, 0, -1, 1.5, "4", null], outlets: "7" }, [3], []],
  [{ outlets: [9, 8], other: 1 }, [], [9, 8]],
])("%j is read as regions %j and outlets %j", (raw, regions, outlets) => {
  expect(readPart(raw)).toEqual({ regions, outlets });
  expect(isPart(readPart(raw))).toBe(regions.length + outlets.length > 0);
});

test("an address states a part only where it names one", () => {
  expect(statesPart({ period: "today" })).toBe(false);
  expect(statesPart({ outlets: [1] })).toBe(true);
});

test("orders of some outlets are one condition, of very many several, of none none at all", () => {
  expect(ofOutlets([4, 2])).toEqual({ field: "outlet_id", op: "in", value: [4, 2] });
  expect(ofOutlets([])).toEqual({ field: "outlet_id", op: "in", value: [] });
  const many = ofOutlets(Array.from({ length: 2500 }, (_, i) => i + 1)) as { or: { value: number[] }[] };
  expect(many.or.map(({ value }) => value.length)).toEqual([1000, 1000, 500]);
  expect(many.or.flatMap(({ value }) => value)).toHaveLength(2500);
});
