// The rows of a list: AG Grid over blocks from the core, with our totals row, keys and empty state.
import type { CellFocusedEvent, CellKeyDownEvent, ColumnState, GridApi, ICellRendererParams } from "ag-grid-community";
import { AgGridReact } from "ag-grid-react";
import { type ReactNode, type Ref, useCallback, useEffect, useImperativeHandle, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Filter, GridColumn, GridName, GridRow, GridTotal, Sort } from "@/api/types";
import { type Formats, useFormats } from "../workspace";
import { type CellView, type Row, type StoredColumn, arrange, cellText, isShown, toColDefs } from "./columns";
import { gridLocale, gridTheme } from "./setup";
import { BLOCK, makeSource, pageReader } from "./source";

export interface RowsHandle {
  /** Reads the shown blocks again, in place. */
  refresh(): void;
  /** Opens the record above or below the open one. */
  step(by: 1 | -1): void;
  /** Puts the keyboard back on a record's row. */
  focus(id: number): void;
}

export interface RowsProps {
  handle: Ref<RowsHandle>;
  grid: GridName;
  columns: GridColumn[];
  cells: Readonly<Record<string, CellView>>;
  filter: Filter | undefined;
  sort: Sort[];
  layout: StoredColumn[];
  open: number | undefined;
  total: GridTotal | undefined;
  empty: ReactNode;
  onOpen: (row: GridRow) => void;
  onSort: (sort: Sort[]) => void;
  onLayout: (layout: StoredColumn[]) => void;
  onFailure: (failure: unknown) => void;
}

const ROW_CLASSES = {
  "grid-stub": ({ data }: { data: Row | undefined }) => data === undefined,
  "grid-total": ({ data }: { data: Row | undefined }) => data?.is_total === true,
};
const SELECTION = { mode: "singleRow", checkboxes: false, enableClickSelection: true } as const;
const NO_ROWS: Row[] = [];
/** Tab leaves the list; inside it the arrows move, as in a spreadsheet of a hundred thousand rows they must. */
const LEAVE = () => false;

function Cell(params: ICellRendererParams<Row> & { view: CellView }) {
  return params.data && !params.data.is_total ? params.view(params.data) : params.valueFormatted;
}

export function Rows(props: RowsProps) {
  const { grid, columns, cells, filter, layout, open, total, onFailure, onOpen } = props;
  const { t } = useTranslation();
  const formats = useFormats();
  const ref = useRef<AgGridReact<Row>>(null);
  // The address gives the order once; later changes come from the grid itself.
  const startSort = useRef(props.sort);
  const colDefs = useMemo(
    () => toColDefs(columns, { grid, formats, sort: startSort.current, stored: layout, cells, Cell }),
    [columns, grid, formats, layout, cells],
  );
  const source = useMemo(() => makeSource(pageReader(grid), filter, onFailure), [grid, filter, onFailure]);
  const totals = useMemo(() => totalsRow(columns, layout, total, t("list.sum"), formats), [columns, layout, total, t, formats]);
  const empty = total?.count === 0;

  useEffect(() => {
    if (total) ref.current?.api?.setRowCount(Math.max(total.count, 1), true);
  }, [total]);
  const markOpen = useCallback(() => {
    const api = ref.current?.api;
    if (!api) return;
    if (open === undefined) api.deselectAll();
    else api.getRowNode(String(open))?.setSelected(true, true);
  }, [open]);
  useEffect(markOpen, [markOpen]);
  useImperativeHandle(props.handle, () => ({
    refresh: () => ref.current?.api?.refreshInfiniteCache(),
    step: (by) => stepRow(ref.current?.api, open, by, onOpen),
    focus: (id) => focusRow(ref.current?.api, id),
  }), [open, onOpen]);

  const choose = (row: Row | undefined) => {
    if (row && !row.is_total) onOpen(row);
  };
  const saveLayout = (api: GridApi<Row>) => {
    // A column that takes what room is left has no width of its own to keep.
    const kept = ({ colId, hide, width, flex }: ColumnState): StoredColumn => ({ key: colId, hide: hide === true, ...(width && !flex ? { width } : {}) });
    props.onLayout(api.getColumnState().map(kept));
  };
  return (
    <div className={empty ? "grid-rows is-empty" : "grid-rows"}>
      <AgGridReact<Row>
        ref={ref} theme={gridTheme} localeText={gridLocale(formats.locale)} key={formats.locale} columnDefs={colDefs}
        rowModelType="infinite" datasource={source} cacheBlockSize={BLOCK} maxBlocksInCache={30} maxConcurrentDatasourceRequests={2}
        blockLoadDebounceMillis={60} infiniteInitialRowCount={1} rowBuffer={10} getRowId={({ data }) => String(data.id)}
        rowClassRules={ROW_CLASSES} tooltipShowDelay={400} rowSelection={SELECTION}
        pinnedBottomRowData={empty ? NO_ROWS : totals} suppressDragLeaveHidesColumns suppressNoRowsOverlay animateRows={false}
        onModelUpdated={markOpen} tabToNextCell={LEAVE} tabToNextHeader={LEAVE}
        onSortChanged={({ api }) => props.onSort(sortOf(api.getColumnState()))}
        onColumnMoved={({ finished, source: by, api }) => { if (finished && by !== "api") saveLayout(api); }}
        onColumnResized={({ finished, source: by, api }) => { if (finished && by === "uiColumnResized") saveLayout(api); }}
        onRowClicked={({ data }) => choose(data)}
        onCellKeyDown={(event) => onCellKey(event as CellKeyDownEvent<Row>, choose, grid, columns, formats)}
        onCellFocused={(event: CellFocusedEvent<Row>) => {
          if (open === undefined || event.rowIndex === null || event.rowPinned) return;
          const row = event.api.getDisplayedRowAtIndex(event.rowIndex)?.data;
          if (row && row.id !== open) choose(row);
        }}
      />
      {empty ? <div className="grid-empty">{props.empty}</div> : null}
    </div>
  );
}

/** The totals row: the exact count under the first shown column, sums under those that add up. */
function totalsRow(columns: GridColumn[], layout: StoredColumn[], total: GridTotal | undefined, word: string, formats: Formats): Row[] {
  if (!total) return NO_ROWS;
  const first = arrange(columns, layout).find((column) => isShown(column, layout));
  const row: Row = { id: -1, is_total: true, ...total.sums };
  if (first && !(first.key in total.sums)) row[first.key] = `${word} ${formats.integer(total.count)}`;
  return [row];
}

function sortOf(state: { colId: string; sort?: string | null; sortIndex?: number | null }[]): Sort[] {
  return state
    .filter((column) => column.sort === "asc" || column.sort === "desc")
    .sort((a, b) => (a.sortIndex ?? 0) - (b.sortIndex ?? 0))
    .map((column) => ({ key: column.colId, desc: column.sort === "desc" }));
}

/** Enter opens the row; Ctrl-C copies the cell as it is shown. */
function onCellKey(event: CellKeyDownEvent<Row>, choose: (row: Row | undefined) => void, grid: string, columns: GridColumn[], formats: Formats) {
  const key = event.event as KeyboardEvent | undefined;
  if (!key) return;
  if (key.key === "Enter") choose(event.data);
  if ((key.ctrlKey || key.metaKey) && key.key.toLowerCase() === "c") {
    const column = columns.find((c) => c.key === event.column.getColId());
    if (column) void navigator.clipboard.writeText(cellText(grid, column, event.value, formats));
  }
}

function indexOf(api: GridApi<Row> | undefined, id: number | undefined): number | undefined {
  return id === undefined ? undefined : (api?.getRowNode(String(id))?.rowIndex ?? undefined);
}

/** Moves the open record up or down the list, scrolling with it. */
function stepRow(api: GridApi<Row> | undefined, open: number | undefined, by: 1 | -1, onOpen: (row: GridRow) => void): void {
  const index = indexOf(api, open);
  if (index === undefined || !api) return;
  const next = api.getDisplayedRowAtIndex(index + by);
  if (!next?.data) return;
  api.ensureIndexVisible(index + by);
  onOpen(next.data);
}

function focusRow(api: GridApi<Row> | undefined, id: number): void {
  const index = indexOf(api, id);
  const column = api?.getAllDisplayedColumns()[0];
  if (index !== undefined && column) api?.setFocusedCell(index, column);
}
