// The filter as chips that read as a sentence. `f` adds one; each chip can be opened and taken away; the word between two
// is a button that changes "and" to "or" for its group. A group stands in brackets, takes conditions of its own, and can
// be turned into its opposite.
import { CloseOutlined, FilterOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Popover } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Filter, GridColumn } from "@/api/types";
import { useKeys } from "../keys";
import { FilterEditor } from "./FilterEditor";
import { type Joint, type Leaf, type Wording, isLeaf, partsOf, phrase, sentence } from "./filters";
import type { RefOps } from "./refs";
import "./filterbar.css";

export interface FilterBarProps {
  columns: readonly GridColumn[];
  chips: readonly Filter[];
  joint: Joint;
  words: Wording;
  refs: RefOps;
  onChange: (chips: Filter[], joint: Joint) => void;
}

/** What every group of the bar needs. */
interface Bar {
  columns: readonly GridColumn[];
  words: Wording;
  refs: RefOps;
  /** Which chip is open, by its places from the outside in: `1.0`. */
  editing: string | undefined;
  edit: (path: string | undefined) => void;
}

/** Deeper groups can be read and taken away, but no longer be made here. */
const DEEPEST = 3;

export function FilterBar({ columns, chips, joint, words, refs, onChange }: FilterBarProps) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<string>();
  // A column of ids can be filtered where something offers the choices.
  const filterable = columns.filter((column) => column.filters.length > 0 && (column.kind !== "ref" || column.key in refs));
  useKeys({ f: { run: () => setEditing(String(chips.length)), text: "shell.keys.filter", group: "list" } });
  const bar: Bar = { columns: filterable, words, refs, editing, edit: setEditing };
  return (
    <section className="filter-bar" aria-label={t("list.filter.label")}>
      <FilterOutlined aria-hidden="true" className="faint" />
      <span className="visually-hidden" role="status">{sentence(chips, words, joint)}</span>
      <Parts bar={bar} parts={chips} joint={joint} path="" depth={0} onChange={onChange} />
      {chips.length > 0 ? (
        <Button size="small" type="text" onClick={() => onChange([], "and")}>
          {t("list.filter.clear")}
        </Button>
      ) : null}
    </section>
  );
}

interface PartsProps {
  bar: Bar;
  parts: readonly Filter[];
  joint: Joint;
  path: string;
  depth: number;
  onChange: (parts: Filter[], joint: Joint) => void;
}

/** The conditions of one group, the words between them, and the place for another. */
function Parts({ bar, parts, joint, path, depth, onChange }: PartsProps) {
  const put = (index: number, part: Filter | undefined) =>
    onChange(part === undefined ? parts.filter((_, i) => i !== index) : index < parts.length ? parts.map((old, i) => (i === index ? part : old)) : [...parts, part], joint);
  return (
    <>
      {parts.map((part, index) => {
        const text = phrase(part, bar.words);
        const at = `${path}${index}`;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a chip has no identity beyond its place and words
          <span className="chip-group" key={`${index} ${text}`}>
            {index > 0 ? <JointButton joint={joint} onChange={(other) => onChange([...parts], other)} /> : null}
            {isLeaf(part) ? (
              <Chip bar={bar} leaf={part} path={at} text={text} joint={joint} depth={depth} onChange={(next) => put(index, next)} />
            ) : (
              <Group bar={bar} group={part} path={at} text={text} depth={depth + 1} onChange={(next) => put(index, next)} />
            )}
          </span>
        );
      })}
      <AddButton bar={bar} path={`${path}${parts.length}`} first={depth === 0 && parts.length === 0} inner={depth > 0} joint={joint} depth={depth} onAdd={(part) => put(parts.length, part)} />
    </>
  );
}

/** A new group joins its conditions by the other word: that is what brackets are for. */
function grouped(leaf: Leaf, outer: Joint): Filter {
  return outer === "and" ? { or: [leaf] } : { and: [leaf] };
}

function Editor({ bar, path, initial, joint, depth, onDone }: { bar: Bar; path: string; initial?: Leaf; joint: Joint; depth: number; onDone: (part: Filter) => void }) {
  const done = (part: Filter, next?: string) => {
    onDone(part);
    bar.edit(next);
  };
  return (
    <FilterEditor
      key={JSON.stringify(initial ?? null)} columns={bar.columns} refs={bar.refs} words={bar.words}
      {...(initial ? { initial } : {})}
      {...(depth < DEEPEST - 1 ? { onGroup: (leaf: Leaf) => done(grouped(leaf, joint), `${path}.1`) } : {})}
      onCancel={() => bar.edit(undefined)}
      onDone={(leaf) => done(leaf)}
    />
  );
}

function popover(bar: Bar, path: string, content: React.ReactNode) {
  const open = bar.editing === path;
  return {
    open,
    onOpenChange: (next: boolean) => bar.edit(next ? path : undefined),
    // Never empty: a popover without content does not open.
    content: open ? content : <span />,
    trigger: "click" as const,
    placement: "bottomLeft" as const,
    destroyOnHidden: true,
  };
}

interface PieceProps {
  bar: Bar;
  path: string;
  text: string;
  depth: number;
  /** Nothing takes it away. */
  onChange: (part: Filter | undefined) => void;
}

function RemoveButton({ text, onClick }: { text: string; onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <button type="button" className="chip-remove" aria-label={t("list.filter.remove", { text })} onClick={onClick}>
      <CloseOutlined />
    </button>
  );
}

function Chip({ bar, leaf, path, text, joint, depth, onChange }: PieceProps & { leaf: Leaf; joint: Joint }) {
  const { t } = useTranslation();
  return (
    <span className="chip">
      <Popover {...popover(bar, path, <Editor bar={bar} path={path} initial={leaf} joint={joint} depth={depth} onDone={onChange} />)}>
        <button type="button" className="chip-text" aria-label={t("list.filter.edit", { text })}>{text}</button>
      </Popover>
      <RemoveButton text={text} onClick={() => onChange(undefined)} />
    </span>
  );
}

/** A group in its brackets; before it, whether it is meant as its opposite. */
function Group({ bar, group, path, text, depth, onChange }: PieceProps & { group: Filter }) {
  const { t } = useTranslation();
  const not = "not" in group;
  const inner = not ? (group.not as Filter) : group;
  const [parts, joint]: [Filter[], Joint] = isLeaf(inner) ? [[inner], "and"] : "not" in inner ? [[inner], "and"] : [partsOf(inner), "or" in inner ? "or" : "and"];
  const put = (next: Filter[], word: Joint) => {
    if (next.length === 0) return onChange(undefined);
    const whole: Filter = word === "or" ? { or: next } : { and: next };
    onChange(not ? { not: whole } : whole);
  };
  return (
    <span className="chip-brackets" role="group" aria-label={text}>
      <button
        type="button" className={not ? "chip-not is-on" : "chip-not"} aria-pressed={not} title={t("list.filter.not_hint")}
        onClick={() => onChange(not ? inner : { not: inner })}
      >
        {t("list.filter.not")}
      </button>
      <span aria-hidden="true" className="chip-bracket">(</span>
      <Parts bar={bar} parts={parts} joint={joint} path={`${path}.`} depth={depth} onChange={put} />
      <span aria-hidden="true" className="chip-bracket">)</span>
      <RemoveButton text={text} onClick={() => onChange(undefined)} />
    </span>
  );
}

function AddButton({ bar, path, first, inner, joint, depth, onAdd }: { bar: Bar; path: string; first: boolean; inner: boolean; joint: Joint; depth: number; onAdd: (part: Filter) => void }) {
  const { t } = useTranslation();
  const words = inner ? t("list.filter.add_inner") : t("list.filter.add");
  return (
    <Popover {...popover(bar, path, <Editor bar={bar} path={path} joint={joint} depth={depth} onDone={onAdd} />)}>
      <Button size="small" type={first ? "default" : "text"} icon={<PlusOutlined />} disabled={bar.columns.length === 0} {...(inner ? { "aria-label": words, title: words } : {})}>
        {inner ? null : words}
      </Button>
    </Popover>
  );
}

/** The word between two chips; it stands for every gap of its group, so that the sentence keeps one meaning. */
function JointButton({ joint, onChange }: { joint: Joint; onChange: (other: Joint) => void }) {
  const { t } = useTranslation();
  const other = joint === "and" ? "or" : "and";
  const hint = t("list.filter.joint", { joint: t(`common.${joint}`), other: t(`common.${other}`) });
  return <button type="button" className="chip-joint" title={hint} aria-label={hint} onClick={() => onChange(other)}>{t(`common.${joint}`)}</button>;
}
