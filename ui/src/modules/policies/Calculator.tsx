// The calculator: clocks of an imagined order under the policy as it stands in the form, saved or not.
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOp } from "@/api/client";
import type { PolicySpec, SlaEvent, SlaStep } from "@/api/types";
import { Waiting } from "@/kit/bits";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { ClockCard } from "@/kit/sla";
import { Field, MomentField } from "./fields";
import { PRIORITIES, STEPS, reasonName } from "./words";

/** A step, or a pause for a reason: `pause_started:await_parts`. */
interface Happening {
  what: string;
  at: number;
}

const HOUR = 3_600_000;

function eventOf({ what, at }: Happening): SlaEvent {
  const moment = { occurred_at_ms: at, recorded_at_ms: at };
  const [kind, reason] = what.split(":");
  if (reason && (kind === "pause_started" || kind === "pause_ended")) return { ...moment, kind, reason };
  if (what === "reopened" || what === "cancelled") return { ...moment, kind: what };
  return { ...moment, kind: "happened", step: what as SlaStep };
}

export function Calculator({ spec }: { spec: PolicySpec }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(() => Math.floor(Date.now() / HOUR) * HOUR);
  const [judged, setJudged] = useState<number>();
  const [priority, setPriority] = useState("normal");
  const [happened, setHappened] = useState<Happening[]>([]);
  const at = judged ?? Math.max(opened, ...happened.map((h) => h.at));
  const tried = useOp("policies.try", { spec, opened_at: opened, priority, events: happened.map(eventOf), at }, { keep: true, enabled: spec.milestones.length > 0 });
  const set = (i: number, patch: Partial<Happening>) => setHappened(happened.map((h, n) => (n === i ? { ...h, ...patch } : h)));
  const add = () => setHappened([...happened, { what: "responded", at: (happened.at(-1)?.at ?? opened) + HOUR }]);
  return (
    <div className="column">
      <h2 className="visually-hidden">{t("policies.try.title")}</h2>
      <p className="quiet">{t("policies.try.hint")}</p>
      <div className="fields">
        <Field label={t("policies.try.opened")}><MomentField label={t("policies.try.opened")} value={opened} onChange={setOpened} /></Field>
        <Field label={t("policies.try.judged")} hint={t("policies.try.judged_hint")}><MomentField label={t("policies.try.judged")} value={at} onChange={setJudged} /></Field>
        <Field label={t("policies.try.priority")}>
          <Select value={priority} aria-label={t("policies.try.priority")} onChange={setPriority} options={PRIORITIES.map((code) => ({ value: code, label: t(`grid.work_orders.priority.${code}`) }))} />
        </Field>
      </div>
      {happened.map((happening, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what happened has no identity but its place
        <div className="row wrap" key={i}>
          <Select className="happening" value={happening.what} aria-label={t("policies.try.what")} options={choices(spec, t)} popupMatchSelectWidth={false} onChange={(what) => set(i, { what })} />
          <MomentField label={t("policies.try.when")} value={happening.at} onChange={(ms) => set(i, { at: ms })} />
          <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={t("common.remove")} onClick={() => setHappened(happened.filter((_, n) => n !== i))} />
        </div>
      ))}
      <div><Button size="small" icon={<PlusOutlined />} onClick={add}>{t("policies.try.add")}</Button></div>
      {tried.error ? <ErrorNotice error={tried.error} /> : null}
      {!tried.data && !tried.error ? <Waiting rows={6} /> : null}
      {tried.error ? null : tried.data?.clocks.map((clock) => <ClockCard key={`${clock.key} ${clock.cycle}`} clock={clock} now={tried.data.as_of} />)}
    </div>
  );
}

function choices(spec: PolicySpec, t: ReturnType<typeof useTranslation>["t"]) {
  const steps = STEPS.filter((step) => step !== "opened").map((step) => ({ value: step as string, label: t(`policies.step.${step}`) }));
  const pauses = spec.pause_reasons.flatMap(({ code }) => {
    const reason = reasonName(code, t);
    return [
      { value: `pause_started:${code}`, label: t("policies.try.pause_started", { reason }) },
      { value: `pause_ended:${code}`, label: t("policies.try.pause_ended", { reason }) },
    ];
  });
  const more = (["reopened", "cancelled"] as const).map((what) => ({ value: what as string, label: t(`policies.try.${what}`) }));
  return [...steps, ...pauses, ...more];
}
