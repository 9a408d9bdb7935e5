// Orders by their ids, as a list that the keyboard walks.
import { useTranslation } from "react-i18next";
import { useOp } from "@/api/client";
import type { Filter } from "@/api/types";
import { Empty, StateTag, Waiting } from "@/kit/bits";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { optionOf } from "@/kit/grid";
import { useFormats } from "@/kit/workspace";

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
