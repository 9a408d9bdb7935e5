// The two charts of the dashboard: how the share on time moved, and which categories make up most orders.
import { Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOp } from "@/api/client";
import type { Filter, Grain, InsightPeriod, Measure } from "@/api/types";
import { ChartFrame } from "@/kit/chart";
import { useSaveFigure } from "./saving";

interface ChartProps {
  period: InsightPeriod;
  onDrill: (filter: Filter) => void;
}

interface Size {
  width: number;
  height: number;
}

/** The size a frame has measured; the drawing is asked for once it is known. */
function useSize(): [Size | undefined, (width: number, height: number) => void] {
  const [size, setSize] = useState<Size>();
  return [size, (width, height) => setSize((before) => (before?.width === width && before.height === height ? before : { width, height }))];
}

const NO_SIZE: Size = { width: 400, height: 280 };
const GRAINS: readonly Grain[] = ["auto", "day", "week", "month"];
const MEASURES: readonly Measure[] = ["opened", "breached"];

export function TrendChart({ period, onDrill, grain, onGrain }: ChartProps & { grain: Grain; onGrain: (grain: Grain) => void }) {
  const { t } = useTranslation();
  const [size, measure] = useSize();
  const save = useSaveFigure();
  const trend = useOp("insight.on_time_trend", { ...period, grain, ...(size ?? NO_SIZE) }, { enabled: size !== undefined, keep: true });
  const extra = (
    <Segmented
      size="small" aria-label={t("insight.grain.label")} value={grain} onChange={onGrain}
      options={GRAINS.map((value) => ({ value, label: t(`insight.grain.${value}`) }))}
    />
  );
  return (
    <ChartFrame
      title={t("insight.trend.title")} drawing={trend.data} error={trend.error} onRetry={() => void trend.refetch()} onSize={measure}
      onSave={(format) => format !== "xlsx" && void save({ ...period, which: "on_time_trend", grain }, format)} onDrill={onDrill} empty={t("insight.empty.chart")} extra={extra}
    />
  );
}

export function ParetoChart({ period, onDrill, measure, onMeasure }: ChartProps & { measure: Measure; onMeasure: (measure: Measure) => void }) {
  const { t } = useTranslation();
  const [size, tell] = useSize();
  const save = useSaveFigure();
  const pareto = useOp("insight.pareto", { ...period, by: "category", measure, ...(size ?? NO_SIZE) }, { enabled: size !== undefined, keep: true });
  const extra = (
    <Segmented
      size="small" aria-label={t("insight.measure.label")} value={measure} onChange={onMeasure}
      options={MEASURES.map((value) => ({ value, label: t(`insight.measure.${value}`) }))}
    />
  );
  return (
    <ChartFrame
      title={t("insight.pareto.title")} drawing={pareto.data} error={pareto.error} onRetry={() => void pareto.refetch()} onSize={tell}
      onSave={(format) => format !== "xlsx" && void save({ ...period, which: "pareto", measure }, format)} onDrill={onDrill} empty={t("insight.empty.chart")} extra={extra}
    />
  );
}
