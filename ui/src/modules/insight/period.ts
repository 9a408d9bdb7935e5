// Which days a period means. Days are civil days of the workspace's zone; an address keeps them as texts, so that a
// bookmark means the same days on every machine.
import { type WallTime, instantOf, wallTime } from "@/kit/format";

export const PRESETS = [
  "this_month", "last_month", "this_quarter", "last_quarter", "this_year", "last_year", "last_30_days", "last_90_days",
] as const;
export type Preset = (typeof PRESETS)[number];

/** What the address says: a preset, or first and last day (`2026-11-22`, both included). */
export type Choice = { preset: Preset } | { first: string; last: string };

export interface Span {
  /** Begin of the first day. */
  from: number;
  /** Begin of the day after the last one. */
  to: number;
}

interface Day {
  year: number;
  month: number;
  day: number;
}

const DAY_MS = 86_400_000;
const two = (n: number) => String(n).padStart(2, "0");

/** Moves by whole days and months on the calendar, whatever the clocks did meanwhile. */
function moved({ year, month, day }: Day, days: number, months = 0): Day {
  const at = new Date(Date.UTC(year, month - 1 + months, day) + days * DAY_MS);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
}

function startOf(day: Day, zone: string): number {
  const midnight: WallTime = { ...day, hour: 0, minute: 0, second: 0 };
  return instantOf(midnight, zone);
}

/** First day and the day after the last one. A period that has begun ends today: the days to come would only dilute it. */
function presetDays(preset: Preset, today: Day): [Day, Day] {
  const tomorrow = moved(today, 1);
  const month = { ...today, day: 1 };
  const quarter = { ...month, month: today.month - ((today.month - 1) % 3) };
  const year = { ...month, month: 1 };
  switch (preset) {
    case "this_month":
      return [month, tomorrow];
    case "last_month":
      return [moved(month, 0, -1), month];
    case "this_quarter":
      return [quarter, tomorrow];
    case "last_quarter":
      return [moved(quarter, 0, -3), quarter];
    case "this_year":
      return [year, tomorrow];
    case "last_year":
      return [moved(year, 0, -12), year];
    case "last_30_days":
      return [moved(tomorrow, -30), tomorrow];
    case "last_90_days":
      return [moved(tomorrow, -90), tomorrow];
  }
}

function parseDay(text: string): Day | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return undefined;
  const day = { year: Number(parts[1]), month: Number(parts[2]), day: Number(parts[3]) };
  const real = moved(day, 0);
  return real.month === day.month && real.day === day.day ? day : undefined;
}

export function dayText(ms: number, zone: string): string {
  const { year, month, day } = wallTime(ms, zone);
  return `${year}-${two(month)}-${two(day)}`;
}

/** The instants of a choice; a free range that makes no sense is none. */
export function spanOf(choice: Choice, now: number, zone: string): Span | undefined {
  if ("preset" in choice) {
    const [first, after] = presetDays(choice.preset, wallTime(now, zone));
    return { from: startOf(first, zone), to: startOf(after, zone) };
  }
  const first = parseDay(choice.first);
  const last = parseDay(choice.last);
  if (!first || !last) return undefined;
  const span = { from: startOf(first, zone), to: startOf(moved(last, 1), zone) };
  return span.from < span.to ? span : undefined;
}

/** How many months a choice spans when it is whole ones, or a current one that ends today. */
function wholeMonths(choice: Choice, first: Day, after: Day): number | undefined {
  if ("preset" in choice) {
    const unit = choice.preset.split("_").at(-1);
    if (unit === "month") return 1;
    if (unit === "quarter") return 3;
    if (unit === "year") return 12;
  }
  const months = (after.year - first.year) * 12 + after.month - first.month;
  return first.day === 1 && after.day === 1 && months > 0 ? months : undefined;
}

/** The period just before (-1) or after (1): whole months by months, anything else by its own length. None in the future. */
export function stepped(choice: Choice, by: -1 | 1, now: number, zone: string): Choice | undefined {
  const span = spanOf(choice, now, zone);
  if (!span) return undefined;
  const first = wallTime(span.from, zone);
  const after = wallTime(span.to, zone);
  const months = wholeMonths(choice, first, after);
  const days = Math.round((Date.UTC(after.year, after.month - 1, after.day) - Date.UTC(first.year, first.month - 1, first.day)) / DAY_MS);
  const from = months ? moved(first, 0, by * months) : moved(first, by * days);
  const to = months ? moved(first, 0, (by + 1) * months) : moved(first, (by + 1) * days);
  if (startOf(from, zone) > now) return undefined;
  return { first: dayText(startOf(from, zone), zone), last: dayText(startOf(moved(to, -1), zone), zone) };
}

/** The choice that an address states, if it states one. */
export function readChoice(search: Record<string, unknown>): Choice | undefined {
  const preset = PRESETS.find((known) => known === search.period);
  if (preset) return { preset };
  const { first, last } = search;
  if (typeof first !== "string" || typeof last !== "string" || !parseDay(first) || !parseDay(last)) return undefined;
  return { first, last };
}

/** The last year of what there is: whole months, so that it reads like a report. `last` is the end of the last month. */
export function dataYear(first: number, last: number, zone: string): Choice {
  const end = wallTime(last, zone);
  const from = startOf(moved({ ...end, day: 1 }, 0, -12), zone);
  return { first: dayText(Math.max(from, first), zone), last: dayText(last - 1, zone) };
}
