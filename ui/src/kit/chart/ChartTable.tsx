// The numbers of a drawing as a table: for those who read better than they see, for the clipboard, for a narrow window.
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { Drawing, Filter } from "@/api/types";
import { type Drill, drillOf } from "./Marks";

export function ChartTable({ drawing, title, onDrill }: { drawing: Drawing; title: string; onDrill: Drill }) {
  const { t } = useTranslation();
  const { columns, rows } = drawing.table;
  const tableCell = (text: string, place: number, drill: Filter | undefined) => {
    const column = columns[place];
    if (place > 0) return <td key={column?.key} className={column?.align === "right" ? "figure" : ""}>{text}</td>;
    return (
      <th key={column?.key} scope="row">
        {drill && onDrill ? <Button size="small" type="link" title={t("common.chart.drill")} onClick={() => onDrill(drill)}>{text}</Button> : text}
      </th>
    );
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
    <section className="chart-table" tabIndex={0} aria-label={title}>
      <table>
        <thead>
          <tr>{columns.map((column) => <th key={column.key} scope="col" className={column.align === "right" ? "figure" : ""}>{column.label}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row, index) => {
            const drill = drillOf(row.drill);
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are a fixed list in the order of the bands
            return <tr key={index}>{row.cells.map((cell, place) => tableCell(cell.text, place, drill))}</tr>;
          })}
        </tbody>
      </table>
    </section>
  );
}

/** The table as text that a spreadsheet takes over: tabs between cells, numbers plain. */
export function tableText({ table }: Drawing): string {
  const clean = (text: string) => text.replace(/[\t\r\n]+/g, " ");
  const head = table.columns.map((column) => clean(column.label));
  const body = table.rows.map((row) => row.cells.map((cell) => (cell.value === null ? clean(cell.text) : String(cell.value))));
  return [head, ...body].map((cells) => cells.join("\t")).join("\n");
}
