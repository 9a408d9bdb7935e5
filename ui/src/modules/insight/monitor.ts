// What the monitoring page shows of time: pure, so that it can be tried without a clock.
import type { MonitorRow, UrgencyKey } from "@/api/types";
import type { StateHue } from "@/kit/theme";

/** How each urgency looks; its word stands beside. */
export const HUES: Record<UrgencyKey, StateHue> = {
  long_overdue: "breached", overdue: "breached", soon: "warning", today: "warning", day: "running", later: "running", no_clock: "paused",
};

/** The present of the core: its clock when it answered, and what has passed here since. */
export function nowOf(asOf: number, answeredAt: number, here: number): number {
  return asOf + Math.max(0, here - answeredAt);
}

/** Rows whose clock has run out since the answer: they are late now, whatever the answer said. */
export function lateSince(rows: readonly MonitorRow[], asOf: number, now: number): number[] {
  return rows.filter((row) => row.due_at > asOf && row.due_at <= now).map((row) => row.id);
}

/** Which orders are late that were not before: what a sound is for. */
export function newlyLate(before: ReadonlySet<number> | undefined, rows: readonly MonitorRow[], now: number): number[] {
  if (!before) return [];
  return rows.filter((row) => row.due_at <= now && !before.has(row.id)).map((row) => row.id);
}

export function lateIds(rows: readonly MonitorRow[], now: number): Set<number> {
  return new Set(rows.filter((row) => row.due_at <= now).map((row) => row.id));
}
