import { describe, expect, it } from "vitest";
import { dataYear, dayText, readChoice, spanOf, stepped } from "./period";

const ZONE = "Asia/Shanghai";
/** 2026-11-22 09:41 in Shanghai. */
const NOW = Date.UTC(2026, 10, 22, 1, 41);

function days(choice: Parameters<typeof spanOf>[0], zone = ZONE): [string, string] | undefined {
  const span = spanOf(choice, NOW, zone);
  return span && [dayText(span.from, zone), dayText(span.to - 1, zone)];
}

describe("periods", () => {
  it("mean civil days of the workspace, up to today", () => {
    expect(days({ preset: "this_month" })).toEqual(["2026-11-01", "2026-11-22"]);
    expect(days({ preset: "last_month" })).toEqual(["2026-10-01", "2026-10-31"]);
    expect(days({ preset: "this_quarter" })).toEqual(["2026-10-01", "2026-11-22"]);
    expect(days({ preset: "last_quarter" })).toEqual(["2026-07-01", "2026-09-30"]);
    expect(days({ preset: "this_year" })).toEqual(["2026-01-01", "2026-11-22"]);
    expect(days({ preset: "last_year" })).toEqual(["2025-01-01", "2025-12-31"]);
    expect(days({ preset: "last_30_days" })).toEqual(["2026-10-24", "2026-11-22"]);
    expect(days({ preset: "last_90_days" })).toEqual(["2026-08-25", "2026-11-22"]);
  });

  it("begin at midnight of the zone, also across a change of clocks", () => {
    const span = spanOf({ first: "2026-03-01", last: "2026-03-31" }, NOW, "America/New_York");
    expect(span).toEqual({ from: Date.UTC(2026, 2, 1, 5), to: Date.UTC(2026, 3, 1, 4) });
  });

  it("refuse days that are none and ranges that end before they begin", () => {
    expect(days({ first: "2026-02-30", last: "2026-03-01" })).toBeUndefined();
    expect(days({ first: "2026-03-02", last: "2026-03-01" })).toBeUndefined();
    expect(days({ first: "2026-03-01", last: "2026-03-01" })).toEqual(["2026-03-01", "2026-03-01"]);
  });

  it.each([
    [{ preset: "this_month" }, -1, "2026-10-01", "2026-10-31"],
    [{ preset: "last_month" }, 1, "2026-11-01", "2026-11-30"],
    [{ preset: "last_quarter" }, -1, "2026-04-01", "2026-06-30"],
    [{ preset: "last_year" }, -1, "2024-01-01", "2024-12-31"],
    [{ preset: "last_30_days" }, -1, "2026-09-24", "2026-10-23"],
    [{ first: "2024-02-01", last: "2024-02-29" }, -1, "2024-01-01", "2024-01-31"],
    [{ first: "2026-03-05", last: "2026-03-11" }, 1, "2026-03-12", "2026-03-18"],
  ] as const)("step: %j by %i", (choice, by, first, last) => {
    expect(stepped(choice, by, NOW, ZONE)).toEqual({ first, last });
  });

  it("do not step into what has not begun, and keep their days where clocks change", () => {
    expect(stepped({ preset: "this_month" }, 1, NOW, ZONE)).toBeUndefined();
    expect(stepped({ preset: "last_30_days" }, 1, NOW, ZONE)).toBeUndefined();
    expect(stepped({ first: "2026-03-02", last: "2026-03-08" }, -1, NOW, "America/New_York")).toEqual({ first: "2026-02-23", last: "2026-03-01" });
  });

  it("are read from an address", () => {
    expect(readChoice({ period: "last_year" })).toEqual({ preset: "last_year" });
    expect(readChoice({ first: "2015-01-01", last: "2015-12-31" })).toEqual({ first: "2015-01-01", last: "2015-12-31" });
    expect(readChoice({ period: "next_year" })).toBeUndefined();
    expect(readChoice({ first: "2015-01-01" })).toBeUndefined();
  });

  it("of old data end where the data ends", () => {
    const [first, last] = [Date.UTC(2014, 11, 31, 16), Date.UTC(2015, 11, 31, 16)];
    expect(dataYear(first, last, ZONE)).toEqual({ first: "2015-01-01", last: "2015-12-31" });
    expect(dataYear(Date.UTC(2015, 8, 30, 16), last, ZONE)).toEqual({ first: "2015-10-01", last: "2015-12-31" });
  });
});
