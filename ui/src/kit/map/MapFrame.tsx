// A map of points: what it shows can also be read as a list, reached by keys, counted in the legend and saved as a picture.
// The map itself is large and loaded when the first one is shown.
import { Suspense, lazy } from "react";
import { Waiting } from "../bits";
import type { MapFrameProps } from "./types";

const MapSheet = lazy(() => import("./MapSheet"));

export function MapFrame(props: MapFrameProps) {
  return <Suspense fallback={<div className="map-frame"><Waiting rows={6} /></div>}><MapSheet {...props} /></Suspense>;
}
