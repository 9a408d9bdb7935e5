import { expect, test } from "vitest";
import { parseMonthDays, parsePercents, parseWindows, windowsText } from "./windows";

test.each([
  ["08:30-12:00 13:30-18:00", [["08:30", "12:00"], ["13:30", "18:00"]]],
  ["8:30–12:00，1330～1800", [["08:30", "12:00"], ["13:30", "18:00"]]],
  ["22：00 至 06：00", [["22:00", "06:00"]]],
  ["00:00-24:00", [["00:00", "24:00"]]],
  ["", []],
  ["—", []],
])("windows of %s", (text, expected) => {
  expect(parseWindows(text)).toEqual(expected);
});

test.each(["8-12", "08:30", "08:60-09:00", "24:01-25:00", "morning", "08:00-09:00-10:00"])("%s is no window", (text) => {
  expect(parseWindows(text)).toBeUndefined();
});

test("windows are written as they are read", () => {
  const windows: [string, string][] = [["08:30", "12:00"], ["13:30", "18:00"]];
  expect(parseWindows(windowsText(windows))).toEqual(windows);
});

test("days of the year", () => {
  expect(parseMonthDays("12-25, 1-1、5月1日")).toEqual(["12-25", "01-01", "05-01"]);
  expect(parseMonthDays("13-01")).toBeUndefined();
  expect(parseMonthDays("")).toEqual([]);
});

test("thresholds", () => {
  expect(parsePercents("100%、50 75,75")).toEqual([50, 75, 100]);
  expect(parsePercents("")).toEqual([]);
  expect(parsePercents("0 50")).toBeUndefined();
  expect(parsePercents("half")).toBeUndefined();
});
