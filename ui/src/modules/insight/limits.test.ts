import { expect, test } from "vitest";
import { ascending, numbersOf, numbersText } from "./limits";

test.each([
  ["1, 3, 7", [1, 3, 7]],
  ["1，3、7", [1, 3, 7]],
  [" 60 240\t1440 ", [60, 240, 1440]],
  ["", []],
  ["1, x", undefined],
  ["-1", undefined],
  ["1.5", undefined],
  ["9999999999999999999", undefined],
])("%s is read", (text, numbers) => {
  expect(numbersOf(text)).toEqual(numbers);
});

test.each([
  ["1, 3, 7", 1, 9, true],
  ["60, 240, 1440", 3, 3, true],
  ["60, 240", 3, 3, false],
  ["3, 3", 1, 9, false],
  ["7, 3", 1, 9, false],
  ["0, 3", 1, 9, false],
  ["1, 100001", 1, 9, false],
  ["", 1, 9, false],
])("%s within %i to %i numbers", (text, least, most, fits) => {
  expect(ascending(text, least, most)).toBe(fits);
});

test("what is shown is read back", () => {
  expect(numbersOf(numbersText([1, 3, 7, 14, 30]))).toEqual([1, 3, 7, 14, 30]);
});
