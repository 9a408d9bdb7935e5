// Orders and outlets on a map: what is asked for them, one order as a card, several as a list that the keyboard walks.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useOp } from "@/api/client";
import type { Filter } from "@/api/types";
import { Empty, StateTag, Waiting } from "../bits";
import { ErrorNotice } from "../ErrorNotice";
import { optionOf } from "../grid";
import { useCan, useFormats } from "../workspace";
import { orderSet, outletSet } from "./sets";

/** Orders of a filter and the outlets that the person may see, as sets of points. */
export function useOrderSets(filter: Filter | undefined, enabled = true) {
  const { t } = useTranslation();
  const can = useCan();
  const orders = useOp("work_orders.map_points", { filter: filter ?? { and: [] } }, { keep: true, enabled });
  const outlets = useOp("outlets.map_points", {}, { enabled: enabled && can("masters.read") });
  const sets = useMemo(() => [
    ...(orders.data ? [orderSet(orders.data, t)] : []),
    ...(outlets.data && outlets.data.id.length > 0 ? [outletSet(outlets.data, t)] : []),
  ], [orders.data, outlets.data, t]);
  return { orders, outlets, sets };
}

export const ofIds = (ids: readonly number[]): Filter => ({ field: "id", op: "in", value: [...ids] });

/** In the order of the ids: the most urgent first. */
export function OrderRows({ ids, onOpen, empty }: { ids: readonly number[]; onOpen: (id: number) => void; empty: string }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const page = useOp("work_orders.page", { filter: ofIds(ids), limit: Math.max(1, ids.length) }, { enabled: ids.length > 0, keep: true });
  if (ids.length === 0) return <Empty>{empty}</Empty>;
  if (page.error) return <ErrorNotice error={page.error} onRetry={() => void page.refetch()} />;
  if (!page.data) return <Waiting rows={6} />;
  const rows = new Map(page.data.rows.map((row) => [row.id as number, row]));
  return (
    <ul className="map-rows">
      {ids.map((id) => {
        const row = rows.get(id);
        if (!row) return null;
        const { number, state, due_at, outlet_name, product_name } = row as Record<string, string | number | undefined>;
        const late = typeof due_at === "number" && due_at < Date.now() && (state === "open" || state === "in_progress");
        return (
          <li key={id}>
            <button type="button" onClick={() => onOpen(id)}>
              <span className="row"><strong className="grow">{number}</strong><StateTag state={late ? "breached" : String(state)}>{late ? t("maps.state.overdue") : optionOf("work_orders", "state", String(state))}</StateTag></span>
              <span className="quiet ellipsis">{[outlet_name, product_name].filter(Boolean).join(" · ")}</span>
              <span className="quiet">{typeof due_at === "number" ? t("maps.due", { at: dateTime(due_at) }) : t("maps.no_due")}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** One order in few words, for the card beside its mark. */
export function OrderCard({ id }: { id: number }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const page = useOp("work_orders.page", { filter: ofIds([id]), limit: 1 });
  const row = page.data?.rows[0] as Record<string, string | number | undefined> | undefined;
  if (!row) return <span className="quiet">…</span>;
  return (
    <>
      <strong>{row.number}</strong>
      <div>{[row.category, row.product_name].filter(Boolean).join(" · ")}</div>
      <div className="quiet">{row.outlet_name}</div>
      <div className="quiet">{typeof row.due_at === "number" ? t("maps.due", { at: dateTime(row.due_at) }) : t("maps.no_due")}</div>
    </>
  );
}
