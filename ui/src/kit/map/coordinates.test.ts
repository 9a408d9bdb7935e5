import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { type CoordinateSystem, type LngLat, fromWgs84, toWgs84 } from "./coordinates";

interface Vector {
  from: CoordinateSystem;
  to: CoordinateSystem;
  given: [number, number];
  expected: [number, number];
  metres: number;
}

const vectors = JSON.parse(readFileSync(resolve("../tests/golden/coordinates.json"), "utf8")) as Vector[];

const metres = (a: LngLat, b: LngLat) =>
  Math.hypot((a[0] - b[0]) * Math.cos((a[1] * Math.PI) / 180), a[1] - b[1]) * 111_195;

describe("coordinate systems", () => {
  test.each(vectors)("$from $given in $to", ({ from, to, given, expected, metres: most }) => {
    expect(metres(fromWgs84(toWgs84(given, from), to), expected)).toBeLessThan(most);
  });

  test("there and back is the same place", () => {
    for (let longitude = 74; longitude < 136; longitude += 3.7) {
      for (let latitude = 3; latitude < 54; latitude += 3.3) {
        for (const system of ["gcj02", "bd09"] as const) {
          const there = fromWgs84([longitude, latitude], system);
          expect(metres(there, [longitude, latitude])).toBeGreaterThan(10);
          expect(metres(toWgs84(there, system), [longitude, latitude])).toBeLessThan(0.1);
        }
      }
    }
  });
});
