// One key figure: its value, how it stands against its target, how it moved, what it is made of, and how it is counted.
import { ArrowDownOutlined, ArrowUpOutlined, InfoCircleOutlined, MinusOutlined } from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import type { Filter, Kpi } from "@/api/types";
import { StateTag } from "@/kit/bits";
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
  remark?: string;
  onDrill: (filter: Filter) => void;
}

export function KpiCard({ kpi, compared, hours, remark, onDrill }: CardProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const name = t(`insight.kpi.${kpi.key}`);
  const bound = kpi.error_bound === undefined ? "" : formats.percent(kpi.error_bound);
  const formula = t(`insight.formula.${kpi.key}`, { bound, hours });
  return (
    <section className={`kpi panel kpi-${kpi.key}`} aria-label={name}>
      <header className="kpi-head">
        <h2 className="ellipsis" title={name}>{name}</h2>
        <Tooltip title={formula}>
          <Button type="text" size="small" className="kpi-why" icon={<InfoCircleOutlined />} aria-label={`${t("insight.why")} ${formula}`} />
        </Tooltip>
      </header>
      <Value kpi={kpi} onDrill={onDrill} />
      <Target kpi={kpi} />
      {compared ? <Change kpi={kpi} compared={compared} /> : null}
      {remark ? <p className="kpi-line quiet">{remark}</p> : null}
      <Parts kpi={kpi} bound={bound} onDrill={onDrill} />
    </section>
  );
}

function Value({ kpi, onDrill }: { kpi: Kpi; onDrill: (filter: Filter) => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (kpi.value === undefined) {
    return <p className="kpi-missing">{kpi.missing ? t(`insight.missing.${kpi.missing}`) : t("common.empty_value")}</p>;
  }
  return (
    <p className="kpi-value">
      <button type="button" onClick={() => onDrill(kpi.drill)} title={t("insight.open_list")}>
        {valueText(kpi.unit, kpi.value, formats)}
      </button>
      {kpi.unit === "count" ? <span className="quiet">{t("insight.unit.orders")}</span> : null}
    </p>
  );
}

function Target({ kpi }: { kpi: Kpi }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (kpi.target === undefined) return null;
  return (
    <p className="kpi-line">
      {kpi.standing ? <StateTag state={kpi.standing} hue={kpi.standing === "met" ? "met" : "breached"}>{t(`insight.standing.${kpi.standing}`)}</StateTag> : null}
      <span className="quiet">{t(targetKey(kpi.better), { value: valueText(kpi.unit, kpi.target, formats) })}</span>
    </p>
  );
}

function Change({ kpi, compared }: { kpi: Kpi; compared: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const change = changeOf(kpi, formats, (value) => t("insight.change.points", { value }));
  if (!change) {
    const isPresent = kpi.key === "open" || kpi.key === "overdue";
    return isPresent || kpi.value === undefined ? null : <p className="kpi-line faint" title={compared}>{t("insight.change.none")}</p>;
  }
  return (
    <p className="kpi-line kpi-change quiet" title={compared}>
      <span aria-hidden="true">{ARROWS[change.direction]}</span>
      <span>{t(`insight.change.${change.direction}`, { value: change.size })}</span>
    </p>
  );
}

/** What the figure is made of; each part opens its orders. */
function Parts({ kpi, bound, onDrill }: { kpi: Kpi; bound: string; onDrill: (filter: Filter) => void }) {
  const { t } = useTranslation();
  const { integer } = useFormats();
  const parts = kpi.parts.filter((part) => part.count > 0);
  if (parts.length === 0) {
    const counted = kpi.unit === "duration" && kpi.denominator ? t("insight.of_orders", { count: integer(kpi.denominator) }) : "";
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
