// Which rows are chosen: some, one by one, or all that match, but for some. The core resolves "all" when it acts, so that
// a hundred thousand rows are chosen as quickly as one.
import type { Filter, Selection } from "@/api/types";

export interface Chosen {
  all: boolean;
  /** The chosen ones; where all are chosen, those that are not. */
  ids: ReadonlySet<number>;
}

export const NONE: Chosen = { all: false, ids: new Set() };
export const ALL: Chosen = { all: true, ids: new Set() };

export function isChosen(chosen: Chosen, id: number): boolean {
  return chosen.ids.has(id) !== chosen.all;
}

/** Chooses rows, or gives them back. */
export function choose(chosen: Chosen, rows: readonly number[], on: boolean): Chosen {
  const ids = new Set(chosen.ids);
  for (const id of rows) {
    if (on === chosen.all) ids.delete(id);
    else ids.add(id);
  }
  return { all: chosen.all, ids };
}

/** How many; `total` is what matches. */
export function countOf(chosen: Chosen, total: number): number {
  return chosen.all ? Math.max(0, total - chosen.ids.size) : chosen.ids.size;
}

/** As the core takes it. */
export function selectionOf(chosen: Chosen, filter: Filter | undefined, text: string | undefined): Selection {
  if (!chosen.all) return { ids: [...chosen.ids] };
  return { ...(filter ? { filter } : {}), ...(text ? { text } : {}), ...(chosen.ids.size > 0 ? { except: [...chosen.ids] } : {}) };
}
