import { beforeAll, expect, test } from "vitest";
import { setLocale } from "@/i18n";
import * as format from "./format";

beforeAll(() => setLocale("zh-CN"));

const at = (iso: string) => Date.parse(iso);

test.each([
  ["2026-11-22T01:41:30Z", "Asia/Shanghai", "2026-11-22 09:41"],
  ["2026-11-21T16:00:00Z", "Asia/Shanghai", "2026-11-22 00:00"],
  ["2015-03-08T06:59:59Z", "America/New_York", "2015-03-08 01:59"],
  ["2015-03-08T07:00:00Z", "America/New_York", "2015-03-08 03:00"],
  ["2026-11-22T01:41:30Z", "UTC", "2026-11-22 01:41"],
])("%s reads in %s as %s, whatever the browser's zone", (iso, zone, expected) => {
  expect(format.dateTime(at(iso), zone)).toBe(expected);
});

test.each([
  ["Asia/Shanghai", { year: 2026, month: 11, day: 22, hour: 9, minute: 41, second: 0 }, "2026-11-22T01:41:00.000Z"],
  ["America/New_York", { year: 2015, month: 3, day: 8, hour: 2, minute: 30, second: 0 }, "2015-03-08T07:30:00.000Z"],
  ["America/New_York", { year: 2015, month: 7, day: 1, hour: 0, minute: 0, second: 0 }, "2015-07-01T04:00:00.000Z"],
  ["Asia/Shanghai", { year: 2026, month: 12, day: 32, hour: 0, minute: 0, second: 0 }, "2026-12-31T16:00:00.000Z"],
])("a wall clock in %s is an instant", (zone, wall, expected) => {
  expect(new Date(format.instantOf(wall, zone)).toISOString()).toBe(expected);
});

test.each([
  [0, "0 秒", "0 s"],
  [59_400, "59 秒", "59 s"],
  [60_000, "1 分", "1 min"],
  [2 * 3_600_000 + 15 * 60_000, "2 小时 15 分", "2 h 15 min"],
  [26 * 3_600_000, "26 小时", "26 h"],
  [-90 * 60_000, "−1 小时 30 分", "−1 h 30 min"],
  [1234 * 3_600_000, "1,234 小时", "1,234 h"],
])("a duration of %d ms", (ms, zh, en) => {
  expect(format.duration(ms, "zh-CN")).toBe(zh);
  expect(format.duration(ms, "en")).toBe(en);
});

test("a wall duration folds into days when asked", () => {
  expect(format.duration(75 * 3_600_000, "zh-CN", true)).toBe("3 天 3 小时");
  expect(format.duration(71 * 3_600_000, "en", true)).toBe("71 h");
  expect(format.duration(95_338 * 3_600_000, "zh-CN", true)).toBe("3,972 天 10 小时");
  expect(format.duration(96 * 3_600_000, "en", true)).toBe("4 d");
});

test.each([
  [123450, "CNY", "¥1,234.50"],
  [-5, "CNY", "-¥0.05"],
  [1234, "JPY", "¥1,234"],
  [9007199254740991, "CNY", "¥90,071,992,547,409.91"],
])("%d minor units of %s read %s", (minor, currency, expected) => {
  expect(format.money(minor, currency, "zh-CN")).toBe(expected);
});

test("nothing is a dash", () => {
  expect([format.money(null, "CNY", "en"), format.duration(undefined, "en"), format.dateTime(null, "UTC"), format.integer(undefined, "en")]).toEqual(["—", "—", "—", "—"]);
});

test("percent, decimal and bytes", () => {
  expect(format.percent(9734, "en")).toBe("97.3%");
  expect(format.decimal(-12345, 3, "en")).toBe("-12.345");
  expect(format.bytes(1_468_006, "en")).toBe("1.4 MB");
});
