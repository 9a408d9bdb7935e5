// Audits the chosen rows of a list: asks once, follows the job, and tells which rows were refused and why.
import { CheckCircleOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWrite } from "@/api/client";
import { Failure } from "@/api/failure";
import type { JobView, ManyReport, Selection } from "@/api/types";
import { errorText } from "../errorText";
import { jobEnd } from "../jobs";
import { useFormats } from "../workspace";
import type { DocumentKind } from "./names";

export interface AuditManyProps {
  kind: DocumentKind;
  which: Selection;
  count: number;
}

export function AuditMany({ kind, which, count }: AuditManyProps) {
  const { t } = useTranslation();
  const { integer } = useFormats();
  const { message, modal } = App.useApp();
  const [busy, setBusy] = useState(false);
  const audit = useWrite(`${kind}.audit_many`);
  const tell = ({ result, error }: JobView) => {
    const report = result as ManyReport | undefined;
    if (error) message.error(errorText(error));
    else if (report?.refused) modal.info({ title: t("document.many.some", { done: integer(report.done), refused: integer(report.refused) }), content: <Refused report={report} />, okText: t("common.close"), width: 560 });
    else message.success(t("document.many.done", { done: integer(report?.done ?? 0) }));
  };
  const run = async () => {
    setBusy(true);
    try {
      tell(await jobEnd((await audit.mutateAsync({ which })).job));
    } catch (cause) {
      message.error(cause instanceof Failure ? errorText(cause.error) : t("errors.unknown"));
    } finally {
      setBusy(false);
    }
  };
  const ask = () => modal.confirm({
    title: t("document.many.ask", { n: integer(count) }), content: t("document.many.about"), okText: t("document.action.audit"), cancelText: t("common.cancel"),
    onOk: () => { void run(); },
  });
  return <Button size="small" icon={<CheckCircleOutlined />} loading={busy} onClick={ask}>{t("document.action.audit")}</Button>;
}

/** Rows that were refused, each with its reason. */
function Refused({ report: { rows, refused } }: { report: ManyReport }) {
  const { t } = useTranslation();
  const { integer } = useFormats();
  return (
    <ul className="refused-rows">
      {rows.map(({ id, number, outcome, params }) => (
        <li key={id}>{number ? `${number}${t("common.colon")}` : ""}{errorText({ code: outcome, params })}</li>
      ))}
      {refused > rows.length ? <li className="quiet">{t("document.many.more", { n: integer(refused - rows.length) })}</li> : null}
    </ul>
  );
}
