import { useTranslation } from "react-i18next";
import { useOp } from "@/api/client";
import type { TimelineEvent } from "@/api/types";
import { Empty, Waiting } from "@/kit/bits";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { headingOf } from "@/kit/grid";
import { useFormats } from "@/kit/workspace";

/** What the source tells and every change made here, oldest first. */
export function Timeline({ id }: { id: number }) {
  const { t } = useTranslation();
  const timeline = useOp("work_orders.timeline", { id });
  if (timeline.error) return <ErrorNotice error={timeline.error} onRetry={() => void timeline.refetch()} />;
  if (!timeline.data) return <Waiting rows={5} />;
  if (timeline.data.events.length === 0) return <Empty>{t("work_orders.no_events")}</Empty>;
  return (
    <ol className="timeline">
      {timeline.data.events.map((event, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a history only grows at its end
        <Event key={index} event={event} />
      ))}
    </ol>
  );
}

function Event({ event }: { event: TimelineEvent }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const who = event.actor || t(event.origin === "source" ? "work_orders.by_source" : "work_orders.by_system");
  return (
    <li>
      <time dateTime={new Date(event.at).toISOString()}>{dateTime(event.at)}</time>
      <div>
        <div>{t(`work_orders.event.${event.code}`, { ...event.params, defaultValue: t("work_orders.event.changed") })}</div>
        <div className="quiet">{who}</div>
        {event.changes.map((change) => (
          <div key={change.field} className="quiet">
            {t("work_orders.change", {
              field: headingOf("work_orders", change.field),
              before: change.before ?? t("common.empty_value"), after: change.after ?? t("common.empty_value"),
            })}
          </div>
        ))}
      </div>
    </li>
  );
}
