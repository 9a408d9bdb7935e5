// Takes a whole import back: asks once, follows the work, and says what came of it or why it can't be.
import { UndoOutlined } from "@ant-design/icons";
import { Alert, App, Button } from "antd";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useWrite } from "@/api/client";
import { Failure } from "@/api/failure";
import type { JobView, UndoReport } from "@/api/types";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { JobProgress, isOver, useJobEnd } from "@/kit/jobs";
import { useFormats } from "@/kit/workspace";

export interface UndoButtonProps {
  batch: number;
  file: string;
  /** The person has said yes. */
  onAsked?: () => void;
  onUndone?: () => void;
}

export function UndoButton({ batch, file, onAsked, onUndone }: UndoButtonProps) {
  const { t } = useTranslation();
  const { integer } = useFormats();
  const { modal } = App.useApp();
  const undo = useWrite("imports.undo");
  const [started, setStarted] = useState<number>();
  const job = useJobEnd(started, useCallback((ended: JobView) => {
    if (ended.state === "succeeded") onUndone?.();
  }, [onUndone]));
  const ask = () => {
    modal.confirm({
      title: t("import.undo.title", { file }),
      content: t("import.undo.body"),
      okText: t("import.undo.do"),
      cancelText: t("common.cancel"),
      okButtonProps: { danger: true },
      onOk: () => {
        onAsked?.();
        undo.mutate({ batch_id: batch }, { onSuccess: (answer) => setStarted(answer.job) });
      },
    });
  };
  const report = job?.state === "succeeded" ? (job.result as UndoReport) : undefined;
  const running = undo.isPending || (started !== undefined && !(job && isOver(job)));
  return (
    <div className="column import-undo">
      {report ? null : (
        <div className="row">
          <Button danger icon={<UndoOutlined />} loading={running} onClick={ask}>{t("import.undo.button")}</Button>
        </div>
      )}
      {undo.error ? <ErrorNotice error={undo.error} /> : null}
      {job && !isOver(job) ? <JobProgress job={job} title={t("import.undo.running")} /> : null}
      {job?.state === "failed" && job.error ? <ErrorNotice error={new Failure(job.error)} /> : null}
      {report ? (
        <Alert
          type="success" showIcon role="status" className="error-notice"
          title={t("import.undo.done", { removed: integer(report.removed), restored: integer(report.restored), kept: integer(report.kept) })}
        />
      ) : null}
    </div>
  );
}
