// A small map to point at one place: by a click, or by keys that move the map under a cross.
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useOp } from "@/api/client";
import { type LngLat, toWgs84 } from "./coordinates";
import { isGround } from "./Legend";
import type { PointSet } from "./types";
import { useEngine, useLayers, usePoints } from "./useEngine";
import "./map.css";

const NONE: ReadonlySet<string> = new Set();
const NOBODY: readonly number[] = [];

export default function PlacePicker({ place, onPick }: { place: LngLat | undefined; onPick: (place: LngLat) => void }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const layers = useOp("maps.layers", {}).data?.layers ?? [];
  const engine = useEngine(box, "picker", t("maps.address.pick"));
  const grounds = layers.filter((layer) => layer.active && isGround(layer)).slice(0, 1);
  const { ground } = useLayers(engine, grounds);
  const [east, north] = place ?? [];
  const sets = useRef<readonly PointSet[]>([]);
  if (sets.current[0]?.longitude[0] !== east || sets.current[0]?.latitude[0] !== north) {
    sets.current = [{
      key: "place", text: "", clustered: false, id: place ? [1] : [], longitude: place ? [place[0]] : [], latitude: place ? [place[1]] : [], state: place ? [0] : [],
      states: [{ code: "place", text: "", colour: "--brand", shape: "diamond" }],
    }];
  }
  usePoints(engine, "picker", sets.current, NONE, NOBODY, ground);
  // In a drawer the map opens below the last line that is seen.
  useEffect(() => {
    box.current?.parentElement?.scrollIntoView({ block: "nearest" });
  }, []);
  const pick = useRef(onPick);
  pick.current = onPick;
  useEffect(() => {
    if (!engine) return;
    const take = ({ lngLat }: { lngLat: { lng: number; lat: number } }) => pick.current(toWgs84([lngLat.lng, lngLat.lat], engine.displaySystem));
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      event.stopPropagation();
      take({ lngLat: engine.map.getCenter() });
    };
    const canvas = engine.map.getCanvas();
    engine.map.on("click", take);
    canvas.addEventListener("keydown", onKey);
    return () => {
      engine.map.off("click", take);
      canvas.removeEventListener("keydown", onKey);
    };
  }, [engine]);
  return (
    <div className="map-frame map-picker">
      <div ref={box} className="map-canvas" />
      <span className="map-cross" aria-hidden="true" />
      <footer className="map-foot"><span>{t("maps.address.pick")}</span></footer>
    </div>
  );
}
