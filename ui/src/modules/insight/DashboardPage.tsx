// The dashboard. What it is asked stands in the address; every figure and mark opens the orders behind it; what stands on
// it, in which order and how wide is each person's own.
import { AimOutlined, LayoutOutlined, PrinterOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Filter, Kpi, Overview } from "@/api/types";
import { Empty, PageHeader, Waiting } from "@/kit/bits";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { usePreference } from "@/kit/preferences";
import { usePrint } from "@/kit/print";
import { type Search, useAskedTo, useGo, usePath } from "@/kit/route";
import { useCan, useFormats, useWorkspace } from "@/kit/workspace";
import { isNarrowed } from "./asked";
import { ChartBlock } from "./ChartBlock";
import { CHARTS, LARGE, MAP, SHIPS } from "./charts";
import { listSearch } from "./drill";
import { FilterBar } from "./FilterBar";
import { overdueShare } from "./figures";
import { KpiCard } from "./KpiCard";
import { type Item, type Layout, type List, changed, isShipped, readLayout } from "./layout";
import { LayoutEditor } from "./LayoutEditor";
import { MapBlock } from "./MapBlock";
import { TargetsDialog } from "./TargetsDialog";
import { dataYear } from "./period";
import { PATH } from "./place";
import { type Question, useAsked } from "./useAsked";
import { type Board, useBoard } from "./useBoard";
import "./insight.css";

/** Nothing was opened or completed in the period, and nothing is open now. */
function isQuiet(overview: Overview): boolean {
  return ["opened", "completed"].every((key) => !overview.kpis.find((kpi) => kpi.key === key)?.value);
}

export default function DashboardPage() {
  const { t } = useTranslation();
  const { zone } = useWorkspace();
  const can = useCan();
  const formats = useFormats();
  const question = useAsked(PATH, zone);
  const [kept, keep, known] = usePreference<unknown>("dashboard.layout", null);
  const layout = useMemo(() => readLayout(kept, SHIPS), [kept]);
  const shown = layout.charts.filter((item) => !item.hidden).map((item) => item.key);
  const board = useBoard(question.period, question.search, shown, question.isReady && known);
  const overview = board.answer.data?.overview;
  const [open, setOpen] = useState<"targets" | "layout">();
  useJumpToData(overview, question, zone, board.answer.isPlaceholderData);
  const compared = useCompared(overview);
  const remark = [
    overview ? t("insight.as_of", { at: formats.dateTime(overview.as_of) }) : "",
    compared ? compared.text + (compared.isEmpty ? `${t("common.colon")}${t("insight.change.none")}` : "") : "",
  ].filter(Boolean).join(" · ");
  const nameOf = (list: List, key: string) => {
    if (list === "charts" && key === MAP) return t("maps.label");
    const title = CHARTS.find((def) => def.key === key)?.title ?? "";
    return t(list === "figures" ? `insight.kpi.${key}` : title, { hours: overview?.complaint_hours ?? 24 });
  };
  const paper = usePrint();
  const kpis = layout.figures.filter((item) => !item.hidden).map((item) => item.key as Kpi["key"]);
  const print = (format: "pdf" | "slides") => void paper.print("insight.report", { ...question.period, kpis, figures: board.figures, format });
  useAskedTo({ report: () => print("pdf"), slides: () => print("slides"), layout: () => setOpen("layout"), targets: () => can("policies.manage") && setOpen("targets") }, overview !== undefined);
  const actions = (
    <>
      <Dropdown
        trigger={["click"]} disabled={!overview}
        menu={{ items: [{ key: "pdf", label: t("prints.action.report") }, { key: "slides", label: t("prints.action.slides") }], onClick: ({ key }) => print(key as "pdf" | "slides") }}
      >
        <Button icon={<PrinterOutlined />} loading={paper.busy}>{t("common.print")}</Button>
      </Dropdown>
      {can("policies.manage") ? <Button icon={<AimOutlined />} onClick={() => setOpen("targets")} disabled={!overview}>{t("insight.targets.edit")}</Button> : null}
      <Button icon={<LayoutOutlined />} onClick={() => setOpen("layout")}>{t("dashboard.layout.edit")}</Button>
    </>
  );
  return (
    <div className="page dashboard">
      <PageHeader title={t("insight.title")} remark={remark} actions={actions} />
      <FilterBar question={question} zone={zone} />
      {board.answer.error ? <ErrorNotice error={board.answer.error} onRetry={() => void board.answer.refetch()} /> : null}
      <Body overview={overview} question={question} board={board} layout={layout} zone={zone} />
      <TargetsDialog open={open === "targets"} kpis={overview?.kpis ?? []} onClose={() => setOpen(undefined)} />
      <LayoutEditor
        open={open === "layout"} layout={layout} isShipped={isShipped(layout, SHIPS)} nameOf={nameOf} onChange={(change) => keep(changed(layout, change))}
        onReset={() => keep(null)} onClose={() => setOpen(undefined)}
      />
    </div>
  );
}

/** A first look at old data begins where the data is; a period that somebody chose stays. */
function useJumpToData(overview: Overview | undefined, { isChosen, ask }: Question, zone: string, isOld: boolean) {
  const { first, last } = overview ?? {};
  const isHere = usePath() === PATH;
  const jumps = isHere && overview !== undefined && !isOld && !isChosen && isQuiet(overview);
  useEffect(() => {
    if (jumps && first !== undefined && last !== undefined) ask({ choice: dataYear(first, last, zone) }, { replace: true });
  }, [jumps, first, last, zone, ask]);
}

/** The period that the figures are compared with, in words, and whether it holds anything at all. */
function useCompared(overview: Overview | undefined): { text: string; isEmpty: boolean } | undefined {
  const { t } = useTranslation();
  const { date } = useFormats();
  const { previous_from: from, previous_to: until } = overview ?? {};
  if (!overview || from === undefined || until === undefined) return undefined;
  return { text: t("insight.compared", { from: date(from), to: date(until - 1) }), isEmpty: overview.kpis.every((kpi) => kpi.previous === undefined) };
}

interface BodyProps {
  overview: Overview | undefined;
  question: Question;
  board: Board;
  layout: Layout;
  zone: string;
}

function Body({ overview, question, board, layout, zone }: BodyProps) {
  const go = useGo();
  const seesOrders = useCan()("work_orders.read");
  const onDrill = useCallback((filter: Filter) => go("/work_orders", listSearch(filter)), [go]);
  if (overview && overview.first === undefined && !isNarrowed(question) && !overview.kpis.some((kpi) => kpi.missing === "own_scope")) return <NoOrders />;
  const charts = layout.charts.filter((item) => !item.hidden);
  return (
    <>
      {overview ? <ElsewhereNotice overview={overview} question={question} zone={zone} /> : null}
      {overview ? <Figures overview={overview} items={layout.figures} onDrill={onDrill} /> : board.answer.error ? null : <Waiting rows={5} />}
      <div className="board">
        {charts.map((item) => {
          if (item.key === MAP) return seesOrders ? <div key={item.key} className={`block ${item.width ?? "full"}`}><MapBlock filter={overview?.kpis.find(({ key }) => key === "open")?.drill} /></div> : null;
          const def = CHARTS.find(({ key }) => key === item.key);
          if (!def) return null;
          return (
            <div key={item.key} className={`block ${item.width ?? "half"}`}>
              <ChartBlock def={def} board={board} period={question.period} search={question.search} onTurn={(turn: Search) => question.change(turn, { replace: true })} onDrill={onDrill} />
            </div>
          );
        })}
      </div>
    </>
  );
}

function Figures({ overview, items, onDrill }: { overview: Overview; items: readonly Item[]; onDrill: (filter: Filter) => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const late = overdueShare(overview.kpis);
  const compared = useCompared(overview);
  const shown = items.filter((item) => !item.hidden).flatMap(({ key }) => overview.kpis.find((kpi) => kpi.key === key) ?? []);
  const card = (kpi: Overview["kpis"][number], large: boolean) => (
    <KpiCard
      key={kpi.key} kpi={kpi} large={large} compared={compared?.text} hours={overview.complaint_hours} onDrill={onDrill}
      remark={kpi.key === "overdue" && late !== undefined ? t("insight.of_open", { share: formats.percent(late) }) : undefined}
    />
  );
  return (
    <>
      <div className="kpis large">{shown.slice(0, LARGE).map((kpi) => card(kpi, true))}</div>
      <div className="kpis">{shown.slice(LARGE).map((kpi) => card(kpi, false))}</div>
    </>
  );
}

/** The period holds nothing although there are orders: says where they are and leads there. */
function ElsewhereNotice({ overview, question, zone }: { overview: Overview; question: Question; zone: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { first, last } = overview;
  if (first === undefined || last === undefined || !isQuiet(overview)) return null;
  return (
    <div className="panel elsewhere" role="status">
      <span className="grow">{t("insight.empty.period", { from: formats.date(first), to: formats.date(Math.min(last - 1, overview.as_of)) })}</span>
      <Button type="primary" onClick={() => question.ask({ choice: dataYear(first, last, zone) })}>{t("insight.empty.show_data")}</Button>
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
