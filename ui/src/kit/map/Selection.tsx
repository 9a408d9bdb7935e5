// Choosing many points: a lasso drawn with the pointer, or a box that the arrow keys move and size.
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Point } from "./geometry";

export type Tool = "lasso" | "box";

interface Props {
  tool: Tool;
  onDone: (polygon: Point[]) => void;
  onCancel: () => void;
}

const STEP = 24;
const LEAST = 32;

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const corners = ({ x, y, width, height }: Box): Point[] => [[x, y], [x + width, y], [x + width, y + height], [x, y + height]];

/** The box after a key: arrows move it, with Shift they size it. */
export function moved(box: Box, key: string, sizing: boolean): Box | undefined {
  const by: Record<string, [number, number]> = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
  const step = by[key];
  if (!step) return undefined;
  if (!sizing) return { ...box, x: box.x + step[0], y: box.y + step[1] };
  return { ...box, width: Math.max(LEAST, box.width + step[0]), height: Math.max(LEAST, box.height + step[1]) };
}

function useDrawing({ tool, onDone }: Props) {
  const [path, setPath] = useState<Point[]>([]);
  const at = (event: PointerEvent<HTMLElement>): Point => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  const box = (to: Point): Point[] => {
    const from = path[0] ?? to;
    return corners({ x: Math.min(from[0], to[0]), y: Math.min(from[1], to[1]), width: Math.abs(from[0] - to[0]), height: Math.abs(from[1] - to[1]) });
  };
  return {
    path: tool === "box" && path.length > 1 ? box(path.at(-1) ?? [0, 0]) : path,
    drawing: path.length > 1,
    handlers: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setPath([at(event)]);
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        if (path.length === 0) return;
        const next = at(event);
        setPath((before) => (tool === "box" ? [before[0] ?? next, next] : [...before, next]));
      },
      onPointerUp: (event: PointerEvent<HTMLElement>) => {
        const polygon = tool === "box" ? box(at(event)) : path;
        setPath([]);
        if (path.length > 1) onDone(polygon);
      },
    },
  };
}

export function Selection(props: Props) {
  const { t } = useTranslation();
  const sheet = useRef<HTMLDivElement>(null);
  const [box, setBox] = useState<Box>();
  const { path, drawing, handlers } = useDrawing(props);
  useEffect(() => {
    const size = sheet.current?.getBoundingClientRect();
    sheet.current?.focus();
    if (!size || props.tool !== "box") setBox(undefined);
    else setBox({ x: size.width * 0.3, y: size.height * 0.3, width: size.width * 0.4, height: size.height * 0.4 });
  }, [props.tool]);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = box && moved(box, event.key, event.shiftKey);
    if (next) setBox(next);
    else if (event.key === "Enter" && box) props.onDone(corners(box));
    else if (event.key === "Escape") props.onCancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const shown = drawing ? path : box ? corners(box) : [];
  return (
    <div
      ref={sheet} className="map-selection" role="application" aria-label={t(`maps.tool.${props.tool}_hint`)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes the keys of the box
      tabIndex={0} onKeyDown={onKeyDown} {...handlers}
    >
      <svg aria-hidden="true"><polygon points={shown.map((point) => point.join(",")).join(" ")} /></svg>
      <p>{t(`maps.tool.${props.tool}_hint`)}</p>
    </div>
  );
}
