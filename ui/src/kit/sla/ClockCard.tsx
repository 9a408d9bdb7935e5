// One clock: what it is, what it says, its figures, its ribbon, and why.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { MilestoneResult } from "@/api/types";
import { StateTag } from "../bits";
import { useFormats } from "../workspace";
import { ClockText, SlaRibbon } from "./SlaRibbon";
import { ribbonOf } from "./of";
import "./clock.css";

/** Name of a milestone: its text, that of a promise, or the key that a policy's author chose. */
export function useMilestoneName(): (key: string) => string {
  const { t, i18n } = useTranslation();
  return (key) => {
    const plain = key.replace(/^promise\./, "");
    const name = i18n.exists(`sla.milestone.${plain}`) ? t(`sla.milestone.${plain}`) : plain;
    return key === plain ? name : `${t("sla.milestone.promise")} · ${name}`;
  };
}

export function ClockCard({ clock, now }: { clock: MilestoneResult; now: number }) {
  const { t } = useTranslation();
  const name = useMilestoneName()(clock.key);
  const ribbon = useMemo(() => ribbonOf(clock), [clock]);
  const pieces = clock.explanation?.pieces ?? [];
  const heading = clock.cycle > 1 ? `${name} · ${t("sla.cycle", { cycle: clock.cycle })}` : name;
  return (
    <section className="clock" aria-label={heading}>
      <header className="row wrap">
        <h3>{heading}</h3>
        <StateTag state={clock.state}>{t(`sla.state.${clock.state}`)}</StateTag>
        {clock.due_source === "fixed" ? <span className="faint">{t("sla.fixed")}</span> : null}
        {clock.provisional ? <StateTag state="warning">{t("sla.provisional")}</StateTag> : null}
      </header>
      <Figures clock={clock} />
      {clock.due_ms !== null || clock.started_at_ms !== null ? (
        <SlaRibbon clock={ribbon} now={now} label={t("sla.ribbon_label", { milestone: heading })} />
      ) : null}
      {clock.notes.map((note) => <p key={note} className="faint">{t(`sla.note.${note}`, { defaultValue: "" })}</p>)}
      {pieces.length > 0 ? <ClockText pieces={pieces} heading={heading} /> : null}
    </section>
  );
}

function Figures({ clock }: { clock: MilestoneResult }) {
  const { t } = useTranslation();
  const { dateTime, duration: format } = useFormats();
  // A day of working time is not 24 hours; without a calendar it is.
  const duration = (ms: number) => format(ms, clock.due_source === "fixed");
  const figures: [string, string][] = [];
  if (clock.due_ms !== null) figures.push([t("sla.due_at"), dateTime(clock.due_ms)]);
  if (clock.stopped_at_ms !== null) figures.push([t("sla.stopped"), dateTime(clock.stopped_at_ms)]);
  if (clock.started_at_ms !== null && clock.state !== "not_started") figures.push([t("sla.elapsed"), duration(clock.elapsed_ms)]);
  if (clock.remaining_ms !== null && (clock.state === "running" || clock.state === "paused")) {
    figures.push([t("sla.remaining"), duration(clock.remaining_ms)]);
  }
  if (clock.remaining_ms !== null && clock.remaining_ms < 0) figures.push([t("sla.overdue_by"), duration(-clock.remaining_ms)]);
  if (clock.paused_ms > 0) figures.push([t("sla.paused"), duration(clock.paused_ms)]);
  return (
    <dl className="clock-figures">
      {figures.map(([name, text]) => (
        <div key={name}><dt>{name}</dt><dd>{text}</dd></div>
      ))}
    </dl>
  );
}
