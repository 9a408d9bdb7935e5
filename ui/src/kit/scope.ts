// Which part of the network a person looks at: regions and outlets, chosen once in the top bar and kept for that person.
// Figures are asked by it; lists and maps of orders begin with it. What one may see at all is another matter, and the core's.
import { useCallback, useMemo } from "react";
import { useOp } from "@/api/client";
import type { Filter } from "@/api/types";
import { usePreference } from "./preferences";
import { usePageSearch } from "./route";

/** Each list empty for no condition; both together mean these outlets as far as they lie in these regions. */
export interface Part {
  regions: number[];
  outlets: number[];
}

export const WHOLE: Part = { regions: [], outlets: [] };
export const PARTS = ["regions", "outlets"] as const;

const ids = (raw: unknown) => (Array.isArray(raw) ? raw.filter((id): id is number => typeof id === "number" && Number.isSafeInteger(id) && id > 0) : []);

/** What was kept, or what an address states; what makes no sense in it is not asked. */
export function readPart(raw: unknown): Part {
  const { regions, outlets } = (typeof raw === "object" && raw !== null ? raw : {}) as Partial<Record<keyof Part, unknown>>;
  return { regions: ids(regions), outlets: ids(outlets) };
}

export function isPart({ regions, outlets }: Part): boolean {
  return regions.length > 0 || outlets.length > 0;
}

/** Whether an address says itself which part it is about. */
export function statesPart(search: Record<string, unknown>): boolean {
  return search.regions !== undefined || search.outlets !== undefined;
}

const KEY = "shell.scope";

export function useScope() {
  const [kept, save, known] = usePreference<unknown>(KEY, null);
  const [search, change] = usePageSearch();
  const text = JSON.stringify(readPart(kept));
  const part = useMemo(() => readPart(JSON.parse(text)), [text]);
  const keep = useCallback((next: Part) => save(isPart(next) ? next : null), [save]);
  const stated = statesPart(search);
  const choose = useCallback((next: Part) => {
    keep(next);
    // An address that states a part would go on stating the old one.
    if (stated) change(Object.fromEntries(PARTS.map((key) => [key, next[key].length > 0 ? next[key] : undefined])), { replace: true });
  }, [keep, stated, change]);
  /** `keep` notes a part that an address brought; `choose` is what a person does. `known`: what was kept has been read. */
  return { part, known, keep, choose };
}

/** Values that one condition of a list holds (db/grid/filter.rs). */
const IN_ONE = 1000;

/** Orders of some outlets; of none, where the part holds no outlet that the person sees. */
export function ofOutlets(outlets: readonly number[]): Filter {
  const one = (some: readonly number[]): Filter => ({ field: "outlet_id", op: "in", value: [...some] });
  if (outlets.length <= IN_ONE) return one(outlets);
  return { or: Array.from({ length: Math.ceil(outlets.length / IN_ONE) }, (_, i) => one(outlets.slice(i * IN_ONE, (i + 1) * IN_ONE))) };
}

/** What a list of orders begins with: the outlets of the chosen part. Not `ready` until that is known. */
export function useScopeFilter() {
  const { part, known } = useScope();
  const narrow = isPart(part);
  const within = useOp("outlets.within", { region_ids: part.regions, outlet_ids: part.outlets }, { enabled: known && narrow });
  const text = within.data ? JSON.stringify(within.data.outlet_ids) : undefined;
  const filter = useMemo(() => (narrow && text ? ofOutlets(JSON.parse(text) as number[]) : undefined), [narrow, text]);
  return { filter, ready: known && (!narrow || filter !== undefined), error: narrow ? within.error : null, retry: () => void within.refetch() };
}
