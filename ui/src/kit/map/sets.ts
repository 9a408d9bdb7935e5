// What the core answers about places, as sets of points with marks for their states.
import type { TFunction } from "i18next";
import type { MapPointsView, OutletPointsView } from "@/api/types";
import type { PointSet, PointState, Shape } from "./types";

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
