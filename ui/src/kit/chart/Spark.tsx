// A figure's past as large as a word: no axes, the last point a dot, gaps left open. The card around it says the numbers.
import { useMemo } from "react";

interface SparkProps {
  /** In time's order; null where there is no value. */
  values: readonly (number | null)[];
  /** A level to compare with, in the unit of the values. */
  target?: number | undefined;
  /** What the line shows, for those who do not see it. */
  label: string;
  width?: number;
  height?: number;
}

const PAD = 3;

/** The runs between gaps as points of the sheet, and the last point. */
export function sparkPoints(values: readonly (number | null)[], width: number, height: number, target?: number) {
  const known = values.filter((value): value is number => value !== null);
  const all = target === undefined ? known : [...known, target];
  const low = Math.min(...all);
  const high = Math.max(...all);
  const y = (value: number) => (high > low ? PAD + (height - 2 * PAD) * (1 - (value - low) / (high - low)) : height / 2);
  const step = (width - 2 * PAD) / Math.max(1, values.length - 1);
  const runs: [number, number][][] = [];
  let open = false;
  values.forEach((value, index) => {
    if (value === null) open = false;
    else {
      if (!open) runs.push([]);
      open = true;
      runs.at(-1)?.push([PAD + index * step, y(value)]);
    }
  });
  return { runs, last: runs.at(-1)?.at(-1), level: target === undefined ? undefined : y(target) };
}

export function Spark({ values, target, label, width = 96, height = 26 }: SparkProps) {
  const { runs, last, level } = useMemo(() => sparkPoints(values, width, height, target), [values, width, height, target]);
  if (values.filter((value) => value !== null).length < 2 || !last) return null;
  const at = (point: readonly number[] | undefined) => point?.join(",") ?? "";
  return (
    // The line is stretched to the room there is; strokes and the last point, a stroke without length, keep their size.
    <svg className="spark" viewBox={`0 0 ${width} ${height}`} height={height} preserveAspectRatio="none" role="img" aria-label={label}>
      {level === undefined ? null : <line x1={PAD} x2={width - PAD} y1={level} y2={level} className="spark-level" />}
      {runs.map((run) => <polyline key={at(run[0])} points={run.length > 1 ? run.map(at).join(" ") : `${at(run[0])} ${at(run[0])}`} className={run.length > 1 ? "spark-line" : "spark-dot"} />)}
      <polyline points={`${at(last)} ${at(last)}`} className="spark-dot" />
    </svg>
  );
}
