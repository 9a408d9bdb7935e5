// What areas of a map show of their regions.
import type { TFunction } from "i18next";
import type { MapRegionsView } from "@/api/types";
import type { AreaValues } from "@/kit/map";

export const MEASURES = ["open", "overdue", "share"] as const;
export type Measure = (typeof MEASURES)[number];

/** Values of regions under their code and under their name, since files carry either. */
export function areaValues(view: MapRegionsView, measure: Measure, t: TFunction, formats: { integer(n: number): string; percent(basisPoints: number): string }): AreaValues {
  const values = new Map<string, number>();
  view.code.forEach((code, i) => {
    const [open, overdue] = [view.open[i] ?? 0, view.overdue[i] ?? 0];
    const value = measure === "open" ? open : measure === "overdue" ? overdue : Math.round((overdue * 10_000) / Math.max(1, open));
    values.set(code, value);
    const name = view.name[i];
    if (name && !values.has(name)) values.set(name, value);
  });
  return { title: t(`maps.measure.${measure}`), values, format: measure === "share" ? formats.percent : formats.integer };
}
