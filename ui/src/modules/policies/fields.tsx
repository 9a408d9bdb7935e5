// Fields of the forms here: a label above, what is wrong below, and a moment in the workspace's zone.
import { DatePicker } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import type { ReactNode } from "react";
import { instantOf, wallTime } from "@/kit/format";
import { useWorkspace } from "@/kit/workspace";

export function Field({ label, error, hint, children, wide = false }: { label: string; error?: string | undefined; hint?: string | undefined; children: ReactNode; wide?: boolean }) {
  return (
    <div className={wide ? "field field-wide" : "field"}>
      <span className="field-label">{label}</span>
      {children}
      {error ? <span className="field-error" role="alert">{error}</span> : null}
      {hint && !error ? <span className="faint">{hint}</span> : null}
    </div>
  );
}

/** A moment as the wall clock of the workspace shows it; the browser's own zone plays no part. */
export function MomentField({ label, value, onChange, blank, disabled = false }: { label: string; value: number | null; onChange: (ms: number) => void; blank?: string; disabled?: boolean }) {
  const { zone } = useWorkspace();
  const wall = value === null ? undefined : wallTime(value, zone);
  const shown = wall ? dayjs(new Date(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute)) : null;
  const change = (moment: Dayjs | null) => {
    if (!moment) return;
    const picked = { year: moment.year(), month: moment.month() + 1, day: moment.date(), hour: moment.hour(), minute: moment.minute(), second: 0 };
    onChange(instantOf(picked, zone));
  };
  return (
    <DatePicker
      showTime={{ format: "HH:mm" }} format="YYYY-MM-DD HH:mm" allowClear={false} aria-label={label} value={shown} onChange={change} disabled={disabled}
      needConfirm={false} placeholder={blank ?? label}
    />
  );
}
