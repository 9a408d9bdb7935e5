// The milestones of a policy as rows; a row opens to what is rarely changed.
import { DeleteOutlined, DownOutlined, PlusOutlined, RightOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { Fragment, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CalendarView, MilestoneSpec, PolicySpec } from "@/api/types";
import { MilestoneDetails } from "./MilestoneDetails";
import { TargetField } from "./TargetField";
import { TextField } from "./TextField";
import { parsePercents } from "./windows";
import { MILESTONES, freshMilestone, milestoneName } from "./words";

interface TableProps {
  spec: PolicySpec;
  calendars: readonly CalendarView[];
  readOnly: boolean;
  onChange: (spec: PolicySpec) => void;
}

export function MilestoneTable({ spec, calendars, readOnly, onChange }: TableProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<number>();
  const set = (at: number, patch: Partial<MilestoneSpec>) =>
    onChange({ ...spec, milestones: spec.milestones.map((m, i) => (i === at ? { ...m, ...patch } : m)) });
  const remove = (at: number) => {
    setOpen(undefined);
    onChange({ ...spec, milestones: spec.milestones.filter((_, i) => i !== at) });
  };
  const add = () => {
    const key = MILESTONES.find((known) => spec.milestones.every((m) => m.key !== known)) ?? "solve";
    onChange({ ...spec, milestones: [...spec.milestones, freshMilestone(key, spec.milestones.at(-1)?.calendar ?? calendars[0]?.code ?? "")] });
  };
  return (
    <div className="table-scroll">
      <table className="plain milestones">
        <thead>
          <tr>
            <th><span className="visually-hidden">{t("policies.milestone.details")}</span></th>
            <th>{t("policies.milestone.name")}</th>
            <th>{t("policies.milestone.target")}</th>
            <th>{t("policies.milestone.calendar")}</th>
            <th>{t("policies.milestone.thresholds")}</th>
            <th><span className="visually-hidden">{t("common.remove")}</span></th>
          </tr>
        </thead>
        <tbody>
          {spec.milestones.map((milestone, i) => (
            // A row has no identity but its place: keys can be edited, and two may be alike for a while.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <Fragment key={i}>
              <Row
                milestone={milestone} calendars={calendars} readOnly={readOnly} open={open === i} set={(patch) => set(i, patch)}
                onOpen={() => setOpen(open === i ? undefined : i)} onRemove={() => remove(i)}
              />
              {open === i ? (
                <tr className="milestone-details"><td /><td colSpan={5}>
                  <MilestoneDetails milestone={milestone} reasons={spec.pause_reasons} readOnly={readOnly} set={(patch) => set(i, patch)} />
                </td></tr>
              ) : null}
            </Fragment>
          ))}
        </tbody>
      </table>
      {readOnly ? null : <Button size="small" icon={<PlusOutlined />} onClick={add}>{t("policies.milestone.add")}</Button>}
    </div>
  );
}

interface RowProps {
  milestone: MilestoneSpec;
  calendars: readonly CalendarView[];
  readOnly: boolean;
  open: boolean;
  set: (patch: Partial<MilestoneSpec>) => void;
  onOpen: () => void;
  onRemove: () => void;
}

function Row({ milestone, calendars, readOnly, open, set, onOpen, onRemove }: RowProps) {
  const { t } = useTranslation();
  const name = milestoneName(milestone.key, t);
  const keys = [...new Set([...MILESTONES, milestone.key])].map((key) => ({ value: key, label: milestoneName(key, t) }));
  const known = calendars.map(({ code, name: label }) => ({ value: code, label }));
  return (
    <tr>
      <td>
        <Button size="small" type="text" icon={open ? <DownOutlined /> : <RightOutlined />} aria-expanded={open} aria-label={`${t("policies.milestone.details")} ${name}`} onClick={onOpen} />
      </td>
      <td><Select value={milestone.key} options={keys} disabled={readOnly} aria-label={t("policies.milestone.name")} popupMatchSelectWidth={false} onChange={(key) => set({ key })} /></td>
      <td><TargetField target={milestone.target} label={`${name} ${t("policies.milestone.target")}`} readOnly={readOnly} onChange={(target) => set({ target })} /></td>
      <td><Select value={milestone.calendar} options={known} disabled={readOnly} aria-label={`${name} ${t("policies.milestone.calendar")}`} popupMatchSelectWidth={false} onChange={(calendar) => set({ calendar })} /></td>
      <td>
        <TextField
          label={`${name} ${t("policies.milestone.thresholds")}`} value={milestone.thresholds.join(" ")} readOnly={readOnly} placeholder={t("common.none")}
          wrong={t("policies.milestone.thresholds_wrong")} read={parsePercents} onRead={(thresholds) => set({ thresholds })}
        />
      </td>
      <td>{readOnly ? null : <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={`${t("common.remove")} ${name}`} onClick={onRemove} />}</td>
    </tr>
  );
}
