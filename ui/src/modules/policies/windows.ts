// Opening windows as a person types them: `08:30-12:00 13:30-18:00`. Pure.
import type { CalendarSpec, CalendarWeek } from "@/api/types";

export type DayWindows = [string, string][];
export type Weekday = keyof CalendarWeek;
export const WEEKDAYS: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

export function windowsText(windows: readonly (readonly [string, string])[]): string {
  return windows.map(([from, to]) => `${from}–${to}`).join(" ");
}

/** Signs of a Chinese keyboard as their plain ones: wide colons, commas, digits. */
const halfWidth = (text: string) => text.normalize("NFKC").trim();
/** Dashes of every length, waves, and the Chinese word for "to". */
const DASHES = /[\u2010-\u2015\u2212~\u81f3]/g;
/** Blanks, commas, semicolons, slashes and the Chinese enumeration comma. */
const BETWEEN = /[\s,;\u3001/]+/;
const BETWEEN_DAYS = /[\s,;\u3001]+/;
const TIME = /^(\d{1,2}):?(\d{2})$/;

function timeOf(text: string): string | undefined {
  const [, hour, minute] = TIME.exec(text) ?? [];
  if (hour === undefined || minute === undefined) return undefined;
  const inDay = Number(minute) < 60 && Number(hour) * 60 + Number(minute) <= 1440;
  return inDay ? `${hour.padStart(2, "0")}:${minute}` : undefined;
}

/** The windows of a text; undefined where it cannot be read. An empty text, or a dash, is a closed day. */
export function parseWindows(text: string): DayWindows | undefined {
  const plain = halfWidth(text).replace(DASHES, "-").replace(/\s*-\s*/g, "-");
  if (plain === "" || plain === "-") return [];
  const windows: DayWindows = [];
  for (const part of plain.split(BETWEEN)) {
    const ends = part.split("-").map(timeOf);
    const [from, to] = ends;
    if (ends.length !== 2 || !from || !to) return undefined;
    windows.push([from, to]);
  }
  return windows;
}

/** Monday to Friday as one would draw them up anew. */
export function freshCalendar(zone: string): CalendarSpec {
  const day = (): DayWindows => [["08:30", "12:00"], ["13:30", "18:00"]];
  return {
    tz: zone, hours: { mon: day(), tue: day(), wed: day(), thu: day(), fri: day(), sat: [], sun: [] }, holidays: [],
    holidays_recurring: [], make_up_days: [], follow_make_up_days: true, overrides: {}, breaks: {},
  };
}

/** `12-25`, or with the Chinese signs for month and day. */
const MONTH_DAY = /^(\d{1,2})[-/.\u6708](\d{1,2})\u65e5?$/;

/** `MM-DD` days of a text; undefined where one of them is no day. */
export function parseMonthDays(text: string): string[] | undefined {
  const parts = halfWidth(text).split(BETWEEN_DAYS).filter(Boolean);
  const days = parts.map((part) => {
    const [, month, day] = MONTH_DAY.exec(part) ?? [];
    const fits = month && day && Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
    return fits ? `${month.padStart(2, "0")}-${day.padStart(2, "0")}` : undefined;
  });
  return days.every((day) => day !== undefined) ? (days as string[]) : undefined;
}

/** Percents of a text, ascending: `50 75 100`; undefined where one of them is no share of a target. */
export function parsePercents(text: string): number[] | undefined {
  const list = halfWidth(text).replace(/%/g, " ").split(BETWEEN).filter(Boolean).map(Number);
  const fits = list.every((percent) => Number.isInteger(percent) && percent >= 1 && percent <= 1000);
  return fits ? [...new Set(list)].sort((a, b) => a - b) : undefined;
}

/** Zones of this machine, those of the trade first. */
export function zones(first: string): string[] {
  const known = typeof Intl.supportedValuesOf === "function" ? Intl.supportedValuesOf("timeZone") : [];
  return [...new Set([first, "Asia/Shanghai", "UTC", ...known])];
}
