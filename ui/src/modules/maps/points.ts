// What the core answers about places, as sets of points with marks for their states.
import type { TFunction } from "i18next";
import type { MapPointsView, MapRegionsView, OutletPointsView } from "@/api/types";
import type { AreaValues, PointSet, PointState, Shape } from "@/kit/map";

const LOOKS: Record<string, { colour: string; shape: Shape }> = {
  overdue: { colour: "--breached", shape: "triangle" },
  due_soon: { colour: "--warning", shape: "diamond" },
  running: { colour: "--running", shape: "disc" },
  no_target: { colour: "--paused", shape: "ring" },
  late: { colour: "--exempt", shape: "cross" },
  done: { colour: "--met", shape: "square" },
  cancelled: { colour: "--void", shape: "cross" },
};

export function orderState(code: string, t: TFunction): PointState {
  const look = LOOKS[code] ?? { colour: "--running", shape: "disc" };
  return { code, text: t(`maps.state.${code}`), ...look };
}

export function orderSet(view: MapPointsView, t: TFunction): PointSet {
  const { id, longitude, latitude, state, states } = view;
  return { key: "orders", text: t("maps.orders"), id, longitude, latitude, state, states: states.map((code) => orderState(code, t)), clustered: true };
}

export function outletSet(view: OutletPointsView, t: TFunction): PointSet {
  const { id, longitude, latitude, name, active } = view;
  return {
    key: "outlets", text: t("maps.outlets"), id, longitude, latitude, name, clustered: false,
    state: active.map((is) => (is ? 0 : 1)),
    states: [
      { code: "outlet", text: t("maps.state.outlet"), colour: "--link", shape: "house" },
      { code: "outlet_closed", text: t("maps.state.outlet_closed"), colour: "--void", shape: "house" },
    ],
  };
}

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
