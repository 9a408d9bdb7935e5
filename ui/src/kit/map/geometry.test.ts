import { describe, expect, test } from "vitest";
import { breaks, chosen, classOf, extent, isInside, mercator } from "./geometry";
import type { PointSet } from "./types";

const set: PointSet = {
  key: "orders", text: "orders", clustered: true,
  id: [11, 12, 13, 14], longitude: [113, 114, 121, 0], latitude: [23, 22.5, 31, 0], state: [2, 0, 1, 0],
  states: [
    { code: "overdue", text: "", colour: "--breached", shape: "triangle" },
    { code: "soon", text: "", colour: "--warning", shape: "diamond" },
    { code: "running", text: "", colour: "--running", shape: "disc" },
  ],
};

describe("geometry of maps", () => {
  test("a lasso holds what lies inside of it, also in its dents", () => {
    const dented = [[0, 0], [4, 0], [4, 4], [2, 1], [0, 4]] as const;
    expect(isInside([1, 1], dented)).toBe(true);
    expect(isInside([2, 3], dented)).toBe(false);
    expect(isInside([5, 1], dented)).toBe(false);
    expect(isInside([1, 1], [])).toBe(false);
  });

  test("what is chosen comes worst first and without what is hidden", () => {
    expect(chosen(set, new Set(), () => true)).toEqual([1, 3, 2, 0]);
    expect(chosen(set, new Set(["orders overdue"]), () => true)).toEqual([2, 0]);
    expect(chosen(set, new Set(), (i) => i === 0)).toEqual([0]);
  });

  test("the earth is a square in mercator", () => {
    expect(mercator(0, 0)).toEqual([0.5, 0.5]);
    expect(mercator(180, 85.0511)[1]).toBeCloseTo(0, 4);
    expect(mercator(-180, -90)[1]).toBeCloseTo(1, 4);
  });

  test("the extent of many points forgets the farthest few", () => {
    const many = Array.from({ length: 2000 }, (_, i) => 110 + i / 1000);
    expect(extent([{ longitude: [...many, -170], latitude: [...many.map(() => 30), -80] }])?.[0]).toBeGreaterThan(109);
    expect(extent([{ longitude: [1, 2], latitude: [3, 4] }])).toEqual([1, 3, 2, 4]);
    expect(extent([])).toBeUndefined();
  });

  test("classes hold about equally many values", () => {
    const ends = breaks([1, 2, 3, 4, 5, 6, 7, 8, 9, 100], 5);
    expect(ends).toEqual([2, 4, 6, 8, 100]);
    expect([1, 2, 3, 100, 500].map((value) => classOf(value, ends))).toEqual([0, 0, 1, 4, 4]);
    expect(breaks([3, 3, 3], 5)).toEqual([3]);
    expect(breaks([], 5)).toEqual([]);
  });
});
