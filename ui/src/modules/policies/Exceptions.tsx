// Single days that differ: closed, short or extra, whatever week and holidays say. And own holidays, where there are any.
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, DatePicker } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CalendarSpec } from "@/api/types";
import { TextField } from "./TextField";
import { parseWindows, windowsText } from "./windows";

interface ExceptionsProps {
  spec: CalendarSpec;
  readOnly: boolean;
  change: (patch: Partial<CalendarSpec>) => void;
}

export function Exceptions({ spec, readOnly, change }: ExceptionsProps) {
  const { t } = useTranslation();
  const [day, setDay] = useState<string>();
  const dates = Object.keys(spec.overrides).sort();
  const set = (date: string, windows: [string, string][]) => change({ overrides: { ...spec.overrides, [date]: windows } });
  const remove = (date: string) => change({ overrides: Object.fromEntries(Object.entries(spec.overrides).filter(([known]) => known !== date)) });
  const add = () => {
    if (day && !(day in spec.overrides)) set(day, []);
    setDay(undefined);
  };
  return (
    <fieldset className="week">
      <legend>{t("policies.calendar.exceptions")} <span className="faint">{t("policies.calendar.exceptions_hint")}</span></legend>
      {dates.map((date) => (
        <div className="week-day" key={date}>
          <span className="figure">{date}</span>
          <TextField
            label={date} value={windowsText(spec.overrides[date] ?? [])} readOnly={readOnly} placeholder={t("policies.calendar.closed")} wrong={t("policies.calendar.windows_wrong")}
            read={parseWindows} onRead={(windows) => set(date, windows)}
          />
          {readOnly ? null : <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={`${t("common.remove")} ${date}`} onClick={() => remove(date)} />}
        </div>
      ))}
      {readOnly ? null : (
        <div className="row">
          <DatePicker value={day ? dayjs(day) : null} aria-label={t("policies.calendar.exception_date")} placeholder={t("policies.calendar.exception_date")} onChange={(picked) => setDay(picked?.format("YYYY-MM-DD"))} />
          <Button size="small" icon={<PlusOutlined />} disabled={!day} onClick={add}>{t("policies.calendar.add_exception")}</Button>
        </div>
      )}
      {spec.holidays.length + spec.make_up_days.length > 0 ? (
        <div className="row wrap">
          <span className="quiet">{t("policies.calendar.own_days", { holidays: spec.holidays.length, make_up: spec.make_up_days.length })}</span>
          {readOnly ? null : <Button size="small" onClick={() => change({ holidays: [], make_up_days: [] })}>{t("policies.calendar.drop_own")}</Button>}
        </div>
      ) : null}
    </fieldset>
  );
}
