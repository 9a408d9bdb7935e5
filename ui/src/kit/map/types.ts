// What a map is given: columns of points, how their states look, areas with values.
import type { ReactNode } from "react";
import type { LayerView } from "@/api/types";

/** A state is told by its shape and its hue, never by the hue alone. */
export type Shape = "triangle" | "diamond" | "disc" | "ring" | "square" | "cross" | "house";

export interface PointState {
  code: string;
  text: string;
  /** The CSS variable of its colour: `--breached`. */
  colour: string;
  shape: Shape;
}

/** Points of one kind, as columns of equal length; WGS-84 degrees. */
export interface PointSet {
  key: string;
  /** What one of them is called, for the count: "orders". */
  text: string;
  id: readonly number[];
  longitude: readonly number[];
  latitude: readonly number[];
  /** Places in `states`, worst first. */
  state: readonly number[];
  states: readonly PointState[];
  /** Names written beside the points, where there are few of them. */
  name?: readonly string[];
  /** Near ones are gathered, with their count and the worst state among them. */
  clustered: boolean;
}

/** Values for the areas of a layer, by the code or name that its features carry. */
export interface AreaValues {
  title: string;
  values: ReadonlyMap<string, number>;
  format: (value: number) => string;
}

/** What the pointer or the keyboard is at. */
export interface Hit {
  set: string;
  id: number;
}

export interface MapView {
  center: [number, number];
  zoom: number;
}

export interface MapFrameProps {
  /** Under which name this machine remembers the view and what is switched on. */
  name: string;
  /** What the map shows, for those who do not see it. */
  label: string;
  sets: readonly PointSet[];
  layers: readonly LayerView[];
  areas?: AreaValues | undefined;
  /** Shown beside a point that the pointer rests on or that was reached by keys. */
  card?: (hit: Hit) => ReactNode;
  onOpen?: (hit: Hit) => void;
  /** Points inside a lasso or box, worst first; empty takes the selection back. */
  onSelect?: (set: string, ids: number[]) => void;
  selected?: readonly number[] | undefined;
  /** The points in view as a list, worst first: the same map without seeing it. */
  list?: (set: string, ids: readonly number[], total: number) => ReactNode;
  /** Said in the corner: how many have no place, that places are coarse … */
  remark?: ReactNode;
  /** Of PNG files. */
  title: string;
}
