// What an import did, or would do: figures that add up, what was made on the way, flagged rows, and reasons of rejected ones.
import { DownloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { transport } from "@/api/transport";
import type { Filter, ImportReport } from "@/api/types";
import { useGo } from "@/kit/route";
import { useCan, useFormats } from "@/kit/workspace";
import { reasonName } from "./words";

export function ReportView({ report, kind }: { report: ImportReport; kind: string }) {
  const { t } = useTranslation();
  const { integer } = useFormats();
  const written = report.committed;
  const figures: [string, number][] = [
    ["read", report.read], ["created", report.created], ["updated", report.updated], ["skipped", report.skipped], ["rejected", report.rejected],
  ];
  return (
    <div className="column import-report">
      <dl className="import-figures">
        {figures.map(([key, n]) => (
          <div key={key} className={key === "rejected" && n > 0 ? "bad" : undefined} data-figure={key}>
            <dt>{t(written || key === "read" ? `import.report.${key}` : `import.report.would_${key}`)}</dt>
            <dd>{integer(n)}</dd>
          </div>
        ))}
      </dl>
      {report.settled > 0 ? <p>{t(written ? "import.report.settled" : "import.report.would_settle", { n: integer(report.settled) })}</p> : null}
      {report.made.length > 0 ? (
        <p>
          {t(written ? "import.report.made" : "import.report.would_make", {
            things: report.made.map(({ code, count }) => t("import.report.made_one", { what: t(`import.made.${code}`), n: integer(count) })).join(t("common.list_comma")),
          })}
        </p>
      ) : null}
      {report.flagged.map(({ code, count }) => <Flagged key={code} code={code} count={count} report={report} kind={kind} />)}
      <Reasons report={report} />
    </div>
  );
}

/** Rows that were taken although something is wrong with them; kept, and found again by their flag. */
function Flagged({ code, count, report, kind }: { code: string; count: number; report: ImportReport; kind: string }) {
  const { t } = useTranslation();
  const { integer } = useFormats();
  const go = useGo();
  const can = useCan();
  const listed = report.batch_id !== undefined && kind === "work_orders" && can("work_orders.read");
  const filter: Filter = {
    and: [
      { field: "batch_id", op: "eq", value: report.batch_id },
      { field: `flag_${code}`, op: "eq", value: true },
    ],
  };
  return (
    <p className="row wrap import-flagged">
      <span>{t(report.committed ? "import.report.flagged" : "import.report.would_flag", { n: integer(count), flag: t(`work_orders.flag.${code}`) })}</span>
      {listed ? <Button size="small" type="link" onClick={() => go("/work_orders", { filter })}>{t("import.report.show_flagged")}</Button> : null}
    </p>
  );
}

function Reasons({ report }: { report: ImportReport }) {
  const { t } = useTranslation();
  const { integer, bytes } = useFormats();
  const { reasons, rejects } = report;
  if (reasons.length === 0) return null;
  const cell = (text: string | undefined): ReactNode => text || <span className="faint">{t("common.empty_value")}</span>;
  return (
    <section className="column" aria-label={t("import.report.reasons")}>
      <div className="row wrap">
        <h3 className="grow">{t("import.report.reasons")}</h3>
        {rejects ? (
          <Button size="small" icon={<DownloadOutlined />} onClick={() => void transport.download(rejects)}>
            {t("import.report.rejects", { size: bytes(rejects.bytes) })}
          </Button>
        ) : null}
      </div>
      <div className="import-scroll">
        <table className="import-reasons">
          <thead>
            <tr>
              <th>{t("import.report.reason")}</th>
              <th>{t("import.rejects.column")}</th>
              <th className="figure">{t("import.report.count")}</th>
              <th className="figure">{t("import.report.first_line")}</th>
              <th>{t("import.report.sample")}</th>
            </tr>
          </thead>
          <tbody>
            {reasons.map((reason) => (
              <tr key={`${reason.code} ${reason.column ?? ""}`}>
                <td>{reasonName(reason.code)}</td>
                <td>{cell(reason.column)}</td>
                <td className="figure">{integer(reason.count)}</td>
                <td className="figure">{integer(reason.first_line)}</td>
                <td className="mono">{cell(reason.sample)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
