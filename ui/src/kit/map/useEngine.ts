// One map per frame: made when its container is there, taken down with it, and told of every change in between.
import { useQuery } from "@tanstack/react-query";
import { type RefObject, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "@/api/client";
import type { LayerView } from "@/api/types";
import { readStored, writeStored } from "../stored";
import { MapEngine } from "./engine";
import { extent } from "./geometry";
import { readLook } from "./look";
import { onTileFailure } from "./sources";
import type { MapView, PointSet } from "./types";

/** All of China, until something else was looked at. */
const FIRST_VIEW: MapView = { center: [105, 34.5], zoom: 3.2 };
export const AREA_COLOURS = ["--area-1", "--area-2", "--area-3", "--area-4", "--area-5"] as const;

function storedView(name: string): MapView | undefined {
  const view = readStored<MapView>(`map.${name}.view`);
  const [longitude, latitude] = view?.center ?? [];
  const sound = [longitude, latitude, view?.zoom].every((value) => Number.isFinite(value));
  return sound && view && Math.abs(latitude ?? 91) <= 85 ? view : undefined;
}

/** Colours that follow light and dark as they are switched. */
function useTheme(engine: MapEngine | undefined): void {
  useEffect(() => {
    if (!engine) return;
    const observer = new MutationObserver(() => engine.setLook(readLook()));
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    return () => observer.disconnect();
  }, [engine]);
}

export function useEngine(box: RefObject<HTMLDivElement | null>, name: string, label: string): MapEngine | undefined {
  const { t, i18n } = useTranslation();
  const [engine, setEngine] = useState<MapEngine>();
  const field = i18n.language === "en" ? "english" : "name";
  const words = useRef<Record<string, string>>({});
  words.current = { "Map.Title": label, "ScaleControl.Meters": t("maps.metres"), "ScaleControl.Kilometers": t("maps.kilometres") };
  const labels = useQuery({ queryKey: ["places.labels", {}], queryFn: () => call("places.labels", {}), staleTime: Number.POSITIVE_INFINITY });

  // biome-ignore lint/correctness/useExhaustiveDependencies: one map per container; language and words follow below
  useEffect(() => {
    if (!box.current) return;
    const made = new MapEngine(box.current, storedView(name) ?? FIRST_VIEW, readLook(), field, words.current);
    let alive = true;
    const remember = () => {
      const { lng, lat } = made.map.getCenter();
      writeStored(`map.${name}.view`, { center: [lng, lat], zoom: made.map.getZoom() });
    };
    made.map.on("moveend", remember);
    void made.ready.then(() => alive && setEngine(made));
    return () => {
      alive = false;
      setEngine(undefined);
      made.end();
    };
  }, [box, name]);
  useTheme(engine);
  useEffect(() => {
    if (engine && labels.data) engine.setLabels(labels.data);
  }, [engine, labels.data]);
  useEffect(() => engine?.setField(field), [engine, field]);
  return engine;
}

/** Points, and the first view that holds them all where none is remembered. */
export function usePoints(engine: MapEngine | undefined, name: string, sets: readonly PointSet[], hidden: ReadonlySet<string>, selected: readonly number[], ground: string): void {
  const fitted = useRef(storedView(name) !== undefined);
  const latest = useRef(selected);
  latest.current = selected;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another ground may move every point
  useEffect(() => {
    if (!engine) return;
    engine.setPoints({ sets, hidden, selected: latest.current });
    if (fitted.current) return;
    const all = extent(sets.map((set) => engine.coordinates(set)));
    if (!all) return;
    fitted.current = true;
    engine.fit(all);
  }, [engine, sets, hidden, ground]);
  useEffect(() => {
    for (const set of sets) engine?.setSelected(set, selected);
  }, [engine, sets, selected]);
}

/** The layers that are switched on; answers which ground is drawn, and the layers that failed with why. */
export function useLayers(engine: MapEngine | undefined, layers: readonly LayerView[]): { ground: string; failed: ReadonlyMap<number, unknown> } {
  const [ground, setGround] = useState("");
  const [failed, setFailed] = useState<ReadonlyMap<number, unknown>>(new Map());
  const key = layers.map(({ id, version }) => `${id}.${version}`).join(" ");
  useEffect(() => onTileFailure((layer, cause) => setFailed((before) => (before.has(layer) ? before : new Map(before).set(layer, cause)))), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says which layers in which versions
  useEffect(() => {
    if (!engine) return;
    let current = true;
    setFailed(new Map());
    engine
      .setLayers(layers, [])
      .catch((cause: unknown) => {
        const last = layers.at(-1);
        if (current && last) setFailed(new Map([[last.id, cause]]));
      })
      .finally(() => current && setGround(`${key} ${engine.displaySystem}`));
    return () => {
      current = false;
    };
  }, [engine, key]);
  return { ground, failed };
}
