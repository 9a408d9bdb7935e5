// The fourth decision: doubles, bad rows, missing masters. The whole file is then checked without writing anything.
import { Alert, Checkbox, Radio } from "antd";
import { useTranslation } from "react-i18next";
import type { ImportReport, JobView } from "@/api/types";
import { Failure } from "@/api/failure";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { JobProgress, isOver } from "@/kit/jobs";
import type { Draft, Options } from "./draft";
import { ReportView } from "./ReportView";

export interface CheckStepProps {
  draft: Draft;
  /** The check of the draft as it stands. */
  job: JobView | undefined;
  report: ImportReport | undefined;
  /** Something was changed since the last check. */
  stale: boolean;
  failure: unknown;
  onOptions: (change: Partial<Options>) => void;
}

export function CheckStep({ draft, job, report, stale, failure, onOptions }: CheckStepProps) {
  const { t } = useTranslation();
  const { options } = draft;
  const busy = job !== undefined && !isOver(job);
  const maker = draft.kind === "work_orders" && ["outlet", "category"].some((key) => key in draft.fields);
  const choice = (value: string, group: string) => ({
    value,
    label: <span className="column import-choice"><b>{t(`import.options.${group}_${value}`)}</b><span className="quiet">{t(`import.options.${group}_${value}_hint`)}</span></span>,
  });
  return (
    <div className="import-step import-check">
      <section className="column import-options">
        <h2>{t("import.options.title")}</h2>
        <fieldset disabled={busy}>
          <legend>{t(draft.kind === "work_orders" ? "import.options.doubles_orders" : "import.options.doubles_code")}</legend>
          <Radio.Group
            vertical value={options.doubles} onChange={(event) => onOptions({ doubles: event.target.value })}
            options={[choice("skip", "doubles"), choice("update", "doubles")]}
          />
        </fieldset>
        <fieldset disabled={busy}>
          <legend>{t("import.options.errors")}</legend>
          <Radio.Group
            vertical value={options.errors} onChange={(event) => onOptions({ errors: event.target.value })}
            options={[choice("all_or_nothing", "errors"), choice("take_good", "errors")]}
          />
        </fieldset>
        {maker ? (
          <fieldset disabled={busy}>
            <legend>{t("import.options.missing")}</legend>
            <Checkbox checked={options.create_missing} onChange={(event) => onOptions({ create_missing: event.target.checked })}>
              <span className="column import-choice"><b>{t("import.options.create_missing")}</b><span className="quiet">{t("import.options.create_missing_hint")}</span></span>
            </Checkbox>
          </fieldset>
        ) : null}
      </section>
      <section className="column import-checked" aria-live="polite">
        <h2>{t("import.check.title")}</h2>
        {failure ? <ErrorNotice error={failure} /> : null}
        {job && busy ? <JobProgress job={job} title={t("import.check.running")} /> : null}
        {job?.state === "failed" && job.error ? <ErrorNotice error={new Failure(job.error)} /> : null}
        {job?.state === "cancelled" ? <p className="quiet">{t("import.check.cancelled")}</p> : null}
        {!job && !failure ? <p className="quiet">{t(stale ? "import.check.stale" : "import.check.none")}</p> : null}
        {report ? <Verdict report={report} options={options} /> : null}
        {report ? <ReportView report={report} kind={draft.kind} /> : null}
      </section>
    </div>
  );
}

/** Whether an import of what was checked would write anything. */
export function isWritable(report: ImportReport, options: Options): boolean {
  return report.created + report.updated > 0 && (report.rejected === 0 || options.errors === "take_good");
}

function Verdict({ report, options }: { report: ImportReport; options: Options }) {
  const { t } = useTranslation();
  const blocked = report.rejected > 0 && options.errors === "all_or_nothing";
  const known = report.skipped > 0 && report.skipped === report.read && options.doubles === "skip";
  const text = blocked ? "blocked" : known ? "skipped" : !isWritable(report, options) ? "nothing" : report.rejected > 0 ? "some" : "all";
  return <Alert type={text === "all" ? "success" : "warning"} showIcon role="status" className="error-notice" title={t(`import.check.verdict.${text}`)} />;
}
