// One plain record beside its list: what it is called, whether it is in use, a form for who may change it, and its facts for
// who may only look.
import { App } from "antd";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Failure } from "@/api/failure";
import { Waiting } from "../bits";
import { ErrorNotice } from "../ErrorNotice";
import { RecordForm } from "../form";
import { useCan } from "../workspace";
import { InUse } from "./RecordPage";
import "./record.css";

export interface Fact {
  label: string;
  value: ReactNode;
}

interface Versioned {
  id: number;
  version: number;
  code: string;
  name: string;
  active?: boolean;
}

export interface RecordDrawerProps<R extends Versioned, T extends object> {
  record: UseQueryResult<R, Failure>;
  /** What stands under the name: figures that lead on. */
  facts: (record: R) => readonly Fact[];
  initial: (record: R) => Partial<T>;
  fields: ReactNode;
  save: (record: R, values: T) => Promise<unknown>;
  /** Why this record cannot be changed by who otherwise may. */
  fixed?: (record: R) => string | undefined;
}

export function RecordDrawer<R extends Versioned, T extends object>(props: RecordDrawerProps<R, T>) {
  const { record } = props;
  if (record.error) return <ErrorNotice error={record.error} onRetry={() => void record.refetch()} />;
  if (!record.data) return <Waiting rows={8} />;
  // A new version is another form: what was typed over an old one is not kept silently.
  return <Body key={record.data.version} {...props} shown={record.data} />;
}

function Body<R extends Versioned, T extends object>({ record, shown, facts, initial, fields, save, fixed }: RecordDrawerProps<R, T> & { shown: R }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const may = useCan()("masters.manage");
  const why = may ? fixed?.(shown) : t("record.read_only");
  const send = async (values: T) => {
    await save(shown, values);
    message.success(t("record.saved"));
  };
  return (
    <article className="record" aria-label={shown.name}>
      <header>
        <h2>{shown.name}</h2>
        <div className="row wrap">
          <span className="mono">{shown.code}</span>
          {shown.active === undefined ? null : <InUse active={shown.active} yes={t("record.in_use")} no={t("record.out_of_use")} />}
        </div>
      </header>
      <dl className="record-facts">
        {facts(shown).map(({ label, value }) => <div key={label}><dt>{label}</dt><dd>{value ?? "—"}</dd></div>)}
      </dl>
      {why ? <p className="quiet">{why}</p> : <RecordForm<T> initial={initial(shown)} save={send} onReload={() => void record.refetch()}>{fields}</RecordForm>}
    </article>
  );
}
