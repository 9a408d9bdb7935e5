// The filter as chips that read as a sentence. `f` adds one; each chip can be opened and taken away; the word between them
// is a button that changes "and" to "or" for all of them.
import { CloseOutlined, FilterOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Popover, type PopoverProps } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Filter, GridColumn } from "@/api/types";
import { useKeys } from "../keys";
import { FilterEditor } from "./FilterEditor";
import { type Joint, type Wording, isLeaf, phrase, sentence } from "./filters";
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

export function FilterBar({ columns, chips, joint, words, refs, onChange }: FilterBarProps) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<number>();
  // A column of ids can be filtered where something offers the choices.
  const filterable = columns.filter((column) => column.filters.length > 0 && (column.kind !== "ref" || column.key in refs));
  useKeys({ f: { run: () => setEditing(chips.length), text: "shell.keys.filter", group: "list" } });

  const editor = (index: number) => {
    const chip = chips[index];
    return (
      <FilterEditor
        key={JSON.stringify(chip ?? null)} columns={filterable} refs={refs} words={words}
        {...(chip && isLeaf(chip) ? { initial: chip } : {})}
        onCancel={() => setEditing(undefined)}
        onDone={(leaf) => {
          onChange(index < chips.length ? chips.map((old, i) => (i === index ? leaf : old)) : [...chips, leaf], joint);
          setEditing(undefined);
        }}
      />
    );
  };
  const popover = (index: number) => ({
    open: editing === index,
    onOpenChange: (open: boolean) => setEditing(open ? index : undefined),
    // Never empty: a popover without content does not open.
    content: editing === index ? editor(index) : <span />,
    trigger: "click" as const,
    placement: "bottomLeft" as const,
    destroyOnHidden: true,
  });
  return (
    <section className="filter-bar" aria-label={t("list.filter.label")}>
      <FilterOutlined aria-hidden="true" className="faint" />
      <span className="visually-hidden" role="status">{sentence(chips, words, joint)}</span>
      {chips.map((chip, index) => {
        const text = phrase(chip, words);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a chip has no identity beyond its place and words
          <span className="chip-group" key={`${index} ${text}`}>
            {index > 0 ? <JointButton joint={joint} onChange={(other) => onChange([...chips], other)} /> : null}
            <Chip text={text} onRemove={() => onChange(chips.filter((_, i) => i !== index), joint)} {...(isLeaf(chip) ? { popover: popover(index) } : {})} />
          </span>
        );
      })}
      <Popover {...popover(chips.length)}>
        <Button size="small" type={chips.length === 0 ? "default" : "text"} icon={<PlusOutlined />} disabled={filterable.length === 0}>
          {t("list.filter.add")}
        </Button>
      </Popover>
      {chips.length > 0 ? (
        <Button size="small" type="text" onClick={() => onChange([], "and")}>
          {t("list.filter.clear")}
        </Button>
      ) : null}
    </section>
  );
}

/** The word between two chips; it stands for every gap, so that the sentence keeps one meaning. */
function JointButton({ joint, onChange }: { joint: Joint; onChange: (other: Joint) => void }) {
  const { t } = useTranslation();
  const other = joint === "and" ? "or" : "and";
  const hint = t("list.filter.joint", { joint: t(`common.${joint}`), other: t(`common.${other}`) });
  return <button type="button" className="chip-joint" title={hint} aria-label={hint} onClick={() => onChange(other)}>{t(`common.${joint}`)}</button>;
}

/** One condition in words. A group of conditions, as a drill may bring, can only be taken away. */
function Chip({ text, onRemove, popover }: { text: string; onRemove: () => void; popover?: PopoverProps }) {
  const { t } = useTranslation();
  return (
    <span className="chip">
      {popover ? (
        <Popover {...popover}>
          <button type="button" className="chip-text" aria-label={t("list.filter.edit", { text })}>{text}</button>
        </Popover>
      ) : (
        <span className="chip-text">{text}</span>
      )}
      <button type="button" className="chip-remove" aria-label={t("list.filter.remove", { text })} onClick={onRemove}>
        <CloseOutlined />
      </button>
    </span>
  );
}
