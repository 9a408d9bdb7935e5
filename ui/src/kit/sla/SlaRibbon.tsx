// One line per clock: open windows light, closed time hatched, pauses striped, thresholds as ticks, now and due marked,
// overrun red. Hover or the arrow keys name each piece; the same in words stands below for copying and screen readers.
import { CopyOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../workspace";
import { type Geometry, ribbonGeometry } from "./geometry";
import { type RibbonClock, type RibbonPiece, pieceLine } from "./pieces";
import "./ribbon.css";

const HEIGHT = 50;
const BAND_Y = 14;
const BAND_H = 16;

export interface SlaRibbonProps {
  clock: RibbonClock;
  /** The instant that "now" is drawn at, epoch milliseconds. */
  now: number;
  label: string;
}

function useWidth(): [React.RefObject<HTMLDivElement | null>, number] {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(420);
  useEffect(() => {
    const element = box.current;
    if (!element || typeof ResizeObserver === "undefined") return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.round(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [box, width];
}

export function SlaRibbon({ clock, now, label }: SlaRibbonProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [box, width] = useWidth();
  const [active, setActive] = useState<number>();
  const shape = useMemo(() => ribbonGeometry(clock, now, width), [clock, now, width]);
  const stops = useMemo(() => namedStops(clock, shape), [clock, shape]);
  const said = active === undefined ? undefined : stops[active];

  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (by === 0 || stops.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    setActive((before) => (before === undefined ? (by > 0 ? 0 : stops.length - 1) : (before + by + stops.length) % stops.length));
  };
  const ends = shape ? { from: formats.dateTime(shape.from), to: formats.dateTime(shape.to) } : undefined;
  return (
    <div className="ribbon" ref={box}>
      {shape && ends ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: one stop for the keyboard; the arrows walk the pieces inside
        <div className="ribbon-line" role="group" aria-label={label} tabIndex={0} onKeyDown={onKeyDown} onBlur={() => setActive(undefined)} onMouseLeave={() => setActive(undefined)}>
          <Band shape={shape} width={width} active={said} onHover={(piece) => setActive(stops.indexOf(piece))} />
          {said ? null : (
            <div className="ribbon-ends" aria-hidden="true">
              <span>{ends.from}</span>
              <span>{ends.to}</span>
            </div>
          )}
        </div>
      ) : null}
      <div className={said ? "ribbon-said" : "visually-hidden"} aria-live="polite">{said ? pieceLine(said, t, formats) : ""}</div>
    </div>
  );
}

/** What the arrow keys stop at: stretches and marks, in order of time. */
function namedStops(clock: RibbonClock, shape: Geometry | undefined): RibbonPiece[] {
  if (!shape) return [];
  return clock.pieces.filter((piece) => piece.to_ms >= shape.from && piece.from_ms <= shape.to);
}

interface BandProps {
  shape: Geometry;
  width: number;
  active: RibbonPiece | undefined;
  onHover: (piece: RibbonPiece) => void;
}

function Band({ shape, width, active, onHover }: BandProps) {
  const { t } = useTranslation();
  const id = useId();
  const fill = (kind: string) => (kind === "closed" ? `url(#${id}closed)` : kind === "pause" ? `url(#${id}pause)` : undefined);
  return (
    <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden="true" focusable="false">
      <defs>
        <pattern id={`${id}closed`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="6" height="6" className="ribbon-closed-ground" />
          <line x1="0" y1="0" x2="0" y2="6" className="ribbon-hatch" />
        </pattern>
        <pattern id={`${id}pause`} width="8" height="8" patternUnits="userSpaceOnUse">
          <rect width="8" height="8" className="ribbon-pause-ground" />
          <rect width="4" height="8" className="ribbon-stripe" />
        </pattern>
      </defs>
      <rect className="ribbon-track" x={shape.track.x} y={BAND_Y} width={shape.track.w} height={BAND_H} />
      {shape.overrun ? <rect className="ribbon-late" x={shape.overrun.x} y={BAND_Y} width={shape.overrun.w} height={BAND_H} /> : null}
      {shape.segments.length === 0 && shape.used ? <rect className="ribbon-open" x={shape.used.x} y={BAND_Y} width={shape.used.w} height={BAND_H} /> : null}
      {shape.segments.map(({ piece, x, w, late }) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the mouse's way to a piece; the keyboard has the arrows
        <rect
          key={`${piece.kind} ${x} ${piece.from_ms}`} x={x} y={BAND_Y} width={w} height={BAND_H} onMouseEnter={() => onHover(piece)}
          className={`ribbon-${piece.kind}${late ? " late" : ""}${active === piece ? " active" : ""}`} fill={fill(piece.kind)}
        />
      ))}
      {shape.overrun ? <rect className="ribbon-overrun" x={shape.overrun.x} y={BAND_Y + BAND_H} width={shape.overrun.w} height={4} /> : null}
      {shape.bend === undefined ? null : <path className="ribbon-bend" d={`M${shape.bend + 3} ${BAND_Y - 3}l-3 ${BAND_H / 2 + 3} 5 0-3 ${BAND_H / 2 + 3}`} />}
      {shape.ticks.map(({ x, percent, passed, labelled }) => (
        <g key={percent} className={passed ? "ribbon-tick passed" : "ribbon-tick"}>
          <line x1={x} x2={x} y1={BAND_Y - 4} y2={BAND_Y + BAND_H} />
          {labelled ? <text x={x} y={BAND_Y - 5} textAnchor="middle">{percent}%</text> : null}
        </g>
      ))}
      {shape.due === undefined ? null : (
        <g className="ribbon-due">
          <line x1={shape.due} x2={shape.due} y1={BAND_Y - 4} y2={BAND_Y + BAND_H + 4} />
          <text x={shape.due} y={HEIGHT - 2} textAnchor={anchor(shape.due, width)}>{t("sla.due")}</text>
        </g>
      )}
      {shape.stop === undefined ? null : <circle className="ribbon-stop" cx={shape.stop} cy={BAND_Y + BAND_H / 2} r={4.5} />}
      {shape.now === undefined ? null : (
        <g className="ribbon-now">
          <line x1={shape.now} x2={shape.now} y1={BAND_Y - 2} y2={BAND_Y + BAND_H + 2} />
          <text x={shape.now} y={HEIGHT - 2} textAnchor={anchor(shape.now, width)}>
            {shape.due !== undefined && Math.abs(shape.due - shape.now) < 42 ? "" : t("sla.now")}
          </text>
        </g>
      )}
    </svg>
  );
}

/** Keeps a label inside the drawing. */
function anchor(x: number, width: number): "start" | "middle" | "end" {
  if (x < 24) return "start";
  return x > width - 24 ? "end" : "middle";
}

/** The explanation as lines of text, with a button that copies them. */
export function ClockText({ pieces, heading }: { pieces: readonly RibbonPiece[]; heading: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { message } = App.useApp();
  const lines = pieces.map((piece) => pieceLine(piece, t, formats));
  const copy = async () => {
    await navigator.clipboard.writeText([heading, ...lines].join("\n"));
    message.success(t("common.copied"));
  };
  return (
    <details className="clock-text">
      <summary>{t("common.why")}</summary>
      <ol>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines are a fixed list in order of time
          <li key={index} className={`piece-${pieces[index]?.kind}`}>{line}</li>
        ))}
      </ol>
      <Button size="small" type="text" icon={<CopyOutlined />} onClick={copy}>{t("common.copy")}</Button>
    </details>
  );
}
