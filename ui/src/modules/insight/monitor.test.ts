import { expect, it } from "vitest";
import type { MonitorRow } from "@/api/types";
import { lateIds, lateSince, newlyLate, nowOf } from "./monitor";

const row = (id: number, due_at: number): MonitorRow => ({
  id, number: `WO-${id}`, state: "open", kind: "repair", priority: "normal", opened_at: 0, clock: "resolution", due_at, urgency: "soon",
});
const ROWS = [row(1, 90), row(2, 150), row(3, 400)];

it("the present moves on from the core's clock, and never back", () => {
  expect(nowOf(1000, 50, 80)).toBe(1030);
  // A clock here that was set back meanwhile does not turn time.
  expect(nowOf(1000, 50, 20)).toBe(1000);
});

it("a clock that runs out between two answers is late at once", () => {
  expect(lateSince(ROWS, 100, 100)).toEqual([]);
  expect(lateSince(ROWS, 100, 160)).toEqual([2]);
});

it("a sound is for what became late, not for what was late when the page opened", () => {
  expect(newlyLate(undefined, ROWS, 200)).toEqual([]);
  const before = lateIds(ROWS, 100);
  expect([...before]).toEqual([1]);
  expect(newlyLate(before, ROWS, 200)).toEqual([2]);
  expect(newlyLate(lateIds(ROWS, 200), ROWS, 200)).toEqual([]);
});
