// From the core's column definitions to AG Grid's, with the person's own order, widths and choice of columns.
import type { ColDef, ICellRendererParams, ValueFormatterParams } from "ag-grid-community";
import i18next from "i18next";
import { type ComponentType, type ReactNode, useCallback, useEffect, useMemo } from "react";
import type { GridColumn, GridRow, Sort } from "@/api/types";
import { usePreference } from "../preferences";
import { forgetStored, readStored } from "../stored";
import type { Formats } from "../workspace";
import { durationMs } from "./filters";

/** A row as AG Grid holds it; the totals row is marked. */
export type Row = GridRow & { is_total?: boolean };
export type CellView = (row: GridRow) => ReactNode;

export interface StoredColumn {
  key: string;
  hide: boolean;
  width?: number;
  /** Stays at the left. */
  pin?: boolean;
}

const RIGHT = new Set(["integer", "decimal", "money", "duration"]);

/** Heading of a column: its text, or the field's name made readable when the catalogue does not have it yet. */
export function headingOf(grid: string, key: string): string {
  const text = `grid.${grid}.columns.${key}`;
  return i18next.exists(text) ? i18next.t(text) : key;
}

/** Text of an enum's code. */
export function optionOf(grid: string, key: string, code: string): string {
  const text = `grid.${grid}.${key}.${code}`;
  return i18next.exists(text) ? i18next.t(text) : code;
}

/** A cell's value as people read it. */
export function cellText(grid: string, column: GridColumn, raw: unknown, formats: Formats): string {
  if (raw === null || raw === undefined) return "";
  if (typeof raw === "number") {
    switch (column.kind) {
      case "datetime":
        return formats.dateTime(raw);
      case "money":
        return formats.money(raw);
      case "duration":
        return formats.duration(durationMs(column.key, raw), true);
      case "integer":
        return formats.integer(raw);
      case "decimal":
        return String(raw);
      default:
        return String(raw);
    }
  }
  if (column.kind === "flag") return i18next.t(raw ? "common.yes" : "common.no");
  return column.kind === "enum" ? optionOf(grid, column.key, String(raw)) : String(raw);
}

/** Columns as they were kept; rubbish is none. */
export function readColumns(kept: unknown): StoredColumn[] {
  return Array.isArray(kept) ? kept.filter((c): c is StoredColumn => typeof c?.key === "string") : [];
}

/**
 * The person's own columns of the plain list. What this machine kept before they were kept by person becomes that of whoever
 * opens the list first here.
 */
export function usePlainColumns(grid: string): [columns: StoredColumn[], keep: (columns: StoredColumn[] | undefined) => void] {
  const key = `columns.${grid}`;
  const [kept, save, known] = usePreference<unknown>(key, null);
  useEffect(() => {
    if (!known) return;
    const before = readColumns(readStored(key));
    if (kept === null && before.length > 0) save(before);
    forgetStored(key);
  }, [known, kept, key, save]);
  const columns = useMemo(() => readColumns(kept), [kept]);
  return [columns, useCallback((next: StoredColumn[] | undefined) => save(next ?? null), [save])];
}

/** Whether a column stands in the list now. */
export function isShown(column: GridColumn, stored: readonly StoredColumn[]): boolean {
  const own = stored.find((kept) => kept.key === column.key);
  return own ? !own.hide : column.visible;
}

/** The core's columns in the person's order; columns that are new since then stand where the core puts them. */
export function arrange(columns: readonly GridColumn[], stored: readonly StoredColumn[]): GridColumn[] {
  if (stored.length === 0) return [...columns];
  const place = new Map(stored.map((column, index) => [column.key, index]));
  const known = columns.filter((column) => place.has(column.key));
  known.sort((a, b) => (place.get(a.key) ?? 0) - (place.get(b.key) ?? 0));
  columns.forEach((column, index) => {
    if (!place.has(column.key)) known.splice(Math.min(index, known.length), 0, column);
  });
  return known;
}

export interface ColumnContext {
  grid: string;
  formats: Formats;
  sort: readonly Sort[];
  stored: readonly StoredColumn[];
  cells: Readonly<Record<string, CellView>>;
  Cell: ComponentType<ICellRendererParams<Row> & { view: CellView }>;
}

/** English words for a code run longer than the Chinese ones that the core's widths are made for. */
function defaultWidth(column: GridColumn, { formats }: ColumnContext): number {
  return column.kind === "enum" && formats.locale === "en" ? Math.round(column.width * 1.3) : column.width;
}

export function toColDefs(columns: readonly GridColumn[], context: ColumnContext): ColDef<Row>[] {
  const kept = new Map(context.stored.map((column) => [column.key, column]));
  const arranged = arrange(columns, context.stored);
  const last = arranged.filter((column) => isShown(column, context.stored)).at(-1);
  return arranged.map((column) => {
    const own = kept.get(column.key);
    const width = own?.width ?? defaultWidth(column, context);
    const right = RIGHT.has(column.kind);
    const sortIndex = context.sort.findIndex((s) => s.key === column.key);
    const view = context.cells[column.key];
    return {
      colId: column.key,
      field: column.key,
      headerName: headingOf(context.grid, column.key),
      ...(column.masked ? { headerTooltip: i18next.t("common.masked") } : {}),
      width,
      // Where the columns leave room, the last one takes it, unless the person gave it a width.
      ...(column === last && own?.width === undefined ? { flex: 1, minWidth: width } : {}),
      ...(own?.pin ? { pinned: "left" as const } : {}),
      hide: own?.hide ?? !column.visible,
      sortable: column.sortable,
      ...(sortIndex >= 0 ? { sort: context.sort[sortIndex]?.desc ? "desc" as const : "asc" as const, sortIndex } : {}),
      headerClass: right ? "ag-right-aligned-header" : "",
      cellClass: right ? "ag-right-aligned-cell" : "",
      valueFormatter: (params: ValueFormatterParams<Row>) => cellText(context.grid, column, params.value, context.formats),
      ...(view ? { cellRenderer: context.Cell, cellRendererParams: { view } } : {}),
    };
  });
}
