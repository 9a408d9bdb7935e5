// Between what the wire holds and what an input shows. Pure.
import dayjs, { type Dayjs } from "dayjs";
import { instantOf, wallTime } from "../format";

/** What a picker shows for an instant: the wall clock of the workspace's zone. */
export function pickerOf(ms: number | null | undefined, zone: string): Dayjs | null {
  if (ms === null || ms === undefined) return null;
  const { year, month, day, hour, minute } = wallTime(ms, zone);
  return dayjs(new Date(year, month - 1, day, hour, minute));
}

/** The instant at which the workspace's wall clock shows what was picked; seconds are let go. */
export function instantOfPicker(chosen: Dayjs, zone: string): number {
  return instantOf({ year: chosen.year(), month: chosen.month() + 1, day: chosen.date(), hour: chosen.hour(), minute: chosen.minute(), second: 0 }, zone);
}

/** Digits after the point in a currency. */
export function digitsOf(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Minor units of a decimal text, without a detour through binary fractions; undefined for what is no amount. */
export function minorOf(text: string, digits: number): number | undefined {
  const parts = /^(-?)(\d{1,13})(?:\.(\d*))?$/.exec(text.trim());
  if (!parts) return undefined;
  const [, sign = "", whole = "", fraction = ""] = parts;
  if (fraction.length > digits && /[1-9]/.test(fraction.slice(digits))) return undefined;
  const minor = Number(whole + fraction.slice(0, digits).padEnd(digits, "0"));
  return sign ? -minor : minor;
}

/** A barcode or QR text as a scanner sends it: no control characters, no spaces at its ends. */
export function scanned(text: string): string {
  return [...text].filter((letter) => letter >= " " && letter !== "\u007f").join("").trim();
}

/** Whether a telephone number can be one: 5 to 20 digits, with a plus, an area's brackets or an extension beside. */
export function isPhone(text: string): boolean {
  return /^\+?[\d\s()–—.-]+(?:(?:#|,|x|\u8f6c)\d{1,6})?$/u.test(text) && text.replace(/\D/g, "").length >= 5 && text.replace(/\D/g, "").length <= 20;
}
