import { expect, test } from "vitest";
import { ribbonGeometry } from "./geometry";
import type { RibbonClock, RibbonPiece } from "./pieces";

const H = 3_600_000;
const piece = (kind: RibbonPiece["kind"], from: number, to: number): RibbonPiece => ({
  kind, code: kind, from_ms: from * H, to_ms: to * H, counted_ms: kind === "open" ? (to - from) * H : 0, params: {},
});
const clock = (over: Partial<RibbonClock>): RibbonClock => ({
  state: "running", started_at: 0, due_at: 10 * H, thresholds: [], pieces: [piece("open", 0, 4), piece("closed", 4, 8), piece("open", 8, 12)], ...over,
});

test("pieces stand end to end inside the ribbon", () => {
  const shape = ribbonGeometry(clock({}), 2 * H, 400);
  expect(shape?.segments.length).toBeGreaterThan(2);
  for (const { x, w } of shape?.segments ?? []) {
    expect(x).toBeGreaterThanOrEqual(6);
    expect(x + w).toBeLessThanOrEqual(394 + 0.5);
  }
  const [first, second] = shape?.segments ?? [];
  expect((first?.x ?? 0) + (first?.w ?? 0)).toBeCloseTo(second?.x ?? -1, 3);
});

test("a running clock in time has a now and no overrun", () => {
  const shape = ribbonGeometry(clock({}), 2 * H, 400);
  expect(shape?.now).toBeLessThan(shape?.due ?? 0);
  expect(shape?.overrun).toBeUndefined();
});

test("what lies beyond due is cut there and late", () => {
  const shape = ribbonGeometry(clock({}), 12 * H, 400);
  const late = shape?.segments.filter((s) => s.late) ?? [];
  expect(late).toHaveLength(1);
  expect(late[0]?.x).toBeCloseTo(shape?.due ?? -1, 3);
  expect(shape?.overrun?.w).toBeGreaterThan(0);
});

test("a long overrun is compressed, the way to due keeps its share", () => {
  const shape = ribbonGeometry(clock({}), 1000 * H, 400);
  expect(shape?.bend).toBeDefined();
  expect(shape?.due).toBeCloseTo(6 + 388 * 0.6, 3);
  expect(shape?.now).toBeCloseTo(394, 3);
});

test("a stopped clock shows its stop and no now", () => {
  const shape = ribbonGeometry(clock({ state: "met", stopped_at: 9 * H }), 500 * H, 400);
  expect(shape?.stop).toBeDefined();
  expect(shape?.now).toBeUndefined();
  expect(shape?.to).toBe(10 * H);
});

test("thresholds outside the ribbon and the due time itself get no tick", () => {
  const thresholds = [{ percent: 50, at: 5 * H }, { percent: 100, at: 10 * H }, { percent: 150, at: 900 * H }];
  const shape = ribbonGeometry(clock({ thresholds }), 6 * H, 400);
  expect(shape?.ticks.map((tick) => [tick.percent, tick.passed])).toEqual([[50, true]]);
});

test("a fixed clock without pieces still has due and overrun", () => {
  const shape = ribbonGeometry(clock({ pieces: [], state: "breached_done", stopped_at: 30 * H }), 99 * H, 300);
  expect(shape?.segments).toEqual([]);
  expect(shape?.used).toEqual({ x: 6, w: (shape?.due ?? 0) - 6 });
  expect(shape?.overrun?.w).toBeGreaterThan(0);
});

test.each([[clock({ started_at: undefined, due_at: undefined, pieces: [] }), 400], [clock({}), 8]])("nothing to draw is nothing", (empty, width) => {
  expect(ribbonGeometry(empty as RibbonClock, 0, width as number)).toBeUndefined();
});

test("stopped before started stays drawable", () => {
  const shape = ribbonGeometry(clock({ state: "met", started_at: 5 * H, stopped_at: 2 * H, pieces: [] }), 99 * H, 300);
  expect(shape?.stop).toBe(6);
});
