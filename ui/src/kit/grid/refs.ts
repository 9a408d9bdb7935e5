// Columns that hold another record's id: which operation offers the choices, and what the chosen ones are called.
import i18next from "i18next";
import { useMemo } from "react";
import { useQueries } from "@tanstack/react-query";
import { call } from "@/api/client";
import type { Choice, Filter, OpName } from "@/api/types";
import { isLeaf, partsOf } from "./filters";

export type OptionsOp = Extract<OpName, `${string}.options`>;
/** Column key → the operation that lists what it may point at. */
export type RefOps = Readonly<Record<string, OptionsOp>>;

export const COMMON_REFS: RefOps = {
  outlet_id: "outlets.options", region_id: "regions.options", engineer_id: "engineers.options", batch_id: "imports.options",
};

/** The ids that a filter names, per column. */
export function refIds(filter: Filter | undefined, refs: RefOps): Record<string, number[]> {
  const found: Record<string, number[]> = {};
  const walk = (part: Filter) => {
    if (!isLeaf(part)) {
      for (const inner of partsOf(part)) walk(inner);
      return;
    }
    if (!(part.field in refs)) return;
    const ids = (Array.isArray(part.value) ? part.value : [part.value]).filter((id) => typeof id === "number");
    found[part.field] = [...(found[part.field] ?? []), ...ids];
  };
  if (filter) walk(filter);
  return found;
}

/** Names of the records a filter points at: an ellipsis until they are known, a general word where nothing names them. */
export function useRefNames(filter: Filter | undefined, refs: RefOps): (key: string, id: number) => string {
  const wanted = useMemo(() => Object.entries(refIds(filter, refs)).filter(([, ids]) => ids.length > 0), [filter, refs]);
  const answers = useQueries({
    queries: wanted.map(([key, ids]) => {
      const op = refs[key] ?? "outlets.options";
      const input = { ids, limit: ids.length };
      return { queryKey: [op, input], queryFn: () => call(op, input) };
    }),
    combine: (results) => results.map((result) => result.data?.options ?? []),
  });
  return useMemo(() => {
    const names = new Map<string, Choice>();
    wanted.forEach(([key], index) => {
      for (const option of answers[index] ?? []) names.set(`${key} ${option.id}`, option);
    });
    return (key, id) => names.get(`${key} ${id}`)?.name ?? (key in refs ? "…" : i18next.t("list.filter.chosen"));
  }, [wanted, answers, refs]);
}
