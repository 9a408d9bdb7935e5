// The map's colours, read from the theme's variables, and the first style: sea, land and place labels, all offline.
import type { LayerSpecification, StyleSpecification } from "maplibre-gl";

export interface Look {
  sea: string;
  land: string;
  line: string;
  label: string;
  halo: string;
  text: string;
  brand: string;
  surface: string;
  /** Any variable of the theme. */
  of: (variable: string) => string;
}

export function readLook(): Look {
  const style = getComputedStyle(document.documentElement);
  const of = (variable: string) => style.getPropertyValue(variable).trim() || "#888888";
  return {
    sea: of("--map-sea"), land: of("--map-land"), line: of("--line-strong"), label: of("--map-label"), halo: of("--map-land"),
    text: of("--text"), brand: of("--brand"), surface: of("--surface"), of,
  };
}

/** Labels are drawn with the machine's own fonts: nothing is loaded for them. */
export const FONTS = ["sans-serif"];

/** The coarse land gives way to a plain ground before a street is in sight, so that no point near a coast stands in the sea. */
export const LAND_FADES = [7.5, 9.5] as const;

export const LABELS: readonly { id: string; level: string; from: number; to: number; size: number }[] = [
  { id: "labels-province", level: "province", from: 2.5, to: 6.2, size: 12.5 },
  { id: "labels-city", level: "city", from: 5.2, to: 10.5, size: 12 },
  { id: "labels-district", level: "district", from: 7.8, to: 24, size: 11.5 },
];

const EMPTY = { type: "FeatureCollection" as const, features: [] };

function labelLayer({ id, level, from, to, size }: (typeof LABELS)[number], look: Look, field: string): LayerSpecification {
  return {
    id, type: "symbol", source: "labels", minzoom: from, maxzoom: to, filter: ["==", ["get", "level"], level],
    layout: { "text-field": ["get", field], "text-font": FONTS, "text-size": size, "text-padding": 4, "text-variable-anchor": ["center", "top", "bottom", "left", "right"], "text-radial-offset": 1.7, "text-justify": "auto", "text-letter-spacing": level === "province" ? 0.12 : 0.02 },
    paint: { "text-color": look.label, "text-halo-color": look.halo, "text-halo-width": 1.4, "text-opacity": level === "district" ? 0.85 : 1 },
  };
}

/** The ground in the colours of a look. Points, areas and layers of the workspace are added to it later. */
export function groundStyle(look: Look, field: string): StyleSpecification {
  return {
    version: 8,
    sources: { land: { type: "geojson", data: EMPTY }, labels: { type: "geojson", data: EMPTY } },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": ["interpolate", ["linear"], ["zoom"], LAND_FADES[0], look.sea, LAND_FADES[1], look.land] } },
      {
        id: "land", type: "fill", source: "land", maxzoom: LAND_FADES[1],
        paint: { "fill-color": look.land, "fill-antialias": true, "fill-opacity": ["interpolate", ["linear"], ["zoom"], LAND_FADES[0], 1, LAND_FADES[1], 0] },
      },
      ...LABELS.map((label) => labelLayer(label, look, field)),
    ],
  };
}
