import { describe, expect, it } from "vitest";
import type { Kpi } from "@/api/types";
import type { Formats } from "@/kit/workspace";
import { changeOf, overdueShare, valueText } from "./figures";

const formats = {
  locale: "en",
  zone: "UTC",
  integer: (n: number) => n.toLocaleString("en"),
  decimal: (value: number, scale: number) => (value / 10 ** scale).toFixed(scale),
  percent: (bp: number) => `${(bp / 100).toFixed(1)}%`,
  duration: (ms: number) => `${ms / 3_600_000} h`,
} as unknown as Formats;

function kpi(change: Partial<Kpi>): Kpi {
  return { key: "resolution_on_time", unit: "percent", better: "higher", spark: [], parts: [], drill: { and: [] }, ...change };
}

const points = (value: string) => `${value} points`;

describe("key figures", () => {
  it("are written in their unit", () => {
    expect(valueText("percent", 9499, formats)).toBe("95.0%");
    expect(valueText("count", 12345, formats)).toBe("12,345");
    expect(valueText("duration", 7_200_000, formats)).toBe("2 h");
    expect(valueText("score", 9234, formats)).toBe("92.3");
  });

  it("change by points for shares and by their own unit otherwise", () => {
    expect(changeOf(kpi({ value: 9730, previous: 9410 }), formats, points)).toEqual({ direction: "up", size: "3.2 points" });
    expect(changeOf(kpi({ value: 9410, previous: 9412 }), formats, points)?.direction).toBe("same");
    expect(changeOf(kpi({ unit: "count", value: 5, previous: 8 }), formats, points)).toEqual({ direction: "down", size: "3" });
    expect(changeOf(kpi({ value: 9730 }), formats, points)).toBeUndefined();
  });

  it("tell which share of the open orders is overdue", () => {
    const open = (value: number) => kpi({ key: "open", unit: "count", value });
    const overdue = (value: number) => kpi({ key: "overdue", unit: "count", value });
    expect(overdueShare([open(200), overdue(150)])).toBe(7500);
    expect(overdueShare([open(0), overdue(0)])).toBeUndefined();
    expect(overdueShare([overdue(3)])).toBeUndefined();
  });
});
