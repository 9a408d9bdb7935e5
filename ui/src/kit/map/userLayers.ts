// Layers that the workspace brought, as sources and layers of the map.
import type { Map as MapLibre } from "maplibre-gl";
import type { LayerView } from "@/api/types";
import type { CoordinateSystem } from "./coordinates";
import { FONTS, type Look } from "./look";
import { archiveOf, loadShapes, shifted, vectorLayers } from "./sources";

const OVER = "labels-province";
const KINDS = ["fill", "line", "circle", "names"] as const;

/** Adds one; answers the ids of its map layers. */
export async function addUserLayer(map: MapLibre, layer: LayerView, look: Look, system: CoordinateSystem): Promise<string[]> {
  const source = `user-${layer.id}`;
  if (layer.kind === "tiles") {
    map.addSource(source, { type: "raster", tiles: [`outpost-tile://${layer.id}/{z}/{x}/{y}`], tileSize: 256, maxzoom: 18 });
    map.addLayer({ id: source, type: "raster", source, paint: { "raster-fade-duration": 0 } }, OVER);
    return [source];
  }
  if (layer.kind === "pmtiles") {
    const { url, archive } = archiveOf(layer);
    const names = layer.details.vector ? await vectorLayers(archive) : [];
    if (!layer.details.vector) {
      map.addSource(source, { type: "raster", url, tileSize: 256 });
      map.addLayer({ id: source, type: "raster", source, paint: { "raster-fade-duration": 0 } }, OVER);
      return [source];
    }
    map.addSource(source, { type: "vector", url });
    return names.flatMap((name) => addShapes(map, `${source}-${name}`, { source, "source-layer": name }, look));
  }
  const shapes = await loadShapes(layer);
  const features = shapes.features.map((feature, index) => ({ ...feature, id: index, geometry: shifted(feature.geometry, system) }));
  map.addSource(source, { type: "geojson", data: { type: "FeatureCollection", features } });
  return addShapes(map, source, { source }, look);
}

/** Shapes of any kind in one quiet look: areas washed, lines drawn, points dotted, names where they carry some. */
function addShapes(map: MapLibre, id: string, from: { source: string; "source-layer"?: string }, look: Look): string[] {
  const common = { ...from };
  map.addLayer({ id: `${id}-fill`, type: "fill", ...common, filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": look.brand, "fill-opacity": 0.1 } }, OVER);
  map.addLayer({ id: `${id}-line`, type: "line", ...common, filter: ["!=", ["geometry-type"], "Point"], paint: { "line-color": look.line, "line-width": 1.1 } }, OVER);
  map.addLayer({ id: `${id}-circle`, type: "circle", ...common, filter: ["==", ["geometry-type"], "Point"], paint: { "circle-radius": 3, "circle-color": look.label } }, OVER);
  map.addLayer({
    id: `${id}-names`, type: "symbol", ...common, filter: ["==", ["geometry-type"], "Point"], minzoom: 5,
    layout: { "text-field": ["coalesce", ["get", "name:zh"], ["get", "name"], ""], "text-font": FONTS, "text-size": 11, "text-offset": [0, 0.8], "text-anchor": "top" },
    paint: { "text-color": look.label, "text-halo-color": look.halo, "text-halo-width": 1.2 },
  }, OVER);
  return KINDS.map((kind) => `${id}-${kind}`);
}

/** Washes the areas of a layer by class: `classes` is the class of each feature, by its place; −1 has no value. */
export function setAreaClasses(map: MapLibre, layer: LayerView, classes: readonly number[], colours: readonly string[]): void {
  const source = `user-${layer.id}`;
  if (!map.getSource(source)) return;
  classes.forEach((value, id) => {
    map.setFeatureState({ source, id }, { class: value });
  });
  setAreaColours(map, layer, colours);
}

export function setAreaColours(map: MapLibre, layer: LayerView, colours: readonly string[]): void {
  const fill = `user-${layer.id}-fill`;
  if (layer.kind !== "geojson" || !layer.join_property || !map.getLayer(fill)) return;
  const state = ["coalesce", ["feature-state", "class"], -1];
  map.setPaintProperty(fill, "fill-color", ["match", state, ...colours.flatMap((colour, index) => [index, colour]), "rgba(0,0,0,0)"] as never);
  map.setPaintProperty(fill, "fill-opacity", 0.72);
}
