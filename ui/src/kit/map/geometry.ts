// Plane geometry of selections and bounds, on mercator coordinates so that straight lines on the screen stay straight.
import type { PointSet } from "./types";
import { type CoordinateSystem, fromWgs84 } from "./coordinates";

export type Point = readonly [x: number, y: number];

/** Web mercator, 0 to 1, north at 0. */
export function mercator(longitude: number, latitude: number): Point {
  const lat = Math.max(-85.0511, Math.min(85.0511, latitude));
  const y = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
  return [(longitude + 180) / 360, (1 - y / Math.PI) / 2];
}

/** Whether a point lies in a polygon (even-odd). */
export function isInside([x, y]: Point, polygon: readonly Point[]): boolean {
  let inside = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i, i += 1) {
    const a = polygon[i];
    const b = polygon[j];
    if (!a || !b) continue;
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  }
  return inside;
}

/** Where each point of a set is drawn on a base map of some system. */
export function drawn(set: PointSet, system: CoordinateSystem): { longitude: Float64Array; latitude: Float64Array } {
  const [longitude, latitude] = [new Float64Array(set.id.length), new Float64Array(set.id.length)];
  for (let i = 0; i < set.id.length; i += 1) {
    const [x, y] = fromWgs84([set.longitude[i] ?? 0, set.latitude[i] ?? 0], system);
    longitude[i] = x;
    latitude[i] = y;
  }
  return { longitude, latitude };
}

/** Places in a set that pass, worst state first, otherwise as they stand. */
export function chosen(set: PointSet, hidden: ReadonlySet<string>, passes: (index: number) => boolean): number[] {
  const found: number[] = [];
  for (let i = 0; i < set.id.length; i += 1) {
    const state = set.states[set.state[i] ?? 0];
    if (state && !hidden.has(`${set.key} ${state.code}`) && passes(i)) found.push(i);
  }
  return found.sort((a, b) => (set.state[a] ?? 0) - (set.state[b] ?? 0) || a - b);
}

/** West, south, east, north of all points; undefined without any. A few far ones (wrong imports) do not count. */
export function extent(sets: readonly { longitude: ArrayLike<number>; latitude: ArrayLike<number> }[]): [number, number, number, number] | undefined {
  const x = sets.flatMap((set) => Array.from(set.longitude)).sort((a, b) => a - b);
  const y = sets.flatMap((set) => Array.from(set.latitude)).sort((a, b) => a - b);
  if (x.length === 0) return undefined;
  const cut = x.length >= 1000 ? Math.floor(x.length / 1000) : 0;
  const at = (list: number[], index: number) => list[index] ?? 0;
  return [at(x, cut), at(y, cut), at(x, x.length - 1 - cut), at(y, y.length - 1 - cut)];
}

/** Bounds of at most `count` classes of about equally many values each, rounded up where they end. */
export function breaks(values: Iterable<number>, count: number): number[] {
  const sorted = [...values].filter((value) => Number.isFinite(value)).sort((a, b) => a - b);
  const ends = new Set<number>();
  for (let i = 1; i <= count; i += 1) {
    const value = sorted[Math.ceil((sorted.length * i) / count) - 1];
    if (value !== undefined) ends.add(value);
  }
  return [...ends];
}

/** The class a value falls into: the first whose end reaches it. */
export function classOf(value: number, ends: readonly number[]): number {
  const found = ends.findIndex((end) => value <= end);
  return found === -1 ? ends.length - 1 : found;
}
