import { expect, test } from "vitest";
import { ALL, NONE, choose, countOf, isChosen, selectionOf } from "./chosen";

test("some rows are chosen one by one and given back", () => {
  const some = choose(NONE, [3, 5, 7], true);
  expect([3, 4].map((id) => isChosen(some, id))).toEqual([true, false]);
  const fewer = choose(some, [5], false);
  expect(countOf(fewer, 100)).toBe(2);
  expect(selectionOf(fewer, { field: "state", op: "eq", value: "open" }, "x")).toEqual({ ids: [3, 7] });
});

test("all that match are chosen without naming them, but for those given back", () => {
  const most = choose(ALL, [3, 5], false);
  expect([3, 4].map((id) => isChosen(most, id))).toEqual([false, true]);
  expect(countOf(most, 100)).toBe(98);
  expect(selectionOf(choose(most, [3], true), undefined, "空调")).toEqual({ text: "空调", except: [5] });
  expect(selectionOf(ALL, undefined, undefined)).toEqual({});
});
