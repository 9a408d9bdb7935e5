// All calendars, and the chosen one beside them.
import { useTranslation } from "react-i18next";
import { useOp } from "@/api/client";
import type { CalendarView } from "@/api/types";
import { Empty, Waiting } from "@/kit/bits";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { ChangedNotice, useHeld } from "@/kit/record";
import { useCan } from "@/kit/workspace";
import { CalendarEditor } from "./CalendarEditor";
import { MasterList } from "./MasterList";
import { useChosen } from "./chosen";
import { WEEKDAYS, windowsText } from "./windows";

/** The days of a week with equal hours, said once: `08:30–12:00 13:30–18:00`. */
function hoursLine(calendar: CalendarView): string {
  const lines = WEEKDAYS.map((day) => windowsText(calendar.spec.hours[day])).filter(Boolean);
  return [...new Set(lines)].join(" / ");
}

export function CalendarsTab() {
  const { t } = useTranslation();
  const manage = useCan()("policies.manage");
  const calendars = useOp("calendars.list", {});
  const list = calendars.data?.calendars ?? [];
  const { chosen, choose, settle, onDirty, dirty } = useChosen(list[0]?.id);
  const held = useHeld(chosen === "new" ? undefined : list.find((calendar) => calendar.id === chosen), dirty);
  if (!calendars.data) return calendars.error ? <ErrorNotice error={calendars.error} onRetry={() => void calendars.refetch()} /> : <Waiting rows={8} />;
  const open = held.seen;
  const items = list.map((calendar) => ({ id: calendar.id, name: calendar.name, remark: hoursLine(calendar) }));
  return (
    <div className="master">
      <MasterList label={t("policies.tab.calendars")} items={items} chosen={chosen} onChoose={choose} add={manage ? t("policies.new_calendar") : undefined} />
      {open || chosen === "new" ? (
        <CalendarEditor key={open ? `${open.id} ${held.began}` : "new"} notice={held.newer ? <ChangedNotice onAccept={held.accept} /> : null} calendar={open} readOnly={!manage} onDirty={onDirty} onSaved={settle} />
      ) : <div className="panel"><Empty>{t(list.length === 0 ? "policies.no_calendars" : "policies.gone")}</Empty></div>}
    </div>
  );
}
