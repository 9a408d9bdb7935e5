// The wizard: what and which file, columns, values, choices with a check that writes nothing, import. Its draft lives as long
// as the page; leaving with an open draft asks first.
import { Button } from "antd";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useOp } from "@/api/client";
import type { FieldSpec, ImportKindView } from "@/api/types";
import { Empty, PageHeader, Waiting } from "@/kit/bits";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { useLeaveGuard } from "@/kit/leave";
import { useGo } from "@/kit/route";
import { Wizard } from "@/kit/Wizard";
import { useCan, useFormats, useWorkspace } from "@/kit/workspace";
import { CheckStep, isWritable } from "./CheckStep";
import { ColumnsStep } from "./ColumnsStep";
import { FileStep } from "./FileStep";
import { type Draft, missingFields, undecidedDates } from "./draft";
import { ResultStep } from "./ResultStep";
import { type Chosen, type Work, useDraft } from "./useDraft";
import { useRuns } from "./useRuns";
import { ValuesStep } from "./ValuesStep";
import { fieldName } from "./words";
import "./imports.css";

const STEPS = ["file", "columns", "values", "check", "import"] as const;
const [FILE, COLUMNS, VALUES, CHECK, IMPORT] = [0, 1, 2, 3, 4] as const;
const FIRST_KIND = "work_orders";

export default function WizardPage() {
  const { t } = useTranslation();
  const { me } = useWorkspace();
  const kinds = useOp("imports.kinds", {});
  if (kinds.error) return <div className="page"><ErrorNotice error={kinds.error} onRetry={() => void kinds.refetch()} /></div>;
  if (!kinds.data) return <div className="page"><Waiting rows={8} /></div>;
  if (kinds.data.kinds.length === 0) return <div className="page"><Empty>{t(me?.scope.kind === "all" ? "shell.no_permission" : "import.no_scope")}</Empty></div>;
  return <Pages kinds={kinds.data.kinds} />;
}

const LEAVING = { title: "import.leave.title", body: "import.leave.body", ok: "common.leave", stay: "common.stay" };

/** Orders come first, since they are what is imported most; the masters follow as the core lists them. */
function orderOf(kinds: readonly ImportKindView[]): string[] {
  const names = kinds.map((view) => view.kind);
  return names.includes(FIRST_KIND) ? [FIRST_KIND, ...names.filter((name) => name !== FIRST_KIND)] : names;
}

function Pages({ kinds }: { kinds: ImportKindView[] }) {
  const { t } = useTranslation();
  const go = useGo();
  const can = useCan();
  const names = orderOf(kinds);
  const { work, chooseFile, chooseKind, choose, change, restart } = useDraft(names[0]);
  const [step, setStep] = useState<number>(FILE);
  const { draft, file } = work;
  const runs = useRuns(draft);
  useLeaveGuard(() => file !== undefined && step !== IMPORT, LEAVING);
  const specs = kinds.find((view) => view.kind === work.kind)?.fields ?? [];
  const again = () => {
    runs.forget();
    restart();
    setStep(FILE);
  };
  const back = () => setStep((now) => now - 1);
  const next = useNext(step, setStep, work, specs, runs);
  return (
    <div className="page fill">
      <PageHeader
        title={t("import.title")} remark={step > FILE && file ? file.name : undefined}
        actions={can("work_orders.import") && step !== IMPORT ? <Button onClick={() => go("/imports")}>{t("import.result.history")}</Button> : undefined}
      />
      <Wizard
        steps={STEPS.map((key) => ({ key, title: t(`import.step.${key}`) }))} current={step} busy={runs.busy}
        {...(step > FILE && step < IMPORT ? { onBack: back } : {})} {...next}
      >
        {step === FILE ? (
          <FileStep kinds={names} work={work} onKind={chooseKind} onFile={(chosen) => void chooseFile(chosen)} onChoices={choose} />
        ) : null}
        {draft && file ? <Later step={step} draft={draft} file={file} specs={specs} runs={runs} change={change} onAgain={again} /> : null}
      </Wizard>
    </div>
  );
}

interface LaterProps {
  step: number;
  draft: Draft;
  file: Chosen;
  specs: readonly FieldSpec[];
  runs: ReturnType<typeof useRuns>;
  change: (edit: (draft: Draft) => Draft) => void;
  onAgain: () => void;
}

function Later({ step, draft, file, specs, runs, change, onAgain }: LaterProps) {
  if (step === COLUMNS) return <ColumnsStep draft={draft} specs={specs} onChange={change} />;
  if (step === VALUES) return <ValuesStep draft={draft} specs={specs} onChange={change} />;
  if (step === CHECK) {
    return (
      <CheckStep
        draft={draft} job={runs.check} report={runs.checked} stale={runs.stale} failure={runs.failure}
        onOptions={(options) => change((before) => ({ ...before, options: { ...before.options, ...options } }))}
      />
    );
  }
  if (step === IMPORT) return <ResultStep kind={draft.kind} file={file.name} job={runs.run} failure={runs.failure} onAgain={onAgain} />;
  return null;
}

interface Forward {
  onNext?: () => void;
  nextText?: string;
  nextDisabled?: boolean;
  remark?: string;
}

/** What the forward button does at a step, and what still stands in its way. */
function useNext(step: number, setStep: (step: number) => void, work: Work, specs: readonly FieldSpec[], runs: ReturnType<typeof useRuns>): Forward {
  const { t } = useTranslation();
  const { integer } = useFormats();
  const { draft } = work;
  const forward = useCallback(() => setStep(step + 1), [setStep, step]);
  if (step === IMPORT) return {};
  if (!draft) return { onNext: forward, nextDisabled: true };
  const names = (keys: readonly string[]) => keys.map(fieldName).join(t("common.list_comma"));
  if (step === FILE) return { onNext: forward, nextDisabled: work.looking };
  if (step === COLUMNS) {
    const missing = missingFields(draft, specs);
    const undecided = undecidedDates(draft, specs);
    if (missing.length > 0) return { onNext: forward, nextDisabled: true, remark: t("import.columns.still_missing", { fields: names(missing) }) };
    if (undecided.length > 0) return { onNext: forward, nextDisabled: true, remark: t("import.columns.still_undecided", { fields: names(undecided) }) };
    return { onNext: forward };
  }
  if (step === VALUES) return { onNext: forward };
  const report = runs.checked;
  if (!report) return { onNext: runs.startCheck, nextText: t("import.check.do"), remark: t("import.check.remark") };
  const begin = () => {
    runs.startRun();
    forward();
  };
  return {
    onNext: begin,
    nextDisabled: !isWritable(report, draft.options),
    nextText: t("import.run.do", { n: integer(report.created + report.updated) }),
    remark: t("import.run.remark"),
  };
}
