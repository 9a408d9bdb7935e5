// Finding a mark by place and by key. Pure, so that the overlay only draws.
import type { Mark } from "@/api/types";

export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

/** The upright box around a mark. */
export function boxOf(mark: Mark): Box {
  if (mark.shape === "circle") {
    const r = mark.r ?? 3;
    return { x: (mark.cx ?? 0) - r, y: (mark.cy ?? 0) - r, w: 2 * r, h: 2 * r };
  }
  return { x: mark.x ?? 0, y: mark.y ?? 0, w: mark.w ?? 0, h: mark.h ?? 0 };
}

/** How near the pointer must come to a mark, in CSS pixels. */
const REACH = 16;

/** The mark under the pointer, or the nearest within reach. Points win over the bars behind them. */
export function markAt(marks: readonly Mark[], x: number, y: number): number | undefined {
  let found: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  marks.forEach((mark, index) => {
    const box = boxOf(mark);
    const dx = Math.max(box.x - x, 0, x - box.x - box.w);
    const dy = Math.max(box.y - y, 0, y - box.y - box.h);
    const away = Math.hypot(dx, dy);
    const reach = mark.shape === "circle" ? REACH : REACH / 2;
    // Inside a bar but near a point of a line over it, the point is meant.
    const rank = mark.shape === "circle" ? away - REACH / 2 : away;
    if (away <= reach && rank < least) {
      least = rank;
      found = index;
    }
  });
  return found;
}

/** Which mark a key leads to; undefined for keys that lead nowhere. */
export function markAfter(key: string, active: number | undefined, marks: readonly Mark[]): number | undefined {
  if (marks.length === 0) return undefined;
  if (key === "Home") return 0;
  if (key === "End") return marks.length - 1;
  const ahead = key === "ArrowRight" || key === "ArrowDown";
  if (!ahead && key !== "ArrowLeft" && key !== "ArrowUp") return undefined;
  const from = active === undefined ? undefined : marks[active];
  if (active === undefined || !from) return 0;
  const single = marks.every((mark) => mark.series === from.series);
  const along = single || key === "ArrowRight" || key === "ArrowLeft";
  const step = ahead ? 1 : -1;
  if (along) return nextOfSeries(marks, active, from, step) ?? active;
  return beside(marks, active, from, step) ?? active;
}

function nextOfSeries(marks: readonly Mark[], active: number, from: Mark, step: number): number | undefined {
  for (let at = active + step; at >= 0 && at < marks.length; at += step) if (marks[at]?.series === from.series) return at;
  return undefined;
}

/** The next mark of the same band, below for a step ahead and above for a step back. */
function beside(marks: readonly Mark[], active: number, from: Mark, step: number): number | undefined {
  const middle = (mark: Mark) => boxOf(mark).y + boxOf(mark).h / 2;
  const order = marks
    .map((mark, index) => ({ mark, index }))
    .filter(({ mark }) => mark.band === from.band)
    .sort((a, b) => middle(a.mark) - middle(b.mark) || a.index - b.index);
  return order[order.findIndex(({ index }) => index === active) + step]?.index;
}
