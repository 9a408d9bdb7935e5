// One list per dictionary; an entry opens beside it.
import { Segmented } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useOp, useWrite } from "@/api/client";
import type { Dictionary, EntryView, Filter } from "@/api/types";
import { RecordDrawer, RecordPage } from "@/kit/record";
import { usePageSearch } from "@/kit/route";
import { EntryFields, type EntryValues, emptyEntry } from "./EntryFields";
import "./dictionaries.css";

export const DICTIONARIES: readonly Dictionary[] = [
  "cause", "symptom", "action", "hold_reason", "cancel_reason", "urge_reason", "channel",
  "unaudit_reason", "void_reason", "remove_reason",
];

export default function DictionariesPage() {
  const { t } = useTranslation();
  const [search, change] = usePageSearch();
  const create = useWrite("dictionaries.create");
  const chosen = DICTIONARIES.find((known) => known === search.of) ?? "cause";
  const what = t(`dictionaries.kind.${chosen}`);
  const always = useMemo<Filter>(() => ({ field: "dictionary", op: "eq", value: chosen }), [chosen]);
  return (
    <>
      <Segmented
        className="dictionary-choice" aria-label={t("dictionaries.choose")} value={chosen} options={DICTIONARIES.map((value) => ({ value, label: t(`dictionaries.kind.${value}`) }))}
        onChange={(value) => change({ of: value === "cause" ? undefined : value, open: undefined, filter: undefined })}
      />
      <RecordPage<EntryValues>
        key={chosen} grid="dictionaries" always={always} title={what} remark={t(`dictionaries.about.${chosen}`)} empty={t("dictionaries.empty", { what })}
        add={t("dictionaries.add", { what })} initial={emptyEntry} fields={<EntryFields isNew />} drawer={(id) => <EntryDrawer key={id} id={id} />}
        create={({ code, name, name_en, rank }) => create.mutateAsync({ dictionary: chosen, code: code ?? "", name, name_en: name_en ?? null, rank })}
      />
    </>
  );
}

function EntryDrawer({ id }: { id: number }) {
  const record = useOp("dictionaries.entry", { id });
  const update = useWrite("dictionaries.update");
  return (
    <RecordDrawer<EntryView, EntryValues>
      record={record} initial={({ name, name_en, rank, active }) => ({ name, name_en, rank, active })} fields={<EntryFields />}
      save={(entry, { name, name_en, rank, active }) => update.mutateAsync({ id: entry.id, version: entry.version, name, name_en: name_en ?? null, rank, active })}
    />
  );
}
