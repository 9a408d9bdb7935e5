// A key figure as a card: what it is, its value, how it stands against its target, how it moved, what its past looks
// like, and how it is counted. It lays out; what the texts say is the caller's.
import { InfoCircleOutlined } from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

export interface FigureCardProps {
  /** Its stable name in code: the card can be found by it. */
  id: string;
  name: string;
  /** How it is counted, read on hover and focus. */
  formula: string;
  value?: string | undefined;
  unit?: string | undefined;
  /** Why there is no value. */
  missing?: string | undefined;
  onOpen?: (() => void) | undefined;
  openTitle?: string;
  spark?: ReactNode;
  /** Lines under the value: standing, change, parts. */
  children?: ReactNode;
  /** The figures that need action are larger. */
  large?: boolean;
}

export function FigureCard({ id, name, formula, value, unit, missing, onOpen, openTitle, spark, children, large }: FigureCardProps) {
  const { t } = useTranslation();
  return (
    <section className={`figure-card panel figure-${id} ${large ? "large" : ""}`} aria-label={name}>
      <header>
        <h2 className="ellipsis" title={name}>{name}</h2>
        <Tooltip title={formula} trigger={["hover", "focus"]}>
          <Button type="text" size="small" className="figure-why" icon={<InfoCircleOutlined />} aria-label={t("common.chart.how", { formula })} />
        </Tooltip>
      </header>
      <div className="figure-row">
        {value === undefined ? <p className="figure-missing">{missing ?? t("common.empty_value")}</p> : (
          <p className="figure-value">
            {onOpen ? <button type="button" onClick={onOpen} title={openTitle}>{value}</button> : <b>{value}</b>}
            {unit ? <span className="quiet">{unit}</span> : null}
          </p>
        )}
        {spark}
      </div>
      {children}
    </section>
  );
}
