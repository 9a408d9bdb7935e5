// What a clock's explanation is made of, as the ribbon draws it and the text version prints it.
import type { TFunction } from "i18next";
import type { Formats } from "../workspace";

export type PieceKind = "open" | "closed" | "pause" | "folded" | "mark";

/** A stretch (or moment) of a clock's timeline; times in epoch milliseconds. */
export interface RibbonPiece {
  kind: PieceKind;
  code: string;
  from_ms: number;
  to_ms: number;
  /** Open milliseconds used up, or given back by a pause. */
  counted_ms: number;
  params: Record<string, unknown>;
}

/** What the ribbon needs to know of a clock. */
export interface RibbonClock {
  state: string;
  started_at?: number | undefined;
  due_at?: number | undefined;
  stopped_at?: number | undefined;
  thresholds: readonly { percent: number; at: number }[];
  pieces: readonly RibbonPiece[];
}

const DURATIONS = new Set(["paused_ms", "counted_ms", "pause_ms", "shift_ms", "target_ms"]);

/** Parameters as words: moments in the workspace's zone, durations with units, reasons by their names. */
export function pieceParams(params: Record<string, unknown>, t: TFunction, formats: Formats): Record<string, string | number> {
  const said: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(params)) {
    if (key === "reasons" && Array.isArray(value)) {
      said[key] = value.map((reason) => named(`sla.reason.${String(reason)}`, String(reason), t)).join(t("common.list_comma"));
    } else if (key === "end_of_day" && typeof value === "string") {
      said[key] = named(`sla.end_of_day.${value}`, "", t);
    } else if (typeof value === "number" && DURATIONS.has(key)) {
      said[key] = formats.duration(value);
    } else if (typeof value === "number" && key.endsWith("_ms")) {
      said[key] = formats.dateTime(value);
    } else if (typeof value === "number" && key === "minutes") {
      said[key] = formats.duration(value * 60_000);
    } else if (typeof value === "string" || typeof value === "number") {
      const word = key === "from" || key === "to" ? named(`grid.work_orders.priority.${value}`, String(value), t) : value;
      said[key] = word;
    }
  }
  return said;
}

function named(key: string, fallback: string, t: TFunction): string {
  const text = t(key);
  return text === key ? fallback : text;
}

/** The text of a piece may depend on which parameters it has. */
function variantOf({ code, params }: RibbonPiece): string {
  if (code === "target" && "days" in params) return "target_days";
  if (code === "due_fixed" && "file" in params) return "due_fixed_file";
  if (code === "folded" && !("days" in params)) return "folded_pieces";
  if (code === "started" && "counts_from_ms" in params) return "started_outside";
  if ((code === "closed_holiday" || code === "open_make_up") && !params.name) return `${code}_unnamed`;
  return code;
}

/** One piece as a sentence, without its times. */
export function pieceText(piece: RibbonPiece, t: TFunction, formats: Formats): string {
  return t(`sla.piece.${variantOf(piece)}`, { ...pieceParams(piece.params, t, formats), defaultValue: t("sla.piece.unknown") });
}

/** One piece as a line: when, what, and how much of it counted. */
export function pieceLine(piece: RibbonPiece, t: TFunction, formats: Formats): string {
  const what = pieceText(piece, t, formats);
  if (piece.to_ms === piece.from_ms) return t("sla.line.moment", { at: formats.dateTime(piece.from_ms), what });
  const span = { from: formats.dateTime(piece.from_ms), to: endOf(piece, formats), what, counted: formats.duration(piece.counted_ms, isUnbroken(piece)) };
  if (piece.kind === "closed") return t("sla.line.closed", span);
  return t(piece.kind === "pause" ? "sla.line.pause" : "sla.line.open", span);
}

/** All of the stretch counted, without a closed hour between: its length is what a clock on the wall says. */
function isUnbroken(piece: RibbonPiece): boolean {
  return piece.counted_ms === piece.to_ms - piece.from_ms;
}

/** The end of a stretch: only the time where it ends on the day it began. */
function endOf(piece: RibbonPiece, formats: Formats): string {
  const end = formats.dateTime(piece.to_ms);
  return end.slice(0, 10) === formats.dateTime(piece.from_ms).slice(0, 10) ? end.slice(11) : end;
}
