// The list of work orders.
import { Button } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Selection } from "@/api/types";
import { StateTag, Waiting } from "@/kit/bits";
import { AuditMany } from "@/kit/document";
import { type CellView, GridFrame, optionOf } from "@/kit/grid";
import { PrintButton } from "@/kit/print";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { useScopeFilter } from "@/kit/scope";
import { ScopeChips } from "@/kit/ScopeChips";
import { useGo, usePageSearch } from "@/kit/route";
import { useCan } from "@/kit/workspace";
import { OrderDrawer } from "./OrderDrawer";

/** States and verdicts are shown as icon, word and hue. */
function stateCell(key: string): CellView {
  return (row) => {
    const code = row[key];
    return typeof code === "string" ? <StateTag state={code}>{optionOf("work_orders", key, code)}</StateTag> : null;
  };
}

const CELLS: Record<string, CellView> = { state: stateCell("state"), due_state: stateCell("due_state"), resolution: stateCell("resolution") };

/** Service sheets that one file takes. */
const MOST_SHEETS = 200;

/** What is done to the chosen orders. */
function Bulk({ which, count }: { which: Selection; count: number }) {
  const { t } = useTranslation();
  const can = useCan();
  return (
    <>
      {can("work_orders.audit") ? <AuditMany kind="work_orders" which={which} count={count} /> : null}
      {which.ids && count <= MOST_SHEETS ? <PrintButton op="work_orders.print" input={{ ids: which.ids }} label={t("prints.action.sheets")} /> : null}
    </>
  );
}

export default function ListPage() {
  const { t } = useTranslation();
  const can = useCan();
  const go = useGo();
  const [, change] = usePageSearch();
  const importAction = useMemo(
    () => (can("work_orders.import") ? <Button type="primary" onClick={() => go("/imports/new")}>{t("work_orders.import")}</Button> : undefined),
    [can, go, t],
  );
  const scope = useScopeFilter();
  if (scope.error) return <div className="page"><ErrorNotice error={scope.error} onRetry={scope.retry} /></div>;
  if (!scope.ready) return <div className="page"><Waiting rows={8} /></div>;
  return (
    <GridFrame
      grid="work_orders" start={scope.filter} lead={(begins) => (begins ? <ScopeChips begins /> : null)} title={t("shell.nav.work_orders")} cells={CELLS}
      bulk={(which, count) => <Bulk which={which} count={count} />}
      drawer={(id) => <OrderDrawer id={id} onCopied={(copy) => change({ open: copy })} />}
      empty={t("work_orders.empty")} emptyAction={importAction}
    />
  );
}
