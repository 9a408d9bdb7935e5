// A calendar's year, month by month: each day coloured by what it is, and named.
import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOp } from "@/api/client";
import type { CalendarDay, CalendarFollows, CalendarSpec } from "@/api/types";
import { StateTag, Waiting } from "@/kit/bits";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { wallTime } from "@/kit/format";
import { useFormats } from "@/kit/workspace";
import { WEEKDAYS, windowsText } from "./windows";

const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;
const KINDS = ["working", "off", "holiday", "make_up", "override"] as const;

export function YearPanel({ spec, follows }: { spec: CalendarSpec; follows: CalendarFollows }) {
  const { t } = useTranslation();
  const { zone, duration } = useFormats();
  const [year, setYear] = useState(() => wallTime(Date.now(), zone).year);
  const preview = useOp("calendars.preview", { spec, follows, year }, { keep: true });
  const days = preview.data?.days ?? [];
  return (
    <section className="panel column" aria-label={t("policies.year.title", { year })}>
      <div className="row wrap">
        <Button size="small" type="text" icon={<LeftOutlined />} aria-label={t("policies.year.before")} onClick={() => setYear(year - 1)} />
        <h2>{t("policies.year.title", { year })}</h2>
        <Button size="small" type="text" icon={<RightOutlined />} aria-label={t("policies.year.after")} onClick={() => setYear(year + 1)} />
        {preview.data ? <span className="quiet">{t("policies.year.sum", { days: preview.data.working_days, hours: duration(preview.data.open_ms) })}</span> : null}
        {preview.data?.provisional ? <StateTag state="warning">{t("policies.year.provisional")}</StateTag> : null}
      </div>
      {preview.error ? <ErrorNotice error={preview.error} /> : null}
      {!preview.data && !preview.error ? <Waiting rows={8} /> : null}
      {preview.data && !preview.error ? (
        <>
          <div className="year">
            {MONTHS.map((month) => <Month key={month} year={year} month={month} days={days} />)}
          </div>
          <div className="row wrap year-legend">
            {KINDS.map((kind) => <span key={kind} className="row"><span className={`day day-${kind}`} aria-hidden="true" />{t(`policies.year.kind.${kind}`)}</span>)}
          </div>
        </>
      ) : null}
    </section>
  );
}

function Month({ year, month, days }: { year: number; month: number; days: readonly CalendarDay[] }) {
  const { t } = useTranslation();
  const own = days.filter((day) => Number(day.date.slice(5, 7)) === month && Number(day.date.slice(0, 4)) === year);
  // Monday first.
  const lead = (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7;
  return (
    <div className="month">
      <h3>{t(`policies.month.${month}`)}</h3>
      <div className="month-days">
        {WEEKDAYS.map((day) => <span key={day} className="faint" aria-hidden="true">{t(`policies.weekday_short.${day}`)}</span>)}
        {own.map((day, n) => <Day key={day.date} day={day} column={n === 0 ? lead + 1 : undefined} />)}
      </div>
    </div>
  );
}

function Day({ day, column }: { day: CalendarDay; column: number | undefined }) {
  const { t } = useTranslation();
  const hours = day.windows.length > 0 ? windowsText(day.windows) : t("policies.calendar.closed");
  const words = [day.date, t(`policies.year.kind.${day.kind}`), day.name, hours].filter(Boolean).join(" · ");
  const shut = day.windows.length === 0 && day.kind === "override" ? " day-shut" : "";
  return <span className={`day day-${day.kind}${shut}`} style={{ gridColumnStart: column }} title={words} role="img" aria-label={words}>{Number(day.date.slice(8))}</span>;
}
