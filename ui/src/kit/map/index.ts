export { MapFrame } from "./MapFrame";
export { Mark } from "./Mark";
export { type CoordinateSystem, fromWgs84, toWgs84 } from "./coordinates";
export type { AreaValues, Hit, MapFrameProps, MapView, PointSet, PointState, Shape } from "./types";
