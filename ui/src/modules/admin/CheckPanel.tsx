// The check: everything that can be recomputed is, and the result is told in words.
import { CheckCircleFilled, CloseCircleFilled } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWrite } from "@/api/client";
import type { Check, JobView, VerifyReport } from "@/api/types";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { JobProgress, isOver, useJob, useJobs } from "@/kit/jobs";
import { useFormats } from "@/kit/workspace";

function isReport(value: unknown): value is VerifyReport {
  return typeof value === "object" && value !== null && "checks" in value && Array.isArray(value.checks);
}

/** The latest check that came to an end, also one that was started elsewhere. */
function latest(jobs: readonly JobView[]): JobView | undefined {
  return jobs.find((job) => job.kind === "admin.verify" && job.state === "succeeded");
}

export function CheckPanel() {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const [started, setStarted] = useState<number>();
  const verify = useWrite("admin.verify");
  const running = useJob(started);
  const done = latest(useJobs());
  const busy = verify.isPending || (running !== undefined && !isOver(running));
  return (
    <section className="panel column" aria-labelledby="check-title">
      <div className="row wrap">
        <h2 id="check-title" className="grow">{t("admin.check.title")}</h2>
        <Button loading={busy} onClick={() => verify.mutate({}, { onSuccess: (answer) => setStarted(answer.job) })}>{t("admin.check.now")}</Button>
      </div>
      <p className="quiet">{t("admin.check.hint")}</p>
      {verify.error ? <ErrorNotice error={verify.error} /> : null}
      {running && running.state !== "succeeded" ? <JobProgress job={running} /> : null}
      {done && isReport(done.result) ? (
        <div className="column" role="status">
          <p className={done.result.ok ? "verdict good" : "verdict bad"}>
            {t(done.result.ok ? "admin.check.all_good" : "admin.check.some_bad", { at: dateTime(done.finished_at ?? done.started_at) })}
          </p>
          <ul className="checks">{done.result.checks.map((check) => <Result key={check.code} check={check} />)}</ul>
        </div>
      ) : null}
    </section>
  );
}

function Result({ check }: { check: Check }) {
  const { t } = useTranslation();
  const { dateTime, integer } = useFormats();
  const recount = useWrite("admin.rebuild_figures");
  const [started, setStarted] = useState<number>();
  const job = useJob(started);
  const params = Object.fromEntries(
    Object.entries(check.params).map(([key, value]) => [key, typeof value !== "number" ? value : key === "at" ? dateTime(value) : integer(value)]),
  );
  const none = check.params.at === 0 || check.params.rows === 0 || check.params.orders === 0;
  const wording = check.ok ? (none ? "none" : "ok") : check.params.error ? "unreadable" : "bad";
  const key = wording === "unreadable" ? "admin.check.unreadable" : `admin.check.${check.code}.${wording}`;
  return (
    <li className={check.ok ? "good" : "bad"}>
      {check.ok ? <CheckCircleFilled aria-hidden="true" /> : <CloseCircleFilled aria-hidden="true" />}
      <div className="grow">
        <div>
          <strong>{t(`admin.check.${check.code}.title`)}</strong>{" "}
          <span className="visually-hidden">{t(check.ok ? "admin.check.good" : "admin.check.bad")}</span>
        </div>
        <div className="quiet">{t(key, params)}</div>
        {check.code === "figures" && !check.ok ? (
          <Button size="small" loading={recount.isPending} onClick={() => recount.mutate({}, { onSuccess: (answer) => setStarted(answer.job) })}>
            {t("admin.check.recount")}
          </Button>
        ) : null}
        {recount.error ? <ErrorNotice compact error={recount.error} /> : null}
        {job ? <JobProgress job={job} /> : null}
      </div>
    </li>
  );
}
