// Where the open orders are, with their outlets: filtered as the list is, chosen by lasso or box, opened beside the map.
import { SettingOutlined } from "@ant-design/icons";
import { Button, Segmented } from "antd";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useOp } from "@/api/client";
import type { Filter, MapPointsView } from "@/api/types";
import { Empty, PageHeader, Waiting } from "@/kit/bits";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { Drawer, GridFilter, both, readFilter } from "@/kit/grid";
import { type Hit, MapFrame } from "@/kit/map";
import { OrderCard, OrderRows, ofIds, useOrderSets } from "@/kit/map/orders";
import { useScopeFilter } from "@/kit/scope";
import { ScopeChips } from "@/kit/ScopeChips";
import { RecordView } from "@/kit/records";
import { useGo, usePageSearch } from "@/kit/route";
import { useCan, useFormats } from "@/kit/workspace";
import { MEASURES, type Measure, areaValues } from "./points";
import "./maps.css";

const OPEN_ONES: Filter = { field: "open", op: "eq", value: true };
const LISTED = 60;
/** What one condition of a list holds (db/grid/filter.rs). */
const LIST_MAX = 1000;

/**
 * Filter and open order stand in the address. Without a filter the page asks for the open ones of the chosen part of the
 * network and says so as chips.
 */
function useAddress() {
  const [search, change] = usePageSearch();
  const scope = useScopeFilter();
  const begins = search.filter === undefined && scope.filter !== undefined;
  const key = JSON.stringify(search.filter ?? both(OPEN_ONES, scope.filter));
  const filter = useMemo(() => readFilter(JSON.parse(key)), [key]);
  const open = typeof search.open === "number" ? search.open : undefined;
  return { filter, open, change, begins, scope };
}

export default function MapPage() {
  const { t } = useTranslation();
  const can = useCan();
  const go = useGo();
  const { filter, open, change, begins, scope } = useAddress();
  const { orders, outlets, sets } = useOrderSets(filter, scope.ready);
  const layers = useOp("maps.layers", {}).data?.layers;
  const { areas, choice } = useAreas((layers ?? []).some((layer) => layer.active && layer.join_property));
  const [selected, setSelected] = useState<readonly number[]>();
  const active = useMemo(() => (layers ?? []).filter((layer) => layer.active), [layers]);
  const select = useCallback((_set: string, ids: number[]) => setSelected(ids), []);
  const openHit = useCallback((hit: Hit) => {
    if (hit.set === "orders") change({ open: hit.id });
    else go("/work_orders", { filter: { and: [OPEN_ONES, { field: "outlet_id", op: "in", value: [hit.id] }] } });
  }, [change, go]);
  const openOrder = (id: number) => change({ open: id }, { replace: open !== undefined });
  const names = useMemo(() => new Map(outlets.data?.id.map((id, i) => [id, outlets.data?.name[i] ?? ""])), [outlets.data]);
  const problem = scope.error ?? orders.error ?? outlets.error;
  return (
    <div className="page fill">
      <PageHeader
        title={t("maps.title")} remark={<Remark view={orders.data} />}
        actions={<>{choice}{can("admin.manage") ? <Button icon={<SettingOutlined />} onClick={() => go("/map_settings")}>{t("maps.open_settings")}</Button> : null}</>}
      />
      <div className="row wrap">
        {begins ? <ScopeChips begins /> : null}
        <GridFilter grid="work_orders" filter={filter} onChange={(next) => change({ filter: next ?? { and: [] } })} />
      </div>
      {problem ? <ErrorNotice error={problem} onRetry={scope.error ? scope.retry : () => void orders.refetch()} /> : null}
      <div className="map-page">
        {selected ? <Chosen ids={selected} onOpen={openOrder} onClear={() => setSelected(undefined)} /> : null}
        <div className="map-place">
          {layers && (orders.data || problem) ? (
            <MapFrame
              name="orders" label={t("maps.label")} title={t("maps.label")} sets={sets} layers={active} areas={areas} selected={selected}
              onSelect={select} onOpen={openHit} card={(hit) => (hit.set === "outlets" ? <strong>{names.get(hit.id)}</strong> : <OrderCard id={hit.id} />)}
              list={(_set, ids, total) => <InView ids={ids} total={total} onOpen={openOrder} />}
            />
          ) : <Waiting rows={8} />}
          {orders.data && orders.data.located === 0 && sets.length < 2 ? <div className="map-empty"><Empty action={can("work_orders.import") ? <Button type="primary" onClick={() => go("/imports/new")}>{t("import.history.new")}</Button> : undefined}>{t("maps.empty")}</Empty></div> : null}
        </div>
        {open === undefined ? null : (
          <Drawer onClose={() => change({ open: undefined })}><RecordView kind="work_order" id={open} /></Drawer>
        )}
      </div>
    </div>
  );
}

/** What the map leaves out, in words. */
function Remark({ view }: { view: MapPointsView | undefined }) {
  const { t } = useTranslation();
  const { integer } = useFormats();
  if (!view) return null;
  const words: string[] = [];
  if (view.unlocated > 0) words.push(t("maps.unlocated", { n: integer(view.unlocated) }));
  if (view.cut_off) words.push(t("maps.cut_off", { n: integer(view.id.length) }));
  if (view.coarse_km !== undefined) words.push(t("maps.coarse", { km: view.coarse_km }));
  return words.join(" · ");
}

/** Which value the areas show, where a layer can show one. */
function useAreas(can: boolean): { areas: ReturnType<typeof areaValues> | undefined; choice: ReactNode } {
  const { t } = useTranslation();
  const { integer, percent } = useFormats();
  const [measure, setMeasure] = useState<Measure>("open");
  const regions = useOp("work_orders.map_regions", {}, { enabled: can }).data;
  const areas = useMemo(() => (regions && can ? areaValues(regions, measure, t, { integer, percent }) : undefined), [regions, can, measure, t, integer, percent]);
  const choice = can ? (
    <Segmented aria-label={t("maps.measure.label")} value={measure} onChange={(value) => setMeasure(value as Measure)} options={MEASURES.map((value) => ({ value, label: t(`maps.measure.${value}`) }))} />
  ) : null;
  return { areas, choice };
}

function InView({ ids, total, onOpen }: { ids: readonly number[]; total: number; onOpen: (id: number) => void }) {
  const { t } = useTranslation();
  const { integer } = useFormats();
  return (
    <>
      {total > 0 ? <p className="quiet map-note" role="status">{t(total > ids.length ? "maps.list_total" : "maps.list_all", { n: integer(total), shown: integer(ids.length) })}</p> : null}
      <OrderRows ids={ids} onOpen={onOpen} empty={t("maps.list_empty")} />
    </>
  );
}

function Chosen({ ids, onOpen, onClear }: { ids: readonly number[]; onOpen: (id: number) => void; onClear: () => void }) {
  const { t } = useTranslation();
  const { integer } = useFormats();
  const go = useGo();
  const many = ids.length > LIST_MAX;
  return (
    <aside className="map-chosen" aria-label={t("maps.selection", { n: integer(ids.length) })}>
      <header>
        <div role="status"><h2>{t("maps.selection", { n: integer(ids.length) })}</h2></div>
        <div className="row wrap">
          <Button type="primary" size="small" disabled={many || ids.length === 0} onClick={() => go("/work_orders", { filter: ofIds(ids) })}>{t("maps.selection_open")}</Button>
          <Button size="small" onClick={onClear}>{t("maps.selection_clear")}</Button>
        </div>
        {many ? <p className="quiet">{t("maps.selection_too_many", { max: integer(LIST_MAX) })}</p> : null}
        {ids.length > LISTED ? <p className="quiet">{t("maps.selection_shown", { shown: integer(LISTED) })}</p> : null}
      </header>
      <OrderRows ids={ids.slice(0, LISTED)} onOpen={onOpen} empty={t("maps.selection_empty")} />
    </aside>
  );
}
