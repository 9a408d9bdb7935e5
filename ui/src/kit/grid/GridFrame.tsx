// Every list: title with an exact count, filter chips, rows from the core block by block, a totals row, and a drawer that
// opens beside the rows and follows the arrow keys. Filter, order and open record stand in the page's address.
import { ReloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type ReactNode, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { meets, onTags, useOp } from "@/api/client";
import { type Filter, type GridColumn, type GridName, type GridRow, type Selection, type Sort, factOf } from "@/api/types";
import { Empty, PageHeader, Waiting } from "../bits";
import { ErrorNotice } from "../ErrorNotice";
import { type KeyNote, useKeyNotes } from "../keys";
import { usePageSearch } from "../route";
import { useCan, useFormats } from "../workspace";
import { BulkBar, useCopy } from "./BulkBar";
import { ALL, type Chosen, NONE, countOf, selectionOf } from "./chosen";
import { ColumnChooser } from "./ColumnChooser";
import { type CellView, type StoredColumn, arrange, headingOf, isShown, optionOf } from "./columns";
import { Drawer } from "./Drawer";
import { ExportButton } from "./ExportButton";
import { FilterBar } from "./FilterBar";
import { type Wording, barOf, both, filterOf, readFilter } from "./filters";
import { COMMON_REFS, type RefOps, useRefNames } from "./refs";
import { Rows, type RowsHandle } from "./Rows";
import { SearchBox } from "./SearchBox";
import { ViewTabs } from "./ViewTabs";
import { type ViewsState, useViews } from "./views";
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
  /** What the list begins with where the address states no filter; its chips can be taken away as any others. */
  start?: Filter | undefined;
  /** What stands before the filter: that the list begins with a part of the network, say. Told whether `start` is what is shown. */
  lead?: (begins: boolean) => ReactNode;
  /** A condition that is always on and is not shown as a chip. */
  always?: Filter;
  refs?: RefOps;
  /** Actions on chosen rows, beside copy and export; the core resolves the selection under the person's scope. */
  bulk?: (selection: Selection, count: number) => ReactNode;
  /** False where a list stands inside another page and has no header of its own. */
  header?: boolean;
}

/** What the rows do with keys by themselves. */
const ROW_KEYS: readonly KeyNote[] = [
  { keys: "arrowdown", text: "shell.keys.next", group: "list" },
  { keys: "arrowup", text: "shell.keys.previous", group: "list" },
  { keys: "enter", text: "shell.keys.open", group: "list" },
  { keys: " ", text: "list.keys.choose", group: "list" },
  { keys: "ctrl+a", text: "list.keys.all", group: "list" },
  { keys: "ctrl+c", text: "list.keys.copy", group: "list" },
];

const NO_CELLS: Readonly<Record<string, CellView>> = {};

export function GridFrame(props: GridFrameProps) {
  const columns = useOp(`${props.grid}.columns`, {});
  const preferences = useOp("preferences.get", {});
  if (columns.error) return <div className="page"><ErrorNotice error={columns.error} onRetry={() => void columns.refetch()} /></div>;
  // The person's columns come with their other choices; a list drawn before would have to be drawn again.
  if (!columns.data || preferences.isPending) return <div className="page"><Waiting rows={8} /></div>;
  return <Loaded {...props} columns={columns.data.columns} defaultSort={columns.data.default_sort} />;
}

type LoadedProps = GridFrameProps & { columns: GridColumn[]; defaultSort: Sort[] };

function readSort(raw: unknown): Sort[] | undefined {
  if (!Array.isArray(raw)) return undefined;
  return raw.filter((s): s is Sort => typeof s?.key === "string").map((s) => ({ key: s.key, desc: s.desc === true }));
}

const NO_FILTER: Filter = { and: [] };

/** What the address says, as typed values that keep their identity while the address stays the same. */
function useAddress(defaultSort: Sort[], start: Filter | undefined) {
  const [search, change] = usePageSearch();
  const begins = search.filter === undefined && start !== undefined;
  const filterKey = JSON.stringify((begins ? start : search.filter) ?? null);
  const filter = useMemo(() => readFilter(JSON.parse(filterKey)), [filterKey]);
  const sortKey = JSON.stringify(search.sort ?? null);
  const sort = useMemo(() => readSort(JSON.parse(sortKey)) ?? defaultSort, [sortKey, defaultSort]);
  const asked = useMemo(() => readSort(JSON.parse(sortKey)), [sortKey]);
  const open = typeof search.open === "number" ? search.open : undefined;
  const view = typeof search.view === "number" ? search.view : undefined;
  // A number that was typed may come back from the address as one.
  const text = typeof search.text === "string" || typeof search.text === "number" ? String(search.text) : undefined;
  /** No filter at all: said where the list would otherwise begin with one. */
  const cleared = start === undefined ? undefined : NO_FILTER;
  return { filter, sort, asked, open, view, text, change, begins, cleared };
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

/** Which rows are chosen; another filter or search begins anew. */
function useChosen(filter: Filter | undefined, text: string | undefined) {
  const [chosen, setChosen] = useState<Chosen>(NONE);
  const key = JSON.stringify([filter ?? null, text ?? null]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is what changes
  useEffect(() => setChosen(NONE), [key]);
  const selection = useMemo(() => selectionOf(chosen, filter, text), [chosen, filter, text]);
  return { chosen, setChosen, selection };
}

/** Closes the open record; the keyboard goes back to its row once it is closed, which what is half typed may hinder. */
function useClosing(open: number | undefined, change: ReturnType<typeof usePageSearch>[1], rows: RefObject<RowsHandle | null>): () => void {
  const closing = useRef<number>(undefined);
  useEffect(() => {
    if (open === undefined && closing.current !== undefined) rows.current?.focus(closing.current);
    closing.current = undefined;
  }, [open, rows]);
  return useCallback(() => {
    closing.current = open;
    change({ open: undefined });
  }, [open, change]);
}

function Loaded(props: LoadedProps) {
  const { grid, columns, drawer, onOpen, refs = COMMON_REFS } = props;
  const address = useAddress(props.defaultSort, props.start);
  const { filter, sort, open, text, change, begins, cleared } = address;
  const whole = useMemo(() => both(props.always, filter), [props.always, filter]);
  const total = useOp(`${grid}.total`, { ...(whole ? { filter: whole } : {}), ...(text ? { text } : {}) }, { keep: true });
  const words = useWording(grid, columns, filter, refs);
  const [failure, setFailure] = useState<unknown>();
  const views = useViews(grid, props.header !== false, { ...address, filter: begins ? undefined : filter, sort: address.asked });
  const { layout, keepLayout } = views;
  const { chosen, setChosen, selection } = useChosen(whole, text);
  useKeyNotes(ROW_KEYS);
  const rows = useRef<RowsHandle>(null);
  const shownColumns = useCallback(() => arrange(columns, layout).filter((column) => isShown(column, layout)), [columns, layout]);
  const copy = useCopy(grid, chosen, selection, sort, shownColumns);
  const count = countOf(chosen, total.data?.count ?? 0);

  useEffect(() => onTags((tags) => {
    if (meets(factOf(`${grid}.page`).tags, tags)) rows.current?.refresh();
  }), [grid]);
  const openRow = useCallback((row: GridRow) => {
    if (drawer) change({ open: row.id }, { replace: open !== undefined });
    else onOpen?.(row);
  }, [drawer, onOpen, change, open]);
  const onClose = useClosing(open, change, rows);
  const reload = () => {
    rows.current?.refresh();
    void total.refetch();
  };
  const narrowed = filter !== undefined || text !== undefined;
  const actions = <Actions {...props} filter={whole} text={text} sort={sort} layout={layout} keepLayout={keepLayout} onReload={reload} />;
  const problem = failure ?? total.error;
  return (
    <div className="page fill">
      <Heading {...props} count={total.data?.count} filtered={narrowed} actions={actions} />
      <Bars {...props} views={views} words={words} refs={refs} filter={filter} text={text} begins={begins} cleared={cleared} change={change} />
      {count > 0 ? (
        <BulkBar
          grid={grid} chosen={chosen} selection={selection} total={total.data?.count ?? 0} sort={sort} columns={shownColumns} bulk={props.bulk}
          onAll={() => setChosen(ALL)} onClear={() => setChosen(NONE)}
        />
      ) : null}
      {problem ? <ErrorNotice error={problem} onRetry={reload} /> : null}
      <div className="grid-body">
        <Rows
          key={views.active?.id ?? 0}
          handle={rows} grid={grid} columns={columns} cells={props.cells ?? NO_CELLS} filter={whole} text={text} sort={sort} layout={layout} open={open}
          chosen={chosen} onChosen={setChosen} onAll={() => setChosen(ALL)} onCopy={count > 0 ? copy : undefined}
          total={total.isPlaceholderData ? undefined : total.data} onOpen={openRow} onLayout={keepLayout} onFailure={setFailure}
          onSort={(next) => change({ sort: next.length ? next : undefined }, { replace: true })}
          empty={<NoRows {...props} filtered={narrowed} onClear={() => change({ filter: cleared, text: undefined })} />}
        />
        {drawer && open !== undefined ? (
          <Drawer onStep={(by) => rows.current?.step(by)} onClose={onClose}>
            {drawer(open)}
          </Drawer>
        ) : null}
      </div>
    </div>
  );
}

interface BarsProps extends LoadedProps {
  views: ViewsState;
  words: Wording;
  refs: RefOps;
  filter: Filter | undefined;
  text: string | undefined;
  /** The list shows what it begins with. */
  begins: boolean;
  cleared: Filter | undefined;
  change: ReturnType<typeof usePageSearch>[1];
}

/** Views, search and filter: what decides which rows are seen. */
function Bars({ grid, columns, header, lead, views, words, refs, filter, text, begins, cleared, change }: BarsProps) {
  return (
    <>
      {header === false ? null : <ViewTabs grid={grid} state={views} />}
      <div className="row wrap">
        {columns.some((column) => column.found) ? <SearchBox text={text} onSearch={(next) => change({ text: next }, { replace: true })} /> : null}
        {lead?.(begins)}
        <FilterBar columns={columns} {...barOf(filter)} words={words} refs={refs} onChange={(chips, joint) => change({ filter: filterOf(chips, joint) ?? cleared })} />
      </div>
    </>
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
  text: string | undefined;
  sort: Sort[];
  layout: StoredColumn[];
  keepLayout: (layout: StoredColumn[] | undefined) => void;
  onReload: () => void;
}

function Actions({ grid, actions, columns, filter, text, sort, layout, keepLayout, onReload }: Omit<ActionsProps, "always">) {
  const { t } = useTranslation();
  const can = useCan();
  const arranged = useMemo(() => arrange(columns, layout), [columns, layout]);
  const shown = (column: GridColumn) => isShown(column, layout);
  const which = { ...(filter ? { filter } : {}), ...(text ? { text } : {}) };
  return (
    <>
      {actions}
      {can("exports.run") ? <ExportButton grid={grid} which={which} sort={sort} columns={() => arranged.filter(shown).map((c) => c.key)} /> : null}
      <ColumnChooser grid={grid} columns={arranged} isShown={shown} isPinned={(column) => layout.find(({ key }) => key === column.key)?.pin === true} onChange={(next) => keepLayout(next && withWidths(next, layout))} />
      <Button icon={<ReloadOutlined />} aria-label={t("list.refresh")} onClick={onReload} title={t("list.refresh")} />
    </>
  );
}

function NoRows({ empty, emptyAction, filtered, onClear }: LoadedProps & { filtered: boolean; onClear: () => void }) {
  const { t } = useTranslation();
  if (!filtered) return <Empty action={emptyAction}>{empty}</Empty>;
  return <Empty action={<Button onClick={onClear}>{t("list.filter.clear")}</Button>}>{t("list.empty_filtered")}</Empty>;
}
