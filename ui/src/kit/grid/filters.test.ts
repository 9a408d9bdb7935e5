import i18next from "i18next";
import { beforeAll, expect, test } from "vitest";
import type { Filter, GridColumn } from "@/api/types";
import { setLocale } from "@/i18n";
import * as format from "../format";
import type { Formats } from "../workspace";
import { type Wording, barOf, both, chipsOf, daySpan, durationMs, filterOf, phrase, readFilter, sentence } from "./filters";

beforeAll(() => setLocale("zh-CN"));

const ZONE = "Asia/Shanghai";
const KINDS: Record<string, GridColumn["kind"]> = {
  state: "enum", opened_at: "datetime", cost: "money", handling_ms: "duration", open: "flag", category: "text", outlet_id: "ref",
};

function words(locale: "zh-CN" | "en"): Wording {
  const formats = {
    locale, zone: ZONE,
    dateTime: (ms: number) => format.dateTime(ms, ZONE), date: (ms: number) => format.dateOnly(ms, ZONE),
    duration: (ms: number, days?: boolean) => format.duration(ms, locale, days), integer: (n: number) => format.integer(n, locale),
    money: (minor: number) => format.money(minor, "CNY", locale), percent: (bp: number) => format.percent(bp, locale),
    decimal: (value: number, scale: number) => format.decimal(value, scale, locale), bytes: (n: number) => format.bytes(n, locale),
  } as Formats;
  const t = i18next.getFixedT(locale);
  return {
    t, formats,
    column: (key) => (KINDS[key] ? ({ key, kind: KINDS[key] } as GridColumn) : undefined),
    heading: (key) => t(`grid.work_orders.columns.${key}`),
    option: (key, code) => t(`grid.work_orders.${key}.${code}`),
    ref: (_key, id) => `#${id}`,
  };
}

const day = (y: number, m: number, d: number) => ({ year: y, month: m, day: d, hour: 0, minute: 0, second: 0 });
const march = daySpan(day(2026, 3, 1), day(2026, 3, 31), ZONE);
const oneDay = daySpan(day(2026, 3, 5), day(2026, 3, 5), ZONE);

test.each<[Filter, string, string]>([
  [{ field: "state", op: "in", value: ["open", "in_progress"] }, "状态为 待处理 或 处理中", "State is Open or In progress"],
  [{ field: "state", op: "in", value: ["open", "in_progress", "completed", "closed"] }, "状态为 待处理、处理中 等 2 项", "State is Open, In progress and 2 more"],
  [{ field: "opened_at", op: "between", value: march }, "受理时间从 2026-03-01 到 2026-03-31", "Opened from 2026-03-01 to 2026-03-31"],
  [{ field: "opened_at", op: "between", value: oneDay }, "受理时间在 2026-03-05", "Opened on 2026-03-05"],
  [{ field: "opened_at", op: "ge", value: march[0] }, "受理时间不早于 2026-03-01 00:00", "Opened from 2026-03-01 00:00"],
  [{ field: "cost", op: "ge", value: 12345 }, "费用不小于 ¥123.45", "Cost at least ¥123.45"],
  [{ field: "handling_ms", op: "gt", value: 9_000_000 }, "处理时长大于 2 小时 30 分", "Handling time above 2 h 30 min"],
  [{ field: "open", op: "eq", value: true }, "未完成", "Still open"],
  [{ field: "open", op: "eq", value: false }, "不是未完成", "not Still open"],
  [{ field: "category", op: "contains", value: "空调" }, "类别包含 “空调”", "Category contains “空调”"],
  [{ field: "category", op: "is_null" }, "类别为空", "Category is empty"],
  [{ field: "outlet_id", op: "eq", value: 7 }, "网点为 #7", "Outlet is #7"],
  [{ or: [{ field: "open", op: "eq", value: true }, { field: "category", op: "is_null" }] }, "(未完成 或 类别为空)", "(Still open or Category is empty)"],
])("%j reads as words", (filter, zh, en) => {
  expect(phrase(filter, words("zh-CN"))).toBe(zh);
  expect(phrase(filter, words("en"))).toBe(en);
});

test("chips make a sentence", () => {
  const chips = chipsOf({ and: [{ field: "open", op: "eq", value: true }, { and: [{ field: "category", op: "not_null" }] }] });
  expect(chips).toHaveLength(2);
  expect(sentence(chips, words("zh-CN"))).toBe("显示 未完成 且 类别不为空 的记录");
  expect(sentence([], words("en"))).toBe("All records");
});

test("chips and filters are two forms of the same", () => {
  const leaf: Filter = { field: "state", op: "eq", value: "open" };
  expect(filterOf([])).toBeUndefined();
  expect(filterOf([leaf])).toEqual(leaf);
  expect(filterOf(chipsOf({ and: [leaf, leaf] }))).toEqual({ and: [leaf, leaf] });
  expect(both(undefined, leaf)).toEqual(leaf);
});

test.each([null, 3, "x", {}, { and: "x" }, { field: 3, op: "eq" }, { or: [] }])("%j in an address is no filter", (raw) => {
  expect(readFilter(raw)).toBeUndefined();
});

test("a day runs from midnight to the next midnight of the workspace's zone", () => {
  expect(oneDay.map((ms) => new Date(ms).toISOString())).toEqual(["2026-03-04T16:00:00.000Z", "2026-03-05T16:00:00.000Z"]);
});

test("a duration column says its unit in its name", () => {
  expect([durationMs("handling_minutes", 2), durationMs("wait_seconds", 2), durationMs("handling_ms", 2)]).toEqual([120_000, 2000, 2]);
});

test("the bar joins its chips by one word, and an outer group keeps an inner one whole", () => {
  const open: Filter = { field: "open", op: "eq", value: true };
  const category: Filter = { field: "category", op: "not_null" };
  const { chips, joint } = barOf({ or: [open, category] });
  expect(sentence(chips, words("zh-CN"), joint)).toBe("显示 未完成 或 类别不为空 的记录");
  expect(filterOf(chips, "or")).toEqual({ or: [open, category] });
  expect(filterOf([open], "or")).toEqual(open);
  expect(barOf(both({ or: [open, category] }, open)).chips).toHaveLength(2);
  expect(barOf(undefined)).toEqual({ chips: [], joint: "and" });
});
