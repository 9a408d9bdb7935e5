// The open orders of the dashboard's question where they are, with the outlets: a mark opens its order, an outlet its open ones.
import { EnvironmentOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useOp } from "@/api/client";
import type { Filter } from "@/api/types";
import { Empty, Waiting } from "@/kit/bits";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { type Hit, MapFrame } from "@/kit/map";
import { OrderCard, OrderRows, useOrderSets } from "@/kit/map/orders";
import { useGo } from "@/kit/route";
import { useFormats } from "@/kit/workspace";
import { listSearch } from "./drill";

/** A map is large: it is asked for and drawn once it comes into view, and stays. */
function useSeen() {
  const place = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(typeof IntersectionObserver === "undefined");
  useEffect(() => {
    const element = place.current;
    if (!element || seen) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) setSeen(true);
    }, { rootMargin: "200px" });
    observer.observe(element);
    return () => observer.disconnect();
  }, [seen]);
  return { place, seen };
}

/** `filter` names the open orders of the question, as the figure "open" lists them. */
export function MapBlock({ filter }: { filter: Filter | undefined }) {
  const { t } = useTranslation();
  const { integer } = useFormats();
  const go = useGo();
  const { place, seen } = useSeen();
  const { orders, outlets, sets } = useOrderSets(filter, seen && filter !== undefined);
  const layers = useOp("maps.layers", {}, { enabled: seen }).data?.layers;
  const active = useMemo(() => (layers ?? []).filter((layer) => layer.active), [layers]);
  const names = useMemo(() => new Map(outlets.data?.id.map((id, i) => [id, outlets.data?.name[i] ?? ""])), [outlets.data]);
  const open = ({ set, id }: Hit) => {
    if (!filter) return;
    if (set === "orders") go("/work_orders", { ...listSearch(filter), open: id });
    else go("/work_orders", listSearch({ and: [filter, { field: "outlet_id", op: "in", value: [id] }] }));
  };
  const { data } = orders;
  const remark = data && data.unlocated > 0 ? t("maps.unlocated", { n: integer(data.unlocated) }) : undefined;
  return (
    <section className="chart panel" aria-label={t("maps.label")}>
      <header className="chart-head">
        <h2 className="grow ellipsis">{t("maps.label")}</h2>
        <Button size="small" type="text" icon={<EnvironmentOutlined />} disabled={!filter} onClick={() => go("/map", { filter })}>{t("maps.open_page")}</Button>
      </header>
      <div ref={place} className="board-map">
        {orders.error ? <ErrorNotice error={orders.error} onRetry={() => void orders.refetch()} /> : null}
        {data && layers ? (
          <MapFrame
            name="dashboard" label={t("maps.label")} title={t("maps.label")} sets={sets} layers={active} onOpen={open} remark={remark}
            card={(hit) => (hit.set === "outlets" ? <strong>{names.get(hit.id)}</strong> : <OrderCard id={hit.id} />)}
            list={(_set, ids) => <OrderRows ids={ids} onOpen={(id) => open({ set: "orders", id })} empty={t("maps.list_empty")} />}
          />
        ) : orders.error ? null : <Waiting rows={8} />}
        {data && data.located === 0 && sets.length < 2 ? <div className="map-empty"><Empty>{t("maps.empty")}</Empty></div> : null}
      </div>
    </section>
  );
}
