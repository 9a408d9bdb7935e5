// The end: how far the writing is, then what happened in figures, where it can be seen, and how to undo it.
import { Alert, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "@/api/failure";
import type { ImportReport, JobView } from "@/api/types";
import { Waiting } from "@/kit/bits";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { JobProgress, isOver } from "@/kit/jobs";
import { useGo } from "@/kit/route";
import { useCan } from "@/kit/workspace";
import { ReportView } from "./ReportView";
import { UndoButton } from "./UndoButton";

export interface ResultStepProps {
  kind: string;
  file: string;
  job: JobView | undefined;
  failure: unknown;
  onAgain: () => void;
}

export function ResultStep({ kind, file, job, failure, onAgain }: ResultStepProps) {
  const { t } = useTranslation();
  const go = useGo();
  const can = useCan();
  const [undone, setUndone] = useState(false);
  if (failure) return <div className="import-step"><ErrorNotice error={failure} /></div>;
  if (!job) return <Waiting rows={4} />;
  if (!isOver(job)) {
    return (
      <div className="import-step">
        <h2>{t("import.result.running", { file })}</h2>
        <div className="import-progress"><JobProgress job={job} title={t("import.result.writing")} /></div>
        <p className="quiet">{t("import.result.may_leave")}</p>
      </div>
    );
  }
  const report = job.state === "succeeded" ? (job.result as ImportReport) : undefined;
  const done = report?.committed === true;
  return (
    <div className="import-step">
      {job.state === "failed" && job.error ? <ErrorNotice error={new Failure(job.error)} /> : null}
      {job.state === "cancelled" ? <Alert type="info" showIcon role="status" title={t("import.result.cancelled")} /> : null}
      {report ? (
        <Alert
          type={done ? "success" : "warning"} showIcon role="status" className="error-notice"
          title={t(done ? "import.result.done" : "import.result.nothing", { file })}
        />
      ) : null}
      {report ? <ReportView report={report} kind={kind} /> : null}
      <div className="row wrap">
        {done && !undone && kind === "work_orders" && can("work_orders.read") ? (
          <Button type="primary" onClick={() => go("/work_orders", { filter: { field: "batch_id", op: "eq", value: report.batch_id } })}>
            {t("import.result.show")}
          </Button>
        ) : null}
        {done && can("insight.read") && kind === "work_orders" ? <Button onClick={() => go("/dashboard")}>{t("import.result.dashboard")}</Button> : null}
        <Button onClick={onAgain}>{t("import.result.again")}</Button>
        {can("work_orders.import") ? <Button onClick={() => go("/imports")}>{t("import.result.history")}</Button> : null}
      </div>
      {done && report.batch_id !== undefined ? (
        <section className="column">
          {undone ? null : <p className="quiet">{t("import.result.undo_hint")}</p>}
          <UndoButton batch={report.batch_id} file={file} onUndone={() => setUndone(true)} />
        </section>
      ) : null}
    </div>
  );
}
