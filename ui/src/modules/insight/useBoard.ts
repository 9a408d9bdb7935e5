// The dashboard's figures and charts in one answer, out of one snapshot: asked once every chart knows its size.
import { useCallback, useMemo, useRef, useState } from "react";
import { useOp } from "@/api/client";
import type { Dashboard, Drawing, InsightPeriod } from "@/api/types";
import type { Search } from "@/kit/route";
import { CHARTS, askOf } from "./charts";
import { REFRESH_MS } from "./useAsked";

interface Size {
  width: number;
  height: number;
}

export function useBoard(period: InsightPeriod, search: Search, shown: readonly string[], enabled: boolean) {
  const [sizes, setSizes] = useState<Record<string, Size>>({});
  const [aside, setAside] = useState<Record<string, string[]>>({});
  const onSize = useCallback((key: string, width: number, height: number) => {
    setSizes((before) => (before[key]?.width === width && before[key]?.height === height ? before : { ...before, [key]: { width, height } }));
  }, []);
  const onHidden = useCallback((key: string, hidden: string[]) => setAside((before) => ({ ...before, [key]: hidden })), []);
  const charts = shown.flatMap((key) => CHARTS.find((def) => def.key === key) ?? []);
  const figures = charts.flatMap((def) => {
    const size = sizes[def.key];
    return size ? [askOf(def, search, size, aside[def.key] ?? [])] : [];
  });
  const isMeasured = figures.length === charts.length;
  const answer = useOp("insight.dashboard", { ...period, figures }, { keep: true, refetch_ms: REFRESH_MS, enabled: enabled && isMeasured });
  // An answer kept from before belongs to the charts that were asked for then.
  const keysOf = useRef(new WeakMap<Dashboard, string[]>());
  const { data, isPlaceholderData } = answer;
  if (data && !isPlaceholderData) keysOf.current.set(data, charts.map(({ key }) => key));
  const drawings = useMemo(() => {
    const keys = data ? keysOf.current.get(data) : undefined;
    return new Map<string, Drawing>(keys?.flatMap((key, index) => (data?.figures[index] ? [[key, data.figures[index]] as const] : [])));
  }, [data]);
  return { answer, figures, drawings, onSize, onHidden, aside };
}

export type Board = ReturnType<typeof useBoard>;
