// Names of what policies are made of: a text of the catalogue where there is one, else what the author wrote.
import type { TFunction } from "i18next";
import type { CompareClass, MilestoneSpec, PolicySpec, SlaStep, SlaTarget } from "@/api/types";
import { hasText } from "@/i18n";
import type { Formats } from "@/kit/workspace";

export const KINDS = ["installation", "repair", "maintenance", "exchange", "consultation", "identification", "complaint", "other"] as const;
export const PRIORITIES = ["normal", "urgent", "critical"] as const;
export const STEPS: readonly SlaStep[] = [
  "opened", "confirmed", "dispatched", "responded", "appointed", "arrived", "completed", "closed", "followed_up",
  "complaint_raised", "complaint_answered", "goods_received", "goods_repaired",
];
/** Reasons for pausing that have a name. */
export const REASONS = ["await_customer", "await_parts", "await_identification", "await_approval", "force_majeure"] as const;
/** Milestones that have a name; an author may write another key. */
export const MILESTONES = ["confirm", "dispatch", "respond", "arrive", "solve", "repair", "replace", "follow_up", "complaint_answer"] as const;

export function milestoneName(key: string, t: TFunction): string {
  return hasText(`sla.milestone.${key}`) ? t(`sla.milestone.${key}`) : key;
}

export function reasonName(code: string, t: TFunction): string {
  return hasText(`sla.reason.${code}`) ? t(`sla.reason.${code}`) : code;
}

/** `2 h`, `5 working days`. */
export function targetText(target: SlaTarget, t: TFunction, formats: Formats): string {
  if (target.unit === "minutes") return formats.duration(target.minutes * 60_000);
  return t("policies.target_days", { days: target.days });
}

/** One line of what a policy asks for: `Response 2 h, Resolution 24 h`. */
export function policyLine(spec: PolicySpec, t: TFunction, formats: Formats): string {
  return spec.milestones.map((m) => `${milestoneName(m.key, t)} ${targetText(m.target, t, formats)}`).join(t("common.list_comma"));
}

/** What a class of mismatches means. Values beyond the first dozen of a class are summed up. */
export function classText(found: CompareClass, t: TFunction): string {
  const { params } = found;
  const context = params.rest ? "rest" : params.names === "" ? "unnamed" : undefined;
  return t(`policies.compare.class.${found.code}`, { ...params, ...(context ? { context } : {}), defaultValue: t("policies.compare.class.other") });
}

export function freshMilestone(key: string, calendar: string): MilestoneSpec {
  return {
    key, starts_on: ["opened"], stops_on: ["completed", "closed"], target: { unit: "minutes", minutes: 480 }, priority_targets: {}, calendar,
    pause_reasons: [], pause_rule: "working_time", thresholds: [50, 75, 100, 150], severity: "major", on_change: "retroactive", on_reopen: "keep",
    moves_with_appointment: false,
  };
}
