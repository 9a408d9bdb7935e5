// One key figure: its value, how it stands against its target, how it moved, what it is made of, and how it is counted.
import { ArrowDownOutlined, ArrowUpOutlined, MinusOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { Filter, Kpi } from "@/api/types";
import { StateTag } from "@/kit/bits";
import { FigureCard, Spark } from "@/kit/chart";
import { useFormats } from "@/kit/workspace";
import { type Direction, changeOf, targetKey, valueText } from "./figures";

const ARROWS: Record<Direction, React.ReactNode> = { up: <ArrowUpOutlined />, down: <ArrowDownOutlined />, same: <MinusOutlined /> };

interface CardProps {
  kpi: Kpi;
  /** Which period it is compared with, in words; absent where that has no data at all. */
  compared?: string | undefined;
  /** Hours within which a complaint is to be answered. */
  hours: number;
  /** A remark under the figure, where it has no parts. */
  remark?: string | undefined;
  large: boolean;
  onDrill: (filter: Filter) => void;
}

export function KpiCard({ kpi, compared, hours, remark, large, onDrill }: CardProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const bound = kpi.error_bound === undefined ? "" : formats.percent(kpi.error_bound);
  const name = t(`insight.kpi.${kpi.key}`, { hours });
  return (
    <FigureCard
      id={kpi.key} name={name} formula={t(`insight.formula.${kpi.key}`, { bound, hours })} large={large}
      value={kpi.value === undefined ? undefined : valueText(kpi.unit, kpi.value, formats)} unit={kpi.unit === "count" ? t("insight.unit.orders") : undefined}
      missing={kpi.missing ? t(`insight.missing.${kpi.missing}`) : undefined} onOpen={() => onDrill(kpi.drill)} openTitle={t("insight.open_list")}
      spark={kpi.value === undefined ? null : <Spark values={kpi.spark} target={sparkTarget(kpi)} label={t("dashboard.spark", { name })} height={large ? 30 : 24} />}
    >
      <p className="kpi-line">
        <Target kpi={kpi} />
        {compared ? <Change kpi={kpi} compared={compared} /> : null}
        {remark ? <span className="quiet">{remark}</span> : null}
        {bound && !large && kpi.value !== undefined ? <span className="faint">{t("insight.error_bound", { bound })}</span> : null}
      </p>
      {large ? <Parts kpi={kpi} bound={bound} onDrill={onDrill} /> : null}
    </FigureCard>
  );
}

/** A target far from all values would press the line flat: then the line says only how it moved. */
function sparkTarget(kpi: Kpi): number | undefined {
  const known = kpi.spark.filter((value): value is number => value !== null);
  if (kpi.target === undefined || known.length === 0) return undefined;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const reach = Math.max(high - low, 1);
  return kpi.target >= low - reach && kpi.target <= high + reach ? kpi.target : undefined;
}

function Target({ kpi }: { kpi: Kpi }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (kpi.target === undefined || kpi.value === undefined) return null;
  const value = valueText(kpi.unit, kpi.target, formats);
  return (
    <>
      {kpi.standing ? <StateTag state={kpi.standing} hue={kpi.standing === "met" ? "met" : "breached"}>{t(`insight.standing.${kpi.standing}`)}</StateTag> : null}
      <span className="quiet" title={t(targetKey(kpi.better), { value })}>{t(kpi.better === "higher" ? "dashboard.at_least" : "dashboard.at_most", { value })}</span>
    </>
  );
}

function Change({ kpi, compared }: { kpi: Kpi; compared: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const change = changeOf(kpi, formats, (value) => t("insight.change.points", { value }));
  // What is counted now has no past to be compared with, and says nothing of it.
  if (!change) return null;
  const good = change.direction === "same" || kpi.better === "neutral" ? undefined : (change.direction === "up") === (kpi.better === "higher");
  const verdict = good === undefined ? "" : t(good ? "dashboard.change.better" : "dashboard.change.worse");
  return (
    <span className="kpi-change quiet" title={`${compared} ${t(`insight.change.${change.direction}`, { value: change.size })}`}>
      <span aria-hidden="true">{ARROWS[change.direction]}</span>
      <span>{t(`dashboard.change.${change.direction}`, { value: change.size })}</span>
      {verdict ? <span className="faint">{verdict}</span> : null}
    </span>
  );
}

/** What the figure is made of; each part opens its orders. */
function Parts({ kpi, bound, onDrill }: { kpi: Kpi; bound: string; onDrill: (filter: Filter) => void }) {
  const { t } = useTranslation();
  const { integer } = useFormats();
  const parts = kpi.parts.filter((part) => part.count > 0);
  if (parts.length === 0) {
    const counted = kpi.unit !== "count" && kpi.denominator ? t("insight.of_orders", { count: integer(kpi.denominator) }) : "";
    if (!counted) return null;
    return (
      <p className="kpi-line kpi-parts faint">
        <span>{counted}</span>
        {bound ? <span>{t("insight.error_bound", { bound })}</span> : null}
      </p>
    );
  }
  return (
    <p className="kpi-line kpi-parts">
      {parts.map((part) => (
        <button key={part.key} type="button" className="kpi-part" onClick={() => onDrill(part.drill)} title={t("insight.open_list")}>
          {t(`insight.part.${part.key}`)} <b>{integer(part.count)}</b>
        </button>
      ))}
    </p>
  );
}
