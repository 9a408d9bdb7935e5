// The map with everything around it: tools, legend, list of what is in view, the card of a point, sources.
import {
  AimOutlined, BorderOutlined, CloseOutlined, DownloadOutlined, ExpandOutlined, GatewayOutlined, MinusOutlined, PlusOutlined, UnorderedListOutlined,
} from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { LayerView } from "@/api/types";
import { ErrorNotice } from "../ErrorNotice";
import { useFormats } from "../workspace";
import { readStored, writeStored } from "../stored";
import { FONT } from "../theme";
import { Legend, countsOf, isGround } from "./Legend";
import { Selection, type Tool } from "./Selection";
import { attribution } from "./attribution";
import type { MapEngine, Under } from "./engine";
import { type Point, breaks, chosen, classOf, extent, isInside, mercator } from "./geometry";
import { readLook } from "./look";
import { captioned, savePicture } from "./picture";
import { loadShapes } from "./sources";
import type { AreaValues, MapFrameProps, PointSet } from "./types";
import { AREA_COLOURS, useEngine, useLayers, usePoints } from "./useEngine";
import { setAreaClasses } from "./userLayers";
import "./map.css";

const LISTED = 60;
const NOBODY: readonly number[] = [];

interface Switched {
  hidden: string[];
  off: number[];
  /** The base map that was chosen; 0 is the plain land, none the first there is. */
  ground?: number;
}

/** What this machine remembers to have switched off. */
function useSwitches(name: string) {
  const [state, setState] = useState<Switched>(() => {
    const stored = readStored<Partial<Switched>>(`map.${name}.off`);
    return { hidden: stored?.hidden ?? [], off: stored?.off ?? [], ...(stored?.ground === undefined ? {} : { ground: stored.ground }) };
  });
  const keep = (next: Switched) => {
    writeStored(`map.${name}.off`, next);
    setState(next);
  };
  const flip = <T,>(list: readonly T[], value: T) => (list.includes(value) ? list.filter((other) => other !== value) : [...list, value]);
  return {
    hidden: useMemo(() => new Set(state.hidden), [state.hidden]),
    off: useMemo(() => new Set(state.off), [state.off]),
    toggle: (key: string) => keep({ ...state, hidden: flip(state.hidden, key) }),
    toggleLayer: (id: number) => keep({ ...state, off: flip(state.off, id) }),
    ground: state.ground,
    choose: (ground: number) => keep({ ...state, ground }),
  };
}

/** Colours the areas of the layers that are joined to values. */
function useAreas(engine: MapEngine | undefined, layers: readonly LayerView[], areas: AreaValues | undefined, ground: string) {
  const joined = layers.find((layer) => layer.kind === "geojson" && layer.join_property);
  const [ends, setEnds] = useState<readonly number[]>([]);
  const [colours, setColours] = useState<readonly string[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: areas are drawn anew with every ground
  useEffect(() => {
    if (!engine || !joined?.join_property || !areas) {
      setEnds([]);
      return;
    }
    let current = true;
    const property = joined.join_property;
    const paint = async () => {
      const { features } = await loadShapes(joined);
      const values = features.map(({ properties }) => areas.values.get(String(properties?.[property] ?? "")));
      const found = breaks(values.filter((value) => value !== undefined), AREA_COLOURS.length);
      if (!current) return;
      const look = readLook();
      const shown = AREA_COLOURS.map((variable) => look.of(variable));
      setAreaClasses(engine.map, joined, values.map((value) => (value === undefined ? -1 : classOf(value, found))), shown);
      setEnds(found);
      setColours(shown);
    };
    paint().catch(() => setEnds([]));
    const observer = new MutationObserver(() => void paint().catch(() => undefined));
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    return () => {
      current = false;
      observer.disconnect();
    };
  }, [engine, joined?.id, joined?.version, areas, ground]);
  return areas && ends.length > 0 ? { values: areas, ends, colours } : undefined;
}

/** What the pointer rests on, with a moment's patience. */
function useHover(engine: MapEngine | undefined, onOpen: MapFrameProps["onOpen"]): Under | undefined {
  const [under, setUnder] = useState<Under>();
  const open = useRef(onOpen);
  open.current = onOpen;
  useEffect(() => {
    if (!engine) return;
    const { map } = engine;
    const look = (event: { point: { x: number; y: number } }) => {
      const found = engine.under(event.point.x, event.point.y);
      map.getCanvas().style.cursor = found ? "pointer" : "";
      setUnder((before) => (before?.set === found?.set && before?.index === found?.index && before?.cluster?.id === found?.cluster?.id ? before : found));
    };
    const leave = () => setUnder(undefined);
    const click = (event: { point: { x: number; y: number } }) => {
      const found = engine.under(event.point.x, event.point.y);
      if (found?.cluster) void engine.open(found.set, found.cluster);
      else if (found?.index !== undefined) open.current?.({ set: found.set.key, id: found.set.id[found.index] ?? 0 });
    };
    map.on("mousemove", look);
    map.on("mouseout", leave);
    map.on("movestart", leave);
    map.on("click", click);
    return () => {
      map.off("mousemove", look);
      map.off("mouseout", leave);
      map.off("movestart", leave);
      map.off("click", click);
    };
  }, [engine]);
  return under;
}

/** Which points of a set are in view, worst first; told anew when the map comes to rest. */
function useInView(engine: MapEngine | undefined, set: PointSet | undefined, hidden: ReadonlySet<string>, enabled: boolean) {
  const [found, setFound] = useState<{ ids: number[]; total: number }>({ ids: [], total: 0 });
  useEffect(() => {
    if (!engine || !set || !enabled) return;
    const look = () => {
      const bounds = engine.map.getBounds();
      const { longitude, latitude } = engine.coordinates(set);
      const places = chosen(set, hidden, (i) => bounds.contains([longitude[i] ?? 0, latitude[i] ?? 0]));
      setFound({ ids: places.slice(0, LISTED).map((i) => set.id[i] ?? 0), total: places.length });
    };
    look();
    engine.map.on("moveend", look);
    return () => {
      engine.map.off("moveend", look);
    };
  }, [engine, set, hidden, enabled]);
  return found;
}

/** Numbers of what is drawn, on the element itself: for whoever looks at the page from outside. */
function useDrawnCounts(engine: MapEngine | undefined, frame: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (!engine) return;
    const note = () => {
      const { marks, clusters, shapes } = engine.drawnCounts();
      frame.current?.setAttribute("data-shapes", String(shapes));
      frame.current?.setAttribute("data-marks", String(marks));
      frame.current?.setAttribute("data-clusters", String(clusters));
    };
    engine.map.on("idle", note);
    return () => {
      engine.map.off("idle", note);
    };
  }, [engine, frame]);
}

export default function MapSheet(props: MapFrameProps) {
  const { name, label, sets, layers, selected = NOBODY, onSelect, card, list, remark, title } = props;
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [tool, setTool] = useState<Tool>();
  const [listed, setListed] = useState(false);
  const { hidden, off, toggle, toggleLayer, ground: wanted, choose } = useSwitches(name);
  const base = wanted === 0 ? undefined : (layers.find((layer) => layer.id === wanted && isGround(layer)) ?? layers.find(isGround));
  const on = useMemo(() => layers.filter((layer) => (isGround(layer) ? layer === base : !off.has(layer.id))), [layers, off, base]);
  const engine = useEngine(box, name, label);
  const { ground, failed } = useLayers(engine, on);
  usePoints(engine, name, sets, hidden, selected, ground);
  const areas = useAreas(engine, on, props.areas, ground);
  const under = useHover(engine, props.onOpen);
  const main = sets.find((set) => set.clustered) ?? sets[0];
  const inView = useInView(engine, main, hidden, listed && list !== undefined);
  useDrawnCounts(engine, frame);

  const select = useCallback((polygon: Point[]) => {
    setTool(undefined);
    if (!engine || !main) return;
    const bound = polygon.map(([x, y]) => {
      const { lng, lat } = engine.map.unproject([x, y]);
      return mercator(lng, lat);
    });
    const { longitude, latitude } = engine.coordinates(main);
    const places = chosen(main, hidden, (i) => isInside(mercator(longitude[i] ?? 0, latitude[i] ?? 0), bound));
    onSelect?.(main.key, places.map((i) => main.id[i] ?? 0));
  }, [engine, main, hidden, onSelect]);
  const lines = attribution(on, t);
  const save = async () => {
    if (!engine) return;
    const counts = sets.map((set) => ({ set, counts: countsOf(set) }));
    savePicture(captioned(await engine.picture(), { title, sets: counts, hidden, attribution: lines, colour: readLook().of, font: FONT }), title);
  };
  const fit = () => {
    const all = engine && extent(sets.map((set) => engine.coordinates(set)));
    if (all) engine.fit(all);
  };
  return (
    <section ref={frame} className="map-frame" aria-label={label} aria-busy={!engine} data-ground={ground}>
      <div ref={box} className="map-canvas" />
      {tool ? <Selection tool={tool} onDone={select} onCancel={() => setTool(undefined)} /> : null}
      <Tools engine={engine} tool={tool} onTool={onSelect && setTool} onFit={fit} onSave={() => void save()} {...(list ? { listed, onList: () => setListed(!listed) } : {})} />
      <Legend sets={sets} hidden={hidden} onToggle={toggle} layers={layers} on={new Set(on.map(({ id }) => id))} onLayer={toggleLayer} ground={base?.id ?? 0} onGround={choose} areas={areas} />
      {listed && list && main ? (
        <aside className="map-list" aria-label={t("maps.list")}>
          <header><h2>{t("maps.list")}</h2><Button type="text" size="small" icon={<CloseOutlined />} aria-label={t("common.close")} onClick={() => setListed(false)} /></header>
          {list(main.key, inView.ids, inView.total)}
        </aside>
      ) : null}
      {under && !tool ? <Card under={under} card={card} /> : null}
      <footer className="map-foot">
        {remark ? <span className="map-remark">{remark}</span> : null}
        <span className="map-sources">{lines.map((line) => <span key={line}>{line}</span>)}</span>
      </footer>
      <Failures layers={on} failed={failed} />
    </section>
  );
}

interface ToolsProps {
  engine: MapEngine | undefined;
  tool: Tool | undefined;
  onTool: ((tool: Tool | undefined) => void) | undefined;
  listed?: boolean;
  onList?: () => void;
  onFit: () => void;
  onSave: () => void;
}

function Tools({ engine, tool, onTool, listed, onList, onFit, onSave }: ToolsProps) {
  const { t } = useTranslation();
  const button = (key: string, icon: ReactNode, act: () => void, pressed?: boolean) => (
    <Tooltip title={t(key)} placement="left">
      <Button icon={icon} aria-label={t(key)} disabled={!engine} onClick={act} {...(pressed === undefined ? {} : { "aria-pressed": pressed, type: pressed ? "primary" as const : "default" as const })} />
    </Tooltip>
  );
  const still = { duration: 0 };
  return (
    <div className="map-tools" role="toolbar" aria-label={t("maps.tools")} aria-orientation="vertical">
      {button("maps.zoom_in", <PlusOutlined />, () => engine?.map.zoomIn(still))}
      {button("maps.zoom_out", <MinusOutlined />, () => engine?.map.zoomOut(still))}
      {button("maps.fit", <ExpandOutlined />, onFit)}
      {onTool ? button("maps.tool.lasso", <GatewayOutlined />, () => onTool(tool === "lasso" ? undefined : "lasso"), tool === "lasso") : null}
      {onTool ? button("maps.tool.box", <BorderOutlined />, () => onTool(tool === "box" ? undefined : "box"), tool === "box") : null}
      {onList ? button("maps.list", <UnorderedListOutlined />, onList, listed ?? false) : null}
      {button("maps.save_png", <DownloadOutlined />, onSave)}
    </div>
  );
}

function Card({ under, card }: { under: Under; card: MapFrameProps["card"] }) {
  const { t } = useTranslation();
  const { integer } = useFormats();
  const { set, index, cluster, x, y } = under;
  if (!cluster && !card) return null;
  const worst = cluster && set.states[cluster.worst];
  return (
    <div className="map-card" style={{ left: x, top: y }} role="status">
      {cluster ? (
        <>
          <strong>{t("maps.cluster", { n: integer(cluster.count), what: set.text })}</strong>
          <div className="quiet">{t("maps.cluster_worst", { state: worst?.text ?? "" })}</div>
          <div className="quiet"><AimOutlined aria-hidden="true" /> {t("maps.cluster_open")}</div>
        </>
      ) : card?.({ set: set.key, id: set.id[index ?? 0] ?? 0 })}
    </div>
  );
}

function Failures({ layers, failed }: { layers: readonly LayerView[]; failed: ReadonlyMap<number, unknown> }) {
  const found = layers.filter((layer) => failed.has(layer.id));
  if (found.length === 0) return null;
  return (
    <div className="map-failures">
      {found.map((layer) => (
        <div key={layer.id}><strong>{layer.name}</strong><ErrorNotice error={failed.get(layer.id)} /></div>
      ))}
    </div>
  );
}
