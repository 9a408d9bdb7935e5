// Targets of the key figures, and the numbers that figures are made with, for those who manage policies.
import { App, Input, InputNumber, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { useOp, useWrite } from "@/api/client";
import type { Kpi, KpiTarget, KpiTargets } from "@/api/types";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { Field, RecordDialog } from "@/kit/form";
import { typedUnit } from "./figures";
import { ascending, numbersOf, numbersText } from "./limits";

interface DialogProps {
  open: boolean;
  kpis: readonly Kpi[];
  onClose: () => void;
}

export function TargetsDialog({ open, kpis, onClose }: DialogProps) {
  const { t } = useTranslation();
  const stored = useOp("insight.targets", {}, { enabled: open });
  if (!open) return null;
  if (stored.data) return <Dialog stored={stored.data} kpis={kpis} onClose={onClose} />;
  return <Modal open loading={!stored.error} title={t("insight.targets.edit")} footer={null} onCancel={onClose}>{stored.error ? <ErrorNotice error={stored.error} onRetry={() => void stored.refetch()} /> : null}</Modal>;
}

/** A target is told in the unit in which it is typed; what lies outside is named there, and not moved by itself. */
const within = (most = 1_000_000) => (value: unknown) =>
  typeof value === "number" && (value < 0 || value > most) ? { code: "number_out_of_range", params: { min: 0, max: most } } : undefined;

/** Targets by key, in the units in which they are typed; lists of numbers as text. */
type Values = Record<string, number | string | null | undefined>;

const LISTS = { ageing_days: [1, 9], monitor_minutes: [3, 3] } as const;
/** Least and most, as the core takes them (insight/limits.rs). */
const NUMBERS = { complaint_hours: [1, 240], rank_minimum: [0, 10_000], brief_weeks: [2, 52] } as const;

function Dialog({ stored: { targets, limits }, kpis, onClose }: { stored: KpiTargets; kpis: readonly Kpi[]; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const write = useWrite("insight.save_targets");
  const unitOf = (key: KpiTarget["key"]) => typedUnit(kpis.find((kpi) => kpi.key === key)?.unit ?? "count");
  const initial: Values = {
    ...limits, ageing_days: numbersText(limits.ageing_days), monitor_minutes: numbersText(limits.monitor_minutes),
    ...Object.fromEntries(targets.map(({ key, value }) => [`target_${key}`, value === null ? null : value / unitOf(key).scale])),
  };
  const save = async (values: Values) => {
    const given = targets.map(({ key }): KpiTarget => {
      const typed = values[`target_${key}`];
      return { key, value: typeof typed === "number" ? Math.round(typed * unitOf(key).scale) : null };
    });
    await write.mutateAsync({
      targets: given.filter(({ value }, i) => value !== targets[i]?.value),
      limits: {
        complaint_hours: Number(values.complaint_hours), rank_minimum: Number(values.rank_minimum), brief_weeks: Number(values.brief_weeks),
        ageing_days: numbersOf(String(values.ageing_days)) ?? [], monitor_minutes: numbersOf(String(values.monitor_minutes)) ?? [],
      },
    });
    message.success(t("common.done"));
    onClose();
  };
  return (
    <RecordDialog<Values> open title={t("insight.targets.edit")} width={620} initial={initial} save={save} onClose={onClose}>
      <h3>{t("insight.targets.title")}</h3>
      <p className="quiet targets-about">{t("insight.targets.hint")}</p>
      <div className="targets">
        {targets.map(({ key }) => (
          <Field key={key} name={`target_${key}`} label={t(unitOf(key).label, { name: t(`insight.kpi.${key}`, { hours: limits.complaint_hours }) })} check={within(unitOf(key).most)}>
            <InputNumber className="wide" />
          </Field>
        ))}
      </div>
      <h3>{t("insight.limits.title")}</h3>
      <div className="targets targets-about">
        {(Object.keys(NUMBERS) as (keyof typeof NUMBERS)[]).map((key) => (
          <Field key={key} name={key} label={t(`insight.limits.${key}`)} required><InputNumber min={NUMBERS[key][0]} max={NUMBERS[key][1]} precision={0} className="wide" /></Field>
        ))}
        {(Object.keys(LISTS) as (keyof typeof LISTS)[]).map((key) => (
          <Field
            key={key} name={key} label={t(`insight.limits.${key}`)} required hint={t(`insight.limits.${key}_hint`)}
            check={(value) => (ascending(String(value), LISTS[key][0], LISTS[key][1]) ? undefined : { code: "value_invalid" })}
          >
            <Input autoComplete="off" inputMode="numeric" />
          </Field>
        ))}
      </div>
    </RecordDialog>
  );
}
