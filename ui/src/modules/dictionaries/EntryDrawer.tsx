// One entry: its words, its place, and whether it is still offered.
import { App } from "antd";
import { useTranslation } from "react-i18next";
import { useOp, useWrite } from "@/api/client";
import type { EntryView } from "@/api/types";
import { StateTag, Waiting } from "@/kit/bits";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { RecordForm } from "@/kit/form";
import { useCan } from "@/kit/workspace";
import { EntryFields, type EntryValues } from "./EntryFields";

export function EntryDrawer({ id }: { id: number }) {
  const entry = useOp("dictionaries.entry", { id });
  if (entry.error) return <ErrorNotice error={entry.error} onRetry={() => void entry.refetch()} />;
  if (!entry.data) return <Waiting rows={6} />;
  // A new version is another form: what was typed over an old one is not kept silently.
  return <Entry key={entry.data.version} entry={entry.data} reload={() => void entry.refetch()} />;
}

function Entry({ entry, reload }: { entry: EntryView; reload: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const may = useCan()("masters.manage");
  const update = useWrite("dictionaries.update");
  const save = async ({ name, name_en, rank, active }: EntryValues) => {
    await update.mutateAsync({ id: entry.id, version: entry.version, name, name_en: name_en ?? null, rank, active });
    message.success(t("dictionaries.saved"));
  };
  return (
    <article aria-label={entry.name}>
      <header className="entry-head">
        <h2>{entry.name}</h2>
        <div className="row wrap">
          <span className="mono">{entry.code}</span>
          <StateTag state="running" hue={entry.active ? "met" : "paused"}>{t(entry.active ? "dictionaries.in_use" : "dictionaries.out_of_use")}</StateTag>
        </div>
      </header>
      {may ? (
        <RecordForm<EntryValues> initial={{ name: entry.name, name_en: entry.name_en, rank: entry.rank, active: entry.active }} save={save} onReload={reload}>
          <EntryFields />
        </RecordForm>
      ) : (
        <p className="quiet">{t("dictionaries.read_only")}</p>
      )}
    </article>
  );
}
