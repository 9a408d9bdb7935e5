// How long a milestone may take: an amount of open time, or working days.
import { InputNumber, Select, Space } from "antd";
import { useTranslation } from "react-i18next";
import type { SlaTarget } from "@/api/types";

const UNITS = ["minutes", "hours", "days"] as const;
type Unit = (typeof UNITS)[number];
const ENDS = ["end_of_last_window", "midnight", "same_time"] as const;

function unitOf(target: SlaTarget): Unit {
  if (target.unit === "working_days") return "days";
  return target.minutes % 60 === 0 ? "hours" : "minutes";
}

function amountOf(target: SlaTarget, unit: Unit): number {
  if (target.unit === "working_days") return target.days;
  return unit === "hours" ? target.minutes / 60 : target.minutes;
}

function targetOf(unit: Unit, amount: number, before: SlaTarget): SlaTarget {
  if (unit !== "days") return { unit: "minutes", minutes: Math.round(unit === "hours" ? amount * 60 : amount) };
  return { unit: "working_days", days: Math.round(amount), end_of_day: before.unit === "working_days" ? before.end_of_day : "end_of_last_window" };
}

interface TargetProps {
  target: SlaTarget;
  label: string;
  readOnly: boolean;
  onChange: (target: SlaTarget) => void;
}

export function TargetField({ target, label, readOnly, onChange }: TargetProps) {
  const { t } = useTranslation();
  const unit = unitOf(target);
  const amount = amountOf(target, unit);
  return (
    <span className="target">
      <Space.Compact>
        <InputNumber
          className="target-amount" min={1} max={1_000_000} value={amount} disabled={readOnly} aria-label={label}
          onChange={(next) => (next === null ? undefined : onChange(targetOf(unit, next, target)))}
        />
        <Select
          value={unit} disabled={readOnly} aria-label={`${label} ${t("policies.unit.label")}`} popupMatchSelectWidth={false}
          options={UNITS.map((code) => ({ value: code, label: t(`policies.unit.${code}`) }))} onChange={(next) => onChange(targetOf(next, amount, target))}
        />
      </Space.Compact>
      {target.unit === "working_days" ? (
        <Select
          value={target.end_of_day} disabled={readOnly} aria-label={`${label} ${t("policies.end_of_day")}`} popupMatchSelectWidth={false}
          options={ENDS.map((code) => ({ value: code, label: t(`sla.end_of_day.${code}`) }))} onChange={(end_of_day) => onChange({ ...target, end_of_day })}
        />
      ) : null}
    </span>
  );
}
