// Every list: title with an exact count, filter chips, rows from the core block by block, a totals row, and a drawer that
// opens beside the rows and follows the arrow keys. Filter, order and open record stand in the page's address.
import type { CellFocusedEvent, CellKeyDownEvent, ICellRendererParams, RowClickedEvent } from "ag-grid-community";
import { AgGridReact } from "ag-grid-react";
import { Button, Tooltip } from "antd";
import { ReloadOutlined } from "@ant-design/icons";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { onTags, useOp } from "@/api/client";
import type { Failure } from "@/api/failure";
import { type Filter, type GridName, type GridRow, type Sort, factOf } from "@/api/types";
import { Empty, PageHeader, Waiting } from "../bits";
import { ErrorNotice } from "../ErrorNotice";
import { usePageSearch } from "../route";
import { useCan, useFormats } from "../workspace";
import { ColumnChooser } from "./ColumnChooser";
import { type CellView, type Row, arrange, cellText, headingOf, optionOf, storeColumns, storedColumns, toColDefs } from "./columns";
import { Drawer } from "./Drawer";
import { ExportButton } from "./ExportButton";
import { FilterBar } from "./FilterBar";
import { type Wording, both, chipsOf, filterOf, readFilter } from "./filters";
import { COMMON_REFS, type RefOps, useRefNames } from "./refs";
import { gridLocale, gridTheme } from "./setup";
import { BLOCK, makeSource, pageReader } from "./source";
import "./grid.css";

export interface GridFrameProps {
  grid: GridName;
  title: ReactNode;
  remark?: ReactNode;
  actions?: ReactNode;
  /** What stands beside the list when a record is open. */
  drawer?: (id: number) => ReactNode;
  /** A row was opened, where the page has no drawer. */
  onOpen?: (row: GridRow) => void;
  /** Shown when there is no record at all: what belongs here, and the action that brings it. */
  empty: ReactNode;
  emptyAction?: ReactNode;
  /** Own views of cells, by column key. */
  cells?: Readonly<Record<string, CellView>>;
  /** A condition that is always on and is not shown as a chip. */
  always?: Filter;
  refs?: RefOps;
  /** False where a list stands inside another page and has no header of its own. */
  header?: boolean;
}

const NO_CELLS: Readonly<Record<string, CellView>> = {};

function Cell(params: ICellRendererParams<Row> & { view: CellView }) {
  return params.data && !params.data.is_total ? params.view(params.data) : params.valueFormatted;
}

function readSort(raw: unknown): Sort[] | undefined {
  if (!Array.isArray(raw)) return undefined;
  return raw.filter((s): s is Sort => typeof s?.key === "string").map((s) => ({ key: s.key, desc: s.desc === true }));
}

export function GridFrame(props: GridFrameProps) {
  const { grid } = props;
  const columns = useOp(`${grid}.columns`, {});
  if (columns.error) return <div className="page"><ErrorNotice error={columns.error} onRetry={() => void columns.refetch()} /></div>;
  if (!columns.data) return <div className="page"><Waiting rows={8} /></div>;
  return <Loaded {...props} columns={columns.data.columns} defaultSort={columns.data.default_sort} />;
}

type LoadedProps = GridFrameProps & { columns: import("@/api/types").GridColumn[]; defaultSort: Sort[] };

/** What the address says, as typed values that keep their identity while the address stays the same. */
function useAddress(defaultSort: Sort[]) {
  const [search, change] = usePageSearch();
  const filterKey = JSON.stringify(search.filter ?? null);
  const filter = useMemo(() => readFilter(JSON.parse(filterKey)), [filterKey]);
  const sortKey = JSON.stringify(search.sort ?? null);
  const sort = useMemo(() => readSort(JSON.parse(sortKey)) ?? defaultSort, [sortKey, defaultSort]);
  const open = typeof search.open === "number" ? search.open : undefined;
  return { filter, sort, open, change };
}

function Loaded(props: LoadedProps) {
  const { grid, columns, drawer, onOpen, refs = COMMON_REFS, cells = NO_CELLS } = props;
  const { t } = useTranslation();
  const formats = useFormats();
  const can = useCan();
  const { filter, sort, open, change } = useAddress(props.defaultSort);
  const whole = useMemo(() => both(props.always, filter), [props.always, filter]);
  const total = useOp(`${grid}.total`, whole ? { filter: whole } : {}, { keep: true });
  const refName = useRefNames(filter, refs);
  const [failure, setFailure] = useState<Failure>();
  const api = useRef<AgGridReact<Row>>(null);
  const [layout, setLayout] = useState(() => storedColumns(grid));

  const words = useMemo<Wording>(() => ({
    t, formats, ref: refName,
    column: (key) => columns.find((c) => c.key === key),
    heading: (key) => headingOf(grid, key),
    option: (key, code) => optionOf(grid, key, code),
  }), [t, formats, refName, columns, grid]);

  // The order is read once per address; later changes come from the grid itself.
  const startSort = useRef(sort);
  const colDefs = useMemo(
    () => toColDefs(columns, { grid, formats, sort: startSort.current, stored: layout, cells, Cell }),
    [columns, grid, formats, layout, cells],
  );
  const source = useMemo(() => makeSource(pageReader(grid), whole, setFailure), [grid, whole]);

  useEffect(() => onTags((tags) => {
    if (factOf(`${grid}.page`).tags.some((tag) => tags.includes(tag))) api.current?.api?.refreshInfiniteCache();
  }), [grid]);
  const count = total.data?.count;
  useEffect(() => {
    if (count !== undefined && !total.isPlaceholderData) api.current?.api?.setRowCount(Math.max(count, 1), true);
  }, [count, total.isPlaceholderData]);

  const openRow = useCallback((row: GridRow | undefined) => {
    if (!row || (row as Row).is_total) return;
    if (drawer) change({ open: row.id }, { replace: open !== undefined });
    else onOpen?.(row);
  }, [drawer, onOpen, change, open]);

  const totals = useMemo(() => totalsRow(columns, layout, total.data, t, formats), [columns, layout, total.data, t, formats]);
  const empty = count === 0;
  const saveLayout = useCallback(() => {
    const state = api.current?.api?.getColumnState();
    if (!state) return;
    const next = state.map(({ colId, hide, width }) => ({ key: colId, hide: hide === true, ...(width ? { width } : {}) }));
    storeColumns(grid, next);
    setLayout(next);
  }, [grid]);
  const arranged = useMemo(() => arrange(columns, layout), [columns, layout]);
  const isShown = (key: string) => {
    const stored = layout.find((column) => column.key === key);
    return stored ? !stored.hide : (columns.find((c) => c.key === key)?.visible ?? false);
  };
  const step = (by: 1 | -1) => stepRow(api.current, open, by, openRow);
  const actions = (
    <>
      {props.actions}
      {can("exports.run") ? (
        <ExportButton grid={grid} filter={whole} sort={sort} columns={() => arranged.filter((c) => isShown(c.key)).map((c) => c.key)} />
      ) : null}
      <ColumnChooser
        grid={grid} columns={arranged} isShown={isShown}
        onChange={(next) => { storeColumns(grid, next); setLayout(next ?? []); }}
      />
      <Tooltip title={t("list.refresh")}>
        <Button
          icon={<ReloadOutlined />} aria-label={t("list.refresh")}
          onClick={() => { api.current?.api?.refreshInfiniteCache(); void total.refetch(); }}
        />
      </Tooltip>
    </>
  );
  const remark = props.remark ?? (count === undefined ? null : t(filter ? "list.count_filtered" : "list.count", { count: formats.integer(count) as never }));
  return (
    <div className="page fill">
      {props.header === false ? <div className="row">{actions}</div> : <PageHeader title={props.title} remark={remark} actions={actions} />}
      <FilterBar
        columns={columns} chips={chipsOf(filter)} words={words} refs={refs}
        onChange={(chips) => change({ filter: filterOf(chips) })}
      />
      {failure ? <ErrorNotice error={failure} onRetry={() => api.current?.api?.purgeInfiniteCache()} /> : null}
      {total.error && !failure ? <ErrorNotice error={total.error} onRetry={() => void total.refetch()} /> : null}
      <div className="grid-body">
        <div className={empty ? "grid-rows is-empty" : "grid-rows"}>
          <AgGridReact<Row>
            ref={api} theme={gridTheme} localeText={gridLocale(formats.locale)} key={formats.locale}
            columnDefs={colDefs} rowModelType="infinite" datasource={source} cacheBlockSize={BLOCK} maxBlocksInCache={30}
            maxConcurrentDatasourceRequests={2} blockLoadDebounceMillis={60} infiniteInitialRowCount={1} rowBuffer={20}
            getRowId={({ data }) => String(data.id)} rowClassRules={ROW_CLASSES} maintainColumnOrder tooltipShowDelay={400}
            rowSelection={SELECTION} pinnedBottomRowData={empty ? NO_ROWS : totals} suppressDragLeaveHidesColumns
            animateRows={false}
            onSortChanged={({ api: g }) => {
              const next = sortOf(g.getColumnState());
              change({ sort: next.length ? next : undefined }, { replace: true });
            }}
            onColumnMoved={(e) => { if (e.finished && e.source !== "api") saveLayout(); }}
            onColumnResized={(e) => { if (e.finished && e.source === "uiColumnResized") saveLayout(); }}
            onRowClicked={(e: RowClickedEvent<Row>) => openRow(e.data)}
            onCellKeyDown={(e) => onCellKey(e as CellKeyDownEvent<Row>, openRow, grid, columns, formats)}
            onCellFocused={(e: CellFocusedEvent<Row>) => {
              if (open === undefined || e.rowIndex === null || e.rowPinned) return;
              const row = e.api.getDisplayedRowAtIndex(e.rowIndex)?.data;
              if (row && row.id !== open) openRow(row);
            }}
          />
          {empty ? (
            <div className="grid-empty">
              <Empty action={filter ? <Button onClick={() => change({ filter: undefined })}>{t("list.filter.clear")}</Button> : props.emptyAction}>
                {filter ? t("list.empty_filtered") : props.empty}
              </Empty>
            </div>
          ) : null}
        </div>
        {drawer && open !== undefined ? (
          <Drawer onClose={() => { change({ open: undefined }); focusRow(api.current, open); }} onStep={step}>{drawer(open)}</Drawer>
        ) : null}
      </div>
    </div>
  );
}

const ROW_CLASSES = { "grid-stub": ({ data }: { data: Row | undefined }) => data === undefined, "grid-total": ({ data }: { data: Row | undefined }) => data?.is_total === true };
const SELECTION = { mode: "singleRow", checkboxes: false, enableClickSelection: true } as const;
const NO_ROWS: Row[] = [];

/** The totals row: the exact count under the first shown column, sums under those that add up. */
function totalsRow(
  columns: LoadedProps["columns"], layout: readonly { key: string; hide: boolean }[], total: { count: number; sums: Record<string, number> } | undefined,
  t: (key: string) => string, formats: ReturnType<typeof useFormats>,
): Row[] {
  if (!total) return NO_ROWS;
  const hidden = new Map(layout.map((column) => [column.key, column.hide]));
  const first = arrange(columns, layout.map((c) => ({ ...c }))).find((c) => !(hidden.get(c.key) ?? !c.visible));
  const row: Row = { id: -1, is_total: true, ...total.sums };
  if (first && !(first.key in total.sums)) row[first.key] = `${t("list.sum")} ${formats.integer(total.count)}`;
  return [row];
}

function sortOf(state: { colId: string; sort?: string | null; sortIndex?: number | null }[]): Sort[] {
  return state
    .filter((column) => column.sort === "asc" || column.sort === "desc")
    .sort((a, b) => (a.sortIndex ?? 0) - (b.sortIndex ?? 0))
    .map((column) => ({ key: column.colId, desc: column.sort === "desc" }));
}

/** Enter opens the row; Ctrl-C copies the cell as it is shown. */
function onCellKey(
  event: CellKeyDownEvent<Row>, openRow: (row: GridRow | undefined) => void, grid: string, columns: LoadedProps["columns"], formats: ReturnType<typeof useFormats>,
) {
  const key = event.event as KeyboardEvent | undefined;
  if (!key) return;
  if (key.key === "Enter") openRow(event.data);
  if ((key.ctrlKey || key.metaKey) && key.key.toLowerCase() === "c") {
    const column = columns.find((c) => c.key === event.column.getColId());
    if (column) void navigator.clipboard.writeText(cellText(grid, column, event.value, formats));
  }
}

function rowIndexOf(ref: AgGridReact<Row> | null, id: number | undefined): number | undefined {
  if (id === undefined) return undefined;
  return ref?.api?.getRowNode(String(id))?.rowIndex ?? undefined;
}

/** Moves the open record up or down the list, scrolling with it. */
function stepRow(ref: AgGridReact<Row> | null, open: number | undefined, by: 1 | -1, openRow: (row: GridRow | undefined) => void): void {
  const index = rowIndexOf(ref, open);
  if (index === undefined || !ref) return;
  const next = ref.api.getDisplayedRowAtIndex(index + by);
  if (!next?.data) return;
  ref.api.ensureIndexVisible(index + by);
  next.setSelected(true, true);
  openRow(next.data);
}

function focusRow(ref: AgGridReact<Row> | null, id: number): void {
  const index = rowIndexOf(ref, id);
  const column = ref?.api?.getAllDisplayedColumns()[0];
  if (index !== undefined && column) ref?.api.setFocusedCell(index, column);
}
