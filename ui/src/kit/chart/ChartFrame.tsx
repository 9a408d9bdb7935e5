// A chart from the core: the drawing, over it the marks that can be hovered, focused and opened, switches over the legend,
// and the same numbers as a table. The drawing is asked for in the size of the box it stands in.
import { BarChartOutlined, MoreOutlined, TableOutlined } from "@ant-design/icons";
import { App, Button, Dropdown } from "antd";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Drawing } from "@/api/types";
import { Empty, Waiting } from "../bits";
import { ErrorNotice } from "../ErrorNotice";
import { printPart } from "../printPart";
import { ChartTable, tableText } from "./ChartTable";
import { type Drill, Marks } from "./Marks";
import { cleanSvg } from "./sanitise";
import { savePng, saveSvg } from "./save";
import "./chart.css";

export type ChartFile = "png" | "svg" | "xlsx";

export interface ChartFrameProps {
  title: string;
  drawing: Drawing | undefined;
  error?: unknown;
  onRetry?: (() => void) | undefined;
  /** Told once the box is measured and whenever its size changes; ask for the drawing in that size. */
  onSize: (width: number, height: number) => void;
  /** Height of the drawing in pixels; where absent it follows the width. */
  height?: number | undefined;
  onDrill?: Drill;
  /** Saves the chart another way than the browser would: a window without downloads asks the core for the file. */
  onSave?: ((format: ChartFile) => void) | undefined;
  /** Which files there are; a spreadsheet only where the core makes one. */
  files?: readonly ChartFile[];
  /** Puts series aside or takes them back; without it the legend has no switches. */
  onHidden?: ((keys: string[]) => void) | undefined;
  empty?: ReactNode;
  /** A line under the title: what is left out, how small samples are treated. */
  remark?: ReactNode;
  extra?: ReactNode;
}

/** Widths are asked for in steps, so that dragging a window's edge does not ask for each pixel. */
const STEP = 8;
const LEAST = 240;
const SETTLED_MS = 150;

const heightFor = (width: number) => Math.round(Math.min(340, Math.max(230, width * 0.46)));

function useMeasure(height: number | undefined, onSize: (width: number, height: number) => void) {
  const box = useRef<HTMLDivElement>(null);
  const tell = useRef(onSize);
  tell.current = onSize;
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => {
      const width = Math.max(LEAST, Math.floor(element.clientWidth / STEP) * STEP);
      tell.current(width, height ?? heightFor(width));
    };
    measure();
    if (typeof ResizeObserver === "undefined") return;
    let timer = 0;
    const observer = new ResizeObserver(() => {
      window.clearTimeout(timer);
      timer = window.setTimeout(measure, SETTLED_MS);
    });
    observer.observe(element);
    return () => {
      window.clearTimeout(timer);
      observer.disconnect();
    };
  }, [height]);
  return box;
}

export function ChartFrame(props: ChartFrameProps) {
  const { title, drawing, error, onRetry, onDrill, empty, extra, remark } = props;
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  const box = useMeasure(props.height, props.onSize);
  const part = useRef<HTMLElement>(null);
  const toggle = t(asTable ? "common.chart.as_chart" : "common.chart.as_table");
  const shown = drawing && !drawing.empty ? drawing : undefined;
  return (
    <section ref={part} className="chart panel" aria-label={title}>
      <header className="chart-head">
        <h2 className="grow ellipsis" title={title}>{title}</h2>
        {extra}
        {shown ? (
          <>
            <Button size="small" type="text" icon={asTable ? <BarChartOutlined /> : <TableOutlined />} aria-label={toggle} title={toggle} onClick={() => setAsTable(!asTable)} />
            <ChartMenu {...props} drawing={shown} part={part} />
          </>
        ) : null}
      </header>
      {remark ? <p className="chart-remark faint">{remark}</p> : null}
      <div ref={box} className="chart-box" style={{ minHeight: drawing?.height ?? props.height ?? heightFor(LEAST) }}>
        {error ? <ErrorNotice error={error} {...(onRetry ? { onRetry } : {})} /> : null}
        {!drawing && !error ? <Waiting rows={6} /> : null}
        {drawing?.empty ? <Empty>{empty ?? t("common.chart.empty")}</Empty> : null}
        {shown && asTable ? <ChartTable drawing={shown} title={title} onDrill={onDrill} /> : null}
        {shown && !asTable ? <Picture drawing={shown} title={title} onDrill={onDrill} onHidden={props.onHidden} /> : null}
      </div>
    </section>
  );
}

type MenuProps = ChartFrameProps & { drawing: Drawing; part: React.RefObject<HTMLElement | null> };

function ChartMenu({ drawing, title, onSave, files = ["png", "svg"], part }: MenuProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const save = (format: ChartFile) => {
    if (onSave) onSave(format);
    else if (format === "svg") saveSvg(drawing, title);
    else if (format === "png") void savePng(drawing, title);
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(tableText(drawing));
      message.success(t("common.copied"));
    } catch {
      message.error(t("common.chart.copy_refused"));
    }
  };
  const onClick = ({ key }: { key: string }) => {
    if (key === "copy") void copy();
    else if (key === "print" && part.current) printPart(part.current);
    else if (key === "png" || key === "svg" || key === "xlsx") save(key);
  };
  const saved = onSave ? files : files.filter((file) => file !== "xlsx");
  const items = [
    ...saved.map((file) => ({ key: file, label: t(`common.chart.save_${file}`) })),
    { type: "divider" as const },
    { key: "copy", label: t("common.chart.copy") },
    { key: "print", label: t("common.print") },
  ];
  return (
    <Dropdown trigger={["click"]} menu={{ onClick, items }}>
      <Button size="small" type="text" icon={<MoreOutlined />} aria-label={t("common.chart.more", { title })} title={t("common.more")} />
    </Dropdown>
  );
}

interface PictureProps {
  drawing: Drawing;
  title: string;
  onDrill: Drill;
  onHidden: ChartFrameProps["onHidden"];
}

function Picture({ drawing, title, onDrill, onHidden }: PictureProps) {
  const holder = useRef<HTMLDivElement>(null);
  const clean = useMemo(() => cleanSvg(drawing.svg), [drawing.svg]);
  useEffect(() => {
    holder.current?.replaceChildren(...(clean ? [clean] : []));
  }, [clean]);
  return (
    <div className="chart-picture" style={{ width: drawing.width, height: drawing.height }}>
      <div ref={holder} aria-hidden="true" />
      <Marks drawing={drawing} title={title} onDrill={onDrill} />
      {onHidden && drawing.legend.length > 1 ? <Switches drawing={drawing} onHidden={onHidden} /> : null}
    </div>
  );
}

/** Over each name in the legend a switch that puts its series aside. The last one shown stays. */
function Switches({ drawing, onHidden }: { drawing: Drawing; onHidden: (keys: string[]) => void }) {
  const { t } = useTranslation();
  const hidden = drawing.legend.filter((one) => one.hidden).map((one) => one.key);
  const toggle = (key: string) => onHidden(hidden.includes(key) ? hidden.filter((other) => other !== key) : [...hidden, key]);
  return (
    <div className="chart-switches" role="group" aria-label={t("common.chart.series")}>
      {drawing.legend.map(({ key, name, place, hidden: aside }) => (
        <button
          key={key} type="button" aria-pressed={!aside} aria-label={name} title={t(aside ? "common.chart.take_back" : "common.chart.put_aside", { name })}
          disabled={!aside && hidden.length + 1 === drawing.legend.length}
          style={{ left: place.x - 3, top: place.y, width: place.w + 6, height: place.h }} onClick={() => toggle(key)}
        />
      ))}
    </div>
  );
}
