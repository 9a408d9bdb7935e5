// How figures, money, instants and durations are written. Pure: language, zone and currency are arguments, because an
// instant is shown in the workspace's zone and never in the browser's.
import i18next from "i18next";
import type { Locale } from "@/i18n";

const DASH = "—";
const DAY_MS = 86_400_000;
/** So long a wall duration is told in hours; what is longer in days. */
const FOLD_HOURS = 72;

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat("en-US", {
      timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit",
      minute: "2-digit", second: "2-digit",
    });
    clocks.set(zone, clock);
  }
  return clock;
}

export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

/** What a clock on the wall in `zone` shows at the instant `ms`. */
export function wallTime(ms: number, zone: string): WallTime {
  const parts: Record<string, number> = {};
  for (const { type, value } of clockOf(zone).formatToParts(ms)) parts[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  return { year, month, day, hour, minute, second };
}

/**
 * The instant at which the wall clock of `zone` shows this. A time that a clock change skips becomes the later one,
 * one that it repeats the earlier.
 */
export function instantOf(wall: WallTime, zone: string): number {
  const guess = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);
  const offsetAt = (ms: number) => {
    const w = wallTime(ms, zone);
    return Date.UTC(w.year, w.month - 1, w.day, w.hour, w.minute, w.second) - Math.floor(ms / 1000) * 1000;
  };
  // The offset before and after: away from a clock change both say the same.
  const candidates = [guess - offsetAt(guess - DAY_MS), guess - offsetAt(guess + DAY_MS)];
  const shown = candidates.filter((ms) => ms + offsetAt(ms) === guess);
  return shown.length > 0 ? Math.min(...shown) : Math.max(...candidates);
}

const two = (n: number) => String(n).padStart(2, "0");

/** `2026-11-22 09:41`, or with seconds. */
export function dateTime(ms: number | null | undefined, zone: string, seconds = false): string {
  if (ms === null || ms === undefined) return DASH;
  const w = wallTime(ms, zone);
  const time = `${two(w.hour)}:${two(w.minute)}${seconds ? `:${two(w.second)}` : ""}`;
  return `${w.year}-${two(w.month)}-${two(w.day)} ${time}`;
}

/** `2026-11-22`. */
export function dateOnly(ms: number | null | undefined, zone: string): string {
  return ms === null || ms === undefined ? DASH : dateTime(ms, zone).slice(0, 10);
}

/** Names of units stand in the catalogues. */
function unitsOf(locale: Locale): Record<"d" | "h" | "min" | "s", string> {
  const text = (unit: string) => i18next.t(`common.unit.${unit}`, { lng: locale });
  return { d: text("d"), h: text("h"), min: text("min"), s: text("s") };
}

/**
 * `2 h 15 min`, `2 小时 15 分`; `3 d 4 h` from three days on. Hours are not folded into days unless `days` says so, because a
 * day of working time is not 24 hours. Below a minute seconds are shown; a negative duration carries a minus.
 */
export function duration(ms: number | null | undefined, locale: Locale, days = false): string {
  if (ms === null || ms === undefined) return DASH;
  const unit = unitsOf(locale);
  const sign = ms < 0 ? "−" : "";
  const total = Math.abs(ms);
  if (total < 60_000) return `${sign}${Math.round(total / 1000)} ${unit.s}`;
  const minutes = Math.round(total / 60_000);
  const hours = Math.floor(minutes / 60);
  const join = (parts: [number, string][]) =>
    sign + parts.filter(([n], i) => n > 0 || (i === 0 && parts.length === 1)).map(([n, u]) => `${whole(n, locale)} ${u}`).join(" ");
  if (days && hours >= FOLD_HOURS) return join([[Math.floor(hours / 24), unit.d], [hours % 24, unit.h]]);
  return join([[hours, unit.h], [minutes % 60, unit.min]]);
}

function whole(n: number, locale: Locale): string {
  return numbers(locale, 0).format(n);
}

const numberFormats = new Map<string, Intl.NumberFormat>();

function numbers(locale: Locale, digits: number): Intl.NumberFormat {
  const key = `${locale} ${digits}`;
  let format = numberFormats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    numberFormats.set(key, format);
  }
  return format;
}

/** An integer with group separators. */
export function integer(n: number | null | undefined, locale: Locale): string {
  return n === null || n === undefined ? DASH : whole(n, locale);
}

/** The decimal text of `minor / 10^digits` without a detour through binary fractions. */
export function shifted(minor: number, digits: number): string {
  const sign = minor < 0 ? "-" : "";
  const text = String(Math.abs(Math.trunc(minor))).padStart(digits + 1, "0");
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** A fixed-point number: `value` counts units of 10^-scale. */
export function decimal(value: number | null | undefined, scale: number, locale: Locale): string {
  if (value === null || value === undefined) return DASH;
  return numbers(locale, scale).format(shifted(value, scale) as `${number}`);
}

const moneyFormats = new Map<string, Intl.NumberFormat>();

function moneyFormat(currency: string, locale: Locale): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  let format = moneyFormats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "narrowSymbol" });
    moneyFormats.set(key, format);
  }
  return format;
}

/** `¥1,234.50` from minor units of the currency. */
export function money(minor: number | null | undefined, currency: string, locale: Locale): string {
  if (minor === null || minor === undefined) return DASH;
  const format = moneyFormat(currency, locale);
  return format.format(shifted(minor, format.resolvedOptions().maximumFractionDigits ?? 2) as `${number}`);
}

/** `97.3 %` from basis points (1 % = 100). */
export function percent(basisPoints: number | null | undefined, locale: Locale, digits = 1): string {
  if (basisPoints === null || basisPoints === undefined) return DASH;
  return `${numbers(locale, digits).format(basisPoints / 100)}%`;
}

/** `1.4 MB`. */
export function bytes(count: number, locale: Locale): string {
  const steps = ["B", "KB", "MB", "GB", "TB"];
  let value = count;
  let step = 0;
  while (value >= 1024 && step < steps.length - 1) {
    value /= 1024;
    step += 1;
  }
  return `${numbers(locale, step === 0 ? 0 : 1).format(value)} ${steps[step]}`;
}
