// A chart from the core: the drawing, over it the marks that can be hovered, focused and opened, and the same numbers as a
// table. The drawing is asked for in the size of the box it stands in.
import { BarChartOutlined, DownloadOutlined, TableOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Drawing, Filter, Mark } from "@/api/types";
import { Empty, Waiting } from "../bits";
import { ErrorNotice } from "../ErrorNotice";
import { cleanSvg } from "./sanitise";
import { savePng, saveSvg } from "./save";
import "./chart.css";

export interface ChartFrameProps {
  title: string;
  drawing: Drawing | undefined;
  error?: unknown;
  onRetry?: () => void;
  /** Told once the box is measured and whenever its size changes; ask for the drawing in that size. */
  onSize: (width: number, height: number) => void;
  /** Height of the drawing in pixels. */
  height?: number;
  onDrill?: (filter: Filter) => void;
  /** Saves the chart another way than the browser would: a window without downloads asks the core for the file. */
  onSave?: (format: "png" | "svg") => void;
  empty?: ReactNode;
  extra?: ReactNode;
}

export function ChartFrame({ title, drawing, error, onRetry, onSize, height = 280, onDrill, onSave, empty, extra }: ChartFrameProps) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const tell = useRef(onSize);
  tell.current = onSize;
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => tell.current(Math.max(240, Math.floor(element.clientWidth)), height);
    measure();
    if (typeof ResizeObserver === "undefined") return;
    let timer = 0;
    const observer = new ResizeObserver(() => {
      window.clearTimeout(timer);
      timer = window.setTimeout(measure, 120);
    });
    observer.observe(element);
    return () => {
      window.clearTimeout(timer);
      observer.disconnect();
    };
  }, [height]);

  const toggle = t(asTable ? "common.chart.as_chart" : "common.chart.as_table");
  const shown = drawing && !drawing.empty;
  return (
    <section className="chart panel" aria-label={title}>
      <header className="chart-head">
        <h2 className="grow">{title}</h2>
        {extra}
        {shown ? (
          <>
            <Button size="small" type="text" icon={asTable ? <BarChartOutlined /> : <TableOutlined />} aria-label={toggle} title={toggle} onClick={() => setAsTable(!asTable)} />
            <Dropdown
              trigger={["click"]}
              menu={{
                onClick: ({ key }) => {
                  if (onSave) onSave(key === "svg" ? "svg" : "png");
                  else void (key === "svg" ? saveSvg(drawing, title) : savePng(drawing, title));
                },
                items: [{ key: "png", label: t("common.chart.save_png") }, { key: "svg", label: t("common.chart.save_svg") }],
              }}
            >
              <Button size="small" type="text" icon={<DownloadOutlined />} aria-label={t("common.download")} title={t("common.download")} />
            </Dropdown>
          </>
        ) : null}
      </header>
      <div ref={box} className="chart-box" style={{ minHeight: height }}>
        {error ? <ErrorNotice error={error} {...(onRetry ? { onRetry } : {})} /> : null}
        {!drawing && !error ? <Waiting rows={6} /> : null}
        {drawing?.empty ? <Empty>{empty ?? t("common.chart.empty")}</Empty> : null}
        {shown ? asTable ? <ChartTable drawing={drawing} onDrill={onDrill} /> : <Picture drawing={drawing} title={title} onDrill={onDrill} /> : null}
      </div>
    </section>
  );
}

type Drill = ((filter: Filter) => void) | undefined;

function drillOf(raw: unknown): Filter | undefined {
  return typeof raw === "object" && raw !== null ? (raw as Filter) : undefined;
}

function Picture({ drawing, title, onDrill }: { drawing: Drawing; title: string; onDrill: Drill }) {
  const holder = useRef<HTMLDivElement>(null);
  const clean = useMemo(() => cleanSvg(drawing.svg), [drawing.svg]);
  useEffect(() => {
    holder.current?.replaceChildren(...(clean ? [clean] : []));
  }, [clean]);
  return (
    <div className="chart-picture" style={{ width: drawing.width, height: drawing.height }}>
      <div ref={holder} aria-hidden="true" />
      <Marks drawing={drawing} title={title} onDrill={onDrill} />
    </div>
  );
}

/** One stop for the keyboard; the arrows walk the marks, Enter opens the records behind one. */
function Marks({ drawing, title, onDrill }: { drawing: Drawing; title: string; onDrill: Drill }) {
  const { t } = useTranslation();
  const [active, setActive] = useState<number>();
  const mark = active === undefined ? undefined : drawing.marks[active];
  const open = (at: Mark | undefined) => {
    const drill = drillOf(at?.drill);
    if (drill) onDrill?.(drill);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = markAfter(event.key, active, drawing.marks.length);
    if (to !== undefined) {
      event.preventDefault();
      setActive(to);
    } else if (event.key === "Enter" && mark) {
      event.preventDefault();
      open(mark);
    } else if (event.key === "Escape") setActive(undefined);
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: one stop for the keyboard; the arrows walk the marks inside
    <div className="chart-marks" role="group" aria-label={title} tabIndex={0} onKeyDown={onKeyDown} onBlur={() => setActive(undefined)} onMouseLeave={() => setActive(undefined)}>
      <svg width={drawing.width} height={drawing.height} viewBox={`0 0 ${drawing.width} ${drawing.height}`} aria-hidden="true" focusable="false">
        {drawing.marks.map((one, index) => (
          <MarkShape
            // biome-ignore lint/suspicious/noArrayIndexKey: marks are a fixed list in drawing order
            key={index} mark={one} active={index === active} drills={onDrill !== undefined && drillOf(one.drill) !== undefined}
            onHover={() => setActive(index)} onOpen={() => open(one)}
          />
        ))}
      </svg>
      <div className="visually-hidden" role="status">{mark ? `${mark.label} ${mark.series_name} ${mark.value}` : ""}</div>
      {mark ? (
        <div className="chart-tip" style={tipPlace(mark, drawing)}>
          <strong>{mark.label}</strong>
          <span>{mark.series_name} <b>{mark.value}</b></span>
          {onDrill && drillOf(mark.drill) ? <span className="faint">{t("common.chart.drill")}</span> : null}
        </div>
      ) : null}
    </div>
  );
}

/** Which mark a key goes to; undefined for keys that go nowhere. */
function markAfter(key: string, active: number | undefined, count: number): number | undefined {
  if (count === 0) return undefined;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if (key !== "ArrowRight" && key !== "ArrowLeft") return undefined;
  if (active === undefined) return 0;
  return Math.min(count - 1, Math.max(0, active + (key === "ArrowRight" ? 1 : -1)));
}

const LEAST_TARGET = 14;

function MarkShape({ mark, active, drills, onHover, onOpen }: { mark: Mark; active: boolean; drills: boolean; onHover: () => void; onOpen: () => void }) {
  const { x, y, w, h } = boxOf(mark);
  const grow = (size: number) => Math.max(0, LEAST_TARGET - size) / 2;
  return (
    <g className={`${active ? "active" : ""} ${drills ? "drills" : ""}`}>
      {mark.shape === "circle"
        ? <circle cx={mark.cx} cy={mark.cy} r={(mark.r ?? 3) + 3} className="chart-ring" />
        : <rect x={x - 1} y={y - 1} width={w + 2} height={h + 2} className="chart-ring" />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the mouse's way to a mark; the keyboard has the arrows */}
      <rect x={x - grow(w)} y={y - grow(h)} width={w + 2 * grow(w)} height={h + 2 * grow(h)} fill="transparent" onMouseEnter={onHover} onClick={onOpen} />
    </g>
  );
}

function boxOf(mark: Mark): { x: number; y: number; w: number; h: number } {
  if (mark.shape === "circle") {
    const r = mark.r ?? 3;
    return { x: (mark.cx ?? 0) - r, y: (mark.cy ?? 0) - r, w: 2 * r, h: 2 * r };
  }
  return { x: mark.x ?? 0, y: mark.y ?? 0, w: mark.w ?? 0, h: mark.h ?? 0 };
}

/** Above the mark, on the side with more room. */
function tipPlace(mark: Mark, drawing: Drawing): React.CSSProperties {
  const { x, y, w } = boxOf(mark);
  const centre = x + w / 2;
  const top = Math.max(0, y - 8);
  return centre > drawing.width / 2 ? { right: drawing.width - centre + 8, top } : { left: centre + 8, top };
}

function ChartTable({ drawing, onDrill }: { drawing: Drawing; onDrill: Drill }) {
  const { t } = useTranslation();
  const tableCell = (text: string, place: number, drill: Filter | undefined) => {
    const column = drawing.table.columns[place];
    if (place > 0) return <td key={column?.key} className={column?.align === "right" ? "figure" : ""}>{text}</td>;
    const opens = drill && onDrill;
    return (
      <th key={column?.key} scope="row">
        {opens ? <Button size="small" type="link" title={t("common.chart.drill")} onClick={() => onDrill(drill)}>{text}</Button> : text}
      </th>
    );
  };
  return (
    <div className="chart-table">
      <table>
        <thead>
          <tr>{drawing.table.columns.map((column) => <th key={column.key} scope="col" className={column.align === "right" ? "figure" : ""}>{column.label}</th>)}</tr>
        </thead>
        <tbody>
          {drawing.table.rows.map((row, index) => {
            const drill = drillOf(row.drill);
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are a fixed list in the order of the bands
            return <tr key={index}>{row.cells.map((cell, place) => tableCell(cell.text, place, drill))}</tr>;
          })}
        </tbody>
      </table>
    </div>
  );
}
