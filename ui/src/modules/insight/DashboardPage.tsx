// The dashboard. Period, outlets and regions stand in the address; every figure and mark opens the orders behind it.
import { AimOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useOp } from "@/api/client";
import type { Filter, Grain, InsightPeriod, Measure, Overview } from "@/api/types";
import { Empty, PageHeader, Waiting } from "@/kit/bits";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { useGo, usePageSearch, usePath } from "@/kit/route";
import { useCan, useFormats, useWorkspace } from "@/kit/workspace";
import { ParetoChart, TrendChart } from "./Charts";
import { listSearch } from "./drill";
import { overdueShare } from "./figures";
import { KpiCard } from "./KpiCard";
import { PeriodBar } from "./PeriodBar";
import { TargetsDialog } from "./TargetsDialog";
import { type Choice, type Span, dataYear, readChoice, spanOf } from "./period";
import { PATH } from "./place";
import "./insight.css";

const DEFAULT: Choice = { preset: "last_90_days" };
/** Overdue orders become more by themselves: the figures are asked for again now and then. */
const REFRESH_MS = 60_000;

const ids = (raw: unknown) => (Array.isArray(raw) ? raw.filter((id): id is number => typeof id === "number" && id > 0) : []);

/** What the address asks for, with values that keep their identity while it stays the same. */
function useAsked(zone: string) {
  const [search, change] = usePageSearch();
  const stated = JSON.stringify([readChoice(search) ?? null, ids(search.outlets), ids(search.regions)]);
  const asked = useMemo(() => {
    const [choice, outlets, regions] = JSON.parse(stated) as [Choice | null, number[], number[]];
    return { choice, outlets, regions };
  }, [stated]);
  // The day may change while the page stands open; the minute it does hardly matters.
  const now = Math.floor(Date.now() / REFRESH_MS) * REFRESH_MS;
  const choice = asked.choice ?? DEFAULT;
  const span = spanOf(choice, now, zone) ?? spanOf(DEFAULT, now, zone) ?? { from: now - REFRESH_MS, to: now };
  const onChoice = useCallback((next: Choice, options?: { replace: boolean }) => {
    change("preset" in next ? { period: next.preset, first: undefined, last: undefined } : { period: undefined, first: next.first, last: next.last }, options);
  }, [change]);
  return { ...asked, choice, isStated: asked.choice !== null, span, search, change, onChoice };
}

function periodOf(span: Span, outlets: number[], regions: number[]): InsightPeriod {
  return { ...span, ...(outlets.length ? { outlet_ids: outlets } : {}), ...(regions.length ? { region_ids: regions } : {}) };
}

/** Nothing was opened or completed in the period, and nothing is open now. */
function isQuiet(overview: Overview): boolean {
  return overview.kpis.every((kpi) => kpi.unit !== "count" || !kpi.value || kpi.key === "open" || kpi.key === "overdue");
}

export default function DashboardPage() {
  const { t } = useTranslation();
  const { zone } = useWorkspace();
  const can = useCan();
  const asked = useAsked(zone);
  const { from, to } = asked.span;
  const period = useMemo(() => periodOf({ from, to }, asked.outlets, asked.regions), [from, to, asked.outlets, asked.regions]);
  const answer = useOp("insight.overview", period, { keep: true, refetch_ms: REFRESH_MS });
  const [targets, setTargets] = useState(false);
  const overview = answer.data;
  const formats = useFormats();
  useJumpToData(overview, asked, zone, answer.isPlaceholderData);
  const actions = can("policies.manage") ? (
    <Button icon={<AimOutlined />} onClick={() => setTargets(true)} disabled={!overview}>{t("insight.targets.edit")}</Button>
  ) : undefined;
  return (
    <div className="page dashboard">
      <PageHeader title={t("insight.title")} remark={overview ? t("insight.as_of", { at: formats.dateTime(overview.as_of) }) : undefined} actions={actions} />
      <PeriodBar
        choice={asked.choice} span={asked.span} zone={zone} outlets={asked.outlets} regions={asked.regions} onChoice={asked.onChoice}
        onOutlets={(next) => asked.change({ outlets: next.length ? next : undefined })}
        onRegions={(next) => asked.change({ regions: next.length ? next : undefined })}
      />
      {answer.error ? <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {overview ? <Body overview={overview} period={period} asked={asked} /> : answer.error ? null : <Waiting rows={10} />}
      <TargetsDialog open={targets} kpis={overview?.kpis ?? []} onClose={() => setTargets(false)} />
    </div>
  );
}

/** A first look at old data begins where the data is; a period that somebody chose stays. */
function useJumpToData(overview: Overview | undefined, { isStated, onChoice }: ReturnType<typeof useAsked>, zone: string, isOld: boolean) {
  const { first, last } = overview ?? {};
  const isHere = usePath() === PATH;
  const jumps = isHere && overview !== undefined && !isOld && !isStated && isQuiet(overview);
  useEffect(() => {
    if (jumps && first !== undefined && last !== undefined) onChoice(dataYear(first, last, zone), { replace: true });
  }, [jumps, first, last, zone, onChoice]);
}

function Body({ overview, period, asked }: { overview: Overview; period: InsightPeriod; asked: ReturnType<typeof useAsked> }) {
  const { t } = useTranslation();
  const go = useGo();
  const formats = useFormats();
  const onDrill = useCallback((filter: Filter) => go("/work_orders", listSearch(filter)), [go]);
  const { search, change } = asked;
  if (overview.first === undefined || overview.last === undefined) {
    const narrowed = asked.outlets.length > 0 || asked.regions.length > 0;
    const told = overview.kpis.some((kpi) => kpi.missing === "own_scope");
    if (!narrowed && !told) return <NoOrders />;
  }
  const late = overdueShare(overview.kpis);
  const { previous_from: before, previous_to: until } = overview;
  const compared = before === undefined || until === undefined ? "" : t("insight.compared", { from: formats.date(before), to: formats.date(until - 1) });
  const hasBefore = overview.kpis.some((kpi) => kpi.previous !== undefined);
  const grain: Grain = (["day", "week", "month"] as const).find((known) => known === search.grain) ?? "auto";
  const measure: Measure = search.measure === "breached" ? "breached" : "opened";
  return (
    <>
      <ElsewhereNotice overview={overview} asked={asked} />
      <div className="kpis">
        {overview.kpis.map((kpi) => (
          <KpiCard
            key={kpi.key} kpi={kpi} compared={hasBefore ? compared : undefined} hours={overview.complaint_hours} onDrill={onDrill}
            {...(kpi.key === "overdue" && late !== undefined ? { remark: t("insight.of_open", { share: formats.percent(late) }) } : {})}
          />
        ))}
      </div>
      <p className="faint compared">{hasBefore ? compared : `${compared}${t("common.colon")}${t("insight.change.none")}`}</p>
      <div className="charts">
        <TrendChart period={period} onDrill={onDrill} grain={grain} onGrain={(next) => change({ grain: next === "auto" ? undefined : next }, { replace: true })} />
        <ParetoChart period={period} onDrill={onDrill} measure={measure} onMeasure={(next) => change({ measure: next === "opened" ? undefined : next }, { replace: true })} />
      </div>
    </>
  );
}

/** The period holds nothing although there are orders: says where they are and leads there. */
function ElsewhereNotice({ overview, asked }: { overview: Overview; asked: ReturnType<typeof useAsked> }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { first, last } = overview;
  if (first === undefined || last === undefined || !isQuiet(overview)) return null;
  return (
    <div className="panel elsewhere" role="status">
      <span className="grow">{t("insight.empty.period", { from: formats.date(first), to: formats.date(last - 1) })}</span>
      <Button type="primary" onClick={() => asked.onChoice(dataYear(first, last, formats.zone))}>{t("insight.empty.show_data")}</Button>
    </div>
  );
}

function NoOrders() {
  const { t } = useTranslation();
  const can = useCan();
  const go = useGo();
  const action = can("work_orders.import") ? (
    <div className="row wrap">
      <Button type="primary" onClick={() => go("/imports/new")}>{t("insight.empty.import")}</Button>
      <Button onClick={() => go("/first_steps")}>{t("shell.begin")}</Button>
    </div>
  ) : undefined;
  return <div className="panel"><Empty action={action}>{t("insight.empty.none")}</Empty></div>;
}
