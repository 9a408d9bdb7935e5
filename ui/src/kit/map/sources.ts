// How the map reaches a layer of the workspace: tiles through the core, PMTiles by ranges, areas whole. All of it goes the
// same way as every other call (HTTP or the shell), so the page may reach nothing else.
import * as maplibregl from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { PMTiles, Protocol, type RangeResponse, type Source } from "pmtiles";
import landUrl from "world-atlas/land-50m.json?url";
import { feature } from "topojson-client";
import { transport } from "@/api/transport";
import type { LayerView } from "@/api/types";
import { type CoordinateSystem, type LngLat, fromWgs84 } from "./coordinates";

// Without this the map shows its background and nothing else, silently: version 6 keeps its worker in a file of its own.
maplibregl.setWorkerUrl(workerUrl);

/** One transparent pixel: where a provider has no tile. */
const NOTHING = Uint8Array.from(
  atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="),
  (letter) => letter.charCodeAt(0),
);

type TileFailure = (layer: number, cause: unknown) => void;
const failureListeners = new Set<TileFailure>();

/** Told when a provider does not answer. */
export function onTileFailure(listener: TileFailure): () => void {
  failureListeners.add(listener);
  return () => failureListeners.delete(listener);
}

maplibregl.addProtocol("outpost-tile", async ({ url }) => {
  const [layer, z, x, y] = url.replace("outpost-tile://", "").split("/").map(Number);
  if (layer === undefined || z === undefined || x === undefined || y === undefined) throw new Error("no tile");
  try {
    const bytes = await transport.mapTile(layer, z, x, y);
    return { data: bytes.byteLength > 0 ? bytes : NOTHING.slice().buffer };
  } catch (cause) {
    for (const listener of failureListeners) listener(layer, cause);
    throw cause;
  }
});

class LayerSource implements Source {
  private readonly key: string;
  private readonly id: number;
  constructor(key: string, id: number) {
    this.key = key;
    this.id = id;
  }
  getKey(): string {
    return this.key;
  }
  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    try {
      return { data: await transport.mapBytes(this.id, offset, length) };
    } catch (cause) {
      for (const listener of failureListeners) listener(this.id, cause);
      throw cause;
    }
  }
}

const protocol = new Protocol();
maplibregl.addProtocol("pmtiles", protocol.tile);

const keyOf = (layer: LayerView) => `layer-${layer.id}-${layer.version}`;

export function archiveOf(layer: LayerView): { url: string; archive: PMTiles } {
  const key = keyOf(layer);
  let archive = protocol.get(key);
  if (!archive) {
    archive = new PMTiles(new LayerSource(key, layer.id));
    protocol.add(archive);
  }
  return { url: `pmtiles://${key}`, archive };
}

/** The names of the layers inside an archive of shapes. */
export async function vectorLayers(archive: PMTiles): Promise<string[]> {
  const metadata = await archive.getMetadata();
  const layers = (metadata as { vector_layers?: { id?: unknown }[] }).vector_layers ?? [];
  return layers.map(({ id }) => id).filter((id): id is string => typeof id === "string");
}

let land: Promise<GeoJSON.GeoJSON> | undefined;

/** The land of the earth (Natural Earth, public domain; land only, no border). */
export function loadLand(): Promise<GeoJSON.GeoJSON> {
  land ??= fetch(landUrl)
    .then((response) => response.json())
    .then((topology) => feature(topology, topology.objects.land) as GeoJSON.GeoJSON);
  return land;
}

const shapes = new Map<string, Promise<GeoJSON.FeatureCollection>>();

/** The features of a GeoJSON layer, in WGS-84. */
export function loadShapes(layer: LayerView): Promise<GeoJSON.FeatureCollection> {
  const key = keyOf(layer);
  let loading = shapes.get(key);
  if (!loading) {
    loading = transport
      .mapBytes(layer.id, 0, layer.bytes ?? 0)
      .then((bytes) => JSON.parse(new TextDecoder().decode(bytes)) as GeoJSON.FeatureCollection);
    loading.catch(() => shapes.delete(key));
    shapes.set(key, loading);
  }
  return loading;
}

type Nested = LngLat | readonly Nested[];

function shiftedCoordinates(value: Nested, system: CoordinateSystem): unknown {
  if (typeof value[0] === "number") return fromWgs84(value as LngLat, system);
  return (value as readonly Nested[]).map((part) => shiftedCoordinates(part, system));
}

/** A geometry as it is drawn on a base map of some system. */
export function shifted(geometry: GeoJSON.Geometry, system: CoordinateSystem): GeoJSON.Geometry {
  if (system === "wgs84") return geometry;
  if (geometry.type === "GeometryCollection") {
    return { ...geometry, geometries: geometry.geometries.map((part) => shifted(part, system)) };
  }
  return { ...geometry, coordinates: shiftedCoordinates(geometry.coordinates as unknown as Nested, system) } as GeoJSON.Geometry;
}

export { maplibregl };
