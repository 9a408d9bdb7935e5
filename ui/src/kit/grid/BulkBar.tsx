// What can be done with the chosen rows: how many and what they come to, then the actions of the page.
import { CloseOutlined, CopyOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { call, useOp } from "@/api/client";
import type { GridColumn, GridName, GridRow, Selection, Sort } from "@/api/types";
import { type Formats, useCan, useFormats } from "../workspace";
import { type Chosen, countOf, isChosen } from "./chosen";
import { cellText, headingOf } from "./columns";
import { ExportButton } from "./ExportButton";

export interface BulkBarProps {
  grid: GridName;
  chosen: Chosen;
  selection: Selection;
  /** How many rows match. */
  total: number;
  sort: readonly Sort[];
  /** The shown columns, in their order. */
  columns: () => GridColumn[];
  /** Actions of the page, for a selection that the core resolves. */
  bulk?: ((selection: Selection, count: number) => ReactNode) | undefined;
  onAll: () => void;
  onClear: () => void;
}

export function BulkBar({ grid, chosen, selection, total, sort, columns, bulk, onAll, onClear }: BulkBarProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const can = useCan();
  const copy = useCopy(grid, chosen, selection, sort, columns);
  const count = countOf(chosen, total);
  const sums = useOp(`${grid}.total`, selection, { keep: true });
  const summed = columns().filter((column) => column.sum && sums.data?.sums[column.key] !== undefined);
  return (
    <section className="bulk-bar" aria-label={t("list.bulk.label")}>
      <strong role="status">{t("list.selected", { n: formats.integer(count) })}</strong>
      {summed.map((column) => (
        <span key={column.key} className="figure">{headingOf(grid, column.key)}{t("common.colon")}{cellText(grid, column, sums.data?.sums[column.key], formats)}</span>
      ))}
      {count < total ? <Button size="small" type="link" onClick={onAll}>{t("list.bulk.all", { n: formats.integer(total) })}</Button> : null}
      <span className="grow" />
      {bulk?.(selection, count)}
      <Button size="small" icon={<CopyOutlined />} onClick={copy}>{t("list.bulk.copy")}</Button>
      {can("exports.run") ? <ExportButton size="small" grid={grid} which={selection} sort={sort} columns={() => columns().map((column) => column.key)} /> : null}
      <Button size="small" type="text" icon={<CloseOutlined />} aria-label={t("list.bulk.clear")} title={t("list.bulk.clear")} onClick={onClear} />
    </section>
  );
}

/** More rows than these belong into a file. */
const COPY_MOST = 5000;
const BLOCK = 1000;

async function rowsOf(grid: GridName, chosen: Chosen, { filter, text, ids }: Selection, sort: readonly Sort[]): Promise<GridRow[]> {
  const rows: GridRow[] = [];
  let after: string | undefined;
  for (let offset = 0; rows.length <= COPY_MOST; offset += BLOCK) {
    const page = await call(`${grid}.page`, {
      offset, limit: BLOCK, ...(filter ? { filter } : {}), ...(text ? { text } : {}), ...(ids ? { ids } : {}), ...(sort.length ? { sort: [...sort] } : {}), ...(after ? { after } : {}),
    });
    rows.push(...(page.rows as GridRow[]).filter((row) => isChosen(chosen, row.id)));
    after = page.next ?? undefined;
    if (page.rows.length < BLOCK) break;
  }
  return rows;
}

/** Rows as a table that a spreadsheet takes: headings, then cells as they are shown. */
export function tableText(grid: GridName, columns: readonly GridColumn[], rows: readonly GridRow[], formats: Formats): string {
  const clean = (text: string) => text.replace(/[\t\r\n]+/g, " ");
  const lines = rows.map((row) => columns.map((column) => clean(cellText(grid, column, row[column.key], formats))).join("\t"));
  return [columns.map((column) => clean(headingOf(grid, column.key))).join("\t"), ...lines].join("\n");
}

export function useCopy(grid: GridName, chosen: Chosen, selection: Selection, sort: readonly Sort[], columns: () => GridColumn[]): () => void {
  const { t } = useTranslation();
  const formats = useFormats();
  const { message } = App.useApp();
  return () => {
    void rowsOf(grid, chosen, selection, sort)
      .then(async (rows) => {
        if (rows.length > COPY_MOST) return message.warning(t("list.bulk.too_many", { n: formats.integer(COPY_MOST) }));
        await navigator.clipboard.writeText(tableText(grid, columns(), rows, formats));
        return message.success(t("list.bulk.copied", { n: formats.integer(rows.length) }));
      })
      .catch(() => message.error(t("list.bulk.copy_failed")));
  };
}
