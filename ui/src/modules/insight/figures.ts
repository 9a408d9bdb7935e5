// How a key figure is written: its value, its target, and how it moved. Pure, so that cards only lay out.
import type { Better, Kpi, Unit } from "@/api/types";
import type { Formats } from "@/kit/workspace";

/** A value in the unit of its figure. */
export function valueText(unit: Unit, value: number, formats: Formats): string {
  if (unit === "percent") return formats.percent(value);
  if (unit === "duration") return formats.duration(value, true);
  if (unit === "money") return formats.money(value);
  // Hundredths of a point.
  if (unit === "score") return formats.decimal(Math.round(value / 10), 1);
  return formats.integer(value);
}

export type Direction = "up" | "down" | "same";

export interface ChangeText {
  direction: Direction;
  /** The size of the change, without sign; points for shares. */
  size: string;
}

/** How the figure moved against the period before; nothing where one of the two has no value. */
export function changeOf(kpi: Kpi, formats: Formats, points: (value: string) => string): ChangeText | undefined {
  if (kpi.value === undefined || kpi.previous === undefined) return undefined;
  const by = kpi.value - kpi.previous;
  const size = kpi.unit === "percent" ? points(formats.decimal(Math.round(Math.abs(by) / 10), 1)) : valueText(kpi.unit, Math.abs(by), formats);
  const still = kpi.unit === "percent" ? Math.abs(by) < 5 : by === 0;
  return { direction: still ? "same" : by > 0 ? "up" : "down", size };
}

/** What should rise reaches its target from below; everything else keeps below it. */
export function targetKey(better: Better): string {
  return better === "higher" ? "insight.target_at_least" : "insight.target_at_most";
}

/** How a target is typed, and how many units of the wire one typed unit is. */
export function typedUnit(unit: Unit): { label: string; scale: number; most?: number } {
  if (unit === "percent") return { label: "insight.targets.percent", scale: 100, most: 100 };
  if (unit === "duration") return { label: "insight.targets.hours", scale: 3_600_000 };
  if (unit === "score") return { label: "insight.targets.score", scale: 100, most: 100 };
  return { label: "insight.targets.count", scale: 1 };
}

/** Which share of the open orders is overdue, in basis points; nothing where none is open. */
export function overdueShare(kpis: readonly Kpi[]): number | undefined {
  const figureOf = (key: Kpi["key"]) => kpis.find((kpi) => kpi.key === key)?.value;
  const [overdue, open] = [figureOf("overdue"), figureOf("open")];
  return overdue === undefined || !open ? undefined : Math.round((overdue * 10_000) / open);
}
