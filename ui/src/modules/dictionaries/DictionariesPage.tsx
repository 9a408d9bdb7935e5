// One list per dictionary; an entry opens beside it.
import { PlusOutlined } from "@ant-design/icons";
import { App, Button, Segmented } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useWrite } from "@/api/client";
import type { Dictionary, EntryView, Filter } from "@/api/types";
import { RecordDialog } from "@/kit/form";
import { type CellView, GridFrame } from "@/kit/grid";
import { InUse } from "@/kit/record";
import { useAskedTo, usePageSearch } from "@/kit/route";
import { useCan } from "@/kit/workspace";
import { EntryDrawer } from "./EntryDrawer";
import { EntryFields, type EntryValues, emptyEntry } from "./EntryFields";
import "./dictionaries.css";

export const DICTIONARIES: readonly Dictionary[] = [
  "cause", "symptom", "action", "hold_reason", "cancel_reason", "urge_reason", "channel",
  "unaudit_reason", "void_reason", "remove_reason",
];

export default function DictionariesPage() {
  const { t } = useTranslation();
  const [search, change] = usePageSearch();
  const can = useCan();
  const [adding, setAdding] = useState(false);
  useAskedTo({ add: () => setAdding(can("masters.manage")) });
  const chosen = DICTIONARIES.find((known) => known === search.of) ?? "cause";
  const always = useMemo<Filter>(() => ({ field: "dictionary", op: "eq", value: chosen }), [chosen]);
  const cells = useMemo<Record<string, CellView>>(() => ({
    active: (row) => <InUse active={Boolean(row.active)} yes={t("record.in_use")} no={t("record.out_of_use")} />,
  }), [t]);
  const add = can("masters.manage")
    ? <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>{t("dictionaries.add", { what: t(`dictionaries.kind.${chosen}`) })}</Button>
    : undefined;
  return (
    <>
      <Segmented
        className="dictionary-choice" aria-label={t("dictionaries.choose")} value={chosen} options={DICTIONARIES.map((value) => ({ value, label: t(`dictionaries.kind.${value}`) }))}
        onChange={(value) => change({ of: value === "cause" ? undefined : value, open: undefined, filter: undefined })}
      />
      <GridFrame
        key={chosen} grid="dictionaries" title={t(`dictionaries.kind.${chosen}`)} remark={t(`dictionaries.about.${chosen}`)} actions={add} always={always} cells={cells}
        empty={t("dictionaries.empty", { what: t(`dictionaries.kind.${chosen}`) })} drawer={(id) => <EntryDrawer key={id} id={id} />}
      />
      <AddEntry
        dictionary={chosen} open={adding} onClose={() => setAdding(false)}
        onMade={(entry) => {
          setAdding(false);
          change({ open: entry.id });
        }}
      />
    </>
  );
}

function AddEntry({ dictionary, open, onClose, onMade }: { dictionary: Dictionary; open: boolean; onClose: () => void; onMade: (entry: EntryView) => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const create = useWrite("dictionaries.create");
  const save = async ({ code, name, name_en, rank }: EntryValues) => {
    const entry = await create.mutateAsync({ dictionary, code: code ?? "", name, name_en: name_en ?? null, rank });
    message.success(t("record.made", { name: entry.name }));
    onMade(entry);
  };
  return (
    <RecordDialog<EntryValues>
      open={open} title={t("dictionaries.add", { what: t(`dictionaries.kind.${dictionary}`) })} initial={emptyEntry} save={save} onClose={onClose} action={t("record.create")}
    >
      <EntryFields isNew />
    </RecordDialog>
  );
}
