// One policy: for which orders it is, from when, and its milestones. Each save is a new revision.
import { App, Button, Checkbox, Input, InputNumber, Select, Tabs } from "antd";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useWrite } from "@/api/client";
import type { CalendarView, PauseReason, PolicyApplies, PolicySpec, PolicyView } from "@/api/types";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { formKeys } from "@/kit/keys";
import { useCan, useFormats } from "@/kit/workspace";
import { Calculator } from "./Calculator";
import { Compare } from "./Compare";
import { MilestoneTable } from "./MilestoneTable";
import { PauseReasons } from "./PauseReasons";
import { Field, MomentField } from "./fields";
import { KINDS, PRIORITIES, freshMilestone } from "./words";

interface Draft {
  name: string;
  rank: number;
  active: boolean;
  effective_from: number;
  applies: PolicyApplies;
  spec: PolicySpec;
}

interface EditorProps {
  policy: PolicyView | undefined;
  /** What a new policy starts from. */
  like: PolicyView | undefined;
  onCopy: (id: number) => void;
  /** What is said above the form. */
  notice: ReactNode;
  /** Reasons for pausing that a new policy knows. */
  reasons: PauseReason[];
  calendars: readonly CalendarView[];
  readOnly: boolean;
  onDirty: (dirty: boolean) => void;
  onSaved: (id: number) => void;
}

function draftOf(policy: PolicyView): Draft {
  const { name, rank, active, effective_from, applies, spec } = policy;
  return { name, rank, active, effective_from, applies, spec };
}

/** A new one: a copy where one was asked for, else two milestones and the usual reasons for pausing. */
function freshDraft(like: PolicyView | undefined, reasons: PauseReason[], calendar: string, copyName: string): Draft {
  const effective_from = Math.floor(Date.now() / 60_000) * 60_000;
  // A copy begins switched off: two policies for the same orders would be decided by their age.
  if (like) return { ...draftOf(like), name: copyName, active: false, effective_from, spec: { ...like.spec, code: "" } };
  const spec: PolicySpec = { code: "", milestones: [freshMilestone("respond", calendar), freshMilestone("solve", calendar)], pause_reasons: reasons };
  return { name: "", rank: 100, active: true, effective_from, applies: { kinds: [], priorities: [], categories: [] }, spec };
}

export function PolicyEditor({ notice, policy, like, reasons, calendars, readOnly, onDirty, onSaved, onCopy }: EditorProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const mayCompare = useCan()("work_orders.read");
  // What the form began with; changes are told by it, so it is made once (the editor is keyed by policy and version).
  const [first] = useState(() => (policy ? draftOf(policy) : freshDraft(like, reasons, calendars[0]?.code ?? "", t("policies.copy_name", { name: like?.name ?? "" }))));
  const [draft, setDraft] = useState(first);
  const save = useWrite("policies.save");
  const dirty = draft !== first;
  useEffect(() => onDirty(dirty), [dirty, onDirty]);
  const change = (patch: Partial<Draft>) => setDraft((before) => ({ ...before, ...patch }));
  const submit = () => {
    if (readOnly || save.isPending) return;
    save.mutate({ ...draft, ...(policy ? { id: policy.id, version: policy.version } : {}) }, {
      onSuccess: (saved) => {
        onDirty(false);
        message.success(t("policies.saved", { revision: saved.revision }));
        onSaved(saved.id);
      },
    });
  };
  const tabs = [
    { key: "try", label: t("policies.try.title"), children: <Calculator spec={draft.spec} /> },
    ...(policy && mayCompare ? [{ key: "compare", label: t("policies.compare.title"), children: <Compare policyId={policy.id} dirty={dirty} /> }] : []),
    ...(policy ? [{ key: "revisions", label: t("policies.revisions"), children: <Revisions policy={policy} /> }] : []),
  ];
  return (
    <div className="detail">
      <section className="panel" aria-label={draft.name || t("policies.new_policy")}>
        <div className="column" {...formKeys(submit)}>
          {notice}
          <Head draft={draft} readOnly={readOnly} change={change} fresh={!policy} />
          {save.error ? <ErrorNotice error={save.error} /> : null}
          <MilestoneTable spec={draft.spec} calendars={calendars} readOnly={readOnly} onChange={(spec) => change({ spec })} />
          <PauseReasons spec={draft.spec} readOnly={readOnly} onChange={(spec) => change({ spec })} />
          {readOnly ? null : (
            <div className="row wrap">
              <Button type="primary" onClick={submit} loading={save.isPending} disabled={!dirty && Boolean(policy)}>{t("common.save")}</Button>
              {dirty ? <Button onClick={() => setDraft(first)}>{t("policies.discard")}</Button> : null}
              {policy && !dirty ? <Button onClick={() => onCopy(policy.id)}>{t("policies.copy")}</Button> : null}
              <span className="faint">{t("policies.revision_hint")}</span>
            </div>
          )}
        </div>
      </section>
      <section className="panel"><Tabs size="small" items={tabs} destroyOnHidden /></section>
    </div>
  );
}

function Head({ draft, readOnly, change, fresh }: { draft: Draft; readOnly: boolean; change: (patch: Partial<Draft>) => void; fresh: boolean }) {
  const { t } = useTranslation();
  const { applies } = draft;
  const some = (field: keyof PolicyApplies) => (list: string[]) => change({ applies: { ...applies, [field]: list } });
  const named = (codes: readonly string[], place: string) => codes.map((code) => ({ value: code, label: t(`grid.work_orders.${place}.${code}`) }));
  return (
    <div className="fields">
      <Field label={t("policies.name")}>
        <Input value={draft.name} disabled={readOnly} autoFocus={fresh} aria-label={t("policies.name")} maxLength={200} onChange={(event) => change({ name: event.target.value })} />
      </Field>
      <Field label={t("policies.effective_from")} hint={t("policies.effective_hint")}>
        <MomentField label={t("policies.effective_from")} blank={t("policies.since_ever")} value={draft.effective_from || null} disabled={readOnly} onChange={(ms) => change({ effective_from: ms })} />
      </Field>
      <Field label={t("policies.rank")} hint={t("policies.rank_hint")}>
        <InputNumber min={0} max={9999} value={draft.rank} disabled={readOnly} aria-label={t("policies.rank")} onChange={(rank) => change({ rank: rank ?? 0 })} />
      </Field>
      <Field label={t("policies.state")}>
        <Checkbox checked={draft.active} disabled={readOnly} onChange={(event) => change({ active: event.target.checked })}>{t("policies.active_hint")}</Checkbox>
      </Field>
      <Field label={t("policies.kinds")}>
        <Select mode="multiple" value={applies.kinds} disabled={readOnly} aria-label={t("policies.kinds")} placeholder={t("policies.any")} options={named(KINDS, "kind")} onChange={some("kinds")} />
      </Field>
      <Field label={t("policies.priorities")}>
        <Select mode="multiple" value={applies.priorities} disabled={readOnly} aria-label={t("policies.priorities")} placeholder={t("policies.any")} options={named(PRIORITIES, "priority")} onChange={some("priorities")} />
      </Field>
      <Field label={t("policies.categories")} wide>
        <Select mode="tags" value={applies.categories} disabled={readOnly} aria-label={t("policies.categories")} placeholder={t("policies.any_category")} open={false} suffixIcon={null} onChange={some("categories")} />
      </Field>
    </div>
  );
}

function Revisions({ policy }: { policy: PolicyView }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  return (
    <table className="plain">
      <thead>
        <tr><th>{t("policies.revision")}</th><th>{t("policies.effective_from")}</th><th>{t("policies.saved_at")}</th><th>{t("policies.saved_by")}</th></tr>
      </thead>
      <tbody>
        {policy.revisions.map((revision) => (
          <tr key={revision.revision}>
            <td className="figure">{revision.revision}</td>
            <td>{revision.effective_from === 0 ? t("policies.since_ever") : dateTime(revision.effective_from)}</td>
            <td>{dateTime(revision.saved_at)}</td>
            <td>{revision.saved_by}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
