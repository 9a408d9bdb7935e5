// The view that a list is shown in: its filter and order stand in the address, its columns here, so that a change can be
// seen against what was saved, kept, or taken back.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useOp } from "@/api/client";
import type { Filter, GridName, SavedView, Sort, ViewSpec } from "@/api/types";
import type { Search } from "../route";
import { type StoredColumn, usePlainColumns } from "./columns";

export interface Shown {
  filter: Filter | undefined;
  sort: Sort[] | undefined;
  columns: StoredColumn[];
}

/** What a view keeps of what is shown. */
export function specOf({ filter, sort, columns }: Shown): ViewSpec {
  return {
    ...(filter ? { filter } : {}),
    ...(sort?.length ? { sort: sort.map(({ key, desc }) => ({ key, desc })) } : {}),
    ...(columns.length ? { columns: columns.map(({ key, hide, width, pin }) => ({ key, hide, ...(width ? { width: Math.round(width) } : {}), ...(pin ? { pin } : {}) })) } : {}),
  };
}

/** The same words in the same order, whatever left out its defaults. */
export function sameSpec(a: ViewSpec, b: ViewSpec): boolean {
  const plain = ({ filter, sort = [], columns = [] }: ViewSpec) =>
    JSON.stringify([filter ?? null, sort.map((s) => [s.key, s.desc === true]), columns.map((c) => [c.key, c.hide === true, c.width ?? null, c.pin === true])]);
  return plain(a) === plain(b);
}

/** The columns of a saved view as the list holds them. */
function columnsOf(spec: ViewSpec): StoredColumn[] {
  return (spec.columns ?? []).map(({ key, hide, width, pin }) => ({ key, hide, ...(width ? { width } : {}), ...(pin ? { pin } : {}) }));
}

export interface ViewsState {
  views: SavedView[];
  defaultId: number | undefined;
  active: SavedView | undefined;
  changed: boolean;
  spec: ViewSpec;
  layout: StoredColumn[];
  keepLayout: (layout: StoredColumn[] | undefined) => void;
  /** Shows a view; without one, the plain list. */
  show: (view: SavedView | undefined, options?: { replace?: boolean }) => void;
}

interface Address {
  view: number | undefined;
  filter: Filter | undefined;
  sort: Sort[] | undefined;
  text: string | undefined;
  change: (change: Search, options?: { replace?: boolean }) => void;
}

export function useViews(grid: GridName, enabled: boolean, { view, filter, sort, text, change }: Address): ViewsState {
  const list = useOp("views.list", { grid }, { enabled, keep: true });
  const views = useMemo(() => list.data?.views ?? [], [list.data]);
  const active = views.find((one) => one.id === view);
  const [plain, keepPlain] = usePlainColumns(grid);
  const [own, setOwn] = useState<{ view: number; columns: StoredColumn[] }>();
  const layout = useMemo(() => {
    if (!active) return plain;
    return own?.view === active.id ? own.columns : columnsOf(active.spec);
  }, [active, plain, own]);
  const keepLayout = useCallback((next: StoredColumn[] | undefined) => {
    if (active) return setOwn(next ? { view: active.id, columns: next } : undefined);
    keepPlain(next);
  }, [active, keepPlain]);
  const show = useCallback((next: SavedView | undefined, options?: { replace?: boolean }) => {
    setOwn(undefined);
    const sorted = next?.spec.sort?.length ? next.spec.sort : undefined;
    change({ view: next?.id, filter: next?.spec.filter ?? undefined, sort: sorted, text: undefined, open: undefined }, options);
  }, [change]);

  // A link names a view, or nothing at all: then the person's first one is shown. A drill brings its own filter.
  const begun = useRef(false);
  useEffect(() => {
    if (!list.data || begun.current) return;
    begun.current = true;
    if (filter || sort || text) return;
    const wanted = view ?? list.data.default_id;
    const found = list.data.views.find((one) => one.id === wanted);
    if (found) show(found, { replace: true });
  }, [list.data, filter, sort, text, view, show]);

  const spec = specOf({ filter, sort, columns: layout });
  return {
    views, active, layout, keepLayout, show, spec, defaultId: list.data?.default_id ?? undefined,
    changed: active ? !sameSpec(spec, active.spec) : Boolean(filter || sort),
  };
}
