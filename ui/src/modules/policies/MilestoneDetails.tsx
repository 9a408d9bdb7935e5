// What is rarely changed of a milestone: its events, other targets by priority, pauses, changes and reopening.
import { Checkbox, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { MilestoneSpec, PauseReason, SlaStep } from "@/api/types";
import { TargetField } from "./TargetField";
import { Field } from "./fields";
import { PRIORITIES, STEPS, reasonName } from "./words";

interface DetailsProps {
  milestone: MilestoneSpec;
  reasons: readonly PauseReason[];
  readOnly: boolean;
  set: (patch: Partial<MilestoneSpec>) => void;
}

export function MilestoneDetails({ milestone, reasons, readOnly, set }: DetailsProps) {
  const { t } = useTranslation();
  const steps = STEPS.map((step) => ({ value: step, label: t(`policies.step.${step}`) }));
  const choice = <C extends string>(place: string, codes: readonly C[]) => codes.map((code) => ({ value: code, label: t(`policies.${place}.${code as string}`) }));
  const paused = reasons.map(({ code }) => ({ value: code, label: reasonName(code, t) }));
  return (
    <div className="fields">
      <Field label={t("policies.milestone.starts_on")}>
        <Select mode="multiple" value={milestone.starts_on} options={steps} disabled={readOnly} aria-label={t("policies.milestone.starts_on")} onChange={(list: SlaStep[]) => set({ starts_on: list })} />
      </Field>
      <Field label={t("policies.milestone.stops_on")}>
        <Select mode="multiple" value={milestone.stops_on} options={steps} disabled={readOnly} aria-label={t("policies.milestone.stops_on")} onChange={(list: SlaStep[]) => set({ stops_on: list })} />
      </Field>
      <Field label={t("policies.milestone.severity")}>
        <Select
          value={milestone.severity} disabled={readOnly} aria-label={t("policies.milestone.severity")} onChange={(severity) => set({ severity })}
          options={(["minor", "major", "critical"] as const).map((code) => ({ value: code, label: t(`sla.severity.${code}`) }))}
        />
      </Field>
      <PriorityTargets milestone={milestone} readOnly={readOnly} set={set} />
      <Field label={t("policies.milestone.pause_reasons")} hint={reasons.length === 0 ? t("policies.milestone.no_reasons") : undefined}>
        <Select mode="multiple" value={milestone.pause_reasons} options={paused} disabled={readOnly || reasons.length === 0} aria-label={t("policies.milestone.pause_reasons")} placeholder={t("policies.milestone.not_pausable")} onChange={(list: string[]) => set({ pause_reasons: list })} />
      </Field>
      <Field label={t("policies.milestone.pause_rule")}>
        <Select value={milestone.pause_rule} options={choice("pause_rule", ["working_time", "wall_clock_shift"])} disabled={readOnly} aria-label={t("policies.milestone.pause_rule")} onChange={(pause_rule) => set({ pause_rule })} />
      </Field>
      <Field label={t("policies.milestone.on_change")}>
        <Select value={milestone.on_change} options={choice("on_change", ["retroactive", "remaining_proportion", "only_if_earlier"])} disabled={readOnly} aria-label={t("policies.milestone.on_change")} onChange={(on_change) => set({ on_change })} />
      </Field>
      <Field label={t("policies.milestone.on_reopen")}>
        <Select value={milestone.on_reopen} options={choice("on_reopen", ["keep", "continue", "new_result"])} disabled={readOnly} aria-label={t("policies.milestone.on_reopen")} onChange={(on_reopen) => set({ on_reopen })} />
      </Field>
      <Field label={t("policies.milestone.appointment")}>
        <Checkbox checked={milestone.moves_with_appointment} disabled={readOnly} onChange={(event) => set({ moves_with_appointment: event.target.checked })}>{t("policies.milestone.moves_with_appointment")}</Checkbox>
      </Field>
    </div>
  );
}

function PriorityTargets({ milestone, readOnly, set }: Omit<DetailsProps, "reasons">) {
  const { t } = useTranslation();
  const own = milestone.priority_targets;
  const toggle = (priority: string, on: boolean) => {
    const { [priority]: _, ...rest } = own;
    set({ priority_targets: on ? { ...rest, [priority]: milestone.target } : rest });
  };
  return (
    <Field label={t("policies.milestone.priority_targets")} wide>
      {PRIORITIES.map((priority) => {
        const target = own[priority];
        const name = t(`grid.work_orders.priority.${priority}`);
        return (
          <div className="row" key={priority}>
            <Checkbox className="priority-name" checked={target !== undefined} disabled={readOnly} onChange={(event) => toggle(priority, event.target.checked)}>{name}</Checkbox>
            {target ? <TargetField target={target} label={`${name} ${t("policies.milestone.target")}`} readOnly={readOnly} onChange={(next) => set({ priority_targets: { ...own, [priority]: next } })} /> : <span className="faint">{t("policies.milestone.as_all")}</span>}
          </div>
        );
      })}
    </Field>
  );
}
