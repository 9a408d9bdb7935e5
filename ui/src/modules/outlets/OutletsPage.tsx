// Outlets: who serves where.
import { Button, Input, Select, Switch } from "antd";
import { useTranslation } from "react-i18next";
import { useOp, useWrite } from "@/api/client";
import type { OutletKind, OutletView, OutletWords } from "@/api/types";
import { Field, PhoneInput, PlaceFields, RecordInput, isPhone } from "@/kit/form";
import { RecordDrawer, RecordPage } from "@/kit/record";
import { useGo } from "@/kit/route";
import { Code } from "./Code";

interface Values extends Omit<OutletWords, "active"> {
  code?: string;
  active: boolean;
}

const KINDS: readonly OutletKind[] = ["direct", "authorised", "franchise"];

/** Only what the operation takes: a form also holds the code. */
function wordsOf({ code: _code, ...words }: Values): OutletWords {
  return words;
}

export default function OutletsPage() {
  const { t } = useTranslation();
  const create = useWrite("outlets.create");
  return (
    <RecordPage<Values>
      grid="outlets" title={t("shell.nav.outlets")} empty={t("outlets.empty")} add={t("outlets.add")} initial={{ kind: "authorised", active: true }}
      fields={<><Code /><OutletFields isNew /></>} create={(values) => create.mutateAsync({ code: values.code ?? "", outlet: wordsOf(values) })}
      drawer={(id) => <OutletDrawer key={id} id={id} />}
    />
  );
}

function OutletDrawer({ id }: { id: number }) {
  const { t } = useTranslation();
  const go = useGo();
  const record = useOp("outlets.get", { id });
  const update = useWrite("outlets.update");
  const list = (path: string) => go(path, { filter: { field: "outlet_id", op: "in", value: [id] } });
  return (
    <RecordDrawer<OutletView, Values>
      record={record}
      facts={(outlet) => [
        { label: t("outlets.engineers"), value: outlet.engineers },
        { label: t("outlets.orders"), value: <Button type="link" size="small" className="fact-link" onClick={() => list("/work_orders")}>{t("outlets.show_orders")}</Button> },
      ]}
      initial={({ kind, name, level, region_id, phone, address, latitude, longitude, active, masked }) => ({ kind, name, level, region_id, phone: masked ? null : phone, address, latitude, longitude, active })}
      fields={<OutletFields masked={record.data?.masked ?? false} />}
      save={(outlet, values) => update.mutateAsync({ id: outlet.id, version: outlet.version, outlet: wordsOf(values) })}
    />
  );
}

function OutletFields({ isNew = false, masked = false }: { isNew?: boolean; masked?: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <Field name="name" label={t("outlets.name")} required max={200}><Input autoComplete="off" /></Field>
      <div className="record-form-pair">
        <Field name="kind" label={t("outlets.kind")} required><Select options={KINDS.map((value) => ({ value, label: t(`grid.outlets.kind.${value}`) }))} /></Field>
        <Field name="level" label={t("outlets.level")} max={200}><Input autoComplete="off" /></Field>
      </div>
      <Field name="region_id" label={t("outlets.region")}><RecordInput source="regions.options" label={t("outlets.region")} /></Field>
      <Field name="phone" label={t("outlets.phone")} check={(value) => (isPhone(String(value)) ? undefined : { code: "value_invalid" })} {...(masked ? { hint: t("outlets.masked") } : {})}>
        <PhoneInput disabled={masked} />
      </Field>
      <PlaceFields label={t("outlets.address")} />
      {isNew ? null : <Field name="active" label={t("outlets.active")} valueProp="checked" hint={t("outlets.active_hint")}><Switch /></Field>}
    </>
  );
}
