// One plain record beside its list: what it is called, whether it is in use, a form for who may change it, and its facts for
// who may only look. What a colleague saves meanwhile takes nothing of what is typed.
import { App, Form } from "antd";
import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Failure } from "@/api/failure";
import { Waiting } from "../bits";
import { ErrorNotice } from "../ErrorNotice";
import { RecordForm } from "../form";
import { useCan } from "../workspace";
import { Changed } from "./Changed";
import { type Held, useHeld } from "./held";
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
  facts?: (record: R) => readonly Fact[];
  initial: (record: R) => Partial<T>;
  fields: ReactNode;
  save: (record: R, values: T) => Promise<unknown>;
  /** Why this record cannot be changed by who otherwise may. */
  fixed?: (record: R) => string | undefined;
}

export function RecordDrawer<R extends Versioned, T extends object>(props: RecordDrawerProps<R, T>) {
  const { record } = props;
  const [dirty, setDirty] = useState(false);
  const held = useHeld(record.data, dirty);
  const problem = record.error ? <ErrorNotice error={record.error} onRetry={() => void record.refetch()} /> : null;
  if (!held.seen) return problem ?? <Waiting rows={8} />;
  return (
    <>
      {problem}
      <Body key={`${held.seen.id} ${held.began}`} {...props} held={held} shown={held.seen} onDirty={setDirty} />
    </>
  );
}

interface BodyProps<R extends Versioned, T extends object> extends RecordDrawerProps<R, T> {
  held: Held<R>;
  shown: R;
  onDirty: (dirty: boolean) => void;
}

function Body<R extends Versioned, T extends object>({ shown, facts, fixed, ...rest }: BodyProps<R, T>) {
  const { t } = useTranslation();
  const may = useCan()("masters.manage");
  const why = may ? fixed?.(shown) : t("record.read_only");
  const told = facts?.(shown) ?? [];
  return (
    <article className="record" aria-label={shown.name}>
      <header>
        <h2>{shown.name}</h2>
        <div className="row wrap">
          <span className="mono">{shown.code}</span>
          {shown.active === undefined ? null : <InUse active={shown.active} yes={t("record.in_use")} no={t("record.out_of_use")} />}
        </div>
      </header>
      {told.length === 0 ? null : (
        <dl className="record-facts">
          {told.map(({ label, value }) => <div key={label}><dt>{label}</dt><dd>{value ?? "—"}</dd></div>)}
        </dl>
      )}
      {why ? <p className="quiet">{why}</p> : <Change shown={shown} {...rest} />}
    </article>
  );
}

function Change<R extends Versioned, T extends object>({ record, held, shown, initial, fields, save, onDirty }: BodyProps<R, T>) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<T>();
  const [sending, setSending] = useState(false);
  const [comparing, setComparing] = useState(false);
  const send = async (values: T) => {
    setSending(true);
    try {
      await save(shown, values);
      // The form begins anew with what was saved; until it has been read, one's own change would look like somebody else's.
      await record.refetch();
      onDirty(false);
      message.success(t("record.saved"));
    } finally {
      setSending(false);
    }
  };
  const onStale = () => {
    setComparing(true);
    void record.refetch();
  };
  const { newer, accept, keep } = held;
  const onKeep = () => {
    const now = initial(newer ?? shown) as Record<string, unknown>;
    for (const [name, value] of Object.entries(now)) if (!form.isFieldTouched(name as never)) form.setFieldValue(name as never, value as never);
    keep();
  };
  return (
    <>
      {newer && !sending ? (
        <Changed
          began={initial(shown)} mine={() => form.getFieldsValue(true) as object} now={initial(newer)} fields={fields} comparing={comparing} onCompare={setComparing}
          onAccept={accept} onKeep={onKeep}
        />
      ) : null}
      <RecordForm<T> form={form} initial={initial(shown)} save={send} onDirty={onDirty} onStale={onStale}>{fields}</RecordForm>
    </>
  );
}
