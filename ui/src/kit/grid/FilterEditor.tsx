// One condition: column, operator, value. Which operators and which kind of input is decided by the column's kind.
import { Button, DatePicker, Input, InputNumber, Select } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useOp } from "@/api/client";
import type { Choice, FilterOp, GridColumn } from "@/api/types";
import { type WallTime, instantOf, wallTime } from "../format";
import { useWorkspace } from "../workspace";
import { type Leaf, type Moving, type Wording, daySpan, isMoving } from "./filters";
import { COMMON_REFS, type OptionsOp, type RefOps } from "./refs";

export interface FilterEditorProps {
  columns: readonly GridColumn[];
  refs: RefOps;
  words: Wording;
  initial?: Leaf;
  onDone: (leaf: Leaf) => void;
  /** Puts the condition into a group of its own, to which others join. */
  onGroup?: (leaf: Leaf) => void;
  onCancel: () => void;
}

/** What a condition begins with, where anything goes without saying. */
function startOf(column: GridColumn | undefined, op: FilterOp | undefined): unknown {
  if (op === "during") return { span: "this", unit: "day" } satisfies Moving;
  return column?.kind === "flag" ? true : undefined;
}

const NO_VALUE: readonly FilterOp[] = ["is_null", "not_null"];

/** True when the condition says something: a value where one is needed, both ends of a range. */
export function isWhole(op: FilterOp, value: unknown): boolean {
  if (NO_VALUE.includes(op)) return true;
  if (op === "between") return Array.isArray(value) && value.length === 2 && value.every((v) => v !== null && v !== undefined);
  if (op === "during") return isMoving(value);
  if (op === "in" || op === "not_in") return Array.isArray(value) && value.length > 0;
  return value !== undefined && value !== null && value !== "";
}

export function FilterEditor({ columns, refs, words, initial, onDone, onGroup, onCancel }: FilterEditorProps) {
  const { t } = useTranslation();
  const [field, setField] = useState(initial?.field ?? columns[0]?.key ?? "");
  const column = columns.find((c) => c.key === field);
  const [op, setOp] = useState<FilterOp>(initial?.op ?? column?.filters[0] ?? "eq");
  const [value, setValue] = useState<unknown>(initial?.value ?? startOf(column, initial?.op ?? column?.filters[0]));

  const chooseColumn = (key: string) => {
    const next = columns.find((c) => c.key === key);
    setField(key);
    setOp(next?.filters[0] ?? "eq");
    setValue(startOf(next, next?.filters[0]));
  };
  const chooseOp = (next: FilterOp) => {
    const shape = (o: FilterOp) => (o === "between" || o === "during" ? o : o === "in" || o === "not_in" ? "in" : "one");
    if (shape(next) !== shape(op)) setValue(startOf(column, next));
    setOp(next);
  };
  const ready = column !== undefined && isWhole(op, value);
  const leaf = (): Leaf => (NO_VALUE.includes(op) ? { field, op } : { field, op, value });
  const done = () => {
    if (ready) onDone(leaf());
  };
  const opText = (o: FilterOp) => t(column?.kind === "datetime" && ["lt", "le", "gt", "ge"].includes(o) ? `list.op_time.${o}` : `list.op.${o}`);
  return (
    <form
      className="filter-editor" aria-label={t("list.filter.add")}
      onSubmit={(event) => { event.preventDefault(); done(); }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) done();
        if (event.key === "Escape") onCancel();
      }}
    >
      {/* The inputs of antd carry their own ids; the label element wraps them. */}
      <label>
        {t("list.filter.column")}
        <Select
          showSearch={{ optionFilterProp: "label" }} autoFocus={!initial} value={field} onChange={chooseColumn} aria-label={t("list.filter.column")}
          options={columns.map((c) => ({ value: c.key, label: words.heading(c.key) }))}
        />
      </label>
      {column && column.filters.length > 1 ? (
        <label>
          {t("list.filter.op")}
          <Select value={op} onChange={chooseOp} aria-label={t("list.filter.op")} options={column.filters.map((o) => ({ value: o, label: opText(o) }))} />
        </label>
      ) : null}
      {column && !NO_VALUE.includes(op) ? (
        <div role="group" aria-label={t("list.filter.value")}>
          <ValueInput column={column} op={op} value={value} onChange={setValue} words={words} refs={refs} />
        </div>
      ) : null}
      <div className="row">
        <Button type="primary" size="small" htmlType="submit" disabled={!ready}>{t("common.apply")}</Button>
        <Button size="small" onClick={onCancel}>{t("common.cancel")}</Button>
        {onGroup ? <Button size="small" type="text" disabled={!ready} onClick={() => onGroup(leaf())}>{t("list.filter.group")}</Button> : null}
      </div>
    </form>
  );
}

interface ValueProps {
  column: GridColumn;
  op: FilterOp;
  value: unknown;
  onChange: (value: unknown) => void;
  words: Wording;
  refs: RefOps;
}

function ValueInput(props: ValueProps): ReactNode {
  switch (props.column.kind) {
    case "enum":
      return <EnumInput {...props} />;
    case "ref":
      return <RefInput {...props} />;
    case "flag":
      return <FlagInput {...props} />;
    case "datetime":
      return <TimeInput {...props} />;
    case "text":
      return <TextInput {...props} />;
    default:
      return <NumberInput {...props} />;
  }
}

function EnumInput({ column, op, value, onChange, words }: ValueProps) {
  const many = op === "in" || op === "not_in";
  return (
    <Select
      style={{ width: "100%" }} {...(many ? { mode: "multiple" as const } : {})} value={value ?? (many ? [] : undefined)} onChange={onChange}
      aria-label={words.heading(column.key)} showSearch={{ optionFilterProp: "label" }}
      options={(column.options ?? []).map((code) => ({ value: code, label: words.option(column.key, code) }))}
    />
  );
}

function RefInput({ column, op, value, onChange, words, refs }: ValueProps) {
  const source: OptionsOp = refs[column.key] ?? COMMON_REFS[column.key] ?? "outlets.options";
  return <RefSelect source={source} many={op === "in" || op === "not_in"} value={value} onChange={onChange} label={words.heading(column.key)} />;
}

/** Chooses records by name or code; searched by the core as the person types. `served`: of regions only those with outlets that the person sees. */
export function RefSelect(props: { source: OptionsOp; many: boolean; value: unknown; onChange: (value: unknown) => void; label: string; placeholder?: string; served?: boolean; field?: { id?: string; disabled?: boolean } }) {
  const [typed, setTyped] = useState("");
  const [search, setSearch] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed), 200);
    return () => clearTimeout(timer);
  }, [typed]);
  const chosen = (Array.isArray(props.value) ? props.value : [props.value]).filter((id) => typeof id === "number");
  const found = useOp(props.source, { limit: 50, ...(search ? { search } : {}), ...(props.served && props.source === "regions.options" ? { served: true } : {}) }, { keep: true });
  const named = useOp(props.source, { ids: chosen, limit: chosen.length || 1 }, { enabled: chosen.length > 0, keep: true });
  const known = new Map([...(named.data?.options ?? []), ...(found.data?.options ?? [])].map((o) => [o.id, o]));
  const textOf = (o: Choice) => (o.code && o.code !== o.name ? `${o.name} ${o.code}` : o.name);
  // Enter takes the first of the list: while somebody searches it holds what was found for these words, and nothing else.
  const pending = typed !== search || found.isPlaceholderData;
  const listed = typed === "" ? [...known.values()] : pending ? [] : (found.data?.options ?? []);
  return (
    <Select
      {...props.field}
      style={{ width: "100%", minWidth: 160 }} allowClear {...(props.many ? { mode: "multiple" as const, maxTagCount: "responsive" as const } : {})}
      value={props.many ? chosen : chosen[0]} onChange={(next: number | number[] | undefined) => props.onChange(next)}
      showSearch={{ filterOption: false, onSearch: setTyped }} loading={found.isFetching} aria-label={props.label}
      {...(props.placeholder ? { placeholder: props.placeholder } : {})}
      {...(pending ? { notFoundContent: null } : {})} options={listed.map((o) => ({ value: o.id, label: textOf(o) }))}
      labelRender={({ value, label }) => { const one = known.get(Number(value)); return one ? textOf(one) : (label ?? "…"); }}
    />
  );
}

function FlagInput({ column, value, onChange, words }: ValueProps) {
  const { t } = useTranslation();
  return (
    <Select
      style={{ width: "100%" }} value={value === false ? "no" : "yes"} onChange={(next) => onChange(next === "yes")} aria-label={words.heading(column.key)}
      options={[{ value: "yes", label: t("common.yes") }, { value: "no", label: t("common.no") }]}
    />
  );
}

function TextInput({ column, op, value, onChange, words }: ValueProps) {
  const { t } = useTranslation();
  if (op !== "in" && op !== "not_in") {
    return <Input value={typeof value === "string" ? value : ""} onChange={(e) => onChange(e.target.value)} aria-label={words.heading(column.key)} />;
  }
  const lines = Array.isArray(value) ? value.join("\n") : "";
  return (
    <Input.TextArea
      rows={4} defaultValue={lines} placeholder={t("list.filter.values_hint")} aria-label={words.heading(column.key)}
      onChange={(e) => onChange(e.target.value.split(/\r?\n/).map((line) => line.trim()).filter(Boolean))}
    />
  );
}

/** How many of the column's units one typed unit is: money is typed in yuan and kept in cents, durations in minutes. */
function unitOf(column: GridColumn): number {
  if (column.kind === "money") return 100;
  if (column.kind === "duration") return column.key.endsWith("_minutes") ? 1 : column.key.endsWith("_seconds") ? 60 : 60_000;
  return 1;
}

function NumberInput({ column, op, value, onChange, words }: ValueProps) {
  const { t } = useTranslation();
  const unit = unitOf(column);
  const shown = (raw: unknown) => (typeof raw === "number" ? raw / unit : null);
  const kept = (typed: number | null) => (typed === null ? undefined : column.kind === "decimal" ? typed * unit : Math.round(typed * unit));
  const suffix = column.kind === "duration" ? t("list.filter.minutes") : undefined;
  const field = (raw: unknown, set: (n: number | undefined) => void, label: string) => (
    <InputNumber style={{ width: "100%" }} value={shown(raw)} onChange={(n) => set(kept(n))} aria-label={label} {...(suffix ? { suffix } : {})} />
  );
  if (op !== "between") return field(value, onChange, words.heading(column.key));
  const [from, to] = Array.isArray(value) ? (value as unknown[]) : [];
  return (
    <div className="column">
      <label>{t("list.filter.from")}{field(from, (n) => onChange([n, to]), t("list.filter.from"))}</label>
      <label>{t("list.filter.until")}{field(to, (n) => onChange([from, n]), t("list.filter.until"))}</label>
    </div>
  );
}

/** The picker thinks in the browser's zone; we only take the wall clock off it and read that in the workspace's. */
function toPicker(ms: number, zone: string): Dayjs {
  const w = wallTime(ms, zone);
  return dayjs(new Date(w.year, w.month - 1, w.day, w.hour, w.minute, w.second));
}

function fromPicker(day: Dayjs): WallTime {
  return { year: day.year(), month: day.month() + 1, day: day.date(), hour: day.hour(), minute: day.minute(), second: day.second() };
}

function TimeInput({ column, op, value, onChange, words }: ValueProps) {
  const { zone } = useWorkspace();
  if (op === "during") return <MovingInput value={isMoving(value) ? value : { span: "this", unit: "day" }} onChange={onChange} />;
  if (op === "between") {
    const [from, to] = Array.isArray(value) ? (value as unknown[]) : [];
    const shown: [Dayjs, Dayjs] | null = typeof from === "number" && typeof to === "number" ? [toPicker(from, zone), toPicker(to - 1, zone)] : null;
    return (
      <DatePicker.RangePicker
        style={{ width: "100%" }} value={shown}
        onChange={(range) => onChange(range?.[0] && range[1] ? daySpan(fromPicker(range[0]), fromPicker(range[1]), zone) : undefined)}
      />
    );
  }
  return (
    <DatePicker
      style={{ width: "100%" }} showTime={{ format: "HH:mm" }} format="YYYY-MM-DD HH:mm" aria-label={words.heading(column.key)}
      value={typeof value === "number" ? toPicker(value, zone) : null}
      onChange={(day: Dayjs | null) => onChange(day ? instantOf({ ...fromPicker(day), second: 0 }, zone) : undefined)}
    />
  );
}

const SPANS: readonly Moving["span"][] = ["this", "previous", "last", "next", "before", "after"];
const UNITS: readonly Moving["unit"][] = ["hour", "day", "week", "month", "quarter", "year"];

/** A span that moves with the present: which one, how many, of what. */
function MovingInput({ value, onChange }: { value: Moving; onChange: (value: Moving) => void }) {
  const { t } = useTranslation();
  const counted = value.span !== "this" && value.span !== "previous";
  const choose = (change: Partial<Moving>) => {
    const { span, unit, count } = { ...value, ...change };
    onChange(span === "this" || span === "previous" ? { span, unit } : { span, unit, count: count ?? 7 });
  };
  return (
    <div className="row">
      <Select
        className="grow" value={value.span} onChange={(span) => choose({ span })} aria-label={t("list.filter.op")}
        options={SPANS.map((span) => ({ value: span, label: t(`list.during.name.${span}`) }))}
      />
      {counted ? (
        <InputNumber min={1} max={10_000} style={{ width: 72 }} value={value.count ?? 7} onChange={(count) => choose({ count: count ?? 1 })} aria-label={t("list.during.count")} />
      ) : null}
      <Select
        style={{ width: 110 }} value={value.unit} onChange={(unit) => choose({ unit })} aria-label={t("list.during.in")}
        options={UNITS.map((unit) => ({ value: unit, label: counted ? t(`list.during.unit.${unit}`, { count: value.count ?? 7 }) : t(`list.during.${value.span}.${unit}`) }))}
      />
    </div>
  );
}
