// What a dashboard is asked: period, comparison and which orders. It stands in the address, so that a link shows the same;
// what was asked last is remembered for the next visit without one. Pure.
import type { CompareWith, InsightPeriod } from "@/api/types";
import type { Search } from "@/kit/route";
import { type Part, WHOLE, readPart } from "@/kit/scope";
import { type Choice, type Span, readChoice } from "./period";

export const KINDS = ["installation", "repair", "maintenance", "exchange", "consultation", "identification", "complaint", "other"] as const;
export const PRIORITIES = ["normal", "urgent", "critical"] as const;
export const COMPARES: readonly CompareWith[] = ["previous", "year", "none"];

/** Which orders: each list empty for no condition. The part of the network is chosen in the top bar, the rest on the page. */
export interface Narrowed extends Part {
  categories: number[];
  kinds: string[];
  priorities: string[];
}

/** What a page narrows by itself. */
export type Own = Omit<Narrowed, keyof Part>;
export const NOTHING: Own = { categories: [], kinds: [], priorities: [] };
export const NARROWERS = Object.keys(NOTHING) as (keyof Own)[];
const ALL = Object.keys({ ...WHOLE, ...NOTHING }) as (keyof Narrowed)[];

export interface Asked extends Narrowed {
  /** Absent: the address states none. */
  choice: Choice | undefined;
  compare: CompareWith;
}

const ids = (raw: unknown) => (Array.isArray(raw) ? raw.filter((id): id is number => typeof id === "number" && Number.isSafeInteger(id) && id > 0) : []);
const words = (raw: unknown, known: readonly string[]) => (Array.isArray(raw) ? known.filter((word) => raw.includes(word)) : []);

/** What an address states; what makes no sense in it is not asked. */
export function readAsked(search: Search): Asked {
  return {
    choice: readChoice(search),
    compare: COMPARES.find((known) => known === search.compare) ?? "previous",
    ...readPart(search),
    categories: ids(search.categories),
    kinds: words(search.kinds, KINDS),
    priorities: words(search.priorities, PRIORITIES),
  };
}

/** The part of an address that states this; undefined takes a parameter away. */
export function toSearch(asked: Partial<Asked>): Search {
  const search: Search = {};
  for (const key of ALL) {
    const list = asked[key];
    if (list) search[key] = list.length > 0 ? list : undefined;
  }
  if (asked.compare) search.compare = asked.compare === "previous" ? undefined : asked.compare;
  if ("choice" in asked) {
    const { choice } = asked;
    search.period = choice && "preset" in choice ? choice.preset : undefined;
    search.first = choice && "first" in choice ? choice.first : undefined;
    search.last = choice && "first" in choice ? choice.last : undefined;
  }
  return search;
}

/** Whether an address says anything of what is asked. */
export function isStated(search: Search): boolean {
  return ["period", "first", "last", "compare", ...ALL].some((key) => search[key] !== undefined);
}

export function isNarrowed(asked: Narrowed): boolean {
  return ALL.some((key) => asked[key].length > 0);
}

/** The question on the wire. */
export function periodOf(span: Span, asked: Narrowed & { compare: CompareWith }): InsightPeriod {
  const some = <T>(key: string, list: T[]) => (list.length > 0 ? { [key]: list } : {});
  return {
    from: span.from,
    to: span.to,
    ...some("region_ids", asked.regions),
    ...some("outlet_ids", asked.outlets),
    ...some("category_ids", asked.categories),
    ...some("kinds", asked.kinds),
    ...some("priorities", asked.priorities),
    ...(asked.compare === "previous" ? {} : { compare: asked.compare }),
  };
}
