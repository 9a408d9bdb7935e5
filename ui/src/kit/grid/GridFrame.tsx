// Every list: title with an exact count, filter chips, rows from the core block by block, a totals row, and a drawer that
// opens beside the rows and follows the arrow keys. Filter, order and open record stand in the page's address.
import { ReloadOutlined } from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { meets, onTags, useOp } from "@/api/client";
import { type Filter, type GridColumn, type GridName, type GridRow, type Sort, factOf } from "@/api/types";
import { Empty, PageHeader, Waiting } from "../bits";
import { ErrorNotice } from "../ErrorNotice";
import { type KeyNote, useKeyNotes } from "../keys";
import { usePageSearch } from "../route";
import { useCan, useFormats } from "../workspace";
import { ColumnChooser } from "./ColumnChooser";
import { type CellView, type StoredColumn, arrange, headingOf, isShown, optionOf, storeColumns, storedColumns } from "./columns";
import { Drawer } from "./Drawer";
import { ExportButton } from "./ExportButton";
import { FilterBar } from "./FilterBar";
import { type Wording, barOf, both, filterOf, readFilter } from "./filters";
import { COMMON_REFS, type RefOps, useRefNames } from "./refs";
import { Rows, type RowsHandle } from "./Rows";
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

/** What the rows do with keys by themselves. */
const ROW_KEYS: readonly KeyNote[] = [
  { keys: "arrowdown", text: "shell.keys.next", group: "list" },
  { keys: "arrowup", text: "shell.keys.previous", group: "list" },
  { keys: "enter", text: "shell.keys.open", group: "list" },
];

const NO_CELLS: Readonly<Record<string, CellView>> = {};

export function GridFrame(props: GridFrameProps) {
  const columns = useOp(`${props.grid}.columns`, {});
  if (columns.error) return <div className="page"><ErrorNotice error={columns.error} onRetry={() => void columns.refetch()} /></div>;
  if (!columns.data) return <div className="page"><Waiting rows={8} /></div>;
  return <Loaded {...props} columns={columns.data.columns} defaultSort={columns.data.default_sort} />;
}

type LoadedProps = GridFrameProps & { columns: GridColumn[]; defaultSort: Sort[] };

function readSort(raw: unknown): Sort[] | undefined {
  if (!Array.isArray(raw)) return undefined;
  return raw.filter((s): s is Sort => typeof s?.key === "string").map((s) => ({ key: s.key, desc: s.desc === true }));
}

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

/** Order, widths and choice of columns, kept on this machine. */
function useLayout(grid: GridName): [StoredColumn[], (layout: StoredColumn[] | undefined) => void] {
  const [layout, setLayout] = useState(() => storedColumns(grid));
  const keep = useCallback((next: StoredColumn[] | undefined) => {
    storeColumns(grid, next);
    setLayout(next ?? []);
  }, [grid]);
  return [layout, keep];
}

function useWording(grid: GridName, columns: GridColumn[], filter: Filter | undefined, refs: RefOps): Wording {
  const { t } = useTranslation();
  const formats = useFormats();
  const ref = useRefNames(filter, refs);
  return useMemo<Wording>(() => ({
    t, formats, ref,
    column: (key) => columns.find((c) => c.key === key),
    heading: (key) => headingOf(grid, key),
    option: (key, code) => optionOf(grid, key, code),
  }), [t, formats, ref, columns, grid]);
}

function Loaded(props: LoadedProps) {
  const { grid, columns, drawer, onOpen, refs = COMMON_REFS } = props;
  const { filter, sort, open, change } = useAddress(props.defaultSort);
  const whole = useMemo(() => both(props.always, filter), [props.always, filter]);
  const total = useOp(`${grid}.total`, whole ? { filter: whole } : {}, { keep: true });
  const words = useWording(grid, columns, filter, refs);
  const [failure, setFailure] = useState<unknown>();
  const [layout, keepLayout] = useLayout(grid);
  useKeyNotes(ROW_KEYS);
  const rows = useRef<RowsHandle>(null);

  useEffect(() => onTags((tags) => {
    if (meets(factOf(`${grid}.page`).tags, tags)) rows.current?.refresh();
  }), [grid]);
  const openRow = useCallback((row: GridRow) => {
    if (drawer) change({ open: row.id }, { replace: open !== undefined });
    else onOpen?.(row);
  }, [drawer, onOpen, change, open]);
  const reload = () => {
    rows.current?.refresh();
    void total.refetch();
  };
  const actions = <Actions {...props} filter={whole} sort={sort} layout={layout} keepLayout={keepLayout} onReload={reload} />;
  const problem = failure ?? total.error;
  return (
    <div className="page fill">
      <Heading {...props} count={total.data?.count} filtered={filter !== undefined} actions={actions} />
      <FilterBar columns={columns} {...barOf(filter)} words={words} refs={refs} onChange={(chips, joint) => change({ filter: filterOf(chips, joint) })} />
      {problem ? <ErrorNotice error={problem} onRetry={reload} /> : null}
      <div className="grid-body">
        <Rows
          handle={rows} grid={grid} columns={columns} cells={props.cells ?? NO_CELLS} filter={whole} sort={sort} layout={layout} open={open}
          total={total.isPlaceholderData ? undefined : total.data} onOpen={openRow} onLayout={keepLayout} onFailure={setFailure}
          onSort={(next) => change({ sort: next.length ? next : undefined }, { replace: true })}
          empty={<NoRows {...props} filtered={filter !== undefined} onClear={() => change({ filter: undefined })} />}
        />
        {drawer && open !== undefined ? (
          <Drawer onStep={(by) => rows.current?.step(by)} onClose={() => { rows.current?.focus(open); change({ open: undefined }); }}>
            {drawer(open)}
          </Drawer>
        ) : null}
      </div>
    </div>
  );
}

function Heading({ title, remark, header, count, filtered, actions }: LoadedProps & { count: number | undefined; filtered: boolean; actions: ReactNode }) {
  const { t } = useTranslation();
  const { integer } = useFormats();
  const counted = count === undefined ? null : t(filtered ? "list.count_filtered" : "list.count", { n: integer(count) });
  if (header === false) return <div className="row"><span className="grow quiet">{counted}</span>{actions}</div>;
  return <PageHeader title={title} remark={remark ?? counted} actions={actions} />;
}

/** Choosing and moving columns leaves the widths that the person gave them. */
function withWidths(next: StoredColumn[], before: readonly StoredColumn[]): StoredColumn[] {
  const widths = new Map(before.map(({ key, width }) => [key, width]));
  return next.map((column) => {
    const width = widths.get(column.key);
    return width === undefined ? column : { ...column, width };
  });
}

interface ActionsProps extends LoadedProps {
  filter: Filter | undefined;
  sort: Sort[];
  layout: StoredColumn[];
  keepLayout: (layout: StoredColumn[] | undefined) => void;
  onReload: () => void;
}

function Actions({ grid, actions, columns, filter, sort, layout, keepLayout, onReload }: Omit<ActionsProps, "always">) {
  const { t } = useTranslation();
  const can = useCan();
  const arranged = useMemo(() => arrange(columns, layout), [columns, layout]);
  const shown = (column: GridColumn) => isShown(column, layout);
  return (
    <>
      {actions}
      {can("exports.run") ? <ExportButton grid={grid} filter={filter} sort={sort} columns={() => arranged.filter(shown).map((c) => c.key)} /> : null}
      <ColumnChooser grid={grid} columns={arranged} isShown={shown} onChange={(next) => keepLayout(next && withWidths(next, layout))} />
      <Tooltip title={t("list.refresh")}>
        <Button icon={<ReloadOutlined />} aria-label={t("list.refresh")} onClick={onReload} />
      </Tooltip>
    </>
  );
}

function NoRows({ empty, emptyAction, filtered, onClear }: LoadedProps & { filtered: boolean; onClear: () => void }) {
  const { t } = useTranslation();
  if (!filtered) return <Empty action={emptyAction}>{empty}</Empty>;
  return <Empty action={<Button onClick={onClear}>{t("list.filter.clear")}</Button>}>{t("list.empty_filtered")}</Empty>;
}
