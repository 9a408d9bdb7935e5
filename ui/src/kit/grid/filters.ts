// Filters as people see them: a row of chips, each saying one thing, together a sentence. All of them hold, or any of them.
import type { TFunction } from "i18next";
import type { Filter, FilterOp, GridColumn } from "@/api/types";
import { type WallTime, dateTime, instantOf, wallTime } from "../format";
import type { Formats } from "../workspace";

export type Leaf = { field: string; op: FilterOp; value?: unknown };

export function isLeaf(filter: Filter): filter is Leaf {
  return "field" in filter;
}

/** A span that moves with the present, as the core reads it. */
export interface Moving {
  span: "this" | "previous" | "last" | "next" | "before" | "after";
  unit: "hour" | "day" | "week" | "month" | "quarter" | "year";
  count?: number;
}

export function isMoving(value: unknown): value is Moving {
  return typeof value === "object" && value !== null && "span" in value && "unit" in value;
}

/** The parts of a group. */
export function partsOf(filter: Filter): Filter[] {
  if ("and" in filter) return filter.and;
  if ("or" in filter) return filter.or;
  return "not" in filter ? [filter.not as Filter] : [];
}

/** The chips of a filter: the parts of its outermost "and". */
export function chipsOf(filter: Filter | undefined): Filter[] {
  if (!filter) return [];
  return "and" in filter ? filter.and.flatMap((part) => ("and" in part ? chipsOf(part) : [part])) : [filter];
}

/** Whether all chips must hold or one is enough. */
export type Joint = "and" | "or";

/** A filter as the bar shows it: its chips and what joins them. */
export function barOf(filter: Filter | undefined): { chips: Filter[]; joint: Joint } {
  return filter && "or" in filter ? { chips: [...filter.or], joint: "or" } : { chips: chipsOf(filter), joint: "and" };
}

/** Chips back to one filter; none is no filter. */
export function filterOf(chips: readonly Filter[], joint: Joint = "and"): Filter | undefined {
  if (chips.length === 0) return undefined;
  if (chips.length === 1) return chips[0];
  return joint === "or" ? { or: [...chips] } : { and: [...chips] };
}

/** Both filters at once. */
export function both(a: Filter | undefined, b: Filter | undefined): Filter | undefined {
  return filterOf([...chipsOf(a), ...chipsOf(b)]);
}

/** Reads a filter out of an address or a drill; anything of another shape is no filter. */
export function readFilter(raw: unknown): Filter | undefined {
  if (typeof raw !== "object" || raw === null) return undefined;
  if ("not" in raw) {
    const inner = readFilter(raw.not);
    return inner ? { not: inner } : undefined;
  }
  for (const group of ["and", "or"] as const) {
    if (group in raw) {
      const parts = (raw as Record<string, unknown>)[group];
      if (!Array.isArray(parts)) return undefined;
      const read = parts.map(readFilter).filter((part) => part !== undefined);
      if (read.length === 0) return undefined;
      return group === "and" ? { and: read } : { or: read };
    }
  }
  if (!("field" in raw) || !("op" in raw) || typeof raw.field !== "string" || typeof raw.op !== "string") return undefined;
  return raw as Leaf;
}

/** What a phrase needs to know. `ref` names the record behind an id; unknown ones read as a dash. */
export interface Wording {
  t: TFunction;
  formats: Formats;
  column(key: string): GridColumn | undefined;
  heading(key: string): string;
  option(key: string, code: string): string;
  ref(key: string, id: number): string;
}

const MOST_VALUES = 3;
const isMidnight = ({ hour, minute, second }: WallTime) => hour === 0 && minute === 0 && second === 0;

/** The words of one chip. */
export function phrase(filter: Filter, words: Wording): string {
  if ("not" in filter) return words.t("list.phrase.not", { text: phrase(filter.not as Filter, words) });
  if (!isLeaf(filter)) {
    const joint = words.t("and" in filter ? "common.and" : "common.or");
    return `(${partsOf(filter).map((part) => phrase(part, words)).join(` ${joint} `)})`;
  }
  const { t } = words;
  const column = words.heading(filter.field);
  const kind = words.column(filter.field)?.kind;
  if (filter.op === "between") return between(filter, column, kind, words);
  if (filter.field === "id" && Array.isArray(filter.value)) return t("list.phrase.chosen_on_map", { n: words.formats.integer(filter.value.length) });
  if (filter.op === "during") return words.t("list.phrase.during", { column, span: isMoving(filter.value) ? movingText(filter.value, words.t) : "" });
  if (filter.op === "is_null" || filter.op === "not_null") return t(`list.phrase.${filter.op}`, { column });
  if (kind === "flag") return t(`list.phrase.flag_${(filter.value === true) === (filter.op !== "ne")}`, { column });
  const timed = kind === "datetime" && ["lt", "le", "gt", "ge"].includes(filter.op);
  const key = timed ? `time_${filter.op}` : filter.op;
  return t(`list.phrase.${key}`, { column, value: values(filter, kind, words) });
}

/** "Today", "the last 7 days", "more than 4 hours ago". */
export function movingText({ span, unit, count = 1 }: Moving, t: TFunction): string {
  if (span === "this" || span === "previous") return t(`list.during.${span}.${unit}`);
  return t(`list.during.${span}`, { count, unit: t(`list.during.unit.${unit}`, { count }) });
}

function between(filter: Leaf, column: string, kind: GridColumn["kind"] | undefined, words: Wording): string {
  const [from, to] = Array.isArray(filter.value) ? (filter.value as unknown[]) : [];
  if (kind !== "datetime" || typeof from !== "number" || typeof to !== "number") {
    return words.t("list.phrase.between", { column, from: value(filter.field, from, kind, words), to: value(filter.field, to, kind, words) });
  }
  const { zone } = words.formats;
  if (!isMidnight(wallTime(from, zone)) || !isMidnight(wallTime(to, zone))) {
    return words.t("list.phrase.between", { column, from: dateTime(from, zone), to: dateTime(to, zone) });
  }
  const first = words.formats.date(from);
  const last = words.formats.date(to - 1);
  return first === last
    ? words.t("list.phrase.one_day", { column, value: first })
    : words.t("list.phrase.between_days", { column, from: first, to: last });
}

function values(filter: Leaf, kind: GridColumn["kind"] | undefined, words: Wording): string {
  if (!Array.isArray(filter.value)) return value(filter.field, filter.value, kind, words);
  const all = filter.value.map((one) => value(filter.field, one, kind, words));
  const or = filter.op === "not_in" ? words.t("common.list_comma") : ` ${words.t("common.or")} `;
  if (all.length <= MOST_VALUES) return all.join(or);
  const shown = all.slice(0, MOST_VALUES - 1).join(words.t("common.list_comma"));
  return words.t("list.phrase.more", { values: shown, count: all.length - MOST_VALUES + 1 });
}

function value(key: string, raw: unknown, kind: GridColumn["kind"] | undefined, words: Wording): string {
  const { formats } = words;
  if (raw === undefined || raw === null) return words.t("common.empty_value");
  if (kind === "ref" && typeof raw === "number") return words.ref(key, raw);
  if (typeof raw === "number") {
    if (kind === "datetime") return formats.dateTime(raw);
    if (kind === "money") return formats.money(raw);
    if (kind === "duration") return formats.duration(durationMs(key, raw), true);
    return formats.integer(raw);
  }
  if (kind === "enum" && typeof raw === "string") return words.option(key, raw);
  return kind === "text" ? `“${String(raw)}”` : String(raw);
}

/** A column says its unit in its name; without one it counts milliseconds. */
export function durationMs(key: string, raw: number): number {
  if (key.endsWith("_minutes")) return raw * 60_000;
  return key.endsWith("_seconds") ? raw * 1000 : raw;
}

/** The whole filter as one sentence, for screen readers and for copying. */
export function sentence(chips: readonly Filter[], words: Wording, joint: Joint = "and"): string {
  if (chips.length === 0) return words.t("list.filter.none");
  const conditions = chips.map((chip) => phrase(chip, words)).join(` ${words.t(`common.${joint}`)} `);
  return words.t("list.filter.sentence", { conditions });
}

/** From the beginning of one civil day to the end of another, in the workspace's zone: what "between" takes. */
export function daySpan(first: WallTime, last: WallTime, zone: string): [number, number] {
  const midnight = (day: WallTime, plus: number) =>
    instantOf({ ...day, day: day.day + plus, hour: 0, minute: 0, second: 0 }, zone);
  return [midnight(first, 0), midnight(last, 1)];
}
