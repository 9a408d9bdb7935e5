import { expect, test } from "vitest";
import type { Mark } from "@/api/types";
import { markAfter, markAt } from "./marks";

const dot = (band: number, series: string, cy: number): Mark => ({
  shape: "circle", cx: band * 40, cy, r: 3, series, series_name: series, band, label: String(band), value: "1", drill: null,
});
const bar = (band: number, series: string, y: number, h: number): Mark => ({
  shape: "rect", x: band * 40 - 10, y, w: 20, h, series, series_name: series, band, label: String(band), value: "1", drill: null,
});

const LINES = [dot(0, "a", 10), dot(0, "b", 50), dot(1, "a", 60), dot(1, "b", 20), dot(2, "a", 30)];

test("arrows walk along a series and from one series to the next by height", () => {
  expect(markAfter("ArrowRight", undefined, LINES)).toBe(0);
  expect(markAfter("ArrowRight", 0, LINES)).toBe(2);
  expect(markAfter("ArrowLeft", 4, LINES)).toBe(2);
  expect(markAfter("ArrowDown", 0, LINES)).toBe(1);
  // In the second band the other line lies above.
  expect(markAfter("ArrowDown", 2, LINES)).toBe(2);
  expect(markAfter("ArrowUp", 2, LINES)).toBe(3);
  expect(markAfter("ArrowRight", 3, LINES)).toBe(3);
  expect(markAfter("End", 0, LINES)).toBe(4);
  expect(markAfter("Home", 4, LINES)).toBe(0);
  expect(markAfter("x", 0, LINES)).toBeUndefined();
  expect(markAfter("ArrowRight", undefined, [])).toBeUndefined();
});

test("in a ranking of one series down means the next row", () => {
  const rows = [bar(0, "a", 0, 10), bar(1, "a", 20, 10), bar(2, "a", 40, 10)];
  expect(markAfter("ArrowDown", 0, rows)).toBe(1);
  expect(markAfter("ArrowUp", 1, rows)).toBe(0);
});

test("the pointer finds the bar it is in, the point it is near, and nothing far away", () => {
  const marks = [bar(1, "count", 40, 60), dot(1, "rate", 45)];
  expect(markAt(marks, 40, 90)).toBe(0);
  expect(markAt(marks, 42, 47)).toBe(1);
  expect(markAt(marks, 36, 52)).toBe(1);
  expect(markAt(marks, 120, 50)).toBeUndefined();
});

test("a bar without height can still be pointed at", () => {
  expect(markAt([bar(1, "count", 100, 0)], 40, 97)).toBe(0);
});
