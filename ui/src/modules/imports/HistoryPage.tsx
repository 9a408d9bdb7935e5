// What was imported: each batch with its figures; a batch opens beside the list, with its undo.
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { Filter } from "@/api/types";
import { Empty, StateTag } from "@/kit/bits";
import { type CellView, GridFrame, optionOf } from "@/kit/grid";
import { useGo } from "@/kit/route";
import { useWorkspace } from "@/kit/workspace";
import { BatchDrawer } from "./BatchDrawer";

const CELLS: Record<string, CellView> = {
  state: (row) => (typeof row.state === "string" ? <StateTag state={row.state}>{optionOf("import_batches", "state", row.state)}</StateTag> : null),
};
/** Checks and broken runs wrote nothing and are no part of the history. */
const WRITTEN: Filter = { field: "state", op: "in", value: ["committed", "undone"] };

export default function HistoryPage() {
  const { t } = useTranslation();
  const go = useGo();
  const { me } = useWorkspace();
  // A file may name any outlet, so importing asks for all of them.
  if (me?.scope.kind !== "all") return <div className="page"><Empty>{t("import.no_scope")}</Empty></div>;
  const begin = <Button type="primary" onClick={() => go("/imports/new")}>{t("import.history.new")}</Button>;
  return (
    <GridFrame
      grid="import_batches" title={t("import.history.title")} actions={begin} cells={CELLS} always={WRITTEN}
      drawer={(id) => <BatchDrawer id={id} />} empty={t("import.history.empty")} emptyAction={begin}
    />
  );
}
