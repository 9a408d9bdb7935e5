// Real-time monitoring: open orders by the time that is left to them, for a screen on the wall as for a desk.
import { FullscreenExitOutlined, FullscreenOutlined, PauseOutlined, PlayCircleOutlined, SoundOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Filter, Monitor, MonitorBucket, MonitorRow } from "@/api/types";
import { Empty, PageHeader, StateTag, Waiting } from "@/kit/bits";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { optionOf } from "@/kit/grid";
import { ScopeChips } from "@/kit/ScopeChips";
import { usePreference } from "@/kit/preferences";
import { useGo } from "@/kit/route";
import { useFormats, useWorkspace } from "@/kit/workspace";
import { BesideOrder, useOpenOrder } from "./beside";
import { listSearch } from "./drill";
import { Chips, Narrowers } from "./FilterBar";
import { HUES } from "./monitor";
import { MONITOR } from "./place";
import { useAsked } from "./useAsked";
import { ringTwice, useMonitor, useRing } from "./useMonitor";
import { useWall } from "./wall";
import "./insight.css";

export default function MonitorPage() {
  const { t } = useTranslation();
  const { zone } = useWorkspace();
  const formats = useFormats();
  const go = useGo();
  const question = useAsked(MONITOR, zone);
  const [paused, setPaused] = useState(false);
  const [sound, setSound] = usePreference("monitor.sound", false);
  const [wall, toggleWall] = useWall();
  const { answer, data, now } = useMonitor(question, paused);
  useRing(data, now, sound && !paused ? ringTwice : undefined);
  const onDrill = useCallback((filter: Filter) => go("/work_orders", listSearch(filter)), [go]);
  const actions = (
    <>
      <Button icon={paused ? <PlayCircleOutlined /> : <PauseOutlined />} aria-pressed={paused} onClick={() => setPaused(!paused)}>{t(paused ? "monitor.go_on" : "monitor.pause")}</Button>
      <Button icon={<SoundOutlined />} aria-pressed={sound} type={sound ? "primary" : "default"} ghost={sound} onClick={() => setSound(!sound)}>{t(sound ? "monitor.sound_on" : "monitor.sound_off")}</Button>
      <Button icon={wall ? <FullscreenExitOutlined /> : <FullscreenOutlined />} aria-pressed={wall} onClick={toggleWall}>{t("monitor.full")}</Button>
    </>
  );
  const remark = data ? t(paused ? "monitor.held" : "monitor.as_of", { at: formats.dateTime(now, true) }) : undefined;
  return (
    <div className="page monitor">
      <PageHeader title={t("monitor.title")} remark={remark} actions={actions} />
      <div className="filter-bar">
        <Narrowers question={question} />
        <ScopeChips />
        <Chips question={question} />
      </div>
      {answer.error ? <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {data ? <BesideOrder><Body data={data} now={now} onDrill={onDrill} /></BesideOrder> : answer.error ? null : <Waiting rows={10} />}
    </div>
  );
}

function Body({ data, now, onDrill }: { data: Monitor; now: number; onDrill: (filter: Filter) => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const open = useOpenOrder();
  if (data.open === 0) return <div className="panel"><Empty>{t("monitor.empty")}</Empty></div>;
  const clocked = data.buckets.filter((bucket) => bucket.key !== "no_clock").reduce((sum, bucket) => sum + bucket.count, 0);
  return (
    <>
      <div className="buckets">{data.buckets.map((bucket) => <Bucket key={bucket.key} bucket={bucket} onDrill={onDrill} />)}</div>
      <section className="panel urgent" aria-label={t("monitor.rows")}>
        <h2>{t("monitor.rows_of", { shown: formats.integer(data.rows.length), all: formats.integer(clocked) })}</h2>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard */}
        <div className="urgent-rows" tabIndex={0} role="group" aria-label={t("monitor.rows")}>
          <table>
            <thead>
              <tr>{["left", "number", "what", "outlet", "engineer", "due"].map((key) => <th key={key} scope="col" className={key === "left" ? "figure" : ""}>{t(`monitor.column.${key}`)}</th>)}</tr>
            </thead>
            <tbody>{data.rows.map((row) => <Row key={row.id} row={row} now={now} onOpen={() => open(row.id)} />)}</tbody>
          </table>
        </div>
      </section>
    </>
  );
}

function Bucket({ bucket, onDrill }: { bucket: MonitorBucket; onDrill: (filter: Filter) => void }) {
  const { t } = useTranslation();
  const { integer, duration } = useFormats();
  const { key, count, from, to } = bucket;
  const span = { from: duration(Math.abs(from ?? 0), true), to: duration(Math.abs(to ?? 0), true) };
  return (
    <button type="button" className={`panel bucket bucket-${HUES[key]} ${count === 0 ? "none" : ""}`} onClick={() => onDrill(bucket.drill)} title={t("insight.open_list")}>
      <StateTag state={key} hue={HUES[key]}>{t(`monitor.urgency.${key}`, span)}</StateTag>
      <b>{integer(count)}</b>
    </button>
  );
}

function Row({ row, now, onOpen }: { row: MonitorRow; now: number; onOpen: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const left = row.due_at - now;
  const late = left <= 0;
  const hue = late ? "breached" : HUES[row.urgency];
  const what = [optionOf("work_orders", "kind", row.kind), row.category].filter(Boolean).join(" · ");
  return (
    <tr className={late ? "late" : ""}>
      <td className="figure">
        <StateTag state={row.urgency} hue={hue}>{t(late ? "monitor.late_by" : "monitor.left", { time: formats.duration(Math.abs(left), true) })}</StateTag>
      </td>
      <th scope="row"><Button type="link" size="small" onClick={onOpen}>{row.number}</Button></th>
      <td className="ellipsis" title={what}>
        {row.priority === "normal" ? null : <span className="priority">{optionOf("work_orders", "priority", row.priority)}</span>}
        {what}
      </td>
      <td className="ellipsis" title={row.outlet}>{row.outlet ?? <span className="faint">{t("monitor.no_outlet")}</span>}</td>
      <td className="ellipsis">{row.engineer ?? <span className="faint">{t("monitor.no_engineer")}</span>}</td>
      <td><span className="quiet">{t(`monitor.clock.${row.clock}`)}</span> {formats.dateTime(row.due_at)}</td>
    </tr>
  );
}
