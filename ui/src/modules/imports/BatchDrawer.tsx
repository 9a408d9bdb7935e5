// One batch: its figures and reasons as they were told when it was written, the records, and its undo.
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOp } from "@/api/client";
import { StateTag, Waiting } from "@/kit/bits";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { optionOf } from "@/kit/grid";
import { useGo } from "@/kit/route";
import { useCan, useFormats } from "@/kit/workspace";
import { ReportView } from "./ReportView";
import { UndoButton } from "./UndoButton";
import { kindName } from "./words";
import "./imports.css";

export function BatchDrawer({ id }: { id: number }) {
  return <Batch key={id} id={id} />;
}

function Batch({ id }: { id: number }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const go = useGo();
  const can = useCan();
  // The undo that was asked for here stays until it has told what came of it, though the batch is undone by then.
  const [asked, setAsked] = useState(false);
  const batch = useOp("imports.get", { batch_id: id });
  if (batch.error) return <ErrorNotice error={batch.error} onRetry={() => void batch.refetch()} />;
  if (!batch.data) return <Waiting rows={6} />;
  const { kind, file_name, state, actor_name, created_at, report } = batch.data;
  const committed = state === "committed";
  // A demo network was made, not read from a file: it is cleared as a whole, not undone.
  const undoable = committed && kind !== "demo";
  return (
    <div className="import-batch">
      <header>
        <h2>{file_name}</h2>
        <div className="row wrap">
          <StateTag state={state}>{optionOf("import_batches", "state", state)}</StateTag>
          <span className="quiet">{t("import.history.by", { kind: kindName(kind), who: actor_name, at: dateTime(created_at) })}</span>
        </div>
      </header>
      {report ? <ReportView report={report} kind={committed ? kind : ""} /> : null}
      {committed && kind === "work_orders" && can("work_orders.read") ? (
        <div className="row">
          <Button onClick={() => go("/work_orders", { filter: { field: "batch_id", op: "eq", value: id } })}>{t("import.result.show")}</Button>
        </div>
      ) : null}
      {undoable || asked ? <UndoButton batch={id} file={file_name} onAsked={() => setAsked(true)} /> : null}
    </div>
  );
}
