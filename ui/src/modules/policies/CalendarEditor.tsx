// One calendar: zone, week, exceptions, and the year it makes. Each save is a new revision.
import { App, Button, Checkbox, Input, Select } from "antd";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useWrite } from "@/api/client";
import type { CalendarFollows, CalendarSpec, CalendarView } from "@/api/types";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { formKeys } from "@/kit/keys";
import { useFormats, useWorkspace } from "@/kit/workspace";
import { Exceptions } from "./Exceptions";
import { TextField } from "./TextField";
import { YearPanel } from "./YearPanel";
import { Field } from "./fields";
import { WEEKDAYS, freshCalendar, parseMonthDays, parseWindows, windowsText, zones } from "./windows";

interface EditorProps {
  calendar: CalendarView | undefined;
  readOnly: boolean;
  /** What is said above the form. */
  notice: ReactNode;
  onDirty: (dirty: boolean) => void;
  onSaved: (id: number) => void;
}

interface Draft {
  name: string;
  follows: CalendarFollows;
  spec: CalendarSpec;
}

export function CalendarEditor({ notice, calendar, readOnly, onDirty, onSaved }: EditorProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { zone } = useWorkspace();
  const { dateTime } = useFormats();
  // What the form began with; changes are told by it, so it is made once (the editor is keyed by calendar and version).
  const [first] = useState<Draft>(() =>
    calendar ? { name: calendar.name, follows: calendar.follows, spec: calendar.spec } : { name: "", follows: zone === "Asia/Shanghai" ? "cn" : "none", spec: freshCalendar(zone) },
  );
  const [draft, setDraft] = useState(first);
  const [round, setRound] = useState(0);
  const save = useWrite("calendars.save");
  const dirty = draft !== first;
  useEffect(() => onDirty(dirty), [dirty, onDirty]);
  const change = (patch: Partial<CalendarSpec>) => setDraft((before) => ({ ...before, spec: { ...before.spec, ...patch } }));
  const submit = () => {
    if (readOnly || save.isPending) return;
    save.mutate({ ...draft, ...(calendar ? { id: calendar.id, version: calendar.version } : {}) }, {
      onSuccess: (saved) => {
        onDirty(false);
        message.success(t("policies.saved", { revision: saved.revision }));
        onSaved(saved.id);
      },
    });
  };
  const discard = () => {
    setDraft(first);
    setRound(round + 1);
  };
  return (
    <div className="detail">
      <section className="panel" aria-label={draft.name || t("policies.new_calendar")}>
        <div className="column" {...formKeys(submit)} key={round}>
          {notice}
          <div className="fields">
            <Field label={t("policies.name")}>
              <Input value={draft.name} disabled={readOnly} autoFocus={!calendar} maxLength={200} aria-label={t("policies.name")} onChange={(event) => setDraft({ ...draft, name: event.target.value })} />
            </Field>
            <Field label={t("policies.calendar.zone")}>
              <Select
                showSearch value={draft.spec.tz} disabled={readOnly} aria-label={t("policies.calendar.zone")} options={zones(draft.spec.tz).map((name) => ({ value: name, label: name }))}
                onChange={(tz) => change({ tz })}
              />
            </Field>
            <Field label={t("policies.calendar.holidays")} wide>
              <Checkbox checked={draft.follows === "cn"} disabled={readOnly} onChange={(event) => setDraft({ ...draft, follows: event.target.checked ? "cn" : "none" })}>{t("policies.calendar.follows_cn")}</Checkbox>
              <Checkbox checked={draft.spec.follow_make_up_days} disabled={readOnly} onChange={(event) => change({ follow_make_up_days: event.target.checked })}>{t("policies.calendar.make_up")}</Checkbox>
            </Field>
          </div>
          <WeekFields spec={draft.spec} readOnly={readOnly} change={change} />
          <Exceptions spec={draft.spec} readOnly={readOnly} change={change} />
          {save.error ? <ErrorNotice error={save.error} /> : null}
          <div className="row wrap">
            {readOnly ? null : <Button type="primary" onClick={submit} loading={save.isPending} disabled={!dirty && Boolean(calendar)}>{t("common.save")}</Button>}
            {dirty ? <Button onClick={discard}>{t("policies.discard")}</Button> : null}
            {calendar ? <span className="faint">{t("policies.calendar.revision", { revision: calendar.revision, by: calendar.saved_by, at: dateTime(calendar.saved_at) })}</span> : null}
          </div>
        </div>
      </section>
      <YearPanel spec={draft.spec} follows={draft.follows} />
    </div>
  );
}

function WeekFields({ spec, readOnly, change }: { spec: CalendarSpec; readOnly: boolean; change: (patch: Partial<CalendarSpec>) => void }) {
  const { t } = useTranslation();
  return (
    <fieldset className="week">
      <legend>{t("policies.calendar.week")} <span className="faint">{t("policies.calendar.week_hint")}</span></legend>
      {WEEKDAYS.map((day) => (
        <div className="week-day" key={day}>
          <span>{t(`common.weekday.${day}`)}</span>
          <TextField
            label={t(`common.weekday.${day}`)} value={windowsText(spec.hours[day])} readOnly={readOnly} placeholder={t("policies.calendar.closed")} wrong={t("policies.calendar.windows_wrong")}
            read={parseWindows} onRead={(windows) => change({ hours: { ...spec.hours, [day]: windows } })}
          />
        </div>
      ))}
      <div className="week-day">
        <span>{t("policies.calendar.recurring")}</span>
        <TextField
          label={t("policies.calendar.recurring")} value={spec.holidays_recurring.join(" ")} readOnly={readOnly} placeholder={t("policies.calendar.recurring_hint")}
          wrong={t("policies.calendar.recurring_wrong")} read={parseMonthDays} onRead={(days) => change({ holidays_recurring: days })}
        />
      </div>
    </fieldset>
  );
}
