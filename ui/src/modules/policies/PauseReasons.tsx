// The reasons for which a policy's clocks may stand still: who makes the order wait, for how long at most, and what ends it.
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Checkbox, InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { PauseOwner, PauseReason, PolicySpec, SlaStep } from "@/api/types";
import { REASONS, STEPS, reasonName } from "./words";

const OWNERS: readonly PauseOwner[] = ["customer", "manufacturer", "logistics", "outlet", "nobody"];

interface ReasonsProps {
  spec: PolicySpec;
  readOnly: boolean;
  onChange: (spec: PolicySpec) => void;
}

export function PauseReasons({ spec, readOnly, onChange }: ReasonsProps) {
  const { t } = useTranslation();
  const reasons = spec.pause_reasons;
  const set = (at: number, next: PauseReason) => onChange({ ...spec, pause_reasons: reasons.map((r, i) => (i === at ? next : r)) });
  const remove = (code: string) => {
    // A milestone that still named it could not be saved.
    const milestones = spec.milestones.map((m) => ({ ...m, pause_reasons: m.pause_reasons.filter((known) => known !== code) }));
    onChange({ ...spec, milestones, pause_reasons: reasons.filter((r) => r.code !== code) });
  };
  const free = REASONS.filter((code) => reasons.every((r) => r.code !== code));
  const add = (code: string) => onChange({ ...spec, pause_reasons: [...reasons, { code, owner: "customer", needs_evidence: false, resumes_on: ["completed", "closed"] }] });
  return (
    <details className="reasons">
      <summary>{t("policies.pause.title")} <span className="faint">{t("policies.pause.hint")}</span></summary>
      {reasons.length > 0 ? (
        <div className="table-scroll">
          <table className="plain">
            <thead>
              <tr>
                <th>{t("policies.pause.code")}</th><th>{t("policies.pause.owner")}</th><th>{t("policies.pause.max")}</th><th>{t("policies.pause.evidence")}</th><th>{t("policies.pause.resumes_on")}</th>
                <th><span className="visually-hidden">{t("common.remove")}</span></th>
              </tr>
            </thead>
            <tbody>
              {reasons.map((reason, i) => <Row key={reason.code} reason={reason} readOnly={readOnly} set={(next) => set(i, next)} onRemove={() => remove(reason.code)} />)}
            </tbody>
          </table>
        </div>
      ) : null}
      {readOnly || free.length === 0 ? null : (
        <div className="row wrap">
          {free.map((code) => <Button key={code} size="small" icon={<PlusOutlined />} onClick={() => add(code)}>{reasonName(code, t)}</Button>)}
        </div>
      )}
    </details>
  );
}

function Row({ reason, readOnly, set, onRemove }: { reason: PauseReason; readOnly: boolean; set: (next: PauseReason) => void; onRemove: () => void }) {
  const { t } = useTranslation();
  const name = reasonName(reason.code, t);
  const { max_minutes, ...unlimited } = reason;
  const limit = (hours: number | null) => set(hours === null ? unlimited : { ...reason, max_minutes: Math.round(hours * 60) });
  return (
    <tr>
      <td>{name}</td>
      <td><Select value={reason.owner} disabled={readOnly} aria-label={`${name} ${t("policies.pause.owner")}`} popupMatchSelectWidth={false} options={OWNERS.map((code) => ({ value: code, label: t(`policies.pause.by.${code}`) }))} onChange={(owner) => set({ ...reason, owner })} /></td>
      <td><InputNumber min={1} max={8760} value={max_minutes === undefined ? null : max_minutes / 60} disabled={readOnly} placeholder={t("policies.pause.no_limit")} aria-label={`${name} ${t("policies.pause.max")}`} onChange={limit} /></td>
      <td><Checkbox checked={reason.needs_evidence} disabled={readOnly} aria-label={`${name} ${t("policies.pause.evidence")}`} onChange={(event) => set({ ...reason, needs_evidence: event.target.checked })} /></td>
      <td><Select mode="multiple" className="resumes" value={reason.resumes_on} disabled={readOnly} aria-label={`${name} ${t("policies.pause.resumes_on")}`} options={STEPS.map((step) => ({ value: step, label: t(`policies.step.${step}`) }))} onChange={(list: SlaStep[]) => set({ ...reason, resumes_on: list })} /></td>
      <td>{readOnly ? null : <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={`${t("common.remove")} ${name}`} onClick={onRemove} />}</td>
    </tr>
  );
}
