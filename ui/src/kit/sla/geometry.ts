// Where everything on a ribbon stands. Pure, so that it can be tested: a clock, now and a width in; positions out.
import type { RibbonClock, RibbonPiece } from "./pieces";

export interface Segment {
  piece: RibbonPiece;
  /** Left edge and width in pixels. */
  x: number;
  w: number;
  /** The part of it that lies after the due time: drawn red. */
  late: boolean;
}

export interface Tick {
  percent: number;
  at: number;
  x: number;
  passed: boolean;
  /** False where its number would run into that of the tick before. */
  labelled: boolean;
}

export interface Geometry {
  from: number;
  to: number;
  segments: Segment[];
  ticks: Tick[];
  due?: number | undefined;
  now?: number | undefined;
  stop?: number | undefined;
  /** The whole ribbon, and how far the clock has come before its due time: what there is to see without a calendar. */
  track: { x: number; w: number };
  used?: { x: number; w: number } | undefined;
  /** The red stretch beyond due. */
  overrun?: { x: number; w: number } | undefined;
  /** Where time is compressed, so that a long overrun does not squeeze the rest to nothing. */
  bend?: number | undefined;
}

/** The part up to due keeps at least this share of the width. */
const MAIN_SHARE = 0.6;
const MARGIN = 6;
const LABEL_WIDTH = 30;

export function ribbonGeometry(clock: RibbonClock, now: number, width: number): Geometry | undefined {
  const stretches = clock.pieces.filter((piece) => piece.to_ms > piece.from_ms);
  const from = clock.started_at ?? stretches[0]?.from_ms ?? clock.due_at;
  if (from === undefined || width <= 2 * MARGIN) return undefined;
  const running = clock.stopped_at === undefined && clock.state !== "exempt" && clock.state !== "not_started";
  const end = clock.stopped_at ?? (running ? now : undefined);
  const due = clock.due_at;
  const lastPiece = stretches.reduce((latest, piece) => Math.max(latest, piece.to_ms), from);
  const to = Math.max(due ?? from, end ?? from, Math.min(lastPiece, Math.max(due ?? lastPiece, end ?? from)), from + 60_000);
  const { place, bend } = scale(from, due, to, width);

  const segments: Segment[] = [];
  for (const piece of stretches) {
    // A stretch that runs over the due time is cut there: only what lies beyond is late.
    const cuts = due !== undefined && piece.from_ms < due && piece.to_ms > due ? [piece.from_ms, due, piece.to_ms] : [piece.from_ms, piece.to_ms];
    for (let i = 0; i + 1 < cuts.length; i += 1) {
      const a = Math.max(from, cuts[i] ?? from);
      const b = Math.min(to, cuts[i + 1] ?? to);
      if (b <= a) continue;
      const x = place(a);
      segments.push({ piece, x, w: Math.max(place(b) - x, 0.5), late: due !== undefined && a >= due });
    }
  }
  const until = end === undefined ? undefined : Math.min(end, due ?? end);
  const used = until !== undefined && until > from ? { x: place(from), w: place(until) - place(from) } : undefined;
  const overrun = due !== undefined && end !== undefined && end > due ? { x: place(due), w: place(end) - place(due) } : undefined;
  return {
    from, to, segments, overrun, bend, used,
    track: { x: place(from), w: place(to) - place(from) },
    ticks: ticksOf(clock, from, to, place, end),
    due: due === undefined ? undefined : place(Math.max(due, from)),
    now: running && now >= from && now <= to ? place(now) : undefined,
    stop: clock.stopped_at === undefined ? undefined : place(Math.max(clock.stopped_at, from)),
  };
}

/** The thresholds on the ribbon; the due time itself has a mark of its own. */
function ticksOf(clock: RibbonClock, from: number, to: number, place: (ms: number) => number, end: number | undefined): Tick[] {
  let last = Number.NEGATIVE_INFINITY;
  return clock.thresholds
    .filter(({ at, percent }) => at >= from && at <= to && percent !== 100)
    .map(({ at, percent }) => {
      const x = place(at);
      const labelled = x - last >= LABEL_WIDTH;
      if (labelled) last = x;
      return { at, percent, x, labelled, passed: end !== undefined && end >= at };
    });
}

/** Time to pixels: straight, unless what lies beyond due would take more than its share. */
function scale(from: number, due: number | undefined, to: number, width: number) {
  const left = MARGIN;
  const right = width - MARGIN;
  const straight = (ms: number) => left + ((ms - from) / (to - from)) * (right - left);
  if (due === undefined || due <= from || due >= to || (due - from) / (to - from) >= MAIN_SHARE) {
    return { place: straight, bend: undefined };
  }
  const bend = left + (right - left) * MAIN_SHARE;
  const place = (ms: number) =>
    ms <= due
      ? left + ((ms - from) / (due - from)) * (bend - left)
      : bend + ((ms - due) / (to - due)) * (right - bend);
  return { place, bend };
}
