import { beforeAll, expect, test } from "vitest";
import type { GridColumn, JobView } from "@/api/types";
import { setLocale } from "@/i18n";
import { errorText } from "./errorText";
import { arrange } from "./grid/columns";
import { mergeJobs } from "./jobs";
import { keyName } from "./keys";
import { cssVariables } from "./theme";

beforeAll(() => setLocale("en"));

function luminance(hex: string): number {
  const part = (from: number) => {
    const c = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

test.each(["light", "dark"] as const)("words can be read on every ground in %s (WCAG AA)", (mode) => {
  const v = cssVariables(mode, "compact");
  const states = ["met", "running", "warning", "breached", "paused", "exempt", "void"];
  const pairs = [
    ...["--text", "--text-quiet", "--text-faint", "--link"].flatMap((ink) => ["--page", "--surface", "--sunken"].map((ground) => [ink, ground])),
    ...states.flatMap((s) => [[`--${s}`, `--${s}-soft`], [`--${s}`, "--surface"]]),
    ["--text", "--brand-soft"], ["--link", "--brand-soft"], ["--on-brand", "--brand"],
  ];
  const poor = pairs.filter(([ink = "", ground = ""]) => contrast(v[ink] ?? "", v[ground] ?? "") < 4.5);
  expect(poor).toEqual([]);
});

const job = (id: number, state: JobView["state"], done = 0): JobView => ({ id, kind: "imports.run", state, phase: "reading", done, started_at: id, user_id: 1 });

test("late news does not wake a job that is over", () => {
  const known = [job(1, "succeeded", 10)];
  expect(mergeJobs(known, [job(1, "running", 9)])).toEqual(known);
  expect(mergeJobs([job(1, "running", 9)], [job(1, "failed")])[0]?.state).toBe("failed");
  expect(mergeJobs([job(1, "running")], [job(2, "queued")]).map((j) => j.id)).toEqual([2, 1]);
});

test("a person's order of columns holds, new columns join it", () => {
  const columns = ["a", "b", "c", "d"].map((key) => ({ key }) as GridColumn);
  const stored = [{ key: "c", hide: false }, { key: "a", hide: false }, { key: "gone", hide: false }, { key: "d", hide: true }];
  expect(arrange(columns, stored).map((c) => c.key)).toEqual(["c", "b", "a", "d"]);
  expect(arrange(columns, []).map((c) => c.key)).toEqual(["a", "b", "c", "d"]);
});

test("keys have names", () => {
  const press = (key: string, over = {}) => keyName({ key, ctrlKey: false, metaKey: false, altKey: false, ...over });
  expect([press("?"), press("Enter", { ctrlKey: true }), press("Enter", { metaKey: true }), press("ArrowDown", { altKey: true })]).toEqual(["?", "ctrl+enter", "ctrl+enter", "alt+arrowdown"]);
});

test("an error with a reason has its own text, an unknown code a general one", () => {
  expect(errorText({ code: "password_weak", params: { reason: "short", min: 10 } })).toMatch(/at least 10 characters/);
  expect(errorText({ code: "password_weak", params: { reason: "new_reason" } })).toMatch(/too easy to guess/);
  expect(errorText({ code: "no_such_code", params: {} })).toMatch(/saved data is not affected/);
});
