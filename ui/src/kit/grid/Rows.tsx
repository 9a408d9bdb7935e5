// The rows of a list: AG Grid over blocks from the core, with our totals row, keys and empty state.
import type { CellFocusedEvent, CellKeyDownEvent, ColDef, ColumnState, GridApi, ICellRendererParams } from "ag-grid-community";
import { AgGridReact } from "ag-grid-react";
import { type ReactNode, type Ref, type RefObject, useCallback, useEffect, useImperativeHandle, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Filter, GridColumn, GridName, GridRow, GridTotal, Sort } from "@/api/types";
import { type Formats, useFormats } from "../workspace";
import { type Chosen, choose as choosing, isChosen } from "./chosen";
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
  text: string | undefined;
  chosen: Chosen;
  onChosen: (chosen: Chosen) => void;
  /** Chooses all that match. */
  onAll: () => void;
  /** Copies the chosen rows; nothing where none is chosen, then the cell is copied. */
  onCopy: (() => void) | undefined;
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
// The row of the open record is marked by what is open, not by the click: what is half typed may keep another one from opening.
const SELECTION = { mode: "singleRow", checkboxes: false, enableClickSelection: false } as const;
const NO_ROWS: Row[] = [];
/** Tab leaves the list; inside it the arrows move, as in a spreadsheet of a hundred thousand rows they must. */
const LEAVE = () => false;

function Cell(params: ICellRendererParams<Row> & { view: CellView }) {
  return params.data && !params.data.is_total ? params.view(params.data) : params.valueFormatted;
}

export function Rows(props: RowsProps) {
  const { grid, columns, cells, filter, text, layout, open, total, onFailure, onOpen } = props;
  const { t } = useTranslation();
  const formats = useFormats();
  const ref = useRef<AgGridReact<Row>>(null);
  // The address gives the order once; later changes come from the grid itself.
  const startSort = useRef(props.sort);
  const focused = useRef<number>(undefined);
  const { context, pick } = usePicks(ref, props);
  const colDefs = useMemo(
    () => [pickColumn(t("list.bulk.choose")), ...toColDefs(columns, { grid, formats, sort: startSort.current, stored: layout, cells, Cell })],
    [columns, grid, formats, layout, cells, t],
  );
  const source = useMemo(() => makeSource(pageReader(grid), filter, text, onFailure), [grid, filter, text, onFailure]);
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
  const saveLayout = (api: GridApi<Row>) => props.onLayout(layoutOf(api.getColumnState()));
  return (
    <div className={empty ? "grid-rows is-empty" : "grid-rows"}>
      <AgGridReact<Row>
        ref={ref} theme={gridTheme} localeText={gridLocale(formats.locale)} key={formats.locale} columnDefs={colDefs}
        rowModelType="infinite" datasource={source} cacheBlockSize={BLOCK} maxBlocksInCache={30} maxConcurrentDatasourceRequests={2}
        blockLoadDebounceMillis={60} infiniteInitialRowCount={1} rowBuffer={10} getRowId={({ data }) => String(data.id)}
        context={context} rowClassRules={ROW_CLASSES} tooltipShowDelay={400} rowSelection={SELECTION}
        pinnedBottomRowData={empty ? NO_ROWS : totals} suppressDragLeaveHidesColumns suppressNoRowsOverlay animateRows={false}
        onModelUpdated={markOpen} tabToNextCell={LEAVE} tabToNextHeader={LEAVE}
        onSortChanged={({ api }) => props.onSort(sortOf(api.getColumnState()))}
        onColumnMoved={({ finished, source: by, api }) => { if (finished && by !== "api") saveLayout(api); }}
        onColumnResized={({ finished, source: by, api }) => { if (finished && by === "uiColumnResized") saveLayout(api); }}
        onCellClicked={({ data, column, rowIndex, rowPinned, event }) => {
          if (column.getColId() !== PICK) choose(data);
          else if (data && rowIndex !== null && !rowPinned) void pick(rowIndex, data.id, (event as MouseEvent | undefined)?.shiftKey === true);
        }}
        onCellKeyDown={(event) => {
          const key = event.event as KeyboardEvent | undefined;
          const row = event.data as Row | undefined;
          if (!key) return;
          if (onRowKey(key, row, event.rowIndex, pick, props)) key.preventDefault();
          else onCellKey(event as CellKeyDownEvent<Row>, choose, grid, columns, formats);
        }}
        onCellFocused={(event: CellFocusedEvent<Row>) => {
          if (open === undefined || event.rowIndex === null || event.rowPinned) return;
          const row = newlyFocused(event, focused);
          if (row && row.id !== open) choose(row);
        }}
      />
      {empty ? <div className="grid-empty">{props.empty}</div> : null}
    </div>
  );
}

/** The row that has the focus; none where it had it before: a question that was answered gives the focus back, which is no new wish. */
function newlyFocused({ api, rowIndex }: CellFocusedEvent<Row>, before: RefObject<number | undefined>): Row | undefined {
  const row = rowIndex === null ? undefined : api.getDisplayedRowAtIndex(rowIndex)?.data;
  const again = row?.id === before.current;
  before.current = row?.id;
  return again ? undefined : row;
}

/** The columns as the person left them. */
function layoutOf(states: readonly ColumnState[]): StoredColumn[] {
  // A column that takes what room is left has no width of its own to keep.
  const kept = ({ colId, hide, width, flex, pinned }: ColumnState): StoredColumn => ({
    key: colId, hide: hide === true, ...(width && !flex ? { width } : {}), ...(pinned ? { pin: true } : {}),
  });
  return states.filter(({ colId }) => colId !== PICK).map(kept);
}

/** Space chooses a row, with Shift all from the last one; Ctrl-A all that match; Ctrl-C copies the chosen ones. */
function onRowKey(key: KeyboardEvent, row: Row | undefined, index: number | null, pick: Pick, { onAll, onCopy }: RowsProps): boolean {
  const chord = key.ctrlKey || key.metaKey;
  if (key.key === " " && row && !row.is_total && index !== null) {
    void pick(index, row.id, key.shiftKey);
    return true;
  }
  if (chord && key.key.toLowerCase() === "a") {
    onAll();
    return true;
  }
  if (chord && key.key.toLowerCase() === "c" && onCopy) {
    onCopy();
    return true;
  }
  return false;
}

/** The column of check boxes. */
const PICK = "__pick";
type Pick = (index: number, id: number, range: boolean) => Promise<void>;
interface PickContext {
  chosen: Chosen;
  label: string;
}

function pickColumn(label: string): ColDef<Row> {
  return {
    colId: PICK, headerName: "", headerTooltip: label, width: 38, minWidth: 38, maxWidth: 38, pinned: "left", lockPosition: "left", sortable: false,
    resizable: false, suppressMovable: true, cellClass: "grid-pick", cellRenderer: PickBox,
  };
}

/** The box is a picture of the choice: the cell takes the click, the row takes the key. */
function PickBox({ data, context }: ICellRendererParams<Row, unknown, PickContext>) {
  if (!data || data.is_total) return null;
  const on = isChosen(context.chosen, data.id);
  return <input type="checkbox" readOnly tabIndex={-1} checked={on} aria-label={context.label} className="grid-pick-box" />;
}

/** The longest range that one Shift chooses. */
const RANGE_MOST = 5000;

function usePicks(ref: RefObject<AgGridReact<Row> | null>, { grid, filter, text, chosen, onChosen }: RowsProps) {
  const { t } = useTranslation();
  const anchor = useRef<number | undefined>(undefined);
  const label = t("list.bulk.choose");
  // One object for the life of the grid: AG Grid reads it anew at each drawing.
  const context = useRef<PickContext>({ chosen, label }).current;
  context.chosen = chosen;
  context.label = label;
  useEffect(() => {
    context.chosen = chosen;
    ref.current?.api?.refreshCells({ columns: [PICK], force: true });
  }, [chosen, context, ref]);
  const pick: Pick = async (index, id, range) => {
    const from = anchor.current;
    anchor.current = index;
    if (!range || from === undefined || Math.abs(index - from) >= RANGE_MOST) {
      onChosen(choosing(chosen, [id], !isChosen(chosen, id)));
      return;
    }
    const [first, last] = [Math.min(from, index), Math.max(from, index)];
    onChosen(choosing(chosen, await idsBetween(ref.current?.api, grid, filter, text, first, last), true));
  };
  return { context, pick };
}

/** The rows of a range; those that the list has let go of are asked for again. */
async function idsBetween(api: GridApi<Row> | undefined, grid: GridName, filter: Filter | undefined, text: string | undefined, first: number, last: number): Promise<number[]> {
  const ids: number[] = [];
  for (let index = first; index <= last; index += 1) {
    const row = api?.getDisplayedRowAtIndex(index)?.data;
    if (!row) break;
    ids.push(row.id);
  }
  const read = pageReader(grid);
  const sort = sortOf(api?.getColumnState() ?? []);
  while (ids.length < last - first + 1) {
    const limit = Math.min(1000, last - first + 1 - ids.length);
    const { rows } = await read({ offset: first + ids.length, limit, ...(filter ? { filter } : {}), ...(text ? { text } : {}), ...(sort.length ? { sort } : {}) });
    ids.push(...(rows as Row[]).map((row) => row.id));
    if (rows.length < limit) break;
  }
  return ids;
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
  const column = api?.getAllDisplayedColumns().find((one) => one.getColId() !== PICK);
  if (index !== undefined && column) api?.setFocusedCell(index, column);
}
