// The map itself, steered from React: the ground, layers of the workspace, areas with values, and points in clusters.
// Everything it draws is a function of what it was last told; it keeps no data of its own but the drawn coordinates.
import type { GeoJSONSource, Map as MapLibre, MapGeoJSONFeature } from "maplibre-gl";
import type { LayerView, PlaceLabels } from "@/api/types";
import { isPictures } from "./attribution";
import { type CoordinateSystem, fromWgs84 } from "./coordinates";
import { drawn } from "./geometry";
import { FONTS, LABELS, type Look, groundStyle } from "./look";
import { markImage } from "./marks";
import { addUserLayer, setAreaColours } from "./userLayers";
import { loadLand, maplibregl } from "./sources";
import type { MapView, PointSet } from "./types";
import "maplibre-gl/dist/maplibre-gl.css";

const CLUSTER_RADIUS = 58;
const CLUSTER_MAX_ZOOM = 13;
const ZOOM_MAX = 19;
/** Rings are drawn around so many chosen points; a larger choice is told by its count. */
const RINGS_MAX = 2000;

/** What stands under a pointer. */
export interface Under {
  set: PointSet;
  index?: number;
  cluster?: { id: number; count: number; worst: number; at: [number, number] };
  x: number;
  y: number;
}

export interface Shown {
  sets: readonly PointSet[];
  hidden: ReadonlySet<string>;
  selected: readonly number[];
}

export class MapEngine {
  readonly map: MapLibre;
  readonly ready: Promise<void>;
  private look: Look;
  private sets: readonly PointSet[] = [];
  private placed = new Map<string, { longitude: Float64Array; latitude: Float64Array }>();
  private system: CoordinateSystem = "wgs84";
  private labels: PlaceLabels | undefined;
  private userLayers: string[] = [];

  constructor(container: HTMLElement, view: MapView, look: Look, field: "name" | "english", words: Record<string, string>) {
    this.look = look;
    this.map = new maplibregl.Map({
      container, style: groundStyle(look, field), center: view.center, zoom: view.zoom, maxZoom: ZOOM_MAX, minZoom: 1,
      attributionControl: false, dragRotate: false, pitchWithRotate: false, boxZoom: false, fadeDuration: 0,
      localIdeographFontFamily: "'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif", locale: words,
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new maplibregl.ScaleControl({ maxWidth: 110, unit: "metric" }), "bottom-left");
    this.ready = new Promise((done) => this.map.once("load", () => done()));
    void this.ready.then(async () => this.source("land")?.setData(await loadLand()));
  }

  private source(id: string): GeoJSONSource | undefined {
    return this.map.getSource(id) as GeoJSONSource | undefined;
  }

  /** Where a point of a set is drawn. */
  at(set: PointSet, index: number): [number, number] {
    const place = this.placed.get(set.key);
    return [place?.longitude[index] ?? 0, place?.latitude[index] ?? 0];
  }

  coordinates(set: PointSet): { longitude: Float64Array; latitude: Float64Array } {
    return this.placed.get(set.key) ?? { longitude: new Float64Array(), latitude: new Float64Array() };
  }

  get displaySystem(): CoordinateSystem {
    return this.system;
  }

  setLabels(labels: PlaceLabels): void {
    this.labels = labels;
    const features = labels.name.map((name, i): GeoJSON.Feature => ({
      type: "Feature", properties: { name, english: labels.english[i], level: labels.level[i] },
      geometry: { type: "Point", coordinates: [...fromWgs84([labels.longitude[i] ?? 0, labels.latitude[i] ?? 0], this.system)] },
    }));
    this.source("labels")?.setData({ type: "FeatureCollection", features });
  }

  setField(field: "name" | "english"): void {
    for (const { id } of LABELS) this.map.setLayoutProperty(id, "text-field", ["get", field]);
  }

  /** Other colours, without drawing anything anew. */
  setLook(look: Look): void {
    this.look = look;
    for (const layer of groundStyle(look, "name").layers) {
      for (const [property, value] of Object.entries(layer.paint ?? {})) this.map.setPaintProperty(layer.id, property as never, value as never);
    }
    for (const set of this.sets) {
      this.addMarks(set);
      for (const layer of this.pointLayers(set)) {
        if (!this.map.getLayer(layer.id)) continue;
        for (const [property, value] of Object.entries(layer.paint ?? {})) this.map.setPaintProperty(layer.id, property as never, value as never);
      }
    }
  }

  private addMarks(set: PointSet): void {
    const scale = Math.min(3, Math.max(2, Math.ceil(window.devicePixelRatio)));
    set.states.forEach((state, index) => {
      const image = markImage(state.shape, this.look.of(state.colour), this.look.surface, scale);
      if (!image) return;
      const name = `${set.key}-${index}`;
      if (this.map.hasImage(name)) this.map.updateImage(name, image);
      else this.map.addImage(name, image, { pixelRatio: scale });
    });
  }

  private pointLayers(set: PointSet) {
    const source = `points-${set.key}`;
    const colours = set.states.flatMap((state, index) => [index, this.look.of(state.colour)]);
    const worst = ["match", ["get", "worst"], ...colours, this.look.brand];
    const single = set.clustered ? ["!", ["has", "point_count"]] : ["literal", true];
    const layers = [
      {
        id: `rings-${set.key}`, type: "circle", source, filter: ["==", ["get", "i"], -1],
        paint: { "circle-radius": 15, "circle-color": this.look.brand, "circle-opacity": 0.18, "circle-stroke-color": this.look.brand, "circle-stroke-width": 2.5 },
      },
      {
        id: `marks-${set.key}`, type: "symbol", source, filter: single,
        layout: {
          "icon-image": ["concat", `${set.key}-`, ["to-string", ["get", "s"]]], "icon-allow-overlap": true,
          "icon-size": ["interpolate", ["linear"], ["zoom"], 4, 0.7, 10, 0.95], "symbol-sort-key": ["-", 0, ["get", "s"]],
          ...(set.name ? { "text-field": ["step", ["zoom"], "", 8.5, ["get", "name"]], "text-font": FONTS, "text-size": 11.5, "text-offset": [0, 1.15], "text-anchor": "top", "text-optional": true } : {}),
        },
        paint: set.name ? { "text-color": this.look.text, "text-halo-color": this.look.surface, "text-halo-width": 1.4 } : {},
      },
    ];
    if (set.clustered) {
      layers.push(
        {
          id: `clusters-${set.key}`, type: "circle", source, filter: ["has", "point_count"],
          paint: {
            "circle-radius": ["interpolate", ["linear"], ["log10", ["get", "point_count"]], 0.3, 13, 2, 18, 3, 24, 4, 30, 5, 36],
            "circle-color": this.look.surface, "circle-opacity": 0.93, "circle-stroke-color": worst, "circle-stroke-width": 3,
          } as never,
        } as never,
        {
          id: `counts-${set.key}`, type: "symbol", source, filter: ["has", "point_count"],
          layout: {
            "icon-image": ["concat", `${set.key}-`, ["to-string", ["get", "worst"]]], "icon-size": 0.5, "icon-offset": [0, -16], "icon-allow-overlap": true,
            "text-field": ["get", "point_count_abbreviated"], "text-font": FONTS, "text-size": 12, "text-offset": [0, 0.35], "text-allow-overlap": true,
          },
          paint: { "text-color": this.look.text },
        } as never,
      );
    }
    return layers as unknown as { id: string; paint?: Record<string, unknown> }[];
  }

  private addSet(set: PointSet): void {
    this.addMarks(set);
    this.map.addSource(`points-${set.key}`, {
      type: "geojson", data: { type: "FeatureCollection", features: [] }, maxzoom: 15,
      ...(set.clustered ? { cluster: true, clusterRadius: CLUSTER_RADIUS, clusterMaxZoom: CLUSTER_MAX_ZOOM, clusterProperties: { worst: ["min", ["get", "s"]] } } : {}),
    });
    // Lone marks lie under clusters, whose counts must stay readable.
    const over = set.clustered ? undefined : this.sets.filter((other) => other.clustered).map(({ key }) => `rings-${key}`).find((id) => this.map.getLayer(id));
    for (const layer of this.pointLayers(set)) this.map.addLayer(layer as never, over);
  }

  /** What is to be seen of the points; sets must keep their keys and states while the map lives. */
  setPoints({ sets, hidden, selected }: Shown): void {
    this.sets = sets;
    for (const set of sets) {
      if (!this.map.getSource(`points-${set.key}`)) this.addSet(set);
      this.placed.set(set.key, drawn(set, this.system));
      const features: GeoJSON.Feature[] = [];
      for (let i = 0; i < set.id.length; i += 1) {
        const s = set.state[i] ?? 0;
        if (hidden.has(`${set.key} ${set.states[s]?.code}`)) continue;
        const name = set.name?.[i];
        features.push({ type: "Feature", properties: name === undefined ? { i, s } : { i, s, name }, geometry: { type: "Point", coordinates: this.at(set, i) } });
      }
      this.source(`points-${set.key}`)?.setData({ type: "FeatureCollection", features });
      this.setSelected(set, selected);
    }
  }

  setSelected(set: PointSet, selected: readonly number[]): void {
    if (!this.map.getLayer(`rings-${set.key}`)) return;
    const wanted = new Set(selected.slice(0, RINGS_MAX));
    const places = wanted.size === 0 ? [] : set.id.flatMap((id, i) => (wanted.has(id) ? [i] : []));
    this.map.setFilter(`rings-${set.key}`, ["in", ["get", "i"], ["literal", places]]);
  }

  /** Lays the workspace's layers under the labels. Tiles in another system move all that is ours to theirs. */
  async setLayers(layers: readonly LayerView[], colours: readonly string[]): Promise<void> {
    for (const id of this.userLayers) if (this.map.getLayer(id)) this.map.removeLayer(id);
    for (const id of Object.keys(this.map.getStyle().sources)) if (id.startsWith("user-")) this.map.removeSource(id);
    this.userLayers = [];
    const grounds = layers.filter((layer) => layer.kind !== "geojson");
    const system = grounds[0]?.coordinate_system ?? "wgs84";
    if (system !== this.system) {
      this.system = system;
      if (this.labels) this.setLabels(this.labels);
    }
    const pictures = layers.some(isPictures);
    // A street map writes its own names, and brings its own sea.
    for (const id of ["land", ...LABELS.map((label) => label.id)]) this.map.setLayoutProperty(id, "visibility", pictures ? "none" : "visible");
    for (const layer of [...grounds, ...layers.filter((other) => other.kind === "geojson")]) {
      this.userLayers.push(...(await addUserLayer(this.map, layer, this.look, this.system)));
    }
    if (colours.length > 0) for (const layer of layers) setAreaColours(this.map, layer, colours);
  }

  private layersOf(kind: string): string[] {
    return this.sets.map((set) => `${kind}-${set.key}`).filter((id) => this.map.getLayer(id));
  }

  under(x: number, y: number): Under | undefined {
    const layers = [...this.layersOf("marks"), ...this.layersOf("clusters")];
    if (layers.length === 0) return undefined;
    const found: MapGeoJSONFeature | undefined = this.map.queryRenderedFeatures([x, y], { layers })[0];
    const set = this.sets.find(({ key }) => found?.source === `points-${key}`);
    if (!found || !set) return undefined;
    const point = (found.geometry as GeoJSON.Point).coordinates as [number, number];
    const at = this.map.project(point);
    const { i, cluster_id, point_count, worst } = found.properties as Record<string, number | undefined>;
    if (cluster_id !== undefined) return { set, cluster: { id: cluster_id, count: point_count ?? 0, worst: worst ?? 0, at: point }, x: at.x, y: at.y };
    return i === undefined ? undefined : { set, index: i, x: at.x, y: at.y };
  }

  async open(set: PointSet, cluster: { id: number; at: [number, number] }): Promise<void> {
    const zoom = await this.source(`points-${set.key}`)?.getClusterExpansionZoom(cluster.id);
    this.map.easeTo({ center: cluster.at, zoom: Math.min(ZOOM_MAX, (zoom ?? this.map.getZoom() + 2) + 0.3), duration: 160 });
  }

  fit([west, south, east, north]: readonly [number, number, number, number]): void {
    // Without a street map a single point is looked at from so far that the names around it are seen.
    this.map.fitBounds([[west, south], [east, north]], { padding: 56, maxZoom: this.userLayers.length > 0 ? 14 : 10, duration: 0 });
  }

  /** How many marks, clusters and shapes of the workspace's layers are drawn, for tests and for the status line of the map. */
  drawnCounts(): { marks: number; clusters: number; shapes: number } {
    const count = (kind: string) => {
      const layers = this.layersOf(kind);
      return layers.length === 0 ? 0 : this.map.queryRenderedFeatures({ layers }).length;
    };
    const own = this.userLayers.filter((id) => this.map.getLayer(id));
    const shapes = own.length === 0 ? 0 : this.map.queryRenderedFeatures({ layers: own }).length;
    return { marks: count("marks"), clusters: count("clusters"), shapes };
  }

  /** The picture of the map as it is now; read in the frame that draws it, since the drawing buffer is not kept. */
  picture(): Promise<HTMLCanvasElement> {
    return new Promise((done) => {
      this.map.once("render", () => {
        const from = this.map.getCanvas();
        const copy = document.createElement("canvas");
        copy.width = from.width;
        copy.height = from.height;
        copy.getContext("2d")?.drawImage(from, 0, 0);
        done(copy);
      });
      this.map.triggerRepaint();
    });
  }

  end(): void {
    this.map.remove();
  }
}
