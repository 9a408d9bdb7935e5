// What happened to a document, by day: who, when, what changed, from which screen; comments and files among it.
import { Segmented } from "antd";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useOp } from "@/api/client";
import { hasText } from "@/i18n";
import { Empty, Waiting } from "../bits";
import { ErrorNotice } from "../ErrorNotice";
import { headingOf } from "../grid";
import { type Formats, useFormats } from "../workspace";
import { CommentText } from "./Comments";
import type { DocumentRef, TimelineItem } from "./names";
import { valueText } from "./words";

const GROUPS = ["step", "change", "decision", "comment", "attachment"] as const;
type Group = (typeof GROUPS)[number];

/** Events by the day on which they happened, in the workspace's zone; the order stays. */
export function byDay(events: readonly TimelineItem[], date: (ms: number) => string): [string, TimelineItem[]][] {
  const days = new Map<string, TimelineItem[]>();
  for (const event of events) {
    const day = date(event.at);
    days.set(day, [...(days.get(day) ?? []), event]);
  }
  return [...days];
}

export function Timeline({ kind, id }: DocumentRef) {
  const { t } = useTranslation();
  const { date } = useFormats();
  const [group, setGroup] = useState<Group | "all">("all");
  const timeline = useOp(`${kind}.timeline`, { id });
  if (timeline.error) return <ErrorNotice error={timeline.error} onRetry={() => void timeline.refetch()} />;
  if (!timeline.data) return <Waiting rows={5} />;
  const { events } = timeline.data;
  if (events.length === 0) return <Empty>{t("document.timeline.empty")}</Empty>;
  const present = GROUPS.filter((one) => events.some((event) => event.group === one));
  const shown = events.filter((event) => group === "all" || event.group === group);
  return (
    <>
      {present.length > 1 ? (
        <Segmented
          size="small" value={group} aria-label={t("document.timeline.filter")} onChange={(value) => setGroup(value)}
          options={[{ value: "all" as const, label: t("document.timeline.all") }, ...present.map((one) => ({ value: one, label: t(`document.timeline.group.${one}`) }))]}
        />
      ) : null}
      {byDay(shown, date).map(([day, own]) => (
        <section key={day} className="timeline-day">
          <h3>{day}</h3>
          <ol className="timeline">
            {own.map((event, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a history only grows at its end
              <Event key={index} kind={kind} event={event} />
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}

/** Hours and minutes of an instant, with seconds where they matter. */
function clock(formats: Formats, ms: number): string {
  return formats.dateTime(ms).slice(11);
}

function Event({ kind, event }: { kind: DocumentRef["kind"]; event: TimelineItem }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <li>
      <time dateTime={new Date(event.at).toISOString()} title={formats.dateTime(event.at, true)}>{clock(formats, event.at)}</time>
      <div>
        <div>{textOf(kind, event, t)}</div>
        {event.reason ? <div>{t("document.timeline.reason", { reason: event.reason })}</div> : null}
        {event.note ? <p className="comment-text">{event.note}</p> : null}
        {event.comment ? <CommentText comment={event.comment} /> : null}
        <Changes kind={kind} event={event} />
        <div className="quiet">{whoAndWhere(event, t)}{event.recorded_at ? ` · ${t("document.timeline.recorded", { at: formats.dateTime(event.recorded_at) })}` : ""}</div>
      </div>
    </li>
  );
}

function Changes({ kind, event }: { kind: DocumentRef["kind"]; event: TimelineItem }): ReactNode {
  const { t } = useTranslation();
  const formats = useFormats();
  if (event.changes.length === 0) return null;
  return (
    <ul className="changes">
      {event.changes.map((change) => (
        <li key={change.field}>
          {t("document.timeline.change", {
            field: headingOf(kind, change.field),
            before: valueText(kind, change.field, change.kind, change.before, formats),
            after: valueText(kind, change.field, change.kind, change.after, formats),
          })}
        </li>
      ))}
    </ul>
  );
}

type Translate = ReturnType<typeof useTranslation>["t"];

function textOf(kind: string, event: TimelineItem, t: Translate): string {
  const own = `${kind}.event.${event.code}`;
  const shared = `document.event.${event.code}`;
  return t(hasText(own) ? own : hasText(shared) ? shared : "document.event.changed", event.params);
}

/** `王磊 · 浏览器，工单`. */
function whoAndWhere(event: TimelineItem, t: Translate): string {
  const told = event.origin === "source" ? "document.by.source" : "document.by.system";
  const who = event.actor || t(told);
  const shell = `document.shell.${event.origin}`;
  const screen = event.screen ? `document.screen.${event.screen}` : "";
  const where = [hasText(shell) ? t(shell) : "", screen && hasText(screen) ? t(screen) : ""].filter(Boolean);
  return where.length > 0 ? `${who} · ${where.join(t("document.timeline.comma"))}` : who;
}
