// One entry: its words, its place, and whether it is still offered.
import { useOp, useWrite } from "@/api/client";
import type { EntryView } from "@/api/types";
import { RecordDrawer } from "@/kit/record";
import { EntryFields, type EntryValues } from "./EntryFields";

export function EntryDrawer({ id }: { id: number }) {
  const record = useOp("dictionaries.entry", { id });
  const update = useWrite("dictionaries.update");
  return (
    <RecordDrawer<EntryView, EntryValues>
      record={record} initial={({ name, name_en, rank, active }) => ({ name, name_en, rank, active })} fields={<EntryFields />}
      save={(entry, { name, name_en, rank, active }) => update.mutateAsync({ id: entry.id, version: entry.version, name, name_en: name_en ?? null, rank, active })}
    />
  );
}
