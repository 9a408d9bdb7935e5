// The charts that a dashboard can hold: what each asks the core, and which of its questions a person can turn. Pure.
import type { FigureAsk, FigureName, Grain, Measure, RankBy } from "@/api/types";
import type { Search } from "@/kit/route";
import type { Item, Layout } from "./layout";

/** A question that a person can turn on the chart itself; it stands in the address under its own name. */
export interface Turn {
  /** Name in the address. */
  param: string;
  /** Which field of the question it fills. */
  field: "grain" | "measure" | "rank";
  /** The first one is usual and not said in the address. */
  values: readonly string[];
  /** Where the texts stand: `<texts>.label`, `<texts>.<value>`. */
  texts: string;
}

export interface ChartDef {
  key: string;
  which: FigureName;
  by?: FigureAsk["by"];
  turn?: Turn;
  /** Text key of the title. */
  title: string;
  /** How wide it ships. */
  width?: Item["width"];
  /** Whether its series can be put aside. */
  switches?: boolean;
}

const GRAINS: readonly Grain[] = ["auto", "day", "week", "month"];
const MEASURES: readonly Measure[] = ["opened", "breached"];
export const RANKS: readonly RankBy[] = ["on_time", "overdue", "handling", "satisfaction"];

const grain: Turn = { param: "grain", field: "grain", values: GRAINS, texts: "insight.grain" };
const rank: Turn = { param: "rank", field: "rank", values: RANKS, texts: "dashboard.rank" };
const measure = (param: string): Turn => ({ param, field: "measure", values: MEASURES, texts: "insight.measure" });

export const CHARTS: readonly ChartDef[] = [
  { key: "on_time_trend", which: "on_time_trend", turn: grain, title: "insight.trend.title", switches: true },
  { key: "flow", which: "flow", turn: grain, title: "insight.flow.title", switches: true },
  { key: "backlog_ageing", which: "backlog_ageing", title: "insight.ageing.title", switches: true, width: "third" },
  { key: "outlet_ranking", which: "outlet_ranking", turn: rank, title: "insight.ranking.title", width: "third" },
  { key: "weekday_hour", which: "weekday_hour", turn: measure("hour_measure"), title: "insight.hours.title", width: "third" },
  { key: "pareto_category", which: "pareto", by: "category", turn: measure("measure"), title: "insight.pareto.title" },
  { key: "pareto_cause", which: "pareto", by: "cause", turn: measure("cause_measure"), title: "insight.pareto.title_cause" },
];

/** What a turn stands at in an address. */
export function turned(turn: Turn, search: Search): string {
  return turn.values.find((value) => value === search[turn.param]) ?? turn.values[0] ?? "";
}

/** The chart's question on the wire. */
export function askOf(def: ChartDef, search: Search, size: { width: number; height: number }, hidden: readonly string[]): FigureAsk {
  const value = def.turn ? turned(def.turn, search) : undefined;
  return {
    which: def.which,
    ...(def.by ? { by: def.by } : {}),
    ...(def.turn && value !== undefined ? { [def.turn.field]: value } : {}),
    ...(hidden.length > 0 ? { hidden: [...hidden] } : {}),
    ...size,
  };
}

/** Figures in the order of their urgency; the first five that are shown stand large in a row of their own. */
export const FIGURES = [
  "overdue", "response_on_time", "resolution_on_time", "complaints_in_24h", "satisfaction", "open", "backlog_age", "first_visit_fix",
  "resolution_rate", "handling_median", "handling_p90", "response_mean", "handling_mean", "opened", "completed", "cost",
] as const;
export const LARGE = 5;

const item = (key: string, width: Item["width"]): Item => ({ key, hidden: false, ...(width ? { width } : {}) });

/** The block with the map: no drawing of the core, but arranged as one. */
export const MAP = "map";
/** Behind which chart it ships. */
const MAP_AFTER = "weekday_hour";

/** The layout that ships. */
export const SHIPS: Layout = {
  figures: FIGURES.map((key) => ({ key, hidden: key === "handling_mean" || key === "response_mean" })),
  charts: CHARTS.flatMap(({ key, width }) => [item(key, width ?? "half"), ...(key === MAP_AFTER ? [item(MAP, "full")] : [])]),
};
