import { readFileSync } from "node:fs";
import i18next from "i18next";
import { beforeAll, expect, test } from "vitest";
import { LOCALES, setLocale } from "@/i18n";
import * as format from "../format";
import type { Formats } from "../workspace";
import { type RibbonPiece, pieceLine, pieceText } from "./pieces";

beforeAll(() => setLocale("zh-CN"));

const formats = { dateTime: (ms: number) => format.dateTime(ms, "Asia/Shanghai"), duration: (ms: number) => format.duration(ms, "zh-CN") } as Formats;
const at = (iso: string) => Date.parse(iso);
const piece = (over: Partial<RibbonPiece>): RibbonPiece => ({ kind: "mark", code: "due", from_ms: 0, to_ms: 0, counted_ms: 0, params: {}, ...over });

test.each<[Partial<RibbonPiece>, string]>([
  [{ kind: "open", code: "open", from_ms: at("2026-03-02T00:30:00Z"), to_ms: at("2026-03-02T04:00:00Z"), counted_ms: 12_600_000 }, "2026-03-02 08:30 – 12:00  工作时间，计时 3 小时 30 分"],
  [{ kind: "closed", code: "closed_holiday", from_ms: at("2026-02-16T16:00:00Z"), to_ms: at("2026-02-17T16:00:00Z"), params: { name: "春节" } }, "2026-02-17 00:00 – 2026-02-18 00:00  法定节假日（春节），不计时"],
  [{ kind: "pause", code: "pause", from_ms: at("2026-03-02T01:00:00Z"), to_ms: at("2026-03-02T03:00:00Z"), counted_ms: 7_200_000, params: { reasons: ["await_parts", "await_customer"] } }, "2026-03-02 09:00 – 11:00  暂停：等配件、等客户，扣除 2 小时"],
  [{ code: "target", params: { minutes: 1440 } }, "1970-01-01 08:00  时限 24 小时（工作时间）"],
  [{ code: "target", params: { days: 5, end_of_day: "end_of_last_window" } }, "1970-01-01 08:00  时限 5 个工作日，到当天下班为止"],
  [{ code: "due_fixed" }, "1970-01-01 08:00  到期时间由来源给定，不经日历推算"],
])("%j reads as a line", (over, expected) => {
  expect(pieceLine(piece(over), i18next.getFixedT("zh-CN"), formats)).toBe(expected);
});

test("every code that the SLA crate can say has a text in both languages", () => {
  const source = readFileSync("../src-tauri/sla/src/explain.rs", "utf8");
  const table = source.slice(source.indexOf("piece_codes! {"), source.indexOf("/// One piece of an explanation."));
  const codes = [...table.matchAll(/= "([a-z_]+)"/g)].map((match) => match[1] ?? "");
  expect(codes.length).toBeGreaterThan(15);
  for (const locale of LOCALES) {
    const t = i18next.getFixedT(locale);
    const missing = codes.filter((code) => pieceText(piece({ code }), t, formats) === t("sla.piece.unknown"));
    expect(missing, locale).toEqual([]);
  }
});
