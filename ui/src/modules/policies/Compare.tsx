// The saved policy beside the due times that imports brought: how many agree, and what explains the others.
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWrite } from "@/api/client";
import type { CompareClass, CompareReport } from "@/api/types";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { dateTime } from "@/kit/format";
import { JobProgress, isOver, useJob } from "@/kit/jobs";
import { useGo } from "@/kit/route";
import { useFormats } from "@/kit/workspace";
import { classText } from "./words";

function isReport(value: unknown): value is CompareReport {
  return typeof value === "object" && value !== null && "compared" in value && "classes" in value;
}

export function Compare({ policyId, dirty }: { policyId: number; dirty: boolean }) {
  const { t } = useTranslation();
  const start = useWrite("policies.compare");
  const job = useJob(start.data?.job);
  const report = job && isReport(job.result) ? job.result : undefined;
  return (
    <div className="column">
      <p className="quiet">{t("policies.compare.hint")}</p>
      {dirty ? <p className="quiet">{t("policies.compare.saved_only")}</p> : null}
      <div><Button loading={start.isPending || (job !== undefined && !isOver(job))} onClick={() => start.mutate({ policy_id: policyId })}>{t("policies.compare.start")}</Button></div>
      {start.error ? <ErrorNotice error={start.error} /> : null}
      {job && !report ? <JobProgress job={job} /> : null}
      {report ? <Report report={report} /> : null}
    </div>
  );
}

function Report({ report }: { report: CompareReport }) {
  const { t } = useTranslation();
  const { integer, percent } = useFormats();
  const [open, setOpen] = useState<number>();
  if (report.compared === 0) return <p>{t("policies.compare.nothing")}</p>;
  const share = (count: number) => percent(Math.round((10_000 * count) / report.compared), 2);
  return (
    <>
      <p className="quiet">{t("policies.compare.zone", { zone: report.zone })}</p>
      <p>{t("policies.compare.summary", { compared: integer(report.compared), equal: integer(report.equal), share: share(report.equal) })}</p>
      {report.classes.length > 0 ? (
        <table className="plain">
          <thead>
            <tr><th>{t("policies.compare.explanation")}</th><th className="figure">{t("policies.compare.count")}</th><th className="figure">{t("policies.compare.share")}</th><th>{t("policies.compare.spread")}</th><th><span className="visually-hidden">{t("policies.compare.samples")}</span></th></tr>
          </thead>
          <tbody>
            {report.classes.map((found, i) => (
              <ClassRows key={`${found.code} ${JSON.stringify(found.params)}`} found={found} zone={report.zone} share={share(found.count)} open={open === i} onOpen={() => setOpen(open === i ? undefined : i)} />
            ))}
          </tbody>
        </table>
      ) : null}
    </>
  );
}

function ClassRows({ found, zone, share, open, onOpen }: { found: CompareClass; zone: string; share: string; open: boolean; onOpen: () => void }) {
  const { t } = useTranslation();
  const { integer, duration } = useFormats();
  const go = useGo();
  const least = duration(found.least_ms, true);
  const most = duration(found.most_ms, true);
  return (
    <>
      <tr>
        <td>{classText(found, t)}</td>
        <td className="figure">{integer(found.count)}</td>
        <td className="figure">{share}</td>
        <td>{least === most ? least : t("policies.compare.from_to", { least, most })}</td>
        <td><Button size="small" type="link" aria-expanded={open} onClick={onOpen}>{t("policies.compare.samples")}</Button></td>
      </tr>
      {open ? (
        <tr className="milestone-details"><td colSpan={5}>
          <table className="plain">
            <thead><tr><th>{t("grid.work_orders.columns.number")}</th><th>{t("grid.work_orders.columns.opened_at")}</th><th>{t("policies.compare.theirs")}</th><th>{t("policies.compare.ours")}</th></tr></thead>
            <tbody>
              {found.samples.map((sample) => (
                <tr key={sample.id}>
                  <td><Button size="small" type="link" onClick={() => go("/work_orders", { open: sample.id })}>{sample.number}</Button></td>
                  <td>{dateTime(sample.opened_at, zone, true)}</td>
                  <td>{dateTime(sample.due_at, zone, true)}</td>
                  <td>{dateTime(sample.computed_at, zone, true)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </td></tr>
      ) : null}
    </>
  );
}
