// The layer over a drawing: one stop for the keyboard, whose arrows walk the marks; the pointer finds the nearest one.
// There is a ring for the one mark in question and no element for the others, so that thousands cost nothing.
import { type KeyboardEvent, type MouseEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Drawing, Filter, Mark } from "@/api/types";
import { boxOf, markAfter, markAt } from "./marks";

export type Drill = ((filter: Filter) => void) | undefined;

/** The filter that a mark or a row carries, if it carries one. */
export function drillOf(raw: unknown): Filter | undefined {
  return typeof raw === "object" && raw !== null ? (raw as Filter) : undefined;
}

export function Marks({ drawing, title, onDrill }: { drawing: Drawing; title: string; onDrill: Drill }) {
  const { t } = useTranslation();
  const [active, setActive] = useState<number>();
  const mark = active === undefined ? undefined : drawing.marks[active];
  const drill = onDrill ? drillOf(mark?.drill) : undefined;
  const open = () => {
    if (drill) onDrill?.(drill);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = markAfter(event.key, active, drawing.marks);
    if (to !== undefined) {
      event.preventDefault();
      setActive(to);
    } else if (event.key === "Enter" && mark) {
      event.preventDefault();
      open();
    } else if (event.key === "Escape" && mark) {
      event.stopPropagation();
      setActive(undefined);
    }
  };
  const onMove = (event: MouseEvent<HTMLDivElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    setActive(markAt(drawing.marks, event.clientX - left, event.clientY - top));
  };
  return (
    <div
      className={`chart-marks ${drill ? "drills" : ""}`} role="group" aria-label={title}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: one stop for the keyboard; the arrows walk the marks inside
      tabIndex={0}
      onKeyDown={onKeyDown} onBlur={() => setActive(undefined)} onMouseMove={onMove} onMouseLeave={() => setActive(undefined)} onClick={open}
    >
      <svg width={drawing.width} height={drawing.height} viewBox={`0 0 ${drawing.width} ${drawing.height}`} aria-hidden="true" focusable="false">
        {mark ? <Ring mark={mark} /> : null}
      </svg>
      <div className="visually-hidden" role="status">{mark ? `${mark.label} ${mark.series_name} ${mark.value}` : ""}</div>
      {mark ? (
        <div className="chart-tip" style={tipPlace(mark, drawing)}>
          <strong>{mark.label}</strong>
          <span>{mark.series_name} <b>{mark.value}</b></span>
          {drill ? <span className="faint">{t("common.chart.drill")}</span> : null}
        </div>
      ) : null}
    </div>
  );
}

function Ring({ mark }: { mark: Mark }) {
  const { x, y, w, h } = boxOf(mark);
  return mark.shape === "circle"
    ? <circle cx={mark.cx} cy={mark.cy} r={(mark.r ?? 3) + 3} className="chart-ring" />
    : <rect x={x - 1} y={y - 1} width={w + 2} height={Math.max(h, 2) + 2} className="chart-ring" />;
}

/** Above the mark, on the side with more room; below it where the sheet begins. */
function tipPlace(mark: Mark, drawing: Drawing): React.CSSProperties {
  const { x, y, w, h } = boxOf(mark);
  const centre = x + w / 2;
  const below = y < 64;
  const place = below ? { top: Math.min(y + h, drawing.height - 70) + 8, transform: "none" } : { top: y - 8 };
  return centre > drawing.width / 2 ? { right: drawing.width - centre + 8, ...place } : { left: centre + 8, ...place };
}
